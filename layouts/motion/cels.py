"""A page taken apart for the film: the ground that stays, and one cel for each lettering and text that appears.

Put together again, ground and cels are the page: nothing is composed or drawn a second time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from layouts.display_list import DisplayList, DrawGlyphs, DrawImage, DrawOp, DrawPath
from layouts.print.moving import bounds
from layouts.problems import Composition
from layouts.shapes import Rect

_EDGE_MM = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cel:
    """The drawings of one lettering or text block, in paint order, and the box (mm) that holds them."""

    source_id: str
    ops: tuple[DrawOp, ...]
    box: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenApart:
    """The drawings that stay, and those that appear, both in paint order."""

    ground: tuple[DrawOp, ...]
    cels: tuple[Cel, ...]


def taken_apart(composition: Composition, appearing: Collection[str]) -> TakenApart:
    """The page with the drawings of the sources `appearing` (letterings, blocks) apart.

    A balloon's outline carries no meaning of its own; it is the path that is painted right before its words.
    """
    drawing = composition.display_list
    balloons = {one.lettering_id: one.outline.bounds().grown(_EDGE_MM) for one in composition.letterings}
    owners = [_owner(op, drawing, appearing) for op in drawing.ops]
    for at, (op, after) in enumerate(pairwise(drawing.ops)):
        balloon = balloons.get(owners[at + 1] or "")
        if balloon is not None and isinstance(after, DrawGlyphs) and _is_outline(op, balloon):
            owners[at] = owners[at + 1]
    parts: dict[str, list[DrawOp]] = {}
    ground = []
    for op, owner in zip(drawing.ops, owners, strict=True):
        if owner is None:
            ground.append(op)
        else:
            parts.setdefault(owner, []).append(op)
    cels = tuple(Cel(source_id=name, ops=tuple(ops), box=_box(ops)) for name, ops in parts.items())
    return TakenApart(ground=tuple(ground), cels=cels)


def _owner(op: DrawOp, drawing: DisplayList, appearing: Collection[str]) -> str | None:
    if op.element is None or isinstance(op, DrawImage):
        return None
    source = drawing.structure[op.element].source_id
    return source if source in appearing else None


def _is_outline(op: DrawOp, balloon: Rect) -> bool:
    return isinstance(op, DrawPath) and op.element is None and balloon.contains(op.outline.bounds())


def _box(ops: list[DrawOp]) -> Rect:
    return Rect.around(corner for op in ops for corner in bounds(op).grown(_EDGE_MM).corners)
