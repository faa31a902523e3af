"""Outlines united into one, curves kept (skia-pathops)."""

from collections.abc import Iterable

import pathops

from layouts.shapes import Close, Cubic, Line, Move, Outline, Point, Segment, quadratic

_FINENESS = 64  # Skia's path operations work in single precision with tolerances made for pixels


def united(outlines: Iterable[Outline]) -> Outline:
    """The area that any of the outlines covers, as one outline."""
    whole = pathops.Path()
    for outline in outlines:
        whole = pathops.op(whole, _to_skia(outline), pathops.PathOp.UNION, fix_winding=True)
    return _from_skia(whole)


def _to_skia(outline: Outline) -> pathops.Path:
    path = pathops.Path(fillType=pathops.FillType.WINDING)
    for segment in outline.segments:
        points = [(point.x * _FINENESS, point.y * _FINENESS) for point in segment]
        match segment:
            case Move():
                path.moveTo(*points[0])
            case Line():
                path.lineTo(*points[0])
            case Cubic():
                path.cubicTo(*points[0], *points[1], *points[2])
            case Close():
                path.close()
    return path


def _from_skia(path: pathops.Path) -> Outline:
    path.convertConicsToQuads()
    segments: list[Segment] = []
    here = Point(0, 0)
    for verb, raw in path:
        points = [Point(x / _FINENESS, y / _FINENESS) for x, y in raw]
        segments.append(_segment(verb.name, here, points))
        here = points[-1] if points else here
    return Outline(tuple(segments))


def _segment(verb: str, here: Point, points: list[Point]) -> Segment:
    match verb:
        case "MOVE":
            return Move(points[0])
        case "LINE":
            return Line(points[0])
        case "QUAD":
            return quadratic(here, points[0], points[1])
        case "CUBIC":
            return Cubic(*points)
        case _:
            return Close()
