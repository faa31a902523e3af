"""Whether a place stays the same: two panels in it, with and without a location that they share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import binary_dilation, zoom

from charabook.engine.requests import Location
from evaluate.drawing import WHOLE, Studio, drawn, figure_of, pixels, request, sampling, seed_of, seen_figure
from evaluate.stories import Story
from evaluate.ways import ON


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How much the background changed between two panels, in levels of 255."""

    story: int
    way: str
    levels: float


def changes(studio: Studio, story: Story) -> list[Change]:
    """The story's first two deeds in the place of the first, each place by itself and then as one."""
    place = Location(setting_id=f"place-{story.number}", prompt=story.moments[0].background, seed=story.number)
    return [
        Change(
            story=story.number, way=way, levels=_between(*(_panel(studio, story, n, shared) for n in range(2)), studio)
        )
        for way, shared in (("described twice", None), ("one location", place))
    ]


def _panel(studio: Studio, story: Story, number: int, location: Location | None) -> np.ndarray:
    figure = figure_of(story, story.moments[number], WHOLE, ON)
    background = story.moments[0].background
    asked = request(background, (figure,), sampling(studio.steps, seed_of(story, number)), ON, location)
    return pixels(drawn(studio, asked, ON).image)


def _between(one: np.ndarray, other: np.ndarray, studio: Studio) -> float:
    figures = seen_figure(studio.judge, one)[1] | seen_figure(studio.judge, other)[1]
    background = ~zoom(binary_dilation(figures), one.shape[0] // figures.shape[0], order=0)
    # background: [H, W] bool, a token away from any figure
    return float(np.abs(one.astype(float) - other.astype(float))[background].mean())
