"""Files inside the project: pictures above all. Known by their sha256, kept once, never changed."""
# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

import hashlib
import io
import sqlite3
import warnings
from dataclasses import dataclass
from enum import Enum
from typing import IO

from PIL import Image

from charabook.errors import BadInput, Unavailable
from projects.records import AssetHash
from projects.refusals import Oversized

PICTURE_FORMATS = ("PNG", "JPEG", "WEBP")
PICTURE_MIMES = frozenset({"image/png", "image/jpeg", "image/webp"})
MAX_ASSET_BYTES = 256 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024


Source = IO[bytes]


class AssetState(Enum):
    """How much of a file this copy of the project holds."""

    WHOLE = "whole"
    PREVIEW = "preview"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetInfo:
    """What is known of a stored file. Width and height are those of the whole picture."""

    sha256: AssetHash
    mime: str
    width_px: int | None
    height_px: int | None
    size_bytes: int
    state: AssetState


def digest(content: bytes) -> AssetHash:
    """The name of a file: its sha256."""
    return AssetHash(hashlib.sha256(content).hexdigest())


def measure(source: Source) -> tuple[int, int]:
    """Width and height of a picture in pixels, read from its head without decoding it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(source, formats=PICTURE_FORMATS) as picture:
                return picture.size
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Oversized("This picture is far too large.", "Make it smaller and try again.") from error
        except (OSError, ValueError, SyntaxError) as error:
            raise BadInput(
                "This is not a PNG, JPEG or WebP picture.", "Open it in a drawing program and save it as PNG."
            ) from error


def add(db: sqlite3.Connection, content: bytes, mime: str) -> AssetHash:
    """Store a file inside the transaction at hand and return its name. Storing it twice keeps one."""
    if len(content) > MAX_ASSET_BYTES:
        raise BadInput(f"This file is too large ({len(content) >> 20} MB).", "Make it smaller and try again.")
    width, height = measure(io.BytesIO(content)) if mime in PICTURE_MIMES else (None, None)
    sha256 = digest(content)
    db.execute(
        "INSERT INTO asset VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT(sha256) DO UPDATE SET dropped = 0",
        (sha256, mime, width, height, len(content)),
    )
    db.execute("INSERT OR IGNORE INTO blob(sha256, content) VALUES (?, ?)", (sha256, content))
    db.execute("DELETE FROM preview WHERE sha256 = ?", (sha256,))
    return sha256


def read(db: sqlite3.Connection, sha256: AssetHash) -> bytes:
    """The bytes of a file, or of its preview."""
    for table in ("blob", "preview"):
        row = db.execute(f"SELECT content FROM {table} WHERE sha256 = ?", (sha256,)).fetchone()
        if row is not None:
            return bytes(row[0])
    raise Unavailable("This picture is not in this copy of the project.", "Merge the full copy into it.")


def info(db: sqlite3.Connection, sha256: AssetHash) -> AssetInfo:
    """What is known of a file."""
    row = db.execute(
        "SELECT mime, width_px, height_px, size_bytes, "
        "EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = asset.sha256), "
        "EXISTS (SELECT 1 FROM preview WHERE preview.sha256 = asset.sha256) "
        "FROM asset WHERE sha256 = ?",
        (sha256,),
    ).fetchone()
    if row is None:
        raise Unavailable("The project knows no such picture.", "Reload the view.")
    mime, width, height, size, whole, preview = row
    state = AssetState.WHOLE if whole else AssetState.PREVIEW if preview else AssetState.ABSENT
    return AssetInfo(sha256=sha256, mime=mime, width_px=width, height_px=height, size_bytes=size, state=state)
