"""What a scene contains as plain words: the labels that classifiers learn and judge."""

from __future__ import annotations

from dataclasses import dataclass

from storybook.scene import Figure, Scene

NOT_APPLICABLE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAttributes:
    """The labels of one figure; what its kind does not have is "none"."""

    kind: str
    skin: str
    hair_style: str
    hair_color: str
    fur: str
    garment: str
    top_color: str
    hat: str
    action: str
    expression: str
    placement: str
    view: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneAttributes:
    """The labels of one picture; figures from left to right."""

    environment: str
    time: str
    weather: str
    zoom: str
    figures: tuple[FigureAttributes, ...]


def attributes(scene: Scene) -> SceneAttributes:
    """Name everything in `scene` that a picture of it must show."""
    return SceneAttributes(
        environment=scene.place.value,
        time=scene.time.value,
        weather=scene.weather.value,
        zoom=scene.zoom.value,
        figures=tuple(_of_figure(figure) for figure in scene.figures),
    )


def _of_figure(figure: Figure) -> FigureAttributes:
    who = figure.character
    return FigureAttributes(
        kind=who.kind.value,
        skin=who.skin.value if who.skin else NOT_APPLICABLE,
        hair_style=who.hair_style.value if who.hair_style else NOT_APPLICABLE,
        hair_color=who.hair_color.value if who.hair_color else NOT_APPLICABLE,
        fur=who.fur or NOT_APPLICABLE,
        garment=who.top.value,
        top_color=who.top_color.value,
        hat=who.hat.value,
        action=figure.action.value,
        expression=figure.expression.value,
        placement=figure.placement.value,
        view=figure.view.value,
    )
