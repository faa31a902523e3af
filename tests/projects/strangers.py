"""Files as strangers make them: each is a sound project with one thing wrong."""

import hashlib
import shutil
import sqlite3
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from projects.manifest import manifest_of

Spoil = Callable[[Path], None]


def with_sql(*statements: str, sealed: bool = False) -> Spoil:
    """Run SQL on the file; `sealed` also makes the manifest fit again, as a clever stranger would."""

    def spoil(path: Path) -> None:
        db = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            db.execute(statement)
        if sealed:
            db.execute("UPDATE meta SET value = ? WHERE key = 'manifest'", (manifest_of(db),))
        db.close()

    return spoil


def with_content(content: bytes) -> Spoil:
    """Put something else altogether in the file's place."""
    return lambda path: path.write_bytes(content) and None


def cut(path: Path) -> None:
    """An interrupted download."""
    path.write_bytes(path.read_bytes()[:-20_000])


def flipped(path: Path) -> None:
    """A bit flip within a text."""
    content = bytearray(path.read_bytes())
    content[content.index(b"The Lantern") + 3] ^= 1
    path.write_bytes(content)


def damaged_picture(path: Path) -> None:
    """A bit flip within a picture."""
    content = bytearray(path.read_bytes())
    content[content.index(b"IHDR") + 60] ^= 1
    path.write_bytes(content)


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of some kilobytes that claims to be enormous."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def picture_bomb(path: Path) -> None:
    """A picture that would fill all memory when decoded, with a hash that fits."""
    bomb = png_bomb(50_000, 50_000)
    db = sqlite3.connect(path, isolation_level=None)
    sha256 = hashlib.sha256(bomb).hexdigest()
    db.execute("INSERT INTO asset VALUES (?, 'image/png', 50000, 50000, ?, 0)", (sha256, len(bomb)))
    db.execute("INSERT INTO blob(sha256, content) VALUES (?, ?)", (sha256, bomb))
    db.execute("UPDATE meta SET value = ? WHERE key = 'manifest'", (manifest_of(db),))
    db.close()


def copy_of(path: Path, spoil: Spoil, name: str) -> Path:
    """A spoiled copy beside the file."""
    copy = path.with_name(f"{name}.charabook")
    shutil.copyfile(path, copy)
    spoil(copy)
    return copy
