"""The line at the foot of the window: what is saved, what goes on, who else is here, which machine draws with what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar

from charabook.queue.jobs import Job, JobState
from gui.book_view import BookView
from gui.desk import Desk
from gui.presence import REFRESH_S, Presence, Visitor
from gui.queue.job_words import JobWords
from gui.said import in_our_words

if TYPE_CHECKING:
    from charabook.studio.machine import MachineFacts

LOOK_EVERY_MS = 15_000
GB = 1e9


class StatusLine(QObject):
    """Fills a window's status bar, and keeps it true."""

    def __init__(self, desk: Desk, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._desk = desk
        self._words = JobWords(desk, self)
        self._is_published = True
        self.saved, self.busy, self.engine = QLabel(), QLabel(), QLabel()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(110)
        self.progress.setRange(0, 1000)
        self.people, self.machine = PeopleLabel(desk), MachineLabel(desk)
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.saved)
        for widget in (self.busy, self.progress, self.people, self.machine, self.engine):
            bar.addPermanentWidget(widget)
        desk.follow(self._show_book)
        for signal in (desk.jobs_changed, desk.work_changed, desk.wishes.changed):
            signal.connect(self._show_busy)
        desk.job_stepped.connect(lambda _: self._show_busy())

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.progress.setAccessibleName(self.tr("Progress"))
        self.machine.retranslate()
        self._show_saved()
        self._show_busy()
        if self._desk.view is not None:
            self._show_model(self._desk.view)

    def stop(self) -> None:
        """Ask nothing more: the book is being closed."""
        self.people.stop()
        self.machine.stop()

    def _show_book(self, view: BookView) -> None:
        self._show_busy()
        self._show_model(view)
        self._desk.ask(lambda studio: studio.is_published(), self._keep_published)

    def _show_model(self, view: BookView) -> None:
        name = Path(view.book.model).stem if view.book.model else self.tr("embedded model")
        self.engine.setText(self.tr("Draws with: {model}").format(model=name))

    def _keep_published(self, is_published: bool) -> None:  # noqa: FBT001  a verb's answer
        self._is_published = is_published
        self._show_saved()

    def _show_saved(self) -> None:
        self.saved.setText(
            self.tr("Every step is saved")
            if self._is_published
            else self.tr("Every step is saved on this computer; Ctrl+S saves to the shared file")
        )

    def _show_busy(self) -> None:
        """One line about what goes on: long work before jobs."""
        works = self._desk.works()
        job = self._desk.running_job()
        share = 0.0
        text = self.tr("Opening the book…") if self._desk.view is None else self._desk.wishes.said()
        if works:
            text, share = in_our_words(works[0].stage), works[0].share
        elif job is not None:
            text, share = text or self._say_job(job), job.done
        self.busy.setText(text)
        self.progress.setVisible(bool(works) or job is not None)
        self.progress.setValue(round(1000 * share))

    def _say_job(self, job: Job) -> str:
        waiting = sum(one.state is JobState.WAITING for one in self._desk.jobs)
        name = self._words.title_of(job)
        return self.tr("{name}, %n more wait(s)", "", waiting).format(name=name) if waiting else name


class PeopleLabel(QLabel):
    """Who else has the file open. Advisory: nobody is locked out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presence = Presence(desk.path) if desk.path is not None else None
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 * REFRESH_S))
        self._timer.timeout.connect(self.look)
        desk.opened.connect(self.look)
        desk.opened.connect(self._timer.start)

    def look(self) -> None:
        """Say that this window is here, and see who else is; off the GUI thread, since the disk may be far away."""
        presence = self._presence
        if presence is not None:
            self._desk.ask(lambda _: presence.refresh(), self._show)

    def stop(self) -> None:
        """Take our own note away: the book is being closed."""
        self._timer.stop()
        presence = self._presence
        if presence is not None:
            self._desk.ask(lambda _: presence.leave())

    def _show(self, visitors: tuple[Visitor, ...]) -> None:
        names = ", ".join(f"{one.person} ({one.machine})" for one in visitors)
        self.setText(self.tr("Also open at: {names}").format(names=names) if visitors else "")
        self.setToolTip(self.tr("Work on: what you both change is merged when you save."))


class MachineLabel(QLabel):
    """What draws here, and how much memory is free on it; looked up on the studio's thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._facts: MachineFacts | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        desk.opened.connect(self.look)
        desk.opened.connect(self._timer.start)

    def look(self) -> None:
        """Ask how much memory is free now."""
        self._desk.ask(lambda _: _facts(), self._show)

    def stop(self) -> None:
        """Look no more: the book is being closed."""
        self._timer.stop()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        facts = self._facts
        if facts is None:
            return
        name = facts.card or self.tr("Processor")
        free = self.tr("{free} of {all} GB free").format(
            free=f"{facts.free_bytes / GB:.1f}", all=f"{facts.memory_bytes / GB:.0f}"
        )
        self.setText(f"{name}: {free}")

    def _show(self, facts: MachineFacts) -> None:
        self._facts = facts
        self.retranslate()


def _facts() -> MachineFacts:
    """On the studio's thread, which reads what looks at the machine."""
    from charabook.studio.machine import machine_facts  # noqa: PLC0415  not before the window stands

    return machine_facts()
