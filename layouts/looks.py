"""The look of a book: its type, its inks and its measures. Looks are data files; a book may bring its own."""

import tomllib
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Self, get_type_hints

from charabook.errors import BadInput
from layouts.display_list import Colour

FOLDER = Path(__file__).parent / "looks"
MAX_FILE_BYTES = 64 * 1024
_MAX_NUMBER = 1000.0


class Case(Enum):
    """Whether dialogue is set as written or in capitals."""

    AS_WRITTEN = "as written"
    CAPITALS = "capitals"


class _Section:
    """A table of a look file, read into the fields of the same names."""

    __slots__ = ()

    @classmethod
    def read(cls, table: object, where: str) -> Self:
        """The section. Raises BadInput naming the field that is missing, unknown or of the wrong kind."""
        if not isinstance(table, dict):
            raise BadInput(f"The look {where} has no section of that name.", "Add it; looks/storybook.toml shows how.")
        hints = get_type_hints(cls)
        unknown = set(table) - set(hints)
        if unknown:
            raise BadInput(f"{where} has the unknown entry {min(unknown)}.", "Remove it or correct its name.")
        values = {name: _value(table[name], hints[name], f"{where}.{name}") for name in hints if name in table}
        missing = {field.name for field in fields(cls) if field.name not in values and _is_required(field)}  # type: ignore[arg-type]
        if missing:
            raise BadInput(f"{where} lacks the entry {min(missing)}.", "Add it; looks/storybook.toml shows how.")
        return cls(**values)


def _is_required(field: Any) -> bool:
    return repr(field.default).startswith("<dataclasses._MISSING_TYPE")


def _value(raw: object, kind: type, where: str) -> object:
    try:
        if kind is float and isinstance(raw, int | float) and 0 <= raw <= _MAX_NUMBER:
            return float(raw)
        if kind is str and isinstance(raw, str):
            return raw
        if kind is Colour and isinstance(raw, str):
            return Colour.from_hex(raw)
        if kind is Case:
            return Case(raw)
    except ValueError:
        pass
    raise BadInput(f"{where} = {raw!r} cannot be used.", "Give a colour as #rrggbb, a size as a number from 0 to 1000.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueType(_Section):
    """The type in balloons and captions."""

    font: str
    strong_font: str
    size_pt: float
    leading: float
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyType(_Section):
    """The type of the story text."""

    font: str
    strong_font: str
    size_pt: float
    leading: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleType(_Section):
    """The type of titles."""

    font: str
    size_pt: float
    leading: float
    colour: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundType(_Section):
    """The type of sound effects."""

    font: str
    size_pt: float
    colour: Colour
    outline_colour: Colour
    outline_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks(_Section):
    """The colours of text, lines and surfaces."""

    text: Colour
    balloon: Colour
    balloon_fill: Colour
    caption_fill: Colour
    border: Colour
    paper: Colour
    placeholder: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures(_Section):
    """Widths and distances in mm, and the size of page numbers."""

    balloon_line_mm: float
    border_mm: float
    corner_mm: float
    padding_mm: float
    tail_mm: float
    longest_tail_mm: float
    number_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Everything that makes the pages of one book look alike."""

    name: str
    dialogue: DialogueType
    body: BodyType
    title: TitleType
    sound: SoundType
    ink: Inks
    measure: Measures


_SECTIONS: dict[str, type[_Section]] = {
    "dialogue": DialogueType,
    "body": BodyType,
    "title": TitleType,
    "sound": SoundType,
    "ink": Inks,
    "measure": Measures,
}


def load_look(path: Path) -> Look:
    """The look in a TOML file. Raises BadInput if it cannot be read or is not complete."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise BadInput(f"{path.name} is too large for a look.", "Choose a look file.")
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"The look {path.name} cannot be read: {error}.", "Correct the file.") from error
    name = content.get("name")
    if not isinstance(name, str) or not name:
        raise BadInput(f"The look {path.name} has no name.", 'Add a line such as name = "Storybook".')
    sections = {key: section.read(content.get(key), f"{path.name}: {key}") for key, section in _SECTIONS.items()}
    return Look(name=name, **sections)  # type: ignore[arg-type]


@cache
def shipped_look(name: str) -> Look:
    """One of the looks that come with charabook: storybook, comic or manga."""
    if name not in shipped_look_names():
        raise BadInput(f"There is no look {name}.", f"Choose one of {', '.join(shipped_look_names())}.")
    return load_look(FOLDER / f"{name}.toml")


@cache
def shipped_look_names() -> tuple[str, ...]:
    """The names of the shipped looks."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
