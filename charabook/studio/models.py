"""What each model draws well: sizes, steps, guidance. A book may say otherwise in its settings."""

from dataclasses import dataclass, replace

from charabook.engine.requests import DEMO_MODEL, ModelId
from charabook.studio.extras import number_extra, read_extras
from charabook.studio.staging import Canvas, Stage
from projects.records import Book

STEPS, GUIDANCE, AREA = "steps", "guidance", "picture_area_px"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """How a model is used unless the book says otherwise."""

    steps: int
    guidance: float
    canvas: Canvas
    stage: Stage


# narrower strips are drawn badly: better a part of one of these
_DEMO_SIZES = ((256, 256), (320, 256), (384, 256), (256, 320), (256, 384))
_DEMO = ModelCard(steps=16, guidance=2.5, canvas=Canvas(area_px=256 * 256, sizes=_DEMO_SIZES), stage=Stage.SQUARE)
_LARGE = ModelCard(steps=28, guidance=3.5, canvas=Canvas(area_px=1024 * 1024), stage=Stage.WHOLE)
_FEW_STEPS = replace(_LARGE, steps=4, guidance=0.0)


def model_of(book: Book) -> ModelId:
    """The model that the book's pictures are made with."""
    return ModelId(book.model) if book.model else DEMO_MODEL


def card_of(book: Book) -> ModelCard:
    """How the book's model is used."""
    model = model_of(book)
    large = _FEW_STEPS if "schnell" in model.lower() else _LARGE
    card = _DEMO if model == DEMO_MODEL else large
    guidance = read_extras(book.settings_json).get(GUIDANCE)
    return replace(
        card,
        steps=number_extra(book.settings_json, STEPS, card.steps),
        canvas=_canvas(card.canvas, number_extra(book.settings_json, AREA, 0)),
        guidance=float(guidance) if isinstance(guidance, int | float) else card.guidance,
    )


def _canvas(canvas: Canvas, area_px: int) -> Canvas:
    """The sizes of the model, or others of the area that the book asks for."""
    return Canvas(area_px=area_px, step_px=canvas.step_px) if area_px > 0 else canvas
