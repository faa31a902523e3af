"""Light copies: the whole book with few or small pictures, for mailing. Their edits merge back into the full one."""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns
import io
import sqlite3
from contextlib import closing
from enum import Enum
from pathlib import Path

from PIL import Image

from charabook.errors import BadInput
from charabook.progress import Progress, checkpoint
from projects import assets, exchange, leftovers, publishing
from projects.records import AssetHash

PREVIEW_PX = 512
PREVIEW_QUALITY = 80


class Light(Enum):
    """What a light copy leaves behind."""

    CHOSEN_TAKES = "chosen"  # pictures of takes that are not chosen
    PREVIEWS = "previews"  # every picture: small ones take their place


def export_light(db: sqlite3.Connection, target: Path, light: Light, progress: Progress) -> None:
    """Write a light copy of the working copy to `target`, where no file may be yet."""
    if target.exists():
        raise BadInput(f"There is already a file {target.name}.", "Choose another name.")
    publishing.require_writable(target)
    path = leftovers.saving_name(target)
    try:
        with publishing.room_for(target):
            publishing.copy_working_copy(db, path, progress)
            with closing(sqlite3.connect(path, isolation_level=None)) as copy:
                _lighten(copy, light, progress)
            publishing.seal(path)
            exchange.sync_file(path)
        if not exchange.create(path, target):
            raise BadInput(f"There is already a file {target.name}.", "Choose another name.")
        exchange.sync_folder(target.parent)
    finally:
        path.unlink(missing_ok=True)


def _lighten(copy: sqlite3.Connection, light: Light, progress: Progress) -> None:
    copy.execute("PRAGMA synchronous=OFF")
    copy.execute("PRAGMA journal_mode=OFF")
    if light is Light.PREVIEWS:
        _put_previews(copy, progress)
    else:
        _drop_unchosen(copy)
    copy.execute("VACUUM")


def _drop_unchosen(copy: sqlite3.Connection) -> None:
    """Leave behind pictures that only takes speak of which no panel, look or star has chosen."""
    chosen = (
        "SELECT chosen_take FROM panel WHERE NOT deleted AND chosen_take NOT NULL "
        "UNION SELECT identity_take FROM look WHERE NOT deleted AND identity_take NOT NULL"
    )
    kept = (
        f"SELECT asset FROM take WHERE id IN ({chosen}) AND asset NOT NULL "
        f"UNION SELECT value FROM take, json_each(take.mask_assets) WHERE take.id IN ({chosen}) "
        f"UNION SELECT asset FROM take_edit WHERE take IN ({chosen}) AND asset NOT NULL "
    )
    of_takes = (
        "SELECT asset FROM take WHERE asset NOT NULL "
        "UNION SELECT value FROM take, json_each(take.mask_assets) "
        "UNION SELECT asset FROM take_edit WHERE asset NOT NULL"
    )
    copy.execute(f"DELETE FROM blob WHERE sha256 IN ({of_takes}) AND sha256 NOT IN ({kept})")


def _put_previews(copy: sqlite3.Connection, progress: Progress) -> None:
    pictures = copy.execute(
        "SELECT sha256 FROM asset JOIN blob USING (sha256) WHERE max(width_px, height_px) > ?", (PREVIEW_PX,)
    ).fetchall()
    for done, (sha256,) in enumerate(pictures):
        checkpoint(progress)
        progress.advance("Making small pictures", done, len(pictures))
        small = preview(assets.read(copy, AssetHash(sha256)))
        small_mime = "image/jpeg" if small.startswith(b"\xff\xd8") else "image/png"
        copy.execute(
            "INSERT OR REPLACE INTO preview(sha256, digest, mime, content) VALUES (?, ?, ?, ?)",
            (sha256, assets.digest(small), small_mime, small),
        )
        copy.execute("DELETE FROM blob WHERE sha256 = ?", (sha256,))


def preview(content: bytes) -> bytes:
    """A small JPEG of a picture, or a small PNG if it is see-through."""
    assets.measure(io.BytesIO(content))
    with Image.open(io.BytesIO(content), formats=assets.PICTURE_FORMATS) as picture:
        picture.thumbnail((PREVIEW_PX, PREVIEW_PX))
        small = io.BytesIO()
        if picture.has_transparency_data or picture.mode in {"1", "L", "I;16", "I"}:
            picture.save(small, "PNG", optimize=True)
        else:
            picture.convert("RGB").save(small, "JPEG", quality=PREVIEW_QUALITY)
        return small.getvalue()
