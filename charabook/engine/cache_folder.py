"""Identity caches as files: sealed pages, least recently used ones evicted, safe with two processes.

Nothing here knows tensors (or torch): a cache entry is a folder named by its key, with a manifest, a recipe that is
kept for good and pages that may go at any time. Every file is written aside and moved into place, carries the hash
of its payload and is checked before it is believed.

    <folder>/<key>/manifest.json   what the entry is, in words
    <folder>/<key>/recipe          small: everything the same weights need to make the pages again
    <folder>/<key>/picture.png     the identity's picture
    <folder>/<key>/pages/<name>    features, evicted when the disk budget is exceeded
"""

import hashlib
import json
import os
import shutil
import struct
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from charabook.errors import BadInput, Damaged
from charabook.whole_file import write_whole

DEFAULT_DISK_BYTES = 8 << 30
_MAGIC = b"charabook cache 1"
_HEADER = struct.Struct("<17s32sQ")
_ALIGNED = 4096
"""The payload begins on a page border, so that it can be mapped or read past the file cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an entry is, for people and for the check whether it still fits."""

    key: str
    kind: str
    owner: str
    """The look or the setting that the entry belongs to."""
    prompt: str
    seed: int
    width_px: int
    height_px: int
    revision: str
    """The exact weights that the entry was made with."""
    shared_until: float | None = None
    """Its features serve runs that share it until this fraction; unknown for entries of older programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as listed: its manifest and its size on disk."""

    manifest: Manifest
    recipe_bytes: int
    page_bytes: int
    last_used: float
    """Seconds since the epoch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What `verify` found in one entry."""

    key: str
    damaged: tuple[str, ...]
    """Names of damaged files; they were removed and will be made again when needed."""


class CacheFolder:
    """All entries below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    # ---------------------------------------------------------------------------------------- one entry

    def manifest(self, key: str) -> Manifest | None:
        """The manifest of an entry, or None if there is no such entry or its manifest is unreadable."""
        try:
            return Manifest(**json.loads((self.folder / key / "manifest.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write_recipe(self, manifest: Manifest, recipe: bytes, picture_png: bytes) -> None:
        """Begin an entry. The recipe comes last: an entry without one does not exist."""
        place = self.folder / manifest.key
        write_whole(place / "manifest.json", json.dumps(asdict(manifest), indent=1).encode())
        write_whole(place / "picture.png", picture_png)
        write_whole(place / "recipe", _sealed(recipe))

    def read_recipe(self, key: str) -> bytes | None:
        """The recipe of an entry, or None without one. Raises `Damaged`, after which the entry is gone."""
        recipe = self._read(self.folder / key / "recipe")
        if recipe is not None:
            self.touch(key)
        return recipe

    def picture(self, key: str) -> bytes | None:
        """The PNG picture of an entry."""
        try:
            return (self.folder / key / "picture.png").read_bytes()
        except OSError:
            return None

    def write_page(self, key: str, name: str, payload: bytes) -> None:
        """Add or replace a page."""
        write_whole(self.folder / key / "pages" / name, _sealed(payload))

    def read_page(self, key: str, name: str) -> bytes | None:
        """A page, or None if it was evicted or never made. Raises `Damaged`, after which the page is gone."""
        return self._read(self.folder / key / "pages" / name)

    def touch(self, key: str) -> None:
        """Note that the entry was used now."""
        try:
            os.utime(self.folder / key / "recipe")
        except OSError:
            return  # another process removed it: nothing to note

    def _read(self, path: Path) -> bytes | None:
        try:
            return _opened(path.read_bytes(), path.name)
        except FileNotFoundError:
            return None
        except Damaged:
            path.unlink(missing_ok=True)
            raise

    # ---------------------------------------------------------------------------------------- all entries

    def keys(self) -> list[str]:
        """Keys of all entries."""
        return sorted(path.parent.name for path in self.folder.glob("*/recipe"))

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, the one used last first."""
        found = (self._entry(key) for key in self.keys())
        return tuple(sorted((e for e in found if e), key=lambda entry: -entry.last_used))

    def _entry(self, key: str) -> Entry | None:
        manifest = self.manifest(key)
        try:
            recipe = (self.folder / key / "recipe").stat()
        except OSError:
            return None
        if manifest is None:
            return None
        pages = sum(_size(page) for page in self._pages(key))
        return Entry(manifest=manifest, recipe_bytes=recipe.st_size, page_bytes=pages, last_used=recipe.st_mtime)

    def _pages(self, key: str) -> list[Path]:
        return sorted(self.folder.glob(f"{key}/pages/[!.]*"))

    def stale(self, owner: str, keys: Collection[str]) -> Manifest | None:
        """An entry of the same owner under none of these keys: made with other weights, words or settings."""
        others = (self.manifest(other) for other in self.keys() if other not in keys)
        return next((manifest for manifest in others if manifest and manifest.owner == owner), None)

    def verify(self) -> tuple[Verdict, ...]:
        """Check every file of every entry against its hash; damaged ones are removed."""
        return tuple(Verdict(key=key, damaged=tuple(self._damaged(key))) for key in self.keys())

    def _damaged(self, key: str) -> Iterator[str]:
        place = self.folder / key
        for path in [place / "recipe", *self._pages(key)]:
            try:
                self._read(path)
            except Damaged:
                yield path.name

    def clear(self, keys: tuple[str, ...] | None = None) -> int:
        """Remove these entries, or all; how many bytes that freed."""
        freed = 0
        for key in self.keys() if keys is None else keys:
            if "/" in key or "\\" in key or key.startswith("."):
                raise BadInput(f"“{key}” is not the name of a cache entry.", "Take a name from the list of entries.")
            freed += sum(_size(path) for path in (self.folder / key).rglob("*"))
            shutil.rmtree(self.folder / key, ignore_errors=True)
        return freed

    # ---------------------------------------------------------------------------------------- budget

    @property
    def disk_bytes(self) -> int:
        """How many bytes of pages may lie on disk."""
        try:
            return int(json.loads((self.folder / "budget.json").read_text("utf-8"))["disk_bytes"])
        except (OSError, ValueError, KeyError, TypeError):
            return DEFAULT_DISK_BYTES

    def set_budget(self, disk_bytes: int) -> None:
        """Change the disk budget; what exceeds it goes at once."""
        if disk_bytes < 0:
            raise BadInput("A budget cannot be negative.", "Give a number of bytes, zero for no pages on disk.")
        write_whole(self.folder / "budget.json", json.dumps({"disk_bytes": disk_bytes}).encode())
        self.trim()

    def trim(self) -> int:
        """Evict the pages of the entries used longest ago until the budget holds; how many bytes that freed.

        Recipes stay: they are small, and a character is never lost to a full disk.
        """
        entries = self.entries()
        excess = sum(entry.page_bytes for entry in entries) - self.disk_bytes
        freed = 0
        for entry in reversed(entries):
            if freed >= excess:
                break
            shutil.rmtree(self.folder / entry.manifest.key / "pages", ignore_errors=True)
            freed += entry.page_bytes
        return freed


# -------------------------------------------------------------------------------------------- sealed files


def _sealed(payload: bytes) -> bytes:
    header = _HEADER.pack(_MAGIC, hashlib.sha256(payload).digest(), len(payload))
    return header.ljust(_ALIGNED, b"\0") + payload


def _opened(sealed: bytes, name: str) -> bytes:
    """The payload of a sealed file. Raises `Damaged` unless every byte is as it was written."""
    payload = sealed[_ALIGNED:]
    if len(sealed) >= _ALIGNED:
        magic, digest, length = _HEADER.unpack_from(sealed)
        if magic == _MAGIC and length == len(payload) and digest == hashlib.sha256(payload).digest():
            return payload
    raise Damaged(f"The cache file “{name}” is damaged.", "It is made again from the character's recipe.")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
