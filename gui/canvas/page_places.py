"""What lies where on a composed page, for the mouse: outlines as Qt paths, what is hit, and the edges of frames."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from layouts.problems import Composition, PlacedLettering, PlacedPanel
from layouts.shapes import Outline

Placed = PlacedLettering | PlacedPanel

MOST_CORNERS = 12
NEAR_CORNER = 0.05
"""Nobody takes hold of an edge so near to its ends (fraction of its length): there the corner is."""


def id_of(placed: Placed) -> str:
    """The id of what is placed."""
    return placed.lettering_id if isinstance(placed, PlacedLettering) else placed.panel_id


def path_of(outline: Outline) -> QPainterPath:
    """An outline in millimetres as a Qt path, its curves as short lines: for hitting and marking, not for print."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for contour in outline.contours():
        path.addPolygon(QPolygonF([QPointF(point.x, point.y) for point in contour]))
        path.closeSubpath()
    return path


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """Answers for one composed page; without a page there is nothing anywhere. Places are millimetres."""

    composition: Composition | None = None

    def find(self, subject: str) -> Placed | None:
        """A panel or a piece of lettering by its id."""
        return next((one for one in self._on_top() if subject and id_of(one) == subject), None)

    def hit(self, place: QPointF) -> Placed | None:
        """What is on top there: lettering before panels."""
        return next((one for one in self._on_top() if path_of(one.outline).contains(place)), None)

    def panel_at(self, place: QPointF) -> str | None:
        """The panel there, whatever is lettered over it."""
        return next((one.panel_id for one in self._panels() if path_of(one.outline).contains(place)), None)

    def edge_at(self, panel: str, place: QPointF, reach_mm: float) -> "FrameEdge | None":
        """The nearest edge of a panel's frame, if it is within reach."""
        edges = [edge for one in self._panels() if one.panel_id == panel for edge in edges_of(one)]
        nearest = min(edges, key=lambda edge: edge.distance(place), default=None)
        return nearest if nearest is not None and nearest.distance(place) <= reach_mm else None

    def letterings(self) -> tuple[PlacedLettering, ...]:
        """All lettering, in reading order."""
        return self.composition.letterings if self.composition is not None else ()

    def _on_top(self) -> Sequence[Placed]:
        return (*reversed(self.letterings()), *self._panels())

    def _panels(self) -> Sequence[PlacedPanel]:
        return tuple(reversed(self.composition.panels)) if self.composition is not None else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameEdge:
    """One edge of a panel's frame: corner `index` to the next, and the direction that leads out of the frame."""

    panel: str
    index: int
    start: QPointF
    end: QPointF
    normal: QPointF

    def is_flat(self) -> bool:
        """Whether the edge goes from side to side rather than up and down."""
        return abs(self.normal.y()) > abs(self.normal.x())

    def outwards(self, moved: QPointF) -> float:
        """How far a movement leads out of the frame, mm."""
        return moved.x() * self.normal.x() + moved.y() * self.normal.y()

    def distance(self, place: QPointF) -> float:
        """How far a place is from the edge; infinite beyond its ends."""
        along = self.end - self.start
        length = math.hypot(along.x(), along.y())
        from_start = place - self.start
        share = (from_start.x() * along.x() + from_start.y() * along.y()) / (length * length)
        return abs(self.outwards(from_start)) if NEAR_CORNER < share < 1 - NEAR_CORNER else math.inf


def edges_of(panel: PlacedPanel) -> list[FrameEdge]:
    """The straight edges of a panel's frame; none of a curved one."""
    contour = next(iter(panel.outline.contours()), [])
    corners = contour[:-1] if len(contour) > 1 and contour[0] == contour[-1] else contour
    if not 3 <= len(corners) <= MOST_CORNERS:
        return []
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    area = sum(a.x * b.y - b.x * a.y for a, b in sides)
    turn = 1.0 if area > 0 else -1.0
    return [
        FrameEdge(
            panel=panel.panel_id,
            index=index,
            start=QPointF(a.x, a.y),
            end=QPointF(b.x, b.y),
            normal=QPointF(turn * (b.y - a.y), -turn * (b.x - a.x)) / a.distance(b),
        )
        for index, (a, b) in enumerate(sides)
        if a.distance(b) > 0
    ]
