"""What somebody has asked to be drawn and what is not in the queue yet: for a long chapter that takes a moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from charabook.engine.requests import JobId
from charabook.errors import BugError, KnownError
from gui.notices import notice_of

if TYPE_CHECKING:
    from charabook.studio import Studio
    from gui.desk import Desk

Queueing = Callable[["Studio"], "Sequence[JobId]"]
"""Puts pictures into the queue and says which jobs they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Pictures that shall be drawn. Two that are equal are one, as long as the first is on its way."""

    subjects: tuple[str, ...] = ()
    """The panels, looks or takes that it concerns; none if only the studio knows them."""
    how: str = ""
    """What tells wishes for the same subjects apart."""
    pictures: int = 0
    """How many; 0 if only the studio knows."""


class Wishes(QObject):
    """Takes wishes to the queue. Each is seen at once, and none goes there twice."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._under_way: tuple[Wish, ...] = ()

    def make(self, wish: Wish, queue: Queueing) -> None:
        """Have something drawn, unless this very wish is on its way already."""
        if wish in self._under_way:
            return
        self._under_way = (*self._under_way, wish)
        self.changed.emit()
        self._desk.ask(
            lambda studio: _queued_by(studio, queue),
            lambda jobs: self._arrive(wish, *jobs),
            lambda problem: self._fail(wish, problem),
        )

    def concern(self, subject: str | None) -> bool:
        """Whether this panel, look or take is on its way into the queue."""
        return any(subject in wish.subjects for wish in self._under_way)

    def said(self) -> str:
        """One line about all that is on its way; empty if nothing is."""
        if not self._under_way:
            return ""
        if not all(wish.pictures for wish in self._under_way):
            return self.tr("Putting pictures into the queue…")
        return self.tr("Putting %n picture(s) into the queue…", "", sum(wish.pictures for wish in self._under_way))

    def _arrive(self, wish: Wish, asked: Sequence[JobId], new: Sequence[JobId]) -> None:
        if not asked:
            self._desk.notice(self.tr("There is nothing to do: all of that is there."))
        elif not new:
            self._desk.notice(self.tr("That is in the queue already."))
        self._desk.look_at_queue(lambda: self._end(wish))

    def _fail(self, wish: Wish, problem: KnownError | BugError) -> None:
        self._end(wish)
        self._desk.noticed.emit(notice_of(problem))

    def _end(self, wish: Wish) -> None:
        self._under_way = tuple(one for one in self._under_way if one != wish)
        self.changed.emit()


def _queued_by(studio: Studio, queue: Queueing) -> tuple[Sequence[JobId], Sequence[JobId]]:
    """The jobs of a wish, and which of them were not in the queue before."""
    before = {job.id for job in studio.queue.jobs()}
    asked = queue(studio)
    return asked, [job for job in asked if job not in before]
