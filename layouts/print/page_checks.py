"""Checks of one page against a printing house: what the knife, the press and the reader's eye will make of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from layouts.book import SinglePage
from layouts.display_list import DrawGlyphs, DrawImage, DrawOp, DrawPath, Role
from layouts.page import Sheet
from layouts.print.findings import Finding, Rule, Severity
from layouts.print.flatten import is_see_through
from layouts.print.moving import bounds
from layouts.print.rules import Preset, Transparency
from layouts.shapes import POINTS_PER_MM, Insets, Rect

_AT_EDGE_MM = 0.5  # a picture that comes this near to the trim is meant to reach it
_SLACK_MM = 0.15
_BLEED_SLACK_MM = 0.2  # an eighth of an inch and three millimetres are the same to every knife
_FAR_TOO_COARSE = 0.5
_INK_SLACK = 0.005


def check_page(page: SinglePage, preset: Preset, page_count: int) -> Iterator[Finding]:
    """Everything to look at on one page, in the order of its drawings."""
    check = _PageCheck(page, preset, page_count)
    for op in page.drawing.ops:
        match op:
            case DrawImage():
                yield from check.picture(op)
            case DrawPath():
                yield from check.path(op)
            case DrawGlyphs():
                yield from check.text(op)
    yield from check.whole()


@dataclass(frozen=True, slots=True)
class _PageCheck:
    page: SinglePage
    preset: Preset
    page_count: int

    def picture(self, op: DrawImage) -> Iterator[Finding]:
        if not op.path.is_file():
            yield self._found(
                Rule.PICTURE, Severity.STOP, op, "The picture's file is missing.", "Choose or make the picture again."
            )
            return
        yield from self._resolution(op)
        yield from self._bleed(op)

    def _resolution(self, op: DrawImage) -> Iterator[Finding]:
        dpi, wanted = op.effective_dpi, self.preset.min_dpi
        if dpi >= wanted * 0.99:
            return
        severity = Severity.STOP if dpi < wanted * _FAR_TOO_COARSE else Severity.WARN
        yield self._found(
            Rule.RESOLUTION,
            severity,
            op,
            f"The picture has {dpi:.0f} dpi on paper; {self.preset.name} asks for {wanted:g}.",
            "Enlarge the picture (upscale), zoom out, or make its frame smaller.",
        )

    def path(self, op: DrawPath) -> Iterator[Finding]:
        if op.fill is not None:
            yield from self._bleed(op)
            yield from self._ink(op, op.fill.cmyk)
        if op.stroke is None:
            return
        yield from self._ink(op, op.stroke.colour.cmyk)
        width_pt = op.stroke.width_mm * POINTS_PER_MM
        if width_pt < self.preset.min_line_pt - 0.01:
            yield self._found(
                Rule.THIN_LINE,
                Severity.WARN,
                op,
                f"A line is {width_pt:.2f} pt wide; under {self.preset.min_line_pt:g} pt it may break up in print.",
                "Make the line wider.",
            )

    def _bleed(self, op: DrawOp) -> Iterator[Finding]:
        short = self._short_of_bleed(bounds(op))
        if short <= _BLEED_SLACK_MM:
            return
        yield self._found(
            Rule.BLEED,
            Severity.STOP if short > self.preset.bleed_mm / 2 else Severity.WARN,
            op,
            f"It reaches the edge of the page but ends {short:.1f} mm before the bleed does: the knife may leave a "
            "white hair.",
            f"Let it reach {self.preset.bleed_mm:g} mm beyond the page, or keep it inside.",
        )

    def _short_of_bleed(self, box: Rect) -> float:
        """By how many mm a drawing that reaches the trim fails to fill the bleed on its worst side; 0 if it does."""
        drawing = self.page.drawing
        wanted = self._bleed_at_knife()
        beyond = Insets(-box.x, -box.y, box.right - drawing.width_mm, box.bottom - drawing.height_mm)
        short = [want - reach for want, reach in zip(wanted, beyond, strict=True) if reach > -_AT_EDGE_MM and want > 0]
        return max(short, default=0.0)

    def _bleed_at_knife(self) -> Insets:
        """The bleed on the three sides that are cut; a picture may well end at the spine."""
        bleed, sheet = self.preset.bleed_mm, self.page.sheet
        return Insets(0.0 if sheet is Sheet.RIGHT else bleed, bleed, 0.0 if sheet is Sheet.LEFT else bleed, bleed)

    def text(self, op: DrawGlyphs) -> Iterator[Finding]:
        yield from self._small_text(op)
        yield from self._ink(op, op.colour.cmyk)
        box = _letters(op)
        if box is None:
            return
        trim = self.page.drawing.trim_box
        safe = trim.inset(self.preset.safe(self.page.sheet, self.page_count))
        if not trim.contains(box):
            yield self._found(
                Rule.SAFE_AREA, Severity.STOP, op, f"“{_short(op.text)}” is cut off.", "Move the text onto the page."
            )
        elif not safe.contains(box, _SLACK_MM):
            yield self._found(
                Rule.SAFE_AREA,
                Severity.WARN,
                op,
                f"“{_short(op.text)}” comes nearer to the knife or the spine than {self.preset.name} allows.",
                "Move the text inwards.",
            )

    def _small_text(self, op: DrawGlyphs) -> Iterator[Finding]:
        # The largest run: readings beside Japanese are small on purpose.
        size_pt = max((run.size_mm * POINTS_PER_MM for run in op.runs if run.glyphs), default=None)
        if size_pt is None or size_pt >= self.preset.min_text_pt - 0.05:
            return
        yield self._found(
            Rule.SMALL_TEXT,
            Severity.WARN,
            op,
            f"“{_short(op.text)}” is set in {size_pt:.1f} pt; {self.preset.name} asks for {self.preset.min_text_pt:g}.",
            "Make the text larger.",
        )

    def _ink(self, op: DrawOp, cmyk: tuple[float, float, float, float] | None) -> Iterator[Finding]:
        if cmyk is None or sum(cmyk) <= self.preset.ink_limit / 100 + _INK_SLACK or not any(cmyk[:3]):
            return
        yield self._found(
            Rule.INK,
            Severity.NOTE,
            op,
            f"A colour asks for {sum(cmyk) * 100:.0f}% ink; the export brings it down to {self.preset.ink_limit:g}%.",
            "Choose a lighter colour if the shade matters.",
        )

    def whole(self) -> Iterator[Finding]:
        yield from self._transparency()
        for element in self.page.drawing.structure:
            if element.role is Role.FIGURE and not element.alt.strip():
                where = None if element.bounds is None else element.bounds.moved(self.page.dx_mm, 0.0)
                yield Finding(
                    rule=Rule.ALT_TEXT,
                    severity=Severity.NOTE,
                    what="A picture has no description for readers who cannot see it.",
                    remedy="Write a sentence about what it shows.",
                    page_number=self.page.number,
                    page_id=self.page.page_id,
                    subject_id=element.source_id,
                    where=where,
                )

    def _transparency(self) -> Iterator[Finding]:
        if self.preset.transparency is Transparency.LIVE:
            return
        count = sum(is_see_through(op) for op in self.page.drawing.ops)
        if count:
            yield Finding(
                rule=Rule.TRANSPARENCY,
                severity=Severity.NOTE,
                what=f"{count} see-through drawing{'s are' if count > 1 else ' is'} blended into the pictures beneath.",
                remedy="Nothing to do: this printer takes no transparency.",
                page_number=self.page.number,
                page_id=self.page.page_id,
            )

    def _found(self, rule: Rule, severity: Severity, op: DrawOp, what: str, remedy: str) -> Finding:
        element = None if op.element is None else self.page.drawing.structure[op.element]
        return Finding(
            rule=rule,
            severity=severity,
            what=what,
            remedy=remedy,
            page_number=self.page.number,
            page_id=self.page.page_id,
            subject_id="" if element is None else element.source_id,
            where=bounds(op).moved(self.page.dx_mm, 0.0),
        )


def _letters(op: DrawGlyphs) -> Rect | None:
    """The box of a line's letters, about: from the first origin to the last, as tall as the letters."""
    boxes = [
        Rect(glyph.x, glyph.y - run.size_mm * 0.7, run.size_mm * 0.5, run.size_mm * 0.7)
        for run in op.runs
        for glyph in run.glyphs
    ]
    return Rect.around(corner for box in boxes for corner in box.corners) if boxes else None


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 30 else words[:28] + "…"
