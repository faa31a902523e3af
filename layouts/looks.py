"""The look of a book: its type, its inks and its measures. Looks are data files; a book may bring its own."""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from charabook.errors import BadInput
from layouts.display_list import Colour
from layouts.tables import read_table, record

FOLDER = Path(__file__).parent / "looks"


class Case(Enum):
    """Whether dialogue is set as written or in capitals."""

    AS_WRITTEN = "as written"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueType:
    """The type in balloons and captions."""

    font: str
    strong_font: str
    size_pt: float
    leading: float
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyType:
    """The type of the story text."""

    font: str
    strong_font: str
    size_pt: float
    leading: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleType:
    """The type of titles."""

    font: str
    size_pt: float
    leading: float
    colour: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundType:
    """The type of sound effects."""

    font: str
    size_pt: float
    colour: Colour
    outline_colour: Colour
    outline_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """The colours of text, lines and surfaces."""

    text: Colour
    balloon: Colour
    balloon_fill: Colour
    caption_fill: Colour
    border: Colour
    paper: Colour
    placeholder: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
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


def load_look(path: Path) -> Look:
    """The look in a TOML file. Raises BadInput if it cannot be read, is not complete or makes no sense."""
    look = record(Look, read_table(path, "look"), path.name)
    sizes = (look.dialogue.size_pt, look.body.size_pt, look.title.size_pt, look.sound.size_pt, look.measure.number_pt)
    leadings = (look.dialogue.leading, look.body.leading, look.title.leading)
    lengths = tuple(getattr(look.measure, name) for name in Measures.__slots__)
    if min(sizes) < 1 or max(sizes) > 500 or min(leadings) < 0.5 or max(leadings) > 5 or min(lengths) < 0:
        raise BadInput(f"A size in {path.name} makes no sense.", "Use 1 to 500 points, leading 0.5 to 5, no minus.")
    return look


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
