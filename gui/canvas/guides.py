"""Where figures line up: the picture's edges, middle and thirds, and the edges and middles of the other figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from charabook.engine.requests import Box
from gui.canvas.shapes import SNAP

HARDLY = 1e-3
"""Whoever is so near to a guide is there."""
PICTURE_EDGES, PICTURE_MIDDLES = (0.0, 1.0), (1 / 3, 0.5, 2 / 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisGuides:
    """Guides along one axis: edges come to lie on `edges`, the middle on `middles`. Fractions of the picture."""

    edges: tuple[float, ...] = PICTURE_EDGES
    middles: tuple[float, ...] = PICTURE_MIDDLES

    def pull(self, start: float, length: float) -> float:
        """How far something must be moved to lie on the nearest guide; nothing if none is near."""
        nearest = min(self._ways(start, length), key=abs)
        return nearest if abs(nearest) <= SNAP else 0.0

    def way_on(self, start: float, length: float, sign: int) -> float:
        """How far it is to the next guide forwards (`sign` 1) or backwards (-1); nothing behind the last one."""
        ahead = [way for way in self._ways(start, length) if way * sign > HARDLY]
        return min(ahead, key=abs, default=0.0)

    def touched(self, start: float, length: float) -> tuple[float, ...]:
        """The guides on which something lies."""
        at_edge = [one for one in self.edges if min(abs(one - start), abs(one - start - length)) < HARDLY]
        in_middle = [one for one in self.middles if abs(one - start - length / 2) < HARDLY]
        return (*at_edge, *in_middle)

    def _ways(self, start: float, length: float) -> Sequence[float]:
        to_edges = [guide - line for guide in self.edges for line in (start, start + length)]
        return [*to_edges, *(guide - start - length / 2 for guide in self.middles)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guides:
    """Across the picture and down it."""

    across: AxisGuides = AxisGuides()
    down: AxisGuides = AxisGuides()

    @classmethod
    def among(cls, others: Iterable[Box]) -> "Guides":
        """The picture's guides and those of other figures."""
        boxes = tuple(others)
        return cls(
            across=_axis([(box.left, box.width) for box in boxes]), down=_axis([(box.top, box.height) for box in boxes])
        )

    def pulled(self, box: Box) -> Box:
        """The box on the guides that are near."""
        return Box(
            left=box.left + self.across.pull(box.left, box.width),
            top=box.top + self.down.pull(box.top, box.height),
            width=box.width,
            height=box.height,
        )


def _axis(spans: Iterable[tuple[float, float]]) -> AxisGuides:
    found = tuple(spans)
    edges = (*PICTURE_EDGES, *(edge for start, length in found for edge in (start, start + length)))
    return AxisGuides(edges=edges, middles=(*PICTURE_MIDDLES, *(start + length / 2 for start, length in found)))
