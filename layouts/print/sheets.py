"""Where a page lies on its sheet in the file: the boxes that a press reads, and the marks outside them."""

from dataclasses import dataclass
from typing import NamedTuple

from charabook.errors import BadInput
from layouts.print.rules import Marks, Preset
from layouts.shapes import POINTS_PER_MM, Affine, Insets, Rect

MARK_LENGTH_MM = 6.0
TOMBO_LENGTH_MM = 9.0
MARK_STAND_OFF_MM = 1.0  # crop marks begin this far outside the bleed, so that none is ever bound in
MARK_WIDTH_MM = 0.25 / POINTS_PER_MM
LEAST_MM, MOST_MM = 10.0, 4900.0  # PDF ends at 200 inches; that leaves room for bleed and marks
_CENTRE_HALF_MM = 10.0
_HOME_MARGIN_MM = 5.0  # what a printer at home cannot reach


class MarkLine(NamedTuple):
    """A straight mark on the sheet, page millimetres."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSheet:
    """One sheet of the file, in the millimetres of its page (origin: the trim's top left corner).

    media  the whole sheet
    bleed  what is printed
    trim   what is left after the knife
    scale  smaller than 1 when a page had to shrink to fit the sheet
    folds  where a cover is folded: x of each fold, marked above and below
    """

    media: Rect
    bleed: Rect
    trim: Rect
    scale: float = 1.0
    folds: tuple[float, ...] = ()

    @property
    def to_points(self) -> Affine:
        """From page millimetres (y down) to PDF points (y up)."""
        unit = POINTS_PER_MM * self.scale
        return Affine(unit, 0, 0, -unit, -self.media.x * unit, self.media.bottom * unit)

    def box_points(self, box: Rect) -> tuple[float, float, float, float]:
        """A rectangle as PDF writes boxes: left, bottom, right, top in points."""
        low, high = self.to_points.apply((box.x, box.bottom)), self.to_points.apply((box.right, box.y))
        return low.x, low.y, high.x, high.y


def sheet_for(preset: Preset, width_mm: float, height_mm: float, bleed: Insets) -> PrintSheet:
    """The sheet for a page of that trim: as large as bleed and marks need, or the preset's paper.

    Raises BadInput for a page that no file can hold.
    """
    if not (LEAST_MM <= width_mm <= MOST_MM and LEAST_MM <= height_mm <= MOST_MM):
        raise BadInput(
            f"A page of {width_mm:g} by {height_mm:g} mm cannot be printed.",
            f"Choose a page format between {LEAST_MM:g} and {MOST_MM:g} mm.",
        )
    trim = Rect(0.0, 0.0, width_mm, height_mm)
    bled = trim.inset(Insets(*(-side for side in bleed)))
    media = bled.grown(slug_mm(preset.marks))
    if preset.paper_mm is None:
        return PrintSheet(media=media, bleed=bled, trim=trim)
    return _centred(trim, bled, media, preset.paper_mm)


def slug_mm(marks: Marks) -> float:
    """The room outside the bleed that the marks take."""
    return {Marks.NONE: 0.0, Marks.CROP: MARK_LENGTH_MM + MARK_STAND_OFF_MM, Marks.TOMBO: TOMBO_LENGTH_MM}[marks]


def _centred(trim: Rect, bled: Rect, media: Rect, paper_mm: tuple[float, float]) -> PrintSheet:
    wide, high = paper_mm if (bled.width <= bled.height) == (paper_mm[0] <= paper_mm[1]) else paper_mm[::-1]
    # Marks may fall into the margin that the printer cannot reach; the page itself may not.
    scale = min(1.0, (wide - 2 * _HOME_MARGIN_MM) / bled.width, (high - 2 * _HOME_MARGIN_MM) / bled.height)
    width, height = wide / scale, high / scale
    centre = trim.centre
    paper = Rect(centre.x - width / 2, centre.y - height / 2, width, height)
    return PrintSheet(media=paper, bleed=bled, trim=trim, scale=scale)


def mark_lines(marks: Marks, sheet: PrintSheet) -> tuple[MarkLine, ...]:
    """The marks of that kind round the page; none of them touches the bleed."""
    if marks is Marks.NONE:
        return ()
    edges = _crop_marks(sheet) if marks is Marks.CROP else (*_tombo_corners(sheet), *_tombo_centres(sheet))
    return (*edges, *_fold_marks(sheet))


def _fold_marks(sheet: PrintSheet) -> tuple[MarkLine, ...]:
    near, far = sheet.bleed.grown(MARK_STAND_OFF_MM), sheet.bleed.grown(MARK_LENGTH_MM)
    ends = ((near.y, far.y), (near.bottom, far.bottom))
    return tuple(MarkLine(x, start, x, end) for x in sheet.folds for start, end in ends)


def _crop_marks(sheet: PrintSheet) -> tuple[MarkLine, ...]:
    trim, bled = sheet.trim, sheet.bleed.grown(MARK_STAND_OFF_MM)
    far = bled.grown(MARK_LENGTH_MM)
    upright = tuple(
        MarkLine(x, near, x, end)
        for x in (trim.x, trim.right)
        for near, end in ((bled.y, far.y), (bled.bottom, far.bottom))
    )
    level = tuple(
        MarkLine(near, y, end, y)
        for y in (trim.y, trim.bottom)
        for near, end in ((bled.x, far.x), (bled.right, far.right))
    )
    return upright + level


def _tombo_corners(sheet: PrintSheet) -> tuple[MarkLine, ...]:
    """Two crossing angles at each corner: one leg of each points along the trim, the other along the bleed."""
    trim, bled = sheet.trim, sheet.bleed
    far = bled.grown(TOMBO_LENGTH_MM)
    lines: list[MarkLine] = []
    for cut_x, bleed_x, far_x in ((trim.x, bled.x, far.x), (trim.right, bled.right, far.right)):
        for cut_y, bleed_y, far_y in ((trim.y, bled.y, far.y), (trim.bottom, bled.bottom, far.bottom)):
            lines += [
                MarkLine(cut_x, far_y, cut_x, bleed_y),
                MarkLine(cut_x, bleed_y, far_x, bleed_y),
                MarkLine(bleed_x, far_y, bleed_x, cut_y),
                MarkLine(bleed_x, cut_y, far_x, cut_y),
            ]
    return tuple(lines)


def _tombo_centres(sheet: PrintSheet) -> tuple[MarkLine, ...]:
    """A cross in the middle of each edge."""
    centre, near = sheet.trim.centre, sheet.bleed.grown(TOMBO_LENGTH_MM / 3)
    far = sheet.bleed.grown(TOMBO_LENGTH_MM)
    half = _CENTRE_HALF_MM
    level = [MarkLine(centre.x - half, y, centre.x + half, y) for y in (near.y, near.bottom)]
    upright = [MarkLine(x, centre.y - half, x, centre.y + half) for x in (near.x, near.right)]
    across = [MarkLine(a, centre.y, b, centre.y) for a, b in ((far.x, sheet.bleed.x), (sheet.bleed.right, far.right))]
    down = [MarkLine(centre.x, a, centre.x, b) for a, b in ((far.y, sheet.bleed.y), (sheet.bleed.bottom, far.bottom))]
    return (*level, *upright, *across, *down)
