"""What is written in the script and not carried yet, kept on this computer: closing or a crash loses none of it.

It lies beside the working copy of the book, not in the book: teammates see a script when it is carried.
"""

from pathlib import Path

from charabook.whole_file import write_whole
from gui.story.script_file import MOST_BYTES
from projects.workplace import workplace_of

DRAFT_NAME = "draft.story"


class ScriptDraft:
    """The draft of one book. A book without a file has none; a disk that refuses a draft is told of by the book."""

    def __init__(self, book: Path | None) -> None:
        self._path = workplace_of(book) / DRAFT_NAME if book is not None else None

    def read(self) -> str:
        """What was written last; empty when nothing waits."""
        try:
            if self._path is None or self._path.stat().st_size > MOST_BYTES:
                return ""
            return self._path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def keep(self, text: str) -> None:
        """Keep `text`; it is whole on the disk, or the one before it is."""
        if self._path is None:
            return
        try:
            write_whole(self._path, text.encode())
        except OSError:
            return

    def drop(self) -> None:
        """The book has it all."""
        if self._path is None:
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return
