"""Pictures that come from the user's disk or another program: checked before they enter a book."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from charabook.errors import BadInput, Unavailable

MAX_BYTES = 64 * 2**20
MAX_SIDE_PX = 2048
FORMATS = ("PNG", "JPEG", "WEBP")
PAPER = "white"
"""What is under a drawing that was made on nothing."""


def read_picture(path: Path, most_side_px: int = MAX_SIDE_PX) -> bytes:
    """A picture file as PNG, upright, no larger than `most_side_px`. Raises `KnownError` when it is not usable."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"{path.name} is larger than 64 MiB.", "Make it smaller in a picture editor first.")
        with Image.open(BytesIO(path.read_bytes()), formats=FORMATS) as picture:
            whole = _opaque(_fitted(picture, most_side_px))
    except OSError as error:
        if isinstance(error, UnidentifiedImageError) or error.errno is None:
            raise BadInput(
                f"{path.name} is not a picture that can be read.", "Use a PNG, JPEG or WebP file."
            ) from error
        raise Unavailable(
            f"{path.name} cannot be read ({error.strerror}).", "Check where it is and try again."
        ) from error
    except (Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise BadInput(f"{path.name} is not a picture that can be read.", "Use a PNG, JPEG or WebP file.") from error
    store = BytesIO()
    whole.save(store, "PNG")
    return store.getvalue()


def written_picture(image: QImage, most_side_px: int) -> bytes:
    """A picture that another program handed over, as PNG, on white paper, no larger than `most_side_px`."""
    if max(image.width(), image.height()) > most_side_px:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(most_side_px, most_side_px, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    sheet = QImage(image.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor(PAPER))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, image)
    painter.end()
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet.save(store, "PNG")  # type: ignore[call-overload]
    return bytes(store.data().data())


def _fitted(picture: Image.Image, most_side_px: int) -> Image.Image:
    """As it was held when it was taken, and small enough."""
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((most_side_px, most_side_px), Image.Resampling.LANCZOS)
    return upright


def _opaque(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    drawn = picture.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, PAPER)
    return Image.alpha_composite(paper, drawn).convert("RGB")
