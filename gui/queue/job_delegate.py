"""A job of the queue as a row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from charabook.engine.requests import JobId
from charabook.queue import Job, JobState
from gui import signs
from gui.queue.job_words import JobWords
from gui.theme import shades

JOB_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_PX = 58


class JobDelegate(QStyledItemDelegate):
    """Preview, title, state, and a thin line that says how far a running job is."""

    def __init__(self, words: JobWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
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
        painter.drawText(words.left(), base, elide(self._words.state_of(job), mode, words.width()))

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
