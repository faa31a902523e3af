"""Drawing a display list into a PDF page: marked for reading, in the press's inks, black text over everything."""

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby

import pikepdf
from pikepdf import Dictionary

from layouts.display_list import DisplayList, DrawGlyphs, DrawImage, DrawOp, DrawPath, ElementId, GlyphRun
from layouts.print.colour import Inks
from layouts.print.content import Content, numbers, text_string
from layouts.print.fonts import FontBook
from layouts.print.glyph_text import reads_as
from layouts.print.pictures import PicturePress, Seen, placing_of_part
from layouts.print.rules import ColourSpace, Marks
from layouts.print.sheets import MARK_WIDTH_MM, PrintSheet, mark_lines
from layouts.print.stored_pictures import PictureStream
from layouts.shapes import Affine, Outline

StorePicture = Callable[[DrawImage, Seen, PictureStream], pikepdf.Object]

_OVERPRINT = "/Kover"


@dataclass(slots=True)
class DrawnPage:
    """A page's stream and what it refers to; `marked` tells the structure element behind each marked content id."""

    content: bytes = b""
    images: dict[str, pikepdf.Object] = field(default_factory=dict)
    fonts: set[str] = field(default_factory=set)
    states: dict[str, Dictionary] = field(default_factory=dict)
    uses_registration_colour: bool = False
    marked: list[ElementId] = field(default_factory=list)


class PageDrawer:
    """Draws one page after another for one press; fonts are shared by all of them."""

    def __init__(self, inks: Inks, fonts: FontBook, pictures: PicturePress, store: StorePicture) -> None:
        self._inks = inks
        self._fonts = fonts
        self._pictures = pictures
        self._store = store

    def draw(self, page: DisplayList, sheet: PrintSheet, marks: Marks) -> DrawnPage:
        """The page within its bleed, then the marks outside it."""
        return _Drawing(self._inks, self._fonts, self._pictures, self._store, sheet).page(page, marks)


class _Drawing:
    def __init__(
        self, inks: Inks, fonts: FontBook, pictures: PicturePress, store: StorePicture, sheet: PrintSheet
    ) -> None:
        self._inks, self._fonts, self._pictures, self._store = inks, fonts, pictures, store
        self._sheet = sheet
        self._out = Content(sheet.to_points)
        self._drawn = DrawnPage()

    def page(self, page: DisplayList, marks: Marks) -> DrawnPage:
        with self._out.saved():
            self._out.clip(Outline.rectangle(self._sheet.bleed))
            for element, ops in groupby(page.ops, key=lambda op: op.element):
                with self._out.marked(self._opening(page, element)):
                    for op in ops:
                        self._op(op)
        self._marks(marks)
        self._drawn.content = self._out.bytes()
        return self._drawn

    def _opening(self, page: DisplayList, element: ElementId | None) -> str:
        if element is None:
            return "/Artifact BMC"
        self._drawn.marked.append(element)
        return f"/{page.structure[element].role.value} <</MCID {len(self._drawn.marked) - 1}>> BDC"

    def _op(self, op: DrawOp) -> None:
        with ExitStack() as kept:
            kept.enter_context(self._out.saved())
            if op.clip is not None:
                self._out.clip(op.clip)
            if op.alpha < 1.0:
                self._state(f"/A{round(op.alpha * 1000)}", Dictionary(ca=op.alpha, CA=op.alpha))
            match op:
                case DrawImage():
                    self._image(op)
                case DrawPath():
                    self._path(op)
                case DrawGlyphs():
                    self._glyphs(op)

    def _state(self, name: str, state: Dictionary) -> None:
        self._drawn.states[name] = state
        self._out.graphics_state(name)

    def _image(self, op: DrawImage) -> None:
        if op.effective_dpi == 0:
            return  # squeezed flat: nothing of it shows
        seen, stream = self._pictures.prepare(op, self._sheet.bleed)
        name = f"/I{len(self._drawn.images) + 1}"
        self._drawn.images[name] = self._store(op, seen, stream)
        self._out.image(name, placing_of_part(op.placing, seen.part))

    def _path(self, op: DrawPath) -> None:
        if op.fill is not None:
            self._out.fill_colour(self._inks.colour(op.fill))
            self._out.path(op.outline)
            self._out.put("f")
        if op.stroke is not None and op.stroke.width_mm > 0:
            self._out.stroke_colour(self._inks.colour(self._inks.drawing_colour(op.stroke.colour)))
            self._out.pen(op.stroke.width_mm, op.stroke.dash_mm)
            self._out.path(op.outline)
            self._out.put("S")

    def _glyphs(self, op: DrawGlyphs) -> None:
        colour = self._inks.drawing_colour(op.colour)
        self._out.fill_colour(self._inks.colour(colour))
        if colour.is_pure_black and self._inks.space is not ColourSpace.RGB:
            # Black laid over the picture cannot show a white hair when the plates shift.
            self._state(_OVERPRINT, Dictionary(OP=True, op=True, OPM=1))
        with self._out.marked(self._said(op)):
            self._out.put("BT")
            for run in op.runs:
                self._run(run)
            self._out.put("ET")

    def _said(self, op: DrawGlyphs) -> str:
        """The line's language, and its text where a reader could not put it together from the glyphs."""
        pieces = [
            piece for run in op.runs for piece in self._fonts.reading(run.font, (glyph.gid for glyph in run.glyphs))
        ]
        beside = "" if _is_level(op) and reads_as(pieces, op.text) else f" /ActualText {text_string(op.text)}"
        return f"/Span <</Lang ({_ascii(op.language)}){beside}>> BDC"

    def _run(self, run: GlyphRun) -> None:
        name = self._fonts.use(run.font, {glyph.gid for glyph in run.glyphs})
        self._drawn.fonts.add(name)
        self._out.put(f"{name} 1 Tf")
        size = run.size_mm * abs(self._out.to_points.a)
        for glyph in run.glyphs:
            cos, sin = math.cos(math.radians(glyph.angle_deg)), math.sin(math.radians(glyph.angle_deg))
            x, y = self._out.to_points.apply((glyph.x, glyph.y))
            self._out.glyph(glyph.gid, Affine(size * cos, -size * sin, size * sin, size * cos, x, y))

    def _marks(self, marks: Marks) -> None:
        lines = mark_lines(marks, self._sheet)
        if not lines:
            return
        with self._out.marked("/Artifact BMC"), self._out.saved():
            self._registration_colour()
            self._out.pen(MARK_WIDTH_MM / self._sheet.scale, ())
            for line in lines:
                self._out.put(*_ends(self._sheet, line), "S")

    def _registration_colour(self) -> None:
        if self._inks.space is ColourSpace.CMYK:
            self._drawn.uses_registration_colour = True
            self._out.put("/Registration CS 1 SCN")
            return
        self._out.put("0 0 0 RG" if self._inks.space is ColourSpace.RGB else "0 0 0 1 K")


def _is_level(op: DrawGlyphs) -> bool:
    """Whether the glyphs stand beside each other; a column or a curve is no line to a reader of glyphs."""
    places = [glyph for run in op.runs for glyph in run.glyphs]
    size = max((run.size_mm for run in op.runs), default=0.0)
    heights = [glyph.y for glyph in places]
    return all(glyph.angle_deg == 0 for glyph in places) and max(heights, default=0) - min(heights, default=0) < size


def _ends(sheet: PrintSheet, line: tuple[float, float, float, float]) -> Iterator[str]:
    for point, operator in ((line[:2], "m"), (line[2:], "l")):
        yield numbers(sheet.to_points.apply(point))
        yield operator


def _ascii(language: str) -> str:
    """A language tag holds letters, digits and hyphens; anything else has no place in a file."""
    return "".join(letter for letter in language if letter.isascii() and (letter.isalnum() or letter == "-"))
