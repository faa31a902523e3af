"""Pictures that come from the user's disk: checked before they enter a book."""

from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from charabook.errors import BadInput, Unavailable

MAX_BYTES = 64 * 2**20
MAX_SIDE_PX = 2048
FORMATS = ("PNG", "JPEG", "WEBP")


def read_picture(path: Path) -> bytes:
    """A picture file as PNG, no larger than `MAX_SIDE_PX`. Raises `KnownError` when it is no usable picture."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"{path.name} is larger than 64 MiB.", "Make it smaller in a picture editor first.")
        with Image.open(BytesIO(path.read_bytes()), formats=FORMATS) as picture:
            picture.load()
            picture.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS)
            whole = picture.convert("RGB")
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
