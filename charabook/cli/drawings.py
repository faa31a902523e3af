"""The pictures that a script names, read from beside it."""

from pathlib import Path

from charabook.errors import BadInput
from charabook.story.script import Story

LARGEST_DRAWING_BYTES = 64 * 2**20


def read_drawings(story: Story, folder: Path) -> dict[str, bytes]:
    """The bytes of every drawing of the cast, by the name that the script gives it."""
    names = {look.drawing for member in story.cast for look in member.looks if look.drawing}
    return {name: _read(name, folder) for name in sorted(names)}


def _read(name: str, folder: Path) -> bytes:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BadInput(f"The drawing {name} lies outside the script's folder.", "Put it beside the script.")
    try:
        if path.stat().st_size > LARGEST_DRAWING_BYTES:
            raise BadInput(f"The drawing {name} is too large.", "Use a picture of at most 64 MiB.")
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"The drawing {name} cannot be read ({error.strerror}).", f"Put it into {folder}, or correct its name."
        ) from error
