"""How a take is painted: framed when it is at hand, ticked when it stands in the book, starred, or struck."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from charabook.engine.requests import Likeness
from charabook.studio.held import held_in
from charabook.studio.moving_takes import StoredClip, clip_of, is_moving
from gui import signs
from gui.films.clip_frames import ClipFrames
from gui.likeness import likeness_name
from gui.takes.take_list import TakeList
from gui.takes.take_strip import TakeStrip
from gui.theme import shades
from gui.thumbnails import Thumbnails
from projects.records import Rating, Take

STEADY, DRIFTING = 0.15, 0.35
"""A clip's drift up to here is good, from there on it is worth a look."""
THERE = 0.75
"""Where less of a subject is kept, it is not the subject that is steady."""
STAR_COLOUR = "#d99a00"
BADGE_PX, SIGN_PX = 20, 14


class TakeDelegate(QStyledItemDelegate):
    """Paints what the list says of each take."""

    def __init__(self, takes: TakeList, thumbnails: Thumbnails, clips: ClipFrames, strip: TakeStrip) -> None:
        super().__init__(strip)
        self._takes = takes
        self._thumbnails = thumbnails
        self._clips = clips
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A square."""
        return QSize(self._strip.side_px, self._strip.side_px)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One take."""
        take = self._takes.take_at(index)
        if take is None:
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(0.35 if take.rating is Rating.REJECT else 1.0)
        place = self._paint_picture(painter, option.rect.adjusted(3, 3, -3, -3), take)
        painter.setOpacity(1.0)
        self._paint_frame(painter, place, option.state)
        self._paint_badges(painter, place, take)
        if is_moving(take):
            self._paint_motion(painter, place, clip_of(take))
        else:
            self._paint_likeness(painter, place, take)
        painter.restore()

    @staticmethod
    def _paint_frame(painter: QPainter, place: QRect, state: QStyle.StateFlag) -> None:
        tones = shades()
        is_at_hand = bool(state & QStyle.StateFlag.State_Selected)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tones.accent if is_at_hand else tones.line), 3 if is_at_hand else 1))
        painter.drawRoundedRect(place, 3, 3)

    def _paint_badges(self, painter: QPainter, place: QRect, take: Take) -> None:
        bottom = place.bottom() - BADGE_PX - 5
        if self._takes.stands(take):
            paint_badge(painter, QPoint(place.right() - BADGE_PX - 5, bottom), "use", shades().good)
        if take.rating is Rating.STAR:
            paint_badge(painter, QPoint(place.left() + 5, bottom), "star", STAR_COLOUR)

    def _paint_picture(self, painter: QPainter, rect: QRect, take: Take) -> QRect:
        picture = self._clips.current(take.id) or self._thumbnails.get(take.asset)
        if picture is None or picture.isNull():
            return rect
        size = picture.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(
            rect.left() + (rect.width() - size.width()) // 2,
            rect.top() + (rect.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        painter.drawPixmap(place, picture)
        return place

    @staticmethod
    def _paint_likeness(painter: QPainter, place: QRect, take: Take) -> None:
        """A chip on a take in which somebody is held otherwise than usual."""
        words = ", ".join(dict.fromkeys(likeness_name(one) for one in held_in(take) if one is not Likeness.BALANCED))
        if words:
            width = painter.fontMetrics().horizontalAdvance(words) + 12
            chip = paint_chip(painter, place, min(width, place.width() - 10))
            painter.setPen(QColor("#ffffff"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)

    @staticmethod
    def _paint_motion(painter: QPainter, place: QRect, clip: StoredClip | None) -> None:
        """A chip on a take that moves: the sign of film, and how much the looks drift in it."""
        if clip is None:
            return
        words = f"{round(100 * clip.drift)} %" if clip.drift is not None else ""
        width = 24 + (painter.fontMetrics().horizontalAdvance(words) + 5 if words else 0)
        chip = paint_chip(painter, place, width)
        painter.drawPixmap(QRect(chip.left() + 5, chip.top() + 3, SIGN_PX, SIGN_PX), signs.drawn("film", "#ffffff", 28))
        if words:
            painter.setPen(QColor(drift_colour(clip)).lighter(140))
            painter.drawText(chip.adjusted(23, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


def paint_chip(painter: QPainter, place: QRect, width: int) -> QRect:
    """A dark plate in the upper left corner of a picture, to write on."""
    chip = QRect(place.left() + 5, place.top() + 5, width, BADGE_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 22, 200))
    painter.drawRoundedRect(chip, 4, 4)
    return chip


def paint_badge(painter: QPainter, corner: QPoint, sign: str, colour: str) -> None:
    """A sign in a disc."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(corner.x(), corner.y(), BADGE_PX, BADGE_PX)
    painter.drawPixmap(QRect(corner.x() + 3, corner.y() + 3, SIGN_PX, SIGN_PX), signs.drawn(sign, "#ffffff", 28))


def drift_colour(clip: StoredClip) -> str:
    """How a clip's drift is marked; a subject that is not there at all is steady in vain."""
    tones = shades()
    drift, kept = clip.drift or 0.0, 1.0 if clip.kept is None else clip.kept
    if kept < THERE:
        return tones.warning
    if drift <= STEADY:
        return tones.good
    return STAR_COLOUR if drift <= DRIFTING else tones.warning
