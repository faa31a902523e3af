"""What is drawn in one picture, independent of its size in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storybook.character import Character
from storybook.palette import Color


class Place(StrEnum):
    """Where a picture is set."""

    MEADOW = "meadow"
    FOREST = "forest"
    BEACH = "beach"
    STREET = "street"
    BEDROOM = "bedroom"
    MOUNTAINS = "mountains"
    CASTLE = "castle"
    LAKE = "lake"
    CITY = "city"
    LIVING_ROOM = "living room"
    DESERT = "desert"
    FARM = "farm"
    CAMPSITE = "campsite"
    LIBRARY = "library"
    KITCHEN = "kitchen"
    MOON = "moon"
    GARDEN = "garden"
    CLASSROOM = "classroom"


INDOORS = (Place.BEDROOM, Place.LIVING_ROOM, Place.LIBRARY, Place.KITCHEN, Place.CLASSROOM)


class Time(StrEnum):
    """Time of day."""

    DAY = "day"
    SUNSET = "sunset"
    NIGHT = "night"


class Weather(StrEnum):
    """What falls from the sky."""

    CLEAR = "clear"
    RAIN = "rain"
    SNOWFALL = "snowfall"


class Zoom(StrEnum):
    """How much of the figures the picture shows."""

    FULL_FIGURE = "full figure"
    CLOSE_UP = "close-up"
    FAR = "far away"


class Placement(StrEnum):
    """Where a figure stands, seen by the reader."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class Facing(StrEnum):
    """Which way a figure turns; its gestures are mirrored accordingly."""

    LEFT = "left"
    RIGHT = "right"


class View(StrEnum):
    """From which side a figure is seen."""

    FRONT = "front"
    BACK = "back"


class Spacing(StrEnum):
    """How near the figures of one picture are to each other."""

    APART = "apart"
    NEAR = "near"


class Backdrop(StrEnum):
    """How much a place differs from picture to picture."""

    PLAIN = "plain"
    VARIED = "varied"
    MIRRORED = "varied and mirrored"


class Action(StrEnum):
    """What a figure does."""

    STANDING = "standing"
    WAVING = "waving"
    WALKING = "walking"
    SITTING = "sitting"
    READING = "reading a book"
    JUMPING = "jumping for joy"
    BALLOON = "holding a red balloon"
    CRYING = "crying"
    SLEEPING = "sleeping"
    RUNNING = "running"
    DANCING = "dancing"
    POINTING = "pointing"
    CHEERING = "cheering"
    EATING_APPLE = "eating an apple"
    UMBRELLA = "holding an umbrella"
    THINKING = "thinking"
    KICKING_BALL = "kicking a ball"
    FLOWER = "holding a flower"
    SURPRISED = "looking surprised"
    ANGRY = "standing angrily"
    LANTERN = "holding a lantern"
    KITE = "flying a kite"
    HOLDING_HANDS = "holding hands"
    HUGGING = "hugging"


class Expression(StrEnum):
    """What a face shows."""

    HAPPY = "happy"
    LAUGHING = "laughing"
    SAD = "sad"
    CRYING = "crying"
    ANGRY = "angry"
    SURPRISED = "surprised"
    CALM = "calm"
    ASLEEP = "asleep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A character in a picture; `shift` is its jitter (right, down) in 1/256 of the stage."""

    character: Character
    action: Action
    expression: Expression
    placement: Placement
    facing: Facing
    view: View = View.FRONT
    prop_color: Color = Color.RED
    shift: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture: a place, its light, and its figures from left to right."""

    place: Place
    time: Time
    zoom: Zoom
    figures: tuple[Figure, ...]
    weather: Weather = Weather.CLEAR
    spacing: Spacing = Spacing.APART
    backdrop: Backdrop = Backdrop.PLAIN
    layout_seed: int = 0
