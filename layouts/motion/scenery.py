"""What surrounds a page in a film: the backdrop, the shadow of its edge, the veil over what is not read."""

from collections.abc import Mapping

from PIL import Image, ImageEnhance, ImageFilter
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from layouts.motion.rasters import to_pillow
from layouts.shapes import Rect

VEIL = QColor(22, 24, 38)
_VEIL_OPACITY = 0.62
_SHADOW_RINGS, _SHADOW_REACH, _SHADOW_ALPHA = 6, 0.022, 14


def draw_shadow(painter: QPainter, sheet: Rect) -> None:
    """A soft shadow under the page, seen where the view is larger than the page; the page must be drawn over it."""
    for ring in range(_SHADOW_RINGS):
        reach = sheet.height * _SHADOW_REACH * (_SHADOW_RINGS - ring) / _SHADOW_RINGS
        painter.fillRect(QRectF(*sheet.grown(reach)), QColor(0, 0, 0, _SHADOW_ALPHA))


def draw_veil(painter: QPainter, sheet: Rect, outlines: Mapping[str, QPainterPath], focus: Mapping[str, float]) -> None:
    """Everything but the panels that are read steps back a little.

    outlines  of all panels; one that is alone on its page needs no veil
    focus     how much each panel is looked at, 0 to 1
    """
    if not focus or len(outlines) < 2:
        return
    total = min(1.0, sum(focus.values()))
    rest = QPainterPath()
    rest.addRect(QRectF(*sheet))
    for panel_id, weight in focus.items():
        outline = outlines.get(panel_id)
        if outline is not None:
            rest = rest.subtracted(outline)
            _fill_veil(painter, outline, total - weight)
    _fill_veil(painter, rest, total)


def _fill_veil(painter: QPainter, path: QPainterPath, weight: float) -> None:
    if weight > 1e-3:
        colour = QColor(VEIL)
        colour.setAlphaF(_VEIL_OPACITY * weight)
        painter.fillPath(path, colour)


def backdrop(ground: QImage, width: int, height: int) -> QImage:
    """What fills the frame where the view is larger than the page: the page itself, blurred and darkened."""
    small = ground.scaled(96, 96, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    blurred = ImageEnhance.Color(to_pillow(small).convert("RGB").filter(ImageFilter.GaussianBlur(7))).enhance(1.4)
    view = _middle(blurred, width / height)
    large = view.resize((width, height), Image.Resampling.BICUBIC)
    dark = Image.blend(large, Image.new("RGB", large.size, (20, 22, 34)), 0.45)
    raw = dark.convert("RGBA").tobytes("raw", "BGRA")
    return QImage(raw, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def _middle(picture: Image.Image, aspect: float) -> Image.Image:
    """The largest middle part of a picture that has an aspect."""
    width, height = picture.size
    across, down = min(width, height * aspect), min(height, width / aspect)
    left, top = (width - across) / 2, (height - down) / 2
    return picture.crop((round(left), round(top), round(left + across), round(top + down)))
