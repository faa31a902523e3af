"""Story scripts as files of the user's."""

from pathlib import Path

from charabook.errors import BadInput, Unavailable
from layouts.whole_files import written_whole

MOST_BYTES = 8 * 2**20
"""No story is as long; a longer file is something else."""


def read_script(path: Path) -> str:
    """A script from disk. Raises `KnownError` when it is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"{path.name} is too long for a story script.", "Open a text of at most 8 MiB.")
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name} is not a text in UTF-8.", "Save it as UTF-8 and open it again.") from error
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read ({error.strerror}).", "Check where it is.") from error


def write_script(path: Path, text: str) -> None:
    """Write a script to disk. Raises `KnownError` when the disk does not take it; then the file is as it was."""
    with written_whole(path) as part:
        part.write_text(text, "utf-8")
