"""Who a figure is: the attributes that stay the same from picture to picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storybook.palette import Color, HairColor, Rgb, Skin


class Kind(StrEnum):
    """What a character is: a person of some age, an animal, or a robot."""

    GIRL = "girl"
    BOY = "boy"
    WOMAN = "woman"
    MAN = "man"
    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    FOX = "fox"
    RABBIT = "rabbit"
    BEAR = "bear"
    CAT = "cat"
    MOUSE = "mouse"
    FROG = "frog"
    DOG = "dog"
    PANDA = "panda"
    LION = "lion"
    PIG = "pig"
    WOLF = "wolf"
    TIGER = "tiger"
    RACCOON = "raccoon"
    KOALA = "koala"
    PENGUIN = "penguin"
    ROBOT = "robot"


CHILDREN = (Kind.GIRL, Kind.BOY)
ADULTS = (Kind.WOMAN, Kind.MAN)
ELDERS = (Kind.GRANDMOTHER, Kind.GRANDFATHER)
HUMANS = (*CHILDREN, *ADULTS, *ELDERS)
FEMALE = (Kind.GIRL, Kind.WOMAN, Kind.GRANDMOTHER)
GROWN = (*ADULTS, *ELDERS)


class HairStyle(StrEnum):
    """How human hair is worn."""

    LONG = "long"
    PIGTAILS = "pigtails"
    SHORT = "short"
    BOB = "bob"
    PONYTAIL = "ponytail"
    BUN = "bun"
    CURLY = "curly"
    BRAIDS = "braids"
    SPIKY = "spiky"
    BOWL = "bowl"
    BALD = "bald"


class Garment(StrEnum):
    """What the upper body wears."""

    SHIRT = "shirt"
    SWEATER = "sweater"
    DRESS = "dress"
    STRIPED_SHIRT = "striped shirt"
    DOTTED_SHIRT = "dotted shirt"
    OVERALLS = "overalls"
    COAT = "coat"


class Bottom(StrEnum):
    """What the legs wear."""

    PANTS = "pants"
    SHORTS = "shorts"
    SKIRT = "skirt"
    BARE = "bare"


class Hat(StrEnum):
    """What sits on the head."""

    NONE = "none"
    STRAW_HAT = "straw hat"
    CROWN = "crown"
    WIZARD_HAT = "wizard hat"
    CAP = "cap"
    BEANIE = "beanie"
    BOW = "bow"
    TOP_HAT = "top hat"


class Accessory(StrEnum):
    """Small things that are worn besides clothes."""

    GLASSES = "glasses"
    BEARD = "beard"
    SCARF = "scarf"
    CAPE = "cape"
    BACKPACK = "backpack"


FURS: dict[Kind, dict[str, Rgb]] = {
    Kind.FOX: {"orange": (244, 134, 50)},
    Kind.RABBIT: {"white": (250, 244, 240), "gray": (178, 180, 192), "brown": (184, 142, 104)},
    Kind.BEAR: {"brown": (160, 106, 66), "white": (242, 242, 242)},
    Kind.CAT: {"gray": (156, 164, 184), "orange": (244, 170, 84), "black": (84, 82, 96)},
    Kind.MOUSE: {"gray": (196, 182, 192), "white": (244, 240, 240)},
    Kind.FROG: {"green": (120, 200, 82)},
    Kind.DOG: {"brown": (196, 142, 90), "white": (246, 238, 228)},
    Kind.PANDA: {"white": (248, 248, 246)},
    Kind.LION: {"golden": (250, 200, 98)},
    Kind.PIG: {"pink": (250, 180, 188)},
    Kind.WOLF: {"gray": (126, 138, 158)},
    Kind.TIGER: {"orange": (250, 164, 66)},
    Kind.RACCOON: {"gray": (154, 156, 166)},
    Kind.KOALA: {"gray": (168, 174, 188)},
    Kind.PENGUIN: {"blue": (70, 84, 118)},
    Kind.ROBOT: {"silver": (180, 194, 208), "blue": (110, 162, 224)},
}
"""Fur colours of each animal; the first is the usual one, which captions leave unsaid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """One recurring character; `skin`, `hair_*` are set for people, `fur` for the others."""

    kind: Kind
    skin: Skin | None = None
    hair_style: HairStyle | None = None
    hair_color: HairColor | None = None
    fur: str | None = None
    top: Garment
    top_color: Color
    bottom: Bottom
    bottom_color: Color
    hat: Hat = Hat.NONE
    hat_color: Color = Color.PURPLE
    accessories: tuple[Accessory, ...] = ()
    accessory_color: Color = Color.RED

    @property
    def is_human(self) -> bool:
        """Tell people from animals and robots."""
        return self.kind in HUMANS
