"""Drawing a story's panels and scoring them with the judge."""

from __future__ import annotations

import io
import json
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from PIL import Image
from recipe import oracle
from recipe.judge import Judge, as_judged

from charabook.engine.cache_store import CacheStore
from charabook.engine.draw import Drawn, LoadedModel, draw_panel, make_identity
from charabook.engine.requests import (
    Box,
    Figure,
    IdentityRequest,
    Location,
    ModelId,
    PanelRequest,
    PromptSpans,
    Region,
    Sampling,
    Span,
)
from evaluate.stories import Moment, Story
from evaluate.ways import Way

Kind = TypeVar("Kind")
WHOLE = Box(left=0.0, top=0.0, width=1.0, height=1.0)
HALVES = (Box(left=0.0, top=0.0, width=0.5, height=1.0), Box(left=0.5, top=0.0, width=0.5, height=1.0))
DEMO = ModelId("demo")


class Quiet:
    """Watches nothing."""

    def stepped(self, stage: str, step: int, steps: int, preview: Callable[[], Image.Image] | None) -> None:
        """Hear and forget."""

    def is_cancelled(self) -> bool:
        """Never."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What drawing and scoring need."""

    model: LoadedModel
    judge: Judge
    store: CacheStore
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One panel, scored."""

    story: int
    panel: int
    way: str
    attributes: float
    """Share of identity labels that equal the identity picture's."""
    likeness: float
    """Cosine of the judge's embeddings of the two figures."""
    mask_iou: float
    """Engine's mask against where the judge sees a figure."""
    deed: bool
    place: bool
    leakage: float = 0.0


# -------------------------------------------------------------------------------------------- asking


def sampling(steps: int, seed: int) -> Sampling:
    """How everything is drawn."""
    return Sampling(steps=steps, seed=seed, guidance=3.0)


def figure_of(story: Story, moment: Moment, region: Region, way: Way) -> Figure:
    """The character in one panel, only named."""
    return Figure(identity=way.identity(story), prompt=moment.short, region=region, likeness=way.likeness)


def request(
    background: str, figures: tuple[Figure, ...], drawn_by: Sampling, way: Way, location: Location | None = None
) -> PanelRequest:
    """One panel."""
    text, spans = background, []
    for figure in figures:
        spans.append(Span(start=len(text) + 2, end=len(text) + 2 + len(figure.prompt)))
        text += f", {figure.prompt}"
    prompt = PromptSpans(text=text, background=Span(start=0, end=len(background)), figures=tuple(spans))
    return PanelRequest(
        model=DEMO,
        prompt=prompt,
        sampling=drawn_by,
        figures=figures,
        sharing=way.sharing,
        location=location,
    )


def drawn(studio: Studio, asked: PanelRequest, way: Way) -> Drawn:
    """Draw one panel one way."""
    studio.store.probes.forget(lambda _: True)  # what one way sees is not what another does
    with way.without():
        return draw_panel(
            studio.model, asked, store=studio.store, watch=Quiet(), method=way.method(studio.model.method)
        )


def identity_picture(studio: Studio, story: Story, way: Way) -> Image.Image:
    """The story's identity."""
    asked = IdentityRequest(model=DEMO, identity=way.identity(story), sampling=sampling(studio.steps, 0))
    return make_identity(studio.model, asked, store=studio.store, watch=Quiet()).image


# -------------------------------------------------------------------------------------------- scoring


def pixels(picture: Image.Image) -> np.ndarray:
    """uint8 [H, W, 3]."""
    return np.asarray(picture.convert("RGB"))


def mask_of(png: bytes) -> np.ndarray:
    """bool [h, w]."""
    return np.asarray(Image.open(io.BytesIO(png))) > 127


def seen_figure(judge: Judge, picture: np.ndarray, region: np.ndarray | None = None) -> tuple[oracle.Sight, np.ndarray]:
    """The figure that the judge sees (within a region): what it is, and where."""
    mask = oracle.figure_mask(judge, picture)
    if region is not None:
        mask = mask & region
    return oracle.sight(judge, picture, mask), mask


@torch.no_grad()
def shows(judge: Judge, picture: np.ndarray, mask: np.ndarray, moment: Moment) -> tuple[bool, bool]:
    """Whether the picture shows the moment's deed and place."""
    features = judge.features(as_judged(picture[None]))
    deed = judge.heads["action"](judge.what(judge.figure_features(features, oracle.on_grid(mask)[None]))).argmax()
    place = judge.heads["environment"](judge.scene(features)).argmax()
    return judge.names["action"][int(deed)] == moment.deed, judge.names["environment"][int(place)] == moment.place


def scored(studio: Studio, story: Story, number: int, way: Way, reference: oracle.Sight) -> tuple[Score, Image.Image]:
    """Draw one panel of a story one way, and compare it with `reference`."""
    moment = story.moments[number]
    asked = request(
        moment.background, (figure_of(story, moment, WHOLE, way),), sampling(studio.steps, seed_of(story, number)), way
    )
    result = drawn(studio, asked, way)
    picture = pixels(result.image)
    sight, mask = seen_figure(studio.judge, picture)
    alike = oracle.agreement(reference, sight)
    deed, place = shows(studio.judge, picture, mask, moment)
    return Score(
        story=story.number,
        panel=number,
        way=way.name,
        attributes=alike.attributes,
        likeness=alike.likeness,
        mask_iou=oracle.mask_iou(mask_of(result.figures[0].mask_png), mask),
        deed=deed,
        place=place,
    ), result.image


def scored_pair(studio: Studio, pair: tuple[Story, Story], number: int, way: Way) -> tuple[list[Score], Image.Image]:
    """Two characters in one panel, left and right: each compared with its own identity and with the other's."""
    sights = [seen_figure(studio.judge, pixels(identity_picture(studio, story, way)))[0] for story in pair]
    moments = [story.moments[number] for story in pair]
    figures = tuple(
        figure_of(story, moment, region, way) for story, moment, region in zip(pair, moments, HALVES, strict=True)
    )
    asked = request(moments[0].background, figures, sampling(studio.steps, seed_of(pair[0], number)), way)
    result = drawn(studio, asked, way)
    picture, scores = pixels(result.image), []
    for side, (story, moment) in enumerate(zip(pair, moments, strict=True)):
        half = np.zeros((16, 16), bool)
        half[:, 8 * side : 8 * side + 8] = True
        sight, mask = seen_figure(studio.judge, picture, half)
        alike = oracle.agreement(sights[side], sight)
        deed, place = shows(studio.judge, picture, mask, moment)
        scores.append(
            Score(
                story=story.number,
                panel=number,
                way=way.name,
                attributes=alike.attributes,
                likeness=alike.likeness,
                mask_iou=oracle.mask_iou(mask_of(result.figures[side].mask_png) & half, mask),
                deed=deed,
                place=place,
                leakage=oracle.leakage(sight, sights[side], sights[1 - side]),
            )
        )
    return scores, result.image


def seed_of(story: Story, number: int) -> int:
    """A seed for a panel, the same for every way."""
    return zlib.crc32(f"{story.number}/{number}".encode()) % 100_000


# -------------------------------------------------------------------------------------------- keeping


def append(path: Path, found: Sequence[Any]) -> None:
    """Add dataclasses to a file of one line each, so that a run can be resumed, by several processes at once too."""
    with path.open("a", encoding="utf-8") as lines:
        lines.write("".join(json.dumps(asdict(one)) + "\n" for one in found))


def read(path: Path, kind: type[Kind]) -> list[Kind]:
    """What was found so far."""
    if not path.exists():
        return []
    return [kind(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def interval(values: list[float], draws: int = 2000) -> tuple[float, float]:
    """A 95% confidence interval of the mean, by resampling."""
    chance = random.Random(0)
    means = sorted(float(np.mean(chance.choices(values, k=len(values)))) for _ in range(draws))
    return means[int(0.025 * draws)], means[int(0.975 * draws)]
