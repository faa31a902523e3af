"""Where figures stand in pictures of any shape."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from storybook.anatomy import Grasp, Joints, grown_by, joints_of
from storybook.poses import POSES
from storybook.scene import Action, Figure, Placement, Scene, Spacing, Zoom

STAGE_UNITS = 256.0
"""Side of a square stage; other shapes keep its area when tall and its height when wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A picture in pixels and the stage it shows, in stage units."""

    width_px: int
    height_px: int
    width: float
    height: float

    @property
    def px_per_unit(self) -> float:
        """Pixels per stage unit, the same in both directions."""
        return self.height_px / self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a figure's feet are, in stage units, and how large a body unit is there.

    `grasp` is where its hands hold on to a neighbour.
    """

    x: float
    y: float
    scale: float
    grasp: Grasp | None = None


def window(width_px: int, height_px: int) -> Window:
    """Choose the stage for a picture size."""
    aspect = width_px / height_px
    height = STAGE_UNITS if aspect >= 1 else STAGE_UNITS / math.sqrt(aspect)
    return Window(width_px=width_px, height_px=height_px, width=height * aspect, height=height)


def spots(scene: Scene, view: Window) -> tuple[Spot, ...]:
    """Place every figure of `scene` on the stage."""
    if scene.zoom is Zoom.CLOSE_UP:
        return tuple(_close_up(figure, view) for figure in scene.figures)
    if scene.spacing is Spacing.NEAR and len(scene.figures) > 1:
        return _side_by_side(scene, view)
    scale = _scale(scene, view)
    return tuple(_standing(figure, scene, view, scale) for figure in scene.figures)


_SCALES = {1: 1.06, 2: 0.95, 3: 0.76}
_HALF_FIGURE = 58.0


def _scale(scene: Scene, view: Window) -> float:
    count = max(1, len(scene.figures))
    scale = min(_SCALES[count], view.width / (122.0 * count))
    return scale * 0.66 if scene.zoom is Zoom.FAR else scale


_SHARES = {
    1: {Placement.LEFT: 0.31, Placement.MIDDLE: 0.5, Placement.RIGHT: 0.69},
    2: {Placement.LEFT: 0.26, Placement.MIDDLE: 0.5, Placement.RIGHT: 0.74},
    3: {Placement.LEFT: 0.18, Placement.MIDDLE: 0.5, Placement.RIGHT: 0.82},
}


def _standing(figure: Figure, scene: Scene, view: Window, scale: float) -> Spot:
    share = _SHARES[len(scene.figures)][figure.placement]
    x = view.width * share + figure.shift[0] * (0.5 if len(scene.figures) > 1 else 1.0)
    half = _HALF_FIGURE * scale
    x = min(max(x, half), view.width - half)
    y = view.height * (0.8 if scene.zoom is Zoom.FAR else 0.925) + figure.shift[1]
    return Spot(x=x, y=y, scale=scale)


def _close_up(figure: Figure, view: Window) -> Spot:
    """Show head and shoulders: the head's middle a little above the picture's."""
    share = 0.5 + (_SHARES[1][figure.placement] - 0.5) * 0.35
    scale = min(1.62, view.width / 150.0)
    seated = 22.0 if POSES[figure.action].seated else 0.0
    head_height = (102.0 - seated + grown_by(figure.character.kind)) * scale
    y = view.height * 0.55 + head_height + figure.shift[1]
    return Spot(x=view.width * share + figure.shift[0], y=y, scale=scale)


def _side_by_side(scene: Scene, view: Window) -> tuple[Spot, ...]:
    """Stand figures close together around the middle; hands that hold meet."""
    gaps = [_gap(a, b) for a, b in pairwise(scene.figures)]
    crowd = sum(gaps) + 2 * _HALF_FIGURE
    scale = min(_SCALES[len(scene.figures)] * 1.06, view.width / crowd)
    y = view.height * 0.925
    first = view.width / 2 - sum(gaps) * scale / 2
    offsets = accumulate(gaps, initial=0.0)
    placed = tuple(Spot(x=first + offset * scale, y=y, scale=scale) for offset in offsets)
    if scene.figures[0].action is Action.HOLDING_HANDS:
        return _hand_in_hand(scene.figures, placed)
    if scene.figures[0].action is Action.HUGGING:
        return _arm_in_arm(scene.figures, placed)
    return placed


_HUG_GAP = 80.0
_NEAR_GAP = 98.0


def _gap(left: Figure, right: Figure) -> float:
    """Return the distance between the feet of neighbours, in body units."""
    if left.action is Action.HUGGING:
        return _HUG_GAP
    if left.action is Action.HOLDING_HANDS:
        return _body(left).arm_right.hand[0] + _body(right).arm_right.hand[0] - 6.0
    return _NEAR_GAP


def _body(figure: Figure) -> Joints:
    return joints_of(figure.character.kind, POSES[figure.action])


def _hand_in_hand(figures: tuple[Figure, ...], placed: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Let the right hands of a mirrored pair meet halfway between their heights."""
    hands = [_body(figure).arm_right.hand for figure in figures]
    meeting_y = sum(y for _, y in hands) / 2
    return tuple(
        replace(spot, grasp=Grasp(right=(x - 3.0, meeting_y))) for spot, (x, _) in zip(placed, hands, strict=True)
    )


def _arm_in_arm(figures: tuple[Figure, ...], placed: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Let each of a mirrored pair put its arms around the other's chest, below the faces."""
    necks = [_body(figure).neck[1] for figure in figures]
    chest = max(necks) + 14.0
    hold = Grasp(right=(_HUG_GAP - 26.0, chest + 2.0), left=(_HUG_GAP - 46.0, chest + 12.0))
    return tuple(replace(spot, grasp=hold) for spot in placed)
