"""The presets, and the strict reading of their files: a refusal names the file, the field and what is allowed there."""

import json
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TypeVar

from charabook.errors import BadInput
from layouts.page import Binding
from layouts.print.colour import PROFILES
from layouts.print.rules import (
    BleedSides,
    ColourSpace,
    CoverRules,
    GutterStep,
    Marks,
    PageNumbers,
    PageRules,
    PaperStock,
    Preset,
    Standard,
    Transparency,
    TrimSizes,
)

MOST_BYTES = 64 * 1024
_Choice = TypeVar("_Choice", bound=Enum)
_MISSING = object()
_ENDLESS = 1e12  # more than any rule counts


SHIPPED = Path(__file__).parent.parent / "presets"


@cache
def presets(folder: Path = SHIPPED) -> tuple[Preset, ...]:
    """Every preset of a folder, in the order of their names; read once."""
    return tuple(sorted((load_preset(path) for path in folder.glob("*.json")), key=lambda found: found.name))


def preset(name: str, folder: Path = SHIPPED) -> Preset:
    """The preset of that id, or in the file of that path (`*.json`). BadInput names the ids that exist."""
    if name.endswith(".json"):
        return load_preset(Path(name))
    known = {found.id: found for found in presets(folder)}
    if name not in known:
        raise BadInput(f"There is no print preset “{name}”.", f"Choose one of: {', '.join(sorted(known))}.")
    return known[name]


class Fields:
    """One JSON object being read: every field is asked for once, what is left over at the end is refused."""

    def __init__(self, source: str, values: object) -> None:
        if not isinstance(values, Mapping):
            raise refusal(source, "is not an object in braces")
        self.source = source
        self._left = dict(values)

    def take(self, key: str) -> object:
        """The field as it is; refused when it is not there."""
        if key not in self._left:
            raise refusal(self.source, f"lacks the field “{key}”")
        return self._left.pop(key)

    def has(self, key: str) -> bool:
        """Whether the field is there and not null."""
        if self._left.get(key, _MISSING) is None:
            del self._left[key]
        return key in self._left

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            raise refusal(self.source, f"“{key}” must be a text")
        return value

    def number(self, key: str, least: float, most: float) -> float:
        """A number from `least` to `most`."""
        return self._number(key, self.take(key), least, most)

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.number(key, least, most)
        if value != int(value):
            raise refusal(self.source, f"“{key}” must be a whole number")
        return int(value)

    def size(self, key: str) -> tuple[float, float]:
        """Width and height in mm."""
        return self._size(key, self.take(key))

    def sizes(self, key: str) -> tuple[tuple[float, float], ...]:
        """A list of widths and heights."""
        return tuple(self._size(key, value) for value in self._list(key))

    def choice(self, key: str, options: type[_Choice]) -> _Choice:
        """One of the words that an enumeration knows."""
        return self._choice(key, self.take(key), options)

    def choices(self, key: str, options: type[_Choice]) -> tuple[_Choice, ...]:
        """A list of such words, at least one."""
        found = tuple(self._choice(key, value, options) for value in self._list(key))
        if not found:
            raise refusal(self.source, f"“{key}” names nothing")
        return found

    def inner(self, key: str) -> "Fields":
        """An object within."""
        return Fields(f"{self.source}, “{key}”", self.take(key))

    def inners(self, key: str) -> tuple["Fields", ...]:
        """A list of objects, at least one."""
        found = tuple(Fields(f"{self.source}, “{key}”", value) for value in self._list(key))
        if not found:
            raise refusal(self.source, f"“{key}” is empty")
        return found

    def finish(self) -> None:
        """Refuse fields that nobody asked for: a misspelt rule must not be silently without effect."""
        if self._left:
            raise refusal(self.source, f"has a field that is not known: “{next(iter(self._left))}”")

    def _number(self, key: str, value: object, least: float, most: float) -> float:
        # bool is an int to Python, and JSON's reader lets NaN and whole numbers of any length through.
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _ENDLESS:
            raise refusal(self.source, f"“{key}” must be a number")
        if not least <= value <= most:
            raise refusal(self.source, f"“{key}” is {value:g}, and must be from {least:g} to {most:g}")
        return float(value)

    def _size(self, key: str, value: object) -> tuple[float, float]:
        if not isinstance(value, list) or len(value) != 2:
            raise refusal(self.source, f"“{key}” must give width and height")
        return self._number(key, value[0], 20, 2000), self._number(key, value[1], 20, 2000)

    def _list(self, key: str) -> list[object]:
        value = self.take(key)
        if not isinstance(value, list):
            raise refusal(self.source, f"“{key}” must be a list")
        return value

    def _choice(self, key: str, value: object, options: type[_Choice]) -> _Choice:
        for option in options:
            if option.value == value:
                return option
        words = ", ".join(str(option.value) for option in options)
        raise refusal(self.source, f"“{key}” is {value!r}, and must be one of: {words}")


def refusal(source: str, reason: str) -> BadInput:
    """The error for a preset file that cannot be used."""
    return BadInput(f"The print preset {source} {reason}.", "Correct the file; docs/print.md explains every field.")


def load_preset(path: Path) -> Preset:
    """Read one preset file. BadInput when it is not one."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refusal(path.name, "is far too large for a preset")
        fields = Fields(path.name, json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise refusal(path.name, f"cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise refusal(path.name, "is not a JSON file") from error
    found = _preset(fields)
    fields.finish()
    _refuse_contradictions(path.name, found)
    if found.profile in PROFILES:
        return found
    return replace(found, profile=str(path.parent / found.profile))  # a profile of its own lies beside it


def _refuse_contradictions(source: str, found: Preset) -> None:
    if found.standard.is_pdf_x and found.colour is ColourSpace.RGB:
        raise refusal(source, "wants PDF/X with RGB colours; PDF/X here declares a CMYK press")
    if found.standard is Standard.X1A and found.transparency is Transparency.LIVE:
        raise refusal(source, "wants PDF/X-1a with live transparency, which that standard forbids")
    if found.pages.least > found.pages.most:
        raise refusal(source, "asks for more pages at least than at most")


def _preset(fields: Fields) -> Preset:
    return Preset(
        id=fields.text("id"),
        name=fields.text("name"),
        note=fields.text("note"),
        trims=_trims(fields.inner("trim")),
        bleed_mm=fields.number("bleed_mm", 0, 20),
        bleed_sides=fields.choice("bleed_sides", BleedSides),
        outer_mm=fields.number("outer_mm", 0, 50),
        head_foot_mm=fields.number("head_foot_mm", 0, 50),
        gutters=tuple(_gutter(step) for step in fields.inners("gutters")),
        colour=fields.choice("colour", ColourSpace),
        standard=fields.choice("standard", Standard),
        transparency=fields.choice("transparency", Transparency),
        profile=fields.text("profile"),
        ink_limit=fields.number("ink_limit_percent", 100, 400),
        marks=fields.choice("marks", Marks),
        min_dpi=fields.number("min_dpi", 1, 2400),
        max_dpi=fields.number("max_dpi", 72, 4800) if fields.has("max_dpi") else None,
        jpeg_quality=fields.whole("jpeg_quality", 60, 100) if fields.has("jpeg_quality") else None,
        min_text_pt=fields.number("min_text_pt", 0, 72),
        min_line_pt=fields.number("min_line_pt", 0, 10),
        max_file_mb=fields.number("max_file_mb", 1, 100_000) if fields.has("max_file_mb") else None,
        pages=_pages(fields.inner("pages")),
        bindings=fields.choices("bindings", Binding),
        cover=_cover(fields.inner("cover")) if fields.has("cover") else None,
        paper_mm=fields.size("paper_mm") if fields.has("paper_mm") else None,
    )


def _trims(fields: Fields) -> TrimSizes:
    found = TrimSizes(
        listed_mm=fields.sizes("listed_mm"),
        smallest_mm=fields.size("smallest_mm") if fields.has("smallest_mm") else None,
        largest_mm=fields.size("largest_mm") if fields.has("largest_mm") else None,
    )
    fields.finish()
    return found


def _gutter(fields: Fields) -> GutterStep:
    found = GutterStep(pages=fields.whole("pages", 1, 100_000), gutter_mm=fields.number("gutter_mm", 0, 60))
    fields.finish()
    return found


def _pages(fields: Fields) -> PageRules:
    found = PageRules(
        least=fields.whole("least", 1, 100_000),
        most=fields.whole("most", 1, 100_000),
        multiple_of=fields.whole("multiple_of", 1, 64),
        numbers=fields.choice("numbers", PageNumbers),
    )
    fields.finish()
    return found


def _cover(fields: Fields) -> CoverRules:
    found = CoverRules(
        bleed_mm=fields.number("bleed_mm", 0, 30),
        safe_mm=fields.number("safe_mm", 0, 50),
        papers=tuple(_paper(paper) for paper in fields.inners("papers")),
        base_mm=fields.number("base_mm", 0, 20),
        round_up_mm=fields.number("round_up_mm", 0, 5),
        spine_text_from=fields.whole("spine_text_from_pages", 1, 100_000),
        spine_clear_mm=fields.number("spine_clear_mm", 0, 20),
    )
    fields.finish()
    return found


def _paper(fields: Fields) -> PaperStock:
    found = PaperStock(id=fields.text("id"), name=fields.text("name"), page_mm=fields.number("page_mm", 0.01, 2))
    fields.finish()
    return found
