"""Painted regions: a greyscale mask under a round brush or eraser, as PNG on the way in and out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from charabook.engine.requests import Box, PaintedMask
from charabook.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

INSIDE = 128
"""A mask value of at least this belongs to the region."""


class Stroke(StrEnum):
    """What a stroke does to the mask."""

    PAINT = "paint"
    ERASE = "erase"


def empty_mask(size: QSize) -> QImage:
    """A mask with nothing inside."""
    mask = QImage(size, QImage.Format.Format_Grayscale8)
    mask.fill(0)
    return mask


def mask_image(png: bytes) -> QImage:
    """A mask from its PNG. Raises `BadInput` when it is no picture."""
    image = QImage.fromData(png)
    if image.isNull():
        raise BadInput("The painted region is not a readable picture.", "Draw the region again.")
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def mask_png(mask: QImage) -> bytes:
    """The PNG of a mask."""
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    mask.save(store, "PNG")  # type: ignore[call-overload]
    return bytes(store.data().data())


def stroke(mask: QImage, start: QPointF, end: QPointF, width_px: float, kind: Stroke) -> None:
    """Draw one round stroke onto the mask in place; places are in mask pixels."""
    painter = QPainter(mask)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    grey = 255 if kind is Stroke.PAINT else 0
    pen = QPen(QColor(grey, grey, grey), width_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    # A click without a movement is a dot: a line of no length draws nothing in Qt.
    painter.drawLine(start, end if end != start else end + QPointF(0.01, 0))
    painter.end()


def values(mask: QImage) -> NDArray[np.uint8]:
    """The mask as an array, height x width."""
    import numpy as np  # noqa: PLC0415  not before there is a mask: a window without one comes up sooner

    rows = np.frombuffer(mask.constBits(), dtype=np.uint8).reshape(mask.height(), mask.bytesPerLine())
    # A copy: the bits are the image's own, and the image may be painted on or die while the array lives.
    return rows[:, : mask.width()].copy()


def painted_bounds(mask: QImage) -> Box:
    """The smallest box around what is painted, as fractions; an empty box at the origin for an empty mask."""
    import numpy as np  # noqa: PLC0415

    inside = values(mask) >= INSIDE
    if not inside.any():
        return Box(left=0.0, top=0.0, width=0.0, height=0.0)
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    height, width = inside.shape
    return Box(
        left=float(columns[0] / width),
        top=float(rows[0] / height),
        width=float((columns[-1] - columns[0] + 1) / width),
        height=float((rows[-1] - rows[0] + 1) / height),
    )


def tinted(mask: QImage, colour: QColor, alpha: int = 110, rim_px: int = 0) -> QPixmap:
    """The mask as a see-through stain, with a rim of full colour if one is asked for."""
    import numpy as np  # noqa: PLC0415

    weight = values(mask).astype(np.uint16) * alpha // 255
    if rim_px:
        weight[_rim(values(mask) >= INSIDE, rim_px)] = 255
    # Premultiplied, in the byte order blue, green, red, alpha
    channels = [weight * part // 255 for part in (colour.blue(), colour.green(), colour.red())]
    pixels = np.stack([*channels, weight], axis=-1).astype(np.uint8).tobytes()
    # QImage borrows the bytes; they live in `pixels` until the pixmap has its own copy.
    size = mask.size()
    image = QImage(pixels, size.width(), size.height(), size.width() * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return QPixmap.fromImage(image)


def _rim(inside: NDArray[np.bool_], width_px: int) -> NDArray[np.bool_]:
    """What lies inside, but no farther than `width_px` from the outside. Height x width, as it came."""
    core = inside.copy()
    core[width_px:] &= inside[:-width_px]
    core[:-width_px] &= inside[width_px:]
    core[:, width_px:] &= inside[:, :-width_px]
    core[:, :-width_px] &= inside[:, width_px:]
    rim: NDArray[np.bool_] = inside & ~core
    return rim


def as_region(mask: bytes, long_side_px: int = 256) -> PaintedMask:
    """The engine's own coarse mask as a region: enlarged smoothly, so that its steps do not show."""
    coarse = mask_image(mask)
    scale = long_side_px / max(coarse.width(), coarse.height())
    size = QSize(round(coarse.width() * scale), round(coarse.height() * scale))
    smooth = Qt.TransformationMode.SmoothTransformation
    return PaintedMask(png=mask_png(coarse.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)))
