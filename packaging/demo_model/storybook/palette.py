"""Named colours of the storybook and the small arithmetic on them."""

from __future__ import annotations

from enum import StrEnum

Rgb = tuple[int, int, int]

INK: Rgb = (66, 44, 48)
WHITE: Rgb = (255, 255, 255)
CREAM: Rgb = (250, 247, 238)
MOUTH: Rgb = (176, 52, 60)
TONGUE: Rgb = (246, 138, 134)
BLUSH: Rgb = (244, 104, 108)
TEAR: Rgb = (104, 180, 248)
GOLD: Rgb = (252, 206, 66)
LAMPLIGHT: Rgb = (255, 224, 112)
SHOE: Rgb = (110, 70, 56)


class Color(StrEnum):
    """Colours of clothes, hats and things."""

    RED = "red"
    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    PURPLE = "purple"
    ORANGE = "orange"
    PINK = "pink"
    WHITE = "white"
    BLACK = "black"
    BROWN = "brown"
    TEAL = "teal"
    GRAY = "gray"


class HairColor(StrEnum):
    """Colours of human hair."""

    BLACK = "black"
    BROWN = "brown"
    BLONDE = "blonde"
    RED = "red"
    GRAY = "gray"
    WHITE = "white"
    PINK = "pink"
    BLUE = "blue"


class Skin(StrEnum):
    """Colours of human skin."""

    PALE = "pale"
    LIGHT = "light"
    TAN = "tan"
    BROWN = "brown"
    DARK = "dark"


CLOTH: dict[Color, Rgb] = {
    Color.RED: (226, 58, 56),
    Color.BLUE: (52, 116, 220),
    Color.GREEN: (62, 166, 82),
    Color.YELLOW: (252, 208, 62),
    Color.PURPLE: (142, 84, 196),
    Color.ORANGE: (246, 138, 44),
    Color.PINK: (246, 148, 182),
    Color.WHITE: (248, 246, 240),
    Color.BLACK: (64, 60, 74),
    Color.BROWN: (142, 94, 62),
    Color.TEAL: (54, 172, 174),
    Color.GRAY: (152, 156, 166),
}

HAIR: dict[HairColor, Rgb] = {
    HairColor.BLACK: (54, 46, 58),
    HairColor.BROWN: (128, 80, 48),
    HairColor.BLONDE: (250, 212, 100),
    HairColor.RED: (218, 92, 40),
    HairColor.GRAY: (182, 186, 198),
    HairColor.WHITE: (242, 242, 246),
    HairColor.PINK: (246, 132, 178),
    HairColor.BLUE: (84, 132, 218),
}

SKIN: dict[Skin, Rgb] = {
    Skin.PALE: (255, 230, 210),
    Skin.LIGHT: (255, 216, 182),
    Skin.TAN: (230, 176, 128),
    Skin.BROWN: (166, 108, 72),
    Skin.DARK: (114, 76, 56),
}


def mix(a: Rgb, b: Rgb, share: float) -> Rgb:
    """Return the colour `share` (0..1) of the way from `a` to `b`."""
    keep = 1.0 - share
    return (
        round(a[0] * keep + b[0] * share),
        round(a[1] * keep + b[1] * share),
        round(a[2] * keep + b[2] * share),
    )


def darker(color: Rgb, share: float = 0.18) -> Rgb:
    """Return `color` moved towards a cool dark."""
    return mix(color, (40, 20, 50), share)


def lighter(color: Rgb, share: float = 0.3) -> Rgb:
    """Return `color` moved towards white."""
    return mix(color, WHITE, share)
