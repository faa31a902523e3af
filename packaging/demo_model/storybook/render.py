"""Scenes as pixels, with exact masks and key points."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import skia

from storybook.composition import Spot, Window, spots, window
from storybook.figure import draw_figure
from storybook.keypoints import BodyPoints, body_points
from storybook.palette import LAMPLIGHT, Rgb
from storybook.pen import Pen
from storybook.places import draw_place
from storybook.poses import POSES
from storybook.scene import INDOORS, Backdrop, Facing, Figure, Place, Scene, Time, Weather
from storybook.stage import Stage

Image = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


_SMALLEST_PX = 16
_LARGEST_PX = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """A body part in pixels; `visible` when it is in the picture and not covered."""

    x_px: float
    y_px: float
    visible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoints:
    """The key points of one figure; left and right are those of the picture."""

    head: KeyPoint
    hand_left: KeyPoint
    hand_right: KeyPoint
    foot_left: KeyPoint
    foot_right: KeyPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A drawn scene: `image` H x W x 3; one H x W mask of the visible part per figure."""

    image: Image
    masks: tuple[Mask, ...]
    keypoints: tuple[KeyPoints, ...]


def render(scene: Scene, width_px: int, height_px: int) -> Rendering:
    """Draw `scene` at any size; the composition follows the shape of the picture.

    Raises ValueError for a size below 16 or above 8192 pixels.
    """
    if not (min(width_px, height_px) >= _SMALLEST_PX and max(width_px, height_px) <= _LARGEST_PX):
        raise ValueError(f"{width_px} x {height_px} pixels: choose {_SMALLEST_PX} to {_LARGEST_PX} for each side")
    view = window(width_px, height_px)
    surface = skia.Surface(width_px, height_px)
    canvas = surface.getCanvas()
    _draw_backdrop(canvas, scene, view)
    places = spots(scene, view)
    masks: list[Mask] = []
    for figure, spot in zip(scene.figures, places, strict=True):
        layer = _figure_layer(figure, spot, view)
        _draw_shadow(canvas, figure, spot, view)
        canvas.drawImage(layer, 0, 0, skia.SamplingOptions(), _light_on(scene))
        own = layer.toarray()[..., 3] > 127
        masks = [mask & ~own for mask in masks]
        masks.append(own)
    if scene.weather is not Weather.CLEAR:
        _draw_weather(canvas, scene, view)
    points = [
        _key_points(body_points(figure, spot.grasp), figure, spot, view, mask)
        for figure, spot, mask in zip(scene.figures, places, masks, strict=True)
    ]
    return Rendering(image=_rgb(surface), masks=tuple(masks), keypoints=tuple(points))


def _rgb(surface: skia.Surface) -> Image:
    rgba = surface.toarray(colorType=skia.kRGBA_8888_ColorType)  # (H, W, 4)
    image = np.empty((*rgba.shape[:2], 3), np.uint8)  # (H, W, 3)
    for channel in range(3):  # three long strided copies are faster than one copy of triples
        image[..., channel] = rgba[..., channel]
    return image


def _draw_backdrop(canvas: skia.Canvas, scene: Scene, view: Window) -> None:
    canvas.save()
    canvas.scale(view.px_per_unit, view.px_per_unit)
    stage = Stage(
        pen=Pen(canvas),
        rng=random.Random(scene.layout_seed),
        width=view.width,
        height=view.height,
        time=scene.time,
        weather=scene.weather,
        backdrop=scene.backdrop,
    )
    if scene.backdrop is Backdrop.MIRRORED:
        canvas.translate(view.width, 0)
        canvas.scale(-1, 1)
    draw_place(stage, scene.place)
    _draw_darkness(stage, scene)
    canvas.restore()


def _draw_darkness(stage: Stage, scene: Scene) -> None:
    """Lay dusk or night over the backdrop and let the windows shine through."""
    shade = _shade(scene)
    if shade is None:
        return
    tint, alpha = shade
    top = 0.0 if scene.place in INDOORS else stage.height * 0.3
    paint = skia.Paint(Color=skia.Color(*tint, alpha))
    if scene.place not in INDOORS:
        ends = [skia.Point(0, top), skia.Point(0, top + 50)]
        colors = [skia.Color(*tint, 0), skia.Color(*tint, alpha)]
        paint = skia.Paint(Shader=skia.GradientShader.MakeLinear(ends, colors))
    area = skia.Rect.MakeLTRB(0, top, stage.width, stage.height)
    stage.pen.canvas.drawRect(area, paint)
    if scene.time is Time.NIGHT:
        for pane in stage.lights:
            stage.pen.box(*pane, LAMPLIGHT, rounded=2)


def _shade(scene: Scene) -> tuple[Rgb, int] | None:
    """Return the veil of darkness or dusk over the backdrop."""
    if scene.place is Place.MOON or scene.time is Time.DAY:
        return None
    if scene.time is Time.SUNSET:
        return (250, 140, 90), 40 if scene.place in INDOORS else 30
    return ((34, 32, 104), 84) if scene.place in INDOORS else ((26, 34, 116), 104)


_MOONLIGHT = skia.ColorFilters.Blend(skia.Color(208, 210, 246), skia.BlendMode.kModulate)


def _light_on(scene: Scene) -> skia.Paint:
    paint = skia.Paint()
    if scene.time is Time.NIGHT and scene.place is not Place.MOON:
        paint.setColorFilter(_MOONLIGHT)
    return paint


def _placed(canvas: skia.Canvas, figure: Figure, spot: Spot, view: Window) -> None:
    """Move the canvas to the figure's feet, in body units, mirrored when it faces left."""
    canvas.scale(view.px_per_unit, view.px_per_unit)
    canvas.translate(spot.x, spot.y)
    mirror = -1.0 if figure.facing is Facing.LEFT else 1.0
    canvas.scale(spot.scale * mirror, spot.scale)


def _figure_layer(figure: Figure, spot: Spot, view: Window) -> skia.Image:
    surface = skia.Surface(view.width_px, view.height_px)
    canvas = surface.getCanvas()
    _placed(canvas, figure, spot, view)
    draw_figure(canvas, figure, spot.grasp)
    return surface.makeImageSnapshot()


def _draw_shadow(canvas: skia.Canvas, figure: Figure, spot: Spot, view: Window) -> None:
    pose = POSES[figure.action]
    half = 54.0 if pose.seated else 38.0
    half *= 0.7 if pose.lift > 10 else 1.0
    canvas.save()
    _placed(canvas, figure, spot, view)
    Pen(canvas).spot(0, 2, half, 8, (30, 30, 60), alpha=70)
    canvas.restore()


def _draw_weather(canvas: skia.Canvas, scene: Scene, view: Window) -> None:
    rng = random.Random(scene.layout_seed + 1)
    canvas.save()
    canvas.scale(view.px_per_unit, view.px_per_unit)
    pen = Pen(canvas)
    for _ in range(44):
        x, y = rng.uniform(0, view.width), rng.uniform(-10, view.height)
        if scene.weather is Weather.RAIN:
            pen.line([(x, y), (x - 4, y + 13)], 2.2, (206, 226, 248))
        else:
            pen.spot(x, y, 2.8, 2.8, (255, 255, 255))
    canvas.restore()


def _key_points(body: BodyPoints, figure: Figure, spot: Spot, view: Window, mask: Mask) -> KeyPoints:
    mirror = -1.0 if figure.facing is Facing.LEFT else 1.0

    def at(point: tuple[float, float]) -> KeyPoint:
        x_px = (spot.x + point[0] * spot.scale * mirror) * view.px_per_unit
        y_px = (spot.y + point[1] * spot.scale) * view.px_per_unit
        column, row = int(x_px // 1), int(y_px // 1)
        inside = 0 <= column < view.width_px and 0 <= row < view.height_px
        return KeyPoint(x_px=x_px, y_px=y_px, visible=inside and bool(mask[row, column]))

    hands = sorted((at(body.hand_left), at(body.hand_right)), key=lambda p: p.x_px)
    feet = sorted((at(body.foot_left), at(body.foot_right)), key=lambda p: p.x_px)
    return KeyPoints(
        head=at(body.head),
        hand_left=hands[0],
        hand_right=hands[1],
        foot_left=feet[0],
        foot_right=feet[1],
    )
