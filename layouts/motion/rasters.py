"""Painted parts of a page as pictures that can be drawn at any size without shimmer. Uses Qt's painter, as pages do."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from layouts.display_list import DisplayList, DrawOp
from layouts.painter import paint
from layouts.shapes import Rect

_FEWEST_PIXELS = 24
_BLOCK = 16  # pixels: four levels share the grid
_SLACK = 1e-6
_BLEND_FROM, _BLEND_OVER = 0.72, 0.2  # below this scale the next smaller level is blended in


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of a box of the page (mm) in levels, each half as large as the one before."""

    box: Rect
    levels: tuple[QImage, ...]

    @classmethod
    def of(cls, image: QImage, box: Rect) -> Self:
        """The levels of an image."""
        levels = [image]
        while min(levels[-1].width(), levels[-1].height()) > _FEWEST_PIXELS * 2:
            last = levels[-1]
            levels.append(
                last.scaled(
                    (last.width() + 1) // 2,
                    (last.height() + 1) // 2,
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        return cls(box, tuple(levels))

    def draw(self, painter: QPainter, place: Rect | None = None) -> None:
        """Draw it where it belongs, or into `place` (mm); the painter's unit must be the millimetre.

        Between two levels both are blended, so that nothing jumps while the camera comes nearer.
        """
        target = place or self.box
        device_mm = math.hypot(painter.transform().m11(), painter.transform().m12())
        scale = max(target.width * device_mm / self.levels[0].width(), 1e-6)
        level = min(max(0, math.floor(-math.log2(scale) + 1e-9)), len(self.levels) - 1)
        rect = QRectF(*target)
        painter.drawImage(rect, self.levels[level])
        blend = (_BLEND_FROM - scale * 2**level) / _BLEND_OVER
        if blend > 0 and level + 1 < len(self.levels):
            opacity = painter.opacity()
            painter.setOpacity(opacity * min(blend, 1.0))
            painter.drawImage(rect, self.levels[level + 1])
            painter.setOpacity(opacity)


@dataclass(frozen=True, slots=True)
class Grid:
    """The pixels of a page that all its painted parts share, mm: so they fall on each other exactly, at every level."""

    across: float
    down: float

    @classmethod
    def over(cls, page: Rect, pixels_per_mm: float) -> Self:
        """The grid of a page at about this resolution. The page lies with its corner at the origin."""
        across, down = (math.ceil(side * pixels_per_mm / _BLOCK) * _BLOCK for side in (page.width, page.height))
        return cls(page.width / across, page.height / down)

    def snapped(self, box: Rect) -> Rect:
        """The box grown to whole blocks of pixels."""
        x, width = _snapped(box.x, box.right, self.across * _BLOCK)
        y, height = _snapped(box.y, box.bottom, self.down * _BLOCK)
        return Rect(x, y, width, height)

    def painted(self, drawing: DisplayList, ops: Sequence[DrawOp], box: Rect) -> QImage:
        """Some drawings of a page within a snapped box, on nothing: premultiplied ARGB.

        They are painted with 16 bits a channel: with 8 Qt's smooth scaling rounds down and darkens by a level.
        """
        size = (max(1, round(box.width / self.across)), max(1, round(box.height / self.down)))
        image = QImage(*size, QImage.Format.Format_RGBA64_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(1 / self.across, 1 / self.down)
        painter.translate(-box.x, -box.y)
        try:
            paint(painter, drawing.with_ops(tuple(ops)))
        finally:
            painter.end()
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

    def raster(self, drawing: DisplayList, ops: Sequence[DrawOp], box: Rect) -> Raster:
        """The same in levels, for any box."""
        whole = self.snapped(box)
        return Raster.of(self.painted(drawing, ops, whole), whole)


def _snapped(start: float, end: float, step: float) -> tuple[float, float]:
    first, last = math.floor(start / step + _SLACK), math.ceil(end / step - _SLACK)
    return first * step, max(1, last - first) * step


def on_paper(image: QImage) -> QImage:
    """The image over white, opaque."""
    sheet = QImage(image.size(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, image)
    painter.end()
    return sheet


def to_pillow(image: QImage) -> Image.Image:
    """The image in mode RGBA."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    size = (plain.width(), plain.height())
    return Image.frombuffer("RGBA", size, bytes(plain.constBits()), "raw", "RGBA", plain.bytesPerLine(), 1)


def from_pillow(picture: Image.Image) -> QImage:
    """A Pillow image as premultiplied ARGB."""
    raw = picture.convert("RGBA").tobytes()
    image = QImage(raw, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
