"""What each model draws well: sizes, steps, guidance. A book may say otherwise in its settings."""

import math
from dataclasses import dataclass, replace

from charabook.engine.requests import DEMO_MODEL, Likeness, ModelId
from charabook.studio.extras import read_extras, with_extras
from charabook.studio.staging import Canvas, Stage
from projects.records import Book

STEPS, GUIDANCE, AREA, LIKENESS = "steps", "guidance", "picture_area_px", "likeness"

LEAST_AREA_PX, MOST_AREA_PX = 64 * 64, 2048 * 2048
SCALES = (0.5, 0.75, 1.0, 1.25, 1.5)
"""How large pictures may be, as factors of the sides that a large model was made for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """How a model is used unless the book says otherwise."""

    steps: int
    guidance: float
    canvas: Canvas
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The least and the most that may be asked of a model. Within them nobody's identity becomes another."""

    steps: tuple[int, int]
    guidance: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingSettings:
    """How a book wants its pictures drawn; None is the model's own way."""

    steps: int | None = None
    guidance: float | None = None
    area_px: int | None = None
    likeness: Likeness = Likeness.BALANCED


# narrower strips are drawn badly: better a part of one of these
_DEMO_SIZES = ((256, 256), (320, 256), (384, 256), (256, 320), (256, 384))
_DEMO = ModelCard(steps=16, guidance=2.5, canvas=Canvas(area_px=256 * 256, sizes=_DEMO_SIZES), stage=Stage.SQUARE)
_LARGE = ModelCard(steps=28, guidance=3.5, canvas=Canvas(area_px=1024 * 1024), stage=Stage.WHOLE)
_FEW_STEPS = replace(_LARGE, steps=4, guidance=0.0)
_GUIDED = Bounds(steps=(4, 200), guidance=(1.5, 30.0))
_UNGUIDED = Bounds(steps=(4, 8), guidance=(0.0, 0.0))


# -------------------------------------------------------------------------------------------- a model's own way


def model_of(book: Book) -> ModelId:
    """The model that the book's pictures are made with."""
    return ModelId(book.model) if book.model else DEMO_MODEL


def own_card(model: ModelId) -> ModelCard:
    """How a model is used by itself."""
    large = _FEW_STEPS if "schnell" in model.lower() else _LARGE
    return _DEMO if model == DEMO_MODEL else large


def bounds_of(model: ModelId) -> Bounds:
    """What may be asked of a model."""
    return _GUIDED if own_card(model).guidance > 1.0 else _UNGUIDED


def areas_of(model: ModelId) -> tuple[int, ...]:
    """Areas that a model draws well, in pixels, from small to large."""
    canvas = own_card(model).canvas
    side = math.sqrt(canvas.area_px)
    return (canvas.area_px,) if canvas.sizes else tuple(round(side * scale) ** 2 for scale in SCALES)


# -------------------------------------------------------------------------------------------- a book's way


def card_of(book: Book) -> ModelCard:
    """How the book's model is used."""
    own, wish = own_card(model_of(book)), drawing_settings(book)
    return replace(
        own,
        steps=wish.steps or own.steps,
        guidance=own.guidance if wish.guidance is None else wish.guidance,
        canvas=replace(own.canvas, area_px=wish.area_px or own.canvas.area_px),
    )


def drawing_settings(book: Book) -> DrawingSettings:
    """What the book says about drawing. What its model should not be asked for counts as not said."""
    said, bounds = read_extras(book.settings_json), bounds_of(model_of(book))
    steps = _within(said.get(STEPS), *bounds.steps)
    area = _within(said.get(AREA), LEAST_AREA_PX, MOST_AREA_PX)
    return DrawingSettings(
        steps=None if steps is None else int(steps),
        guidance=_within(said.get(GUIDANCE), *bounds.guidance),
        area_px=None if area is None else int(area),
        likeness=next((one for one in Likeness if one == said.get(LIKENESS)), Likeness.BALANCED),
    )


def with_drawing(stored: str, wish: DrawingSettings) -> str:
    """A book's `settings_json` with these settings; those that are the model's own are left out."""
    likeness = None if wish.likeness is Likeness.BALANCED else wish.likeness.value
    own = {STEPS: wish.steps, GUIDANCE: wish.guidance, AREA: wish.area_px, LIKENESS: likeness}
    return with_extras(stored, **own)


def _within(value: object, least: float, most: float) -> float | None:
    """A number from a file; None if it is none, or out of bounds."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return value if least <= value <= most else None
