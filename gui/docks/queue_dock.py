"""Bottom: what waits to be drawn. Each job with its preview and how far it is; pause, reorder, retry, cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
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
from gui.places import place_name
from gui.said import in_our_words
from gui.theme import shades
from projects.records import LookId, PanelId, TakeId

if TYPE_CHECKING:
    from charabook.studio import Studio

JOB_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_PX = 58
PICTURE_STAGE = "panel"
"""What the engine calls the picture itself, as against the identities in it."""


class QueueDock(QDockWidget):
    """The queue of this book. It is kept on disk and goes on after a restart."""

    subject_chosen = Signal(str)
    """The panel of the job that was picked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self._desk = desk
        self._paused = False
        self._failed: set[JobId] = set()
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(JobDelegate(self._say_state, self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self.list.activated.connect(self._open)
        self.empty = Invitation("queue")
        self.pause_button = self._button("pause", self.toggle_pause)
        self.sooner_button = self._button("nearer", lambda: self._move(-1))
        self.later_button = self._button("farther", lambda: self._move(1))
        self.retry_button = self._button("again", self.retry)
        self.cancel_button = self._button("close", self.cancel)
        self._lay_out()
        desk.jobs_changed.connect(self._refresh)
        desk.job_stepped.connect(self._step)
        self.retranslate()
        self._refresh()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Queue"))
        self.list.setAccessibleName(self.tr("Pictures that wait to be drawn"))
        self.empty.say(self.tr("Nothing waits to be drawn."))
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
        self._model.layoutChanged.emit()

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

    def title_of(self, job: Job) -> str:
        """What a job makes, in the language of the moment."""
        view = self._desk.view
        if job.kind is JobKind.LOOK:
            name = view.look_name(LookId(job.subject)) if view is not None else ""
            return self.tr("Identity of {name}").format(name=name)
        take = view.takes_by_id.get(TakeId(job.subject)) if view is not None else None
        panel = take.panel if job.kind is JobKind.UPSCALE and take is not None else PanelId(job.subject)
        where = self._say_panel(panel)
        if job.kind is JobKind.CLIP:
            return self.tr("Moving: {where}").format(where=where)
        return self.tr("Enlarge: {where}").format(where=where) if job.kind is JobKind.UPSCALE else where

    def _say_panel(self, panel: PanelId | None) -> str:
        view = self._desk.view
        said = place_name(view, panel) if view is not None and panel is not None else ""
        return said or self.tr("A panel")

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
        row.addWidget(self.list, 1)
        row.addWidget(self.empty, 1)
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
            self._write(row, job)
            if chosen is not None and job.id == chosen.id:
                self.list.setCurrentIndex(self._model.index(row, 0))
        self._tell_failures()
        self.list.setVisible(bool(jobs))
        self.empty.setVisible(not jobs)
        self._show_buttons()

    def _step(self, job: Job) -> None:
        rows = (row for row in range(self._model.rowCount()) if self._id(row) == job.id)
        for row in rows:
            shown = next((one for one in self._desk.jobs if one.id == job.id), job)
            self._write(row, shown)

    def _write(self, row: int, job: Job) -> None:
        item = self._model.item(row)
        item.setData(job, JOB_ROLE)
        title = self.title_of(job)
        item.setText(title)
        item.setData(f"{title}: {self._say_state(job)}", Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(f"{in_our_words(job.what)} {in_our_words(job.remedy)}".strip())

    def _id(self, row: int) -> JobId:
        job: Job = self._model.item(row).data(JOB_ROLE)
        return job.id

    def _say_state(self, job: Job) -> str:
        if job.state is JobState.RUNNING:
            return self._say_stage(job)
        if job.state is JobState.FAILED:
            return f"{in_our_words(job.what)} {in_our_words(job.remedy)}"
        names = {
            JobState.WAITING: self.tr("Waits"),
            JobState.CANCELLED: self.tr("Cancelled"),
            JobState.FINISHED: self.tr("Done"),
        }
        return names[job.state]

    def _say_stage(self, job: Job) -> str:
        if job.stage == PICTURE_STAGE or (job.stage and job.kind is JobKind.LOOK):
            return self.tr("Is being drawn")
        return in_our_words(job.stage) or self.tr("Beginning")

    def _tell_failures(self) -> None:
        """Say what was not drawn: whoever works elsewhere, or comes back in the morning, need not look for it."""
        failed = [job for job in self._desk.jobs if job.state is JobState.FAILED]
        news = [job for job in failed if job.id not in self._failed]
        self._failed = {job.id for job in failed}
        if not news:
            return
        why = f"{in_our_words(news[-1].what)} {in_our_words(news[-1].remedy)}"
        said = self.tr("%n picture(s) could not be drawn, lately {name}: {why}", "", len(failed))
        self._desk.noticed.emit(
            Notice(
                text=said.format(name=self.title_of(news[-1]), why=why),
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


class JobDelegate(QStyledItemDelegate):
    """Preview, title, state, and a thin line that says how far a running job is."""

    def __init__(self, say_state: Callable[[Job], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._say_state = say_state
        self._previews: dict[JobId, tuple[bytes, QPixmap]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One row."""
        return QSize(160, ROW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One job."""
        job = index.data(JOB_ROLE)
        if not isinstance(job, Job):
            return
        tones = shades()
        rect: QRect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            painter.fillRect(rect, QColor(tones.selected))
        thumb = QRect(rect.left() + 10, rect.top() + 6, ROW_PX - 12, ROW_PX - 12)
        self._paint_preview(painter, thumb, job)
        words = rect.adjusted(ROW_PX + 12, 7, -10, -6)
        self._paint_words(painter, words, job, str(index.data()))
        if job.state is JobState.RUNNING:
            track = QRect(words.left(), rect.bottom() - 7, words.width(), 3)
            painter.fillRect(track, QColor(tones.line))
            painter.fillRect(QRect(track.topLeft(), QSize(round(track.width() * job.done), 3)), QColor(tones.accent))
        painter.restore()

    def _paint_words(self, painter: QPainter, words: QRect, job: Job, title: str) -> None:
        tones = shades()
        font = QFont(painter.font())
        font.setBold(job.state is JobState.RUNNING)
        painter.setFont(font)
        painter.setPen(QColor(tones.text))
        height = painter.fontMetrics().height()
        elide, mode = painter.fontMetrics().elidedText, Qt.TextElideMode.ElideRight
        painter.drawText(words.left(), words.top() + painter.fontMetrics().ascent(), elide(title, mode, words.width()))
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(tones.warning if job.state is JobState.FAILED else tones.muted))
        elide = painter.fontMetrics().elidedText
        base = words.top() + height + painter.fontMetrics().ascent()
        painter.drawText(words.left(), base, elide(self._say_state(job), mode, words.width()))

    def _paint_preview(self, painter: QPainter, place: QRect, job: Job) -> None:
        picture = self._preview(job)
        painter.fillRect(place, QColor(shades().raised))
        if picture is None:
            painter.drawPixmap(place.adjusted(10, 10, -10, -10), signs.drawn("spark", shades().muted, 40))
            return
        shown = picture.scaled(
            place.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        left = place.left() + (place.width() - shown.width()) // 2
        painter.drawPixmap(left, place.top() + (place.height() - shown.height()) // 2, shown)

    def _preview(self, job: Job) -> QPixmap | None:
        if job.preview_png is None:
            self._previews.pop(job.id, None)
            return None
        known = self._previews.get(job.id)
        if known is None or known[0] is not job.preview_png:
            image = QImage.fromData(job.preview_png)
            known = (job.preview_png, QPixmap.fromImage(image))
            self._previews[job.id] = known
        return None if known[1].isNull() else known[1]
