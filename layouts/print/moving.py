"""Display lists moved about: pages put side by side on a cover, parts of a page cut out."""

from collections.abc import Iterable
from dataclasses import replace

from shapely import Polygon, unary_union
from shapely import box as shapely_box

from layouts.display_list import DisplayList, DrawGlyphs, DrawImage, DrawOp, DrawPath, ElementId, Glyph, GlyphRun
from layouts.shapes import Affine, Outline, Rect


def moved(op: DrawOp, dx: float, dy: float) -> DrawOp:
    """The drawing `dx` to the right and `dy` down, in mm."""
    return turned(op, Affine.translation(dx, dy), 0.0)


def turned(op: DrawOp, by: Affine, angle_deg: float) -> DrawOp:
    """The drawing mapped by `by`, which moves and turns by `angle_deg` (clockwise) but does not scale."""
    clip = None if op.clip is None else op.clip.transformed(by)
    match op:
        case DrawImage():
            return replace(op, placing=op.placing.then(by), clip=clip)
        case DrawPath():
            return replace(op, outline=op.outline.transformed(by), clip=clip)
        case DrawGlyphs():
            return replace(op, runs=tuple(_turned_run(run, by, angle_deg) for run in op.runs), clip=clip)


def _turned_run(run: GlyphRun, by: Affine, angle_deg: float) -> GlyphRun:
    glyphs = tuple(Glyph(glyph.gid, *by.apply((glyph.x, glyph.y)), glyph.angle_deg + angle_deg) for glyph in run.glyphs)
    return replace(run, glyphs=glyphs)


def with_element_offset(op: DrawOp, offset: int) -> DrawOp:
    """The drawing as part of a longer structure that begins with `offset` elements of others."""
    return op if op.element is None else replace(op, element=ElementId(op.element + offset))


def within(op: DrawOp, box: Rect) -> DrawOp | None:
    """The drawing cut off at `box`; None if nothing of it is left."""
    reach = bounds(op)
    if reach.overlap_area(box) <= 0:
        return None
    if box.contains(reach):
        return op
    if op.clip is None or box.contains(op.clip.bounds()):
        return replace(op, clip=op.clip or Outline.rectangle(box))
    return replace(op, clip=common_outline(op.clip, box))


def common_outline(clip: Outline, box: Rect) -> Outline:
    """The part of an outline that lies in a box, curves turned into short straight edges."""
    shape = unary_union([Polygon(chain).buffer(0) for chain in clip.contours() if len(chain) > 2])
    shared = shape.intersection(shapely_box(box.x, box.y, box.right, box.bottom))
    parts = [part for part in getattr(shared, "geoms", [shared]) if part.geom_type == "Polygon" and not part.is_empty]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return Outline(tuple(segment for ring in rings for segment in Outline.polygon(ring.coords[:-1]).segments))


def bounds(op: DrawOp) -> Rect:
    """A rectangle round everything that the drawing may touch, never too small."""
    inner = _ink_bounds(op)
    return inner if op.clip is None else inner.shared(op.clip.bounds())


def _ink_bounds(op: DrawOp) -> Rect:
    match op:
        case DrawImage():
            return Rect.around(op.placing.apply(corner) for corner in Rect(0, 0, 1, 1).corners)
        case DrawPath():
            return op.outline.bounds().grown(0.0 if op.stroke is None else op.stroke.width_mm / 2)
        case DrawGlyphs():
            # A glyph reaches at most about one and a half ems from its origin in any direction.
            reach = [Rect(glyph.x, glyph.y, 0, 0).grown(run.size_mm * 1.5) for run in op.runs for glyph in run.glyphs]
            return Rect.around(corner for box in reach for corner in box.corners) if reach else Rect(0, 0, 0, 0)


def part_of(page: DisplayList, box: Rect, ops: tuple[DrawOp, ...]) -> DisplayList:
    """A page of the size of `box` that shows what `ops` draw there."""
    near = (op for op in ops if bounds(op).overlap_area(box) > 0)
    return replace(
        page,
        width_mm=box.width,
        height_mm=box.height,
        ops=tuple(moved(op, -box.x, -box.y) for op in near),
        structure=(),
    )


def with_sides(drawing: DisplayList, sides: Iterable[tuple[DisplayList, Rect]]) -> DisplayList:
    """The drawing with whole pages on it, each cut to its own part of the sheet.

    A part that begins left of the trim belongs to the page at the left edge; any other page begins where its part does.
    """
    ops, structure = list(drawing.ops), list(drawing.structure)
    for side, own in sides:
        dx = max(own.x, 0.0)
        cut = (within(moved(op, dx, 0.0), own) for op in side.ops)
        ops += [with_element_offset(op, len(structure)) for op in cut if op is not None]
        structure += [replace(one, bounds=one.bounds and one.bounds.moved(dx, 0.0)) for one in side.structure]
    return replace(drawing, ops=tuple(ops), structure=tuple(structure))
