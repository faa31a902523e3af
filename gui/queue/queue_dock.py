"""Bottom: what waits to be drawn. Each job with its preview and how far it is; pause, reorder, retry, cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from charabook.engine.requests import JobId
from charabook.queue import Job, JobKind, JobState
from gui import signs
from gui.desk import Desk
from gui.invitation import Invitation
from gui.notices import Notice, Tone
from gui.queue.job_delegate import JOB_ROLE, JobDelegate
from gui.queue.job_words import JobWords

if TYPE_CHECKING:
    from charabook.studio import Studio


class QueueDock(QDockWidget):
    """The queue of this book. It is kept on disk and goes on after a restart."""

    subject_chosen = Signal(str)
    """The panel of the job that was picked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self._desk = desk
        self._words = JobWords(desk, self)
        self._paused = False
        self._failed: set[JobId] = set()
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(JobDelegate(self._words, self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self.list.activated.connect(self._open)
        self.empty = Invitation("queue")
        self.coming = QLabel()
        self.coming.setProperty("muted", True)
        self.coming.setContentsMargins(10, 2, 10, 2)
        self.pause_button = self._button("pause", self.toggle_pause)
        self.sooner_button = self._button("nearer", lambda: self._move(-1))
        self.later_button = self._button("farther", lambda: self._move(1))
        self.retry_button = self._button("again", self.retry)
        self.cancel_button = self._button("close", self.cancel)
        self._lay_out()
        desk.jobs_changed.connect(self._refresh)
        desk.job_stepped.connect(self._step)
        desk.wishes.changed.connect(self._show_coming)
        self.retranslate()
        self._refresh()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Queue"))
        self.list.setAccessibleName(self.tr("Pictures that wait to be drawn"))
        names = (
            (self.sooner_button, self.tr("Sooner")),
            (self.later_button, self.tr("Later")),
            (self.retry_button, self.tr("Try again")),
            (self.cancel_button, self.tr("Cancel or dismiss")),
        )
        for button, name in names:
            button.setToolTip(name)
            button.setAccessibleName(name)
        self._show_pause()
        self._model.clear()  # every row is written anew
        self._refresh()

    # ------------------------------------------------------------------ verbs

    def cancel_current(self) -> None:
        """Stop what is being drawn now."""
        job = self._desk.running_job()
        if job is not None:
            self._desk.tend(lambda studio: studio.queue.cancel(job.id))

    def cancel(self) -> None:
        """Cancel the job at hand; one that is over is dismissed."""
        job = self.chosen()
        if job is None:
            return
        if job.state.is_over:
            self._desk.tend(lambda studio: studio.queue.dismiss(job.id))
        else:
            self._desk.tend(lambda studio: studio.queue.cancel(job.id))

    def retry(self) -> None:
        """Let the job at hand wait again."""
        job = self.chosen()
        if job is not None:
            self._desk.tend(lambda studio: studio.queue.retry(job.id))

    def toggle_pause(self) -> None:
        """Begin no further job, or go on."""
        self._paused = not self._paused
        if self._paused:
            self._desk.tend(lambda studio: studio.queue.pause())
        else:
            self._desk.tend(lambda studio: studio.queue.resume())
        self._show_pause()

    def chosen(self) -> Job | None:
        """The job at hand."""
        job = self.list.currentIndex().data(JOB_ROLE)
        return job if isinstance(job, Job) else None

    def states(self) -> tuple[JobState, ...]:
        """The states of the listed jobs, in the order in which they run."""
        return tuple(self._model.item(row).data(JOB_ROLE).state for row in range(self._model.rowCount()))

    def _move(self, by: int) -> None:
        job = self.chosen()
        ids = [one.id for one in self._desk.jobs]
        if job is not None and job.id in ids:
            place = min(max(ids.index(job.id) + by, 0), len(ids) - 1)
            self._desk.tend(lambda studio: studio.queue.move(job.id, place))

    def _open(self, index: QModelIndex) -> None:
        job = index.data(JOB_ROLE)
        if isinstance(job, Job) and job.kind is JobKind.PANEL:
            self.subject_chosen.emit(job.subject)

    # ------------------------------------------------------------------ building

    def _button(self, sign: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        signs.give(button, sign)
        button.clicked.connect(lambda *_: act())
        return button

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(2)
        for button in (
            self.pause_button,
            self.sooner_button,
            self.later_button,
            self.retry_button,
            self.cancel_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 6, 4)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for part in (self.list, self.empty):
            rows.addWidget(part, 1)
        rows.addWidget(self.coming)
        row.addLayout(rows, 1)
        row.addLayout(buttons)
        body = QWidget()
        body.setLayout(row)
        self.setWidget(body)

    # ------------------------------------------------------------------ showing

    def _refresh(self) -> None:
        jobs = self._desk.jobs
        chosen = self.chosen()
        while self._model.rowCount() > len(jobs):
            self._model.removeRow(self._model.rowCount() - 1)
        while self._model.rowCount() < len(jobs):
            item = QStandardItem()
            item.setEditable(False)
            self._model.appendRow(item)
        for row, job in enumerate(jobs):
            if self._model.item(row).data(JOB_ROLE) is not job:
                self._write(row, job)
            if chosen is not None and job.id == chosen.id:
                self.list.setCurrentIndex(self._model.index(row, 0))
        self._tell_failures()
        self.list.setVisible(bool(jobs))
        self.empty.setVisible(not jobs)
        self._show_coming()
        self._show_buttons()

    def _show_coming(self) -> None:
        """What was asked for and is not in the list yet, or that all of it rests: below the list, or in its place."""
        paused = self.tr("Paused: no further picture is begun.") if self._paused else ""
        said = "  ".join(filter(None, (self._desk.wishes.said(), paused)))
        self.empty.say(said or self.tr("Nothing waits to be drawn."))
        self.coming.setText(said)
        self.coming.setVisible(bool(said) and bool(self._desk.jobs))

    def _step(self, job: Job) -> None:
        rows = (row for row in range(self._model.rowCount()) if self._id(row) == job.id)
        for row in rows:
            shown = next((one for one in self._desk.jobs if one.id == job.id), job)
            self._write(row, shown)

    def _write(self, row: int, job: Job) -> None:
        item = self._model.item(row)
        item.setData(job, JOB_ROLE)
        title = self._words.title_of(job)
        item.setText(title)
        item.setData(f"{title}: {self._words.state_of(job)}", Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(self._words.hint_of(job))

    def _id(self, row: int) -> JobId:
        job: Job = self._model.item(row).data(JOB_ROLE)
        return job.id

    def _tell_failures(self) -> None:
        """Say what was not drawn: whoever works elsewhere, or comes back in the morning, need not look for it."""
        failed = [job for job in self._desk.jobs if job.state is JobState.FAILED]
        news = [job for job in failed if job.id not in self._failed]
        self._failed = {job.id for job in failed}
        if not news:
            return
        said = self.tr("%n picture(s) could not be drawn, lately {name}: {why}", "", len(failed))
        self._desk.noticed.emit(
            Notice(
                text=said.format(name=self._words.title_of(news[-1]), why=self._words.hint_of(news[-1])),
                tone=Tone.WARN,
                action=self.tr("Try again"),
                act=self.retry_failed,
                topic="failed jobs",
            )
        )

    def retry_failed(self) -> None:
        """Let everything that failed wait again."""
        ids = [job.id for job in self._desk.jobs if job.state is JobState.FAILED]

        def retry(studio: Studio) -> None:
            for one in ids:
                studio.queue.retry(one)

        self._desk.tend(retry)

    def _show_buttons(self) -> None:
        job = self.chosen()
        self.retry_button.setEnabled(job is not None and job.state in (JobState.FAILED, JobState.CANCELLED))
        self.cancel_button.setEnabled(job is not None)
        for button in (self.sooner_button, self.later_button):
            button.setEnabled(job is not None and job.state is JobState.WAITING and len(self._desk.jobs) > 1)

    def _show_pause(self) -> None:
        name = self.tr("Go on") if self._paused else self.tr("Pause after this one")
        signs.give(self.pause_button, "play" if self._paused else "pause")
        self.pause_button.setToolTip(name)
        self.pause_button.setAccessibleName(name)
        self._show_coming()
