"""Recover what is readable: a damaged book goes into a new file, as far as it can be read, and that one is opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from charabook.errors import BugError, Damaged, KnownError
from gui.long_work import LongWork
from gui.notices import Notice, notice_of

if TYPE_CHECKING:
    from projects.recovery import Recovered

ENDING = ".charabook"


class Rescue(QObject):
    """Offers it with the message that refuses a book, and does it."""

    saved = Signal(str, object)
    """The new file, and a `Notice` that says what came over."""
    failed = Signal(object)
    """A `Notice`."""

    def __init__(self, door: QWidget) -> None:
        super().__init__(door)
        self._door = door

    def notice(self, problem: KnownError | BugError, path: Path | None) -> Notice:
        """Why a book was refused; if its file is damaged, with the offer."""
        said = notice_of(problem)
        if not isinstance(problem, Damaged) or path is None:
            return said
        return replace(said, action=self.tr("Recover what is readable…"), act=lambda: self._ask(path))

    def save_readable(self, path: Path, target: Path) -> None:
        """Write what can be read of `path` to `target`, on a thread of its own."""
        LongWork().begin(lambda: _recover(path, target), lambda answer: self._ended(answer, target))

    def _ask(self, path: Path) -> None:
        suggested = path.with_name(self.tr("{name} recovered").format(name=path.stem) + ENDING)
        chosen, _ = QFileDialog.getSaveFileName(
            self._door, self.tr("Recover what is readable"), str(suggested), f"*{ENDING}"
        )
        if chosen:
            self.save_readable(path, Path(chosen if chosen.endswith(ENDING) else chosen + ENDING))

    def _ended(self, answer: Recovered | KnownError | BugError, target: Path) -> None:
        if isinstance(answer, KnownError | BugError):
            self.failed.emit(notice_of(answer))
        else:
            self.saved.emit(str(target), self._report(answer))

    def _report(self, found: Recovered) -> Notice:
        said = [self.tr("%n picture(s) could be saved.", "", found.pictures)]
        if found.pictures_lost:
            said.append(self.tr("%n picture(s) could not be read.", "", found.pictures_lost))
        return Notice(text=" ".join(said))


def _recover(path: Path, target: Path) -> Recovered:
    from projects.recovery import recover  # noqa: PLC0415  on the thread that does it

    return recover(path, target)
