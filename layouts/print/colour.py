"""From the screen's colours to the press's: lcms makes the conversion, a table carries it and keeps the ink limit.

The conversion is sampled once on a grid of 33 steps a channel, relative colorimetric with black point compensation,
and every grid point is brought under the ink limit. Pictures then run through that table. Between grid points colours
are mixed linearly, so a mixture of allowed inks is an allowed ink: the limit holds for every pixel by construction.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFilter

from charabook.errors import BadInput
from layouts.display_list import BLACK, Colour
from layouts.print.rules import ColourSpace

ICC_FOLDER = Path(__file__).parent.parent / "icc"
GRID = 33
_ROUNDING = 2.0 / 255  # four channels, each rounded by up to half a step
_NEARLY_BLACK, _NEARLY_GREY = 0.25, 0.12
_MOST_PROFILE_BYTES = 16 * 1024 * 1024

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A printing condition and its ICC profile.

    condition  the name under which the condition is registered, or the profile's own name
    registry   where it is registered; empty for a profile of the user's own
    """

    icc: bytes
    condition: str
    description: str
    registry: str


SRGB = (ICC_FOLDER / "sRGB_icc22.icc").read_bytes()
PROFILES = {
    "iso-coated-v2-300": ("ISOcoated_v2_300_bas.icc", "FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004), ink up to 300%"),
    "srgb": ("sRGB_icc22.icc", "sRGB IEC61966-2.1", "sRGB display"),
}
REGISTRY = "http://www.color.org"


def press(profile: str) -> Press:
    """The press behind a preset's `profile`: a name from PROFILES, or the path of an ICC file of the user's own."""
    if profile in PROFILES:
        file, condition, description = PROFILES[profile]
        icc = (ICC_FOLDER / file).read_bytes()
        return Press(icc=icc, condition=condition, description=description, registry=REGISTRY)
    return user_press(Path(profile))


def user_press(path: Path) -> Press:
    """A press profile from outside: it must describe a CMYK printer. BadInput says why it does not."""
    remedy = "Choose a CMYK printer profile (.icc), such as the one that your printer offers."
    try:
        if path.stat().st_size > _MOST_PROFILE_BYTES:
            raise BadInput(f"{path.name} is too large for a colour profile.", remedy)
        icc = path.read_bytes()
        profile = ImageCms.getOpenProfile(io.BytesIO(icc)).profile
    except (OSError, ImageCms.PyCMSError) as error:
        raise BadInput(f"The colour profile {path.name} cannot be read.", remedy) from error
    if profile.device_class != "prtr" or profile.xcolor_space.strip() != "CMYK":
        raise BadInput(f"{path.name} describes a {profile.xcolor_space.strip()} device, not a CMYK press.", remedy)
    name = (profile.profile_description or path.stem).strip()
    return Press(icc=icc, condition=name, description=name, registry="")


class Inks:
    """Turns colours and pictures of the screen (sRGB) into those of one press."""

    def __init__(self, space: ColourSpace, press: Press, ink_limit: float) -> None:
        self.space = space
        self.press = press
        self._limit = ink_limit / 100
        self._cmyk = _cmyk_table(press.icc, self._limit) if space is ColourSpace.CMYK else None
        self._grey = _grey_table(press.icc) if space is not ColourSpace.RGB else list(range(256))

    def picture(self, image: Image.Image) -> Image.Image:
        """An RGB, L or 1 picture for the press: RGB stays, else CMYK or (from grey, or for a grey book) L."""
        if self.space is ColourSpace.RGB or image.mode == "1":
            return image
        if image.mode == "L" or self._cmyk is None:
            return self._grey_picture(image)
        return image.filter(self._cmyk)

    def colour(self, colour: Colour) -> tuple[float, ...]:
        """Ink values: three for RGB, four otherwise. Black and white stay pure, hand-set inks stay within the limit."""
        if self.space is ColourSpace.RGB:
            return colour.rgb
        if colour.cmyk is not None and (self.space is ColourSpace.CMYK or not any(colour.cmyk[:3])):
            return tuple(float(ink) for ink in _limited(np.array([colour.cmyk]), self._limit)[0])
        pixel = Image.new("RGB", (1, 1), tuple(round(part * 255) for part in colour.rgb))
        inks = self.picture(pixel).getpixel((0, 0))
        if isinstance(inks, tuple):
            return tuple(ink / 255 for ink in inks)
        return 0.0, 0.0, 0.0, 1 - float(inks or 0) / 255

    def drawing_colour(self, colour: Colour) -> Colour:
        """The colour for letters and lines: what is nearly black becomes black ink alone.

        Four plates never meet to a hair; a thin dark brown line would get coloured fringes.
        """
        if self.space is ColourSpace.RGB or colour.cmyk is not None:
            return colour
        is_dark = max(colour.rgb) <= _NEARLY_BLACK and max(colour.rgb) - min(colour.rgb) <= _NEARLY_GREY
        return BLACK if is_dark else colour

    def _grey_picture(self, image: Image.Image) -> Image.Image:
        grey = image if image.mode == "L" else image.filter(_lightness_table()).getchannel(0)
        return grey.point(self._grey)


def _limited(inks: Floats, limit: float) -> Floats:
    """Inks (n, 4) as fractions, coloured inks scaled down where the sum exceeds `limit`; black carries the drawing."""
    coloured = inks[:, :3].sum(axis=1)
    room = np.maximum(limit - inks[:, 3], 0.0)
    factor = np.minimum(1.0, room / np.maximum(coloured, 1e-9))
    black = np.minimum(inks[:, 3:], limit)
    return np.hstack([inks[:, :3] * factor[:, None], black])


def _transform(source: bytes, target: bytes | None, modes: tuple[str, str]) -> ImageCms.ImageCmsTransform:
    to = ImageCms.createProfile("LAB") if target is None else ImageCms.getOpenProfile(io.BytesIO(target))
    return ImageCms.buildTransform(
        ImageCms.getOpenProfile(io.BytesIO(source)),
        to,
        *modes,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _grid_picture() -> Image.Image:
    """Every grid colour as one row of pixels, red running fastest, as the table wants them."""
    axis = np.round(np.linspace(0, 255, GRID)).astype(np.uint8)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    return Image.fromarray(np.stack([red, green, blue], axis=-1).reshape(1, -1, 3))


@lru_cache(maxsize=4)
def _cmyk_table(icc: bytes, limit: float) -> ImageFilter.Color3DLUT:
    converted = ImageCms.applyTransform(_grid_picture(), _transform(SRGB, icc, ("RGB", "CMYK")))
    if converted is None:
        raise BadInput("The colour profile converts nothing.", "Choose another CMYK printer profile.")
    inks = _limited(np.asarray(converted, dtype=np.float64).reshape(-1, 4) / 255, limit - _ROUNDING)
    return ImageFilter.Color3DLUT(GRID, inks.astype(np.float32).ravel(), channels=4, target_mode="CMYK")


@lru_cache(maxsize=1)
def _lightness_table() -> ImageFilter.Color3DLUT:
    """sRGB to the grey of the same lightness, itself an sRGB grey value."""
    linear = _linear(np.asarray(_grid_picture(), dtype=np.float64).reshape(-1, 3) / 255)
    grey = _gamma(linear @ np.array([0.2126, 0.7152, 0.0722]))
    return ImageFilter.Color3DLUT(GRID, np.repeat(grey, 3).astype(np.float32))


@lru_cache(maxsize=4)
def _grey_table(icc: bytes) -> list[int]:
    """Paper values (255 is bare paper) of the 256 sRGB greys: the same lightness between paper and full black."""
    ramp = np.zeros((1, 256, 4), dtype=np.uint8)
    ramp[0, :, 3] = np.arange(256)
    black_only = Image.frombytes("CMYK", (256, 1), ramp.tobytes())
    lab = ImageCms.applyTransform(black_only, _transform(icc, None, ("CMYK", "LAB")))
    if lab is None:
        raise BadInput("The colour profile converts nothing.", "Choose another CMYK printer profile.")
    printed = np.asarray(lab, dtype=np.float64)[0, :, 0]
    printed = (printed - printed[-1]) / (printed[0] - printed[-1])  # 1 at no ink, 0 at full ink
    wanted = _lightness(_linear(np.arange(256) / 255))
    inks = np.interp(wanted, printed[::-1], np.arange(256)[::-1])
    return [255 - round(float(ink)) for ink in inks]


def _linear(values: Floats) -> Floats:
    """sRGB fractions to light."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _gamma(light: Floats) -> Floats:
    """Light to sRGB fractions."""
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 0) ** (1 / 2.4) - 0.055)


def _lightness(light: Floats) -> Floats:
    """Light to CIE lightness, 0 to 1."""
    return np.where(light > 0.008856, 1.16 * np.cbrt(light) - 0.16, 9.033 * light)
