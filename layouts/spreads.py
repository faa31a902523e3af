"""A spread is composed as one wide page and printed as two."""

from dataclasses import replace

from layouts.display_list import (
    DisplayList,
    DrawGlyphs,
    DrawImage,
    DrawOp,
    DrawPath,
    ElementId,
    Glyph,
    StructureElement,
)
from layouts.page import PageFormat, Sheet
from layouts.shapes import Affine, Outline, Point, Rect


def split_spread(spread: DisplayList, format_: PageFormat) -> tuple[DisplayList, DisplayList]:
    """The left and the right page of a spread, each with its bleed beyond the fold and only what shows on it."""
    return _page_of(spread, format_, Sheet.LEFT), _page_of(spread, format_, Sheet.RIGHT)


def _page_of(spread: DisplayList, format_: PageFormat, sheet: Sheet) -> DisplayList:
    start = 0.0 if sheet is Sheet.LEFT else format_.width_mm
    shown = Rect(start, 0.0, format_.width_mm, spread.height_mm).grown(format_.bleed_mm)
    ops = [op for op in spread.ops if _bounds(op).overlap_area(shown) > 0]
    used = sorted({op.element for op in ops if op.element is not None})
    numbers = {old: ElementId(new) for new, old in enumerate(used)}
    return replace(
        spread,
        width_mm=format_.width_mm,
        safe=format_.safe_box(sheet),
        ops=tuple(_moved(op, -start, numbers) for op in ops),
        structure=tuple(_moved_element(spread.structure[old], -start) for old in used),
    )


def _bounds(op: DrawOp) -> Rect:
    """The rectangle that a drawing stays within."""
    match op:
        case DrawImage(clip=None):
            return Outline.rectangle(Rect(0, 0, 1, 1)).transformed(op.placing).bounds()
        case DrawImage(clip=Outline() as clip):
            return clip.bounds()
        case DrawPath():
            return op.outline.bounds().grown(op.stroke.width_mm if op.stroke else 0.01)
        case DrawGlyphs():
            reach = max((run.size_mm for run in op.runs), default=0.0)
            return Rect.around(Point(g.x, g.y) for run in op.runs for g in run.glyphs).grown(reach)
    raise TypeError(op)


def _moved(op: DrawOp, dx: float, numbers: dict[ElementId, ElementId]) -> DrawOp:
    element = None if op.element is None else numbers[op.element]
    by = Affine.translation(dx, 0.0)
    clip = op.clip.transformed(by) if op.clip else None
    match op:
        case DrawImage():
            return replace(op, placing=op.placing.then(by), clip=clip, element=element)
        case DrawPath():
            return replace(op, outline=op.outline.transformed(by), clip=clip, element=element)
        case DrawGlyphs():
            runs = tuple(
                replace(run, glyphs=tuple(Glyph(g.gid, g.x + dx, g.y, g.angle_deg) for g in run.glyphs))
                for run in op.runs
            )
            return replace(op, runs=runs, clip=clip, element=element)


def _moved_element(element: StructureElement, dx: float) -> StructureElement:
    return replace(element, bounds=element.bounds.moved(dx, 0.0) if element.bounds else None)
