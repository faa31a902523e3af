"""Paints display lists with Qt: on the screen while editing, and into PNG files. Both are the same drawing.

The one module of this room that uses Qt, and of Qt only QtGui: its painter is fast, exact and already there.
Glyphs are painted as outlines; Qt's own text drawing would shape the text a second time and differently.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from functools import lru_cache
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from charabook.errors import BadInput
from layouts.display_list import Colour, DisplayList, DrawGlyphs, DrawImage, DrawPath, FontRef, Stroke
from layouts.shapes import MM_PER_INCH, Affine, Close, Cubic, Line, Move, Outline, Rect
from layouts.typefaces import Typeface
from layouts.whole_files import written_whole

MAX_SIDE_PIXELS = 30_000
MAX_PIXELS = 200_000_000
_IMAGE_CACHE = 24
_MAX_SIDE_MM, _MAX_DPI = 1e5, 1e5


class Area(Enum):
    """Which part of the page is painted: what the reader gets, or also the bleed."""

    TRIM = "trim"
    BLEED = "bleed"


# ---------------------------------------------------------------- images and files


def paint_image(display_list: DisplayList, dpi: float, area: Area = Area.TRIM) -> QImage:
    """The page as an opaque RGB image of `dpi` pixels per inch.

    Raises BadInput if the image would be larger than 200 million pixels.
    """
    return _painted(display_list, dpi, area, QImage.Format.Format_RGB32)


def _painted(display_list: DisplayList, dpi: float, area: Area, format_: QImage.Format) -> QImage:
    box = page_box(display_list, area)
    if not (0 < box.width < _MAX_SIDE_MM and 0 < box.height < _MAX_SIDE_MM and 0 < dpi < _MAX_DPI):
        raise BadInput(f"A page of {box.width:g} x {box.height:g} mm cannot be painted.", "Choose another page format.")
    width, height = _pixels(box.width, dpi), _pixels(box.height, dpi)
    if max(width, height) > MAX_SIDE_PIXELS or width * height > MAX_PIXELS:
        raise BadInput(f"A page image of {width} x {height} pixels is too large.", "Choose a lower resolution.")
    image = QImage(width, height, format_)
    image.fill(Qt.GlobalColor.transparent if image.hasAlphaChannel() else Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(width / box.width, height / box.height)
    painter.translate(-box.x, -box.y)
    try:
        paint(painter, display_list)
    finally:
        painter.end()  # an image that is still being painted on must not be thrown away
    per_metre = round(dpi / MM_PER_INCH * 1000)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    return image


def paint_pillow(display_list: DisplayList, dpi: float, area: Area = Area.TRIM) -> Image.Image:
    """The page as a Pillow image in mode RGB."""
    image = paint_image(display_list, dpi, area)
    size = (image.width(), image.height())
    return Image.frombuffer("RGB", size, bytes(image.constBits()), "raw", "BGRX", image.bytesPerLine(), 1)


def paint_layer(display_list: DisplayList, dpi: float, area: Area = Area.TRIM) -> Image.Image:
    """The drawings without the paper: a Pillow image in mode RGBA, for files made of layers."""
    image = _painted(display_list, dpi, area, QImage.Format.Format_ARGB32_Premultiplied)
    image.convertTo(QImage.Format.Format_RGBA8888)
    size = (image.width(), image.height())
    return Image.frombuffer("RGBA", size, bytes(image.constBits()), "raw", "RGBA", image.bytesPerLine(), 1)


def paint_png(display_list: DisplayList, target: Path, dpi: float = 300, area: Area = Area.TRIM) -> None:
    """Write the page as a PNG file; the target appears complete or not at all.

    Raises BadInput if it would be too large, Unavailable if the target cannot be written.
    """
    image = paint_pillow(display_list, dpi, area)
    with written_whole(target) as part:
        # Level 1 with Pillow is many times faster than Qt's writer and a few per cent larger.
        image.save(part, "PNG", dpi=(dpi, dpi), compress_level=1)


def _pixels(length_mm: float, dpi: float) -> int:
    return max(1, round(length_mm / MM_PER_INCH * dpi))


# ---------------------------------------------------------------- painting


def paint(painter: QPainter, display_list: DisplayList) -> None:
    """Paint the page; the painter's unit must be the millimetre and its origin the corner of the trim."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    for op in display_list.ops:
        with _clipped(painter, op.clip, op.alpha):
            match op:
                case DrawImage():
                    _paint_picture(painter, op)
                case DrawPath():
                    _paint_path(painter, op)
                case DrawGlyphs():
                    _paint_glyphs(painter, op)


@contextmanager
def _clipped(painter: QPainter, clip: Outline | None, alpha: float) -> Iterator[None]:
    if clip is None and alpha == 1.0:
        yield
        return
    painter.save()
    painter.setOpacity(painter.opacity() * alpha)
    if clip is not None:
        painter.setClipPath(qt_path(clip), Qt.ClipOperation.IntersectClip)
    yield
    painter.restore()


def _paint_path(painter: QPainter, op: DrawPath) -> None:
    path = qt_path(op.outline)
    if op.fill is not None:
        painter.fillPath(path, QBrush(_qt_colour(op.fill)))
    if op.stroke is not None:
        painter.strokePath(path, _qt_pen(op.stroke))


def _paint_glyphs(painter: QPainter, op: DrawGlyphs) -> None:
    whole = QPainterPath()
    whole.setFillRule(Qt.FillRule.WindingFill)  # the contours of variable fonts overlap
    for run in op.runs:
        for glyph in run.glyphs:
            place = QTransform().translate(glyph.x, glyph.y).rotate(glyph.angle_deg).scale(run.size_mm, run.size_mm)
            whole.addPath(place.map(_glyph_path(run.font, glyph.gid)))
    painter.fillPath(whole, QBrush(_qt_colour(op.colour)))


def _paint_picture(painter: QPainter, op: DrawImage) -> None:
    device = painter.combinedTransform()
    to_device = op.placing.then(
        Affine(device.m11(), device.m12(), device.m21(), device.m22(), device.dx(), device.dy())
    )
    across = (to_device.a**2 + to_device.b**2) ** 0.5
    image = _picture(str(op.path), _modified(op.path), _halvings(op.pixels[0], across))
    place = op.placing
    painter.save()
    painter.setTransform(
        QTransform(
            place.a / image.width(),
            place.b / image.width(),
            place.c / image.height(),
            place.d / image.height(),
            place.e,
            place.f,
        ),
        True,  # noqa: FBT003  Qt's way to say: on top of the present transformation
    )
    painter.drawImage(QPointF(0, 0), image)
    painter.restore()


def _halvings(pixels: int, device_pixels: float) -> int:
    """How often the picture is halved first: Qt's smooth scaling looks at four pixels only."""
    count = 0
    while device_pixels > 0 and pixels > device_pixels * 2 ** (count + 1) * 0.8 and count < 8:
        count += 1
    return count


def _modified(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(_IMAGE_CACHE)
def _picture(path: str, _modified_ns: int, halvings: int) -> QImage:
    """The decoded picture, halved `halvings` times; a picture that cannot be read becomes a grey pixel.

    (Composing has already reported it: painting goes on.)
    """
    try:
        with Image.open(path) as opened:
            picture = on_white(opened)
    except (OSError, ValueError, Image.DecompressionBombError):
        picture = Image.new("RGB", (1, 1), (200, 200, 200))
    if halvings:
        picture = picture.reduce(2**halvings)
    # The fourth byte must be full: Qt copies it as alpha when it paints on a transparent layer.
    raw = picture.convert("RGBA").tobytes("raw", "BGRA")
    return QImage(raw, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGB32).copy()


def on_white(image: Image.Image) -> Image.Image:
    """The image in 8-bit RGB without transparency, as it looks on paper."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda grey: grey / 256).convert("L")  # converting alone would cut off at 255
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")


@lru_cache(64)
def _face(ref: FontRef) -> Typeface:
    return Typeface(ref)


@lru_cache(8192)
def _glyph_path(ref: FontRef, gid: int) -> QPainterPath:
    return qt_path(_face(ref).outline(gid))


def qt_path(outline: Outline) -> QPainterPath:
    """The outline as a path of the painter, in its own units."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for segment in outline.segments:
        match segment:
            case Move(to):
                path.moveTo(*to)
            case Line(to):
                path.lineTo(*to)
            case Cubic(control1, control2, to):
                path.cubicTo(*control1, *control2, *to)
            case Close():
                path.closeSubpath()
    return path


def _qt_colour(colour: Colour) -> QColor:
    return QColor.fromRgbF(*colour.rgb)


def _qt_pen(stroke: Stroke) -> QPen:
    pen = QPen(_qt_colour(stroke.colour), stroke.width_mm)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if stroke.dash_mm:
        pen.setDashPattern([length / stroke.width_mm for length in stroke.dash_mm])  # Qt counts in pen widths
    return pen


def page_box(display_list: DisplayList, area: Area) -> Rect:
    """The part of the page that is painted, mm."""
    return display_list.trim_box if area is Area.TRIM else display_list.bleed_box
