"""Draws frames as letters on a grid, so that a test shows the page it expects."""

from collections.abc import Mapping, Sequence

from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon

from layouts.shapes import Point, Rect


def drawn(frames: Mapping[str, Sequence[Point]], sheet: Rect, columns: int, rows: int) -> list[str]:
    """One string for each row: the name of the last frame that holds the middle of a cell, or a dot."""
    polygons = [(name[-1], Polygon(frame)) for name, frame in frames.items()]
    return [
        "".join(
            _letter(
                polygons,
                sheet.x + (column + 0.5) * sheet.width / columns,
                sheet.y + (row + 0.5) * sheet.height / rows,
            )
            for column in range(columns)
        )
        for row in range(rows)
    ]


def _letter(polygons: list[tuple[str, Polygon]], x: float, y: float) -> str:
    return next((name for name, polygon in reversed(polygons) if polygon.contains(ShapelyPoint(x, y))), ".")
