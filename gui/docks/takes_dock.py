"""Bottom: the takes of the panel at hand. Star, reject, use, compare; rejects are hidden, never deleted."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDockWidget,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from charabook.studio.moving_takes import StoredClip, clip_of
from gui import signs
from gui.book_view import BookView
from gui.buttons import name_it, small
from gui.desk import Desk
from gui.films.clip_frames import ClipFrames, moves_by_itself
from gui.invitation import Invitation
from gui.theme import shades
from gui.thumbnails import Thumbnails
from projects.records import Panel, PanelId, Rating, Take, TakeId

TAKE_PX = 118
LEAST_PX, MOST_PX = 64, 200
SCROLL_BAR_PX = 12
VARIATIONS = (2, 4, 8)
STEADY, DRIFTING = 0.15, 0.35
"""A clip's drift up to here is good, from there on it is worth a look."""
THERE = 0.75
"""Where less of a subject is kept, it is not the subject that is steady."""
ID_ROLE = Qt.ItemDataRole.UserRole + 1


class TakeStrip(QListView):
    """One row whose pictures are as high as there is room; where there is room for two rows, a grid."""

    def __init__(self) -> None:
        super().__init__()
        self.side_px = TAKE_PX
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSpacing(2)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)  # a take that moves plays under the mouse

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        self.viewportEntered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out how large a picture may be."""
        room = self.height() - SCROLL_BAR_PX
        is_grid = room >= 2 * TAKE_PX
        self.setWrapping(is_grid)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if is_grid else never)
        self.setHorizontalScrollBarPolicy(never if is_grid else needed)
        side = TAKE_PX if is_grid else min(MOST_PX, max(LEAST_PX, room - 6))
        if side != self.side_px:
            self.side_px = side
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel moves the only row there is."""
        if self.isWrapping() or event.angleDelta().x():
            super().wheelEvent(event)
            return
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - event.angleDelta().y())


class TakesDock(QDockWidget):
    """A strip of takes, newest first; large and wrapped as a grid when it is made tall."""

    take_shown = Signal(str)
    compare_asked = Signal(str, str)
    """Two take ids: the one that stands in the book, and the one at hand."""
    vary_asked = Signal(str, int)
    """A take, and how many variations of it."""
    settings_asked = Signal(str)
    """A take that shall be made again with other settings."""

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("takes")
        self._desk = desk
        self._panel: Panel | None = None
        self._model = QStandardItemModel(self)
        self.list = TakeStrip()
        self.list.setModel(self._model)
        self.clips = ClipFrames(desk, MOST_PX, self)
        self.list.setItemDelegate(TakeDelegate(desk, thumbnails, self.clips, self._stands, self.list))
        self.list.entered.connect(self._play)
        self.list.viewportEntered.connect(self.clips.stop)
        self.clips.ticked.connect(self.list.viewport().update)
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.list.doubleClicked.connect(lambda _: self.use())
        self.empty = Invitation("spark")
        self.use_button = QPushButton()
        self.star_button = small("star", lambda: self.rate(Rating.STAR))
        self.reject_button = small("reject", lambda: self.rate(Rating.REJECT))
        self.compare_button = small("compare", self._compare)
        self.again_button = small("again", self.make_again)
        self.clip_button = small("play", self.open_clip)
        self.vary_button = QToolButton()
        self.enlarge_button = small("fit", self.enlarge)
        signs.give(self.vary_button, "vary")
        self.vary_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.vary_menu = QMenu(self)
        self.vary_button.setMenu(self.vary_menu)
        self.rejects_box = QCheckBox()
        self._lay_out()
        self.use_button.clicked.connect(self.use)
        self.rejects_box.toggled.connect(lambda _: self._refresh())
        desk.book_changed.connect(lambda _: self._refresh())
        thumbnails.ready.connect(lambda _: self.list.viewport().update())
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Takes"))
        self.list.setAccessibleName(self.tr("Takes of this panel"))
        self.empty.say(self.tr("No takes yet. Press Ctrl+Enter to draw this panel."))
        self.use_button.setText(self.tr("Use in the book"))
        name_it(self.star_button, self.tr("Star (.)"))
        name_it(self.reject_button, self.tr("Reject (X): hides it, never deletes it"))
        name_it(self.compare_button, self.tr("Compare with the one in the book"))
        name_it(self.again_button, self.tr("Make this take again: the same request, the same pixels"))
        name_it(self.clip_button, self.tr("Play this moving take, choose its still"))
        name_it(self.vary_button, self.tr("Variations: the same request with other seeds"))
        name_it(self.enlarge_button, self.tr("Enlarge four times for print"))
        self.rejects_box.setText(self.tr("Show rejects"))
        self.vary_menu.clear()
        for count in VARIATIONS:
            self.vary_menu.addAction(self.tr("%n variation(s)", "", count), self._varier(count))
        self.vary_menu.addSeparator()
        self.vary_menu.addAction(self.tr("With other settings…"), self._ask_settings)
        self._refresh()

    def show_panel(self, panel: PanelId | None) -> None:
        """Show the takes of another panel."""
        view = self._desk.view
        self._panel = view.panels_by_id.get(panel) if view and panel else None
        self._refresh()

    def chosen(self) -> TakeId | None:
        """The take at hand."""
        index = self.list.currentIndex()
        return TakeId(str(index.data(ID_ROLE))) if index.isValid() else None

    def count(self) -> int:
        """How many takes are shown."""
        return self._model.rowCount()

    def use(self) -> None:
        """Let the take at hand stand in the book."""
        take = self.chosen()
        if self._panel is not None and take is not None:
            self._desk.change(lambda studio: studio.takes.choose(take))

    def rate(self, rating: Rating) -> None:
        """Star or reject the take at hand; the same again takes the rating back."""
        take = self.chosen()
        record = self._desk.view.takes_by_id.get(take) if self._desk.view and take else None
        if record is not None:
            new = Rating.NONE if record.rating is rating else rating
            self._desk.change(lambda studio: studio.takes.rate(record.id, new))

    def step(self, by: int) -> None:
        """Go to the next or previous take."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(row, 0))

    def make_again(self) -> None:
        """Queue exactly the request of the take at hand."""
        take = self.chosen()
        if take is not None:
            self._desk.tend(lambda studio: studio.takes.regenerate(take))

    def enlarge(self) -> None:
        """Queue the take at hand to be enlarged for print."""
        take = self.chosen()
        if take is not None:
            self._desk.tend(lambda studio: studio.takes.upscale(take))

    def open_clip(self) -> None:
        """Show the moving take at hand large."""
        take = self.chosen()
        record = self._desk.view.takes_by_id.get(take) if self._desk.view and take else None
        clip = clip_of(record) if record is not None else None
        if record is not None and clip is not None:
            from gui.films.clip_view import ClipView  # noqa: PLC0415  not when the window opens

            ClipView(self._desk, record, clip, self).open()

    def _play(self, index: QModelIndex) -> None:
        """A take that moves plays under the mouse, where the desktop lets things move."""
        take = TakeId(str(index.data(ID_ROLE)))
        record = self._desk.view.takes_by_id.get(take) if self._desk.view else None
        clip = clip_of(record) if record is not None else None
        if clip is not None and moves_by_itself():
            self.clips.play(take, clip)
        else:
            self.clips.stop()

    def _varier(self, count: int) -> Callable[[], None]:
        def vary() -> None:
            take = self.chosen()
            if take is not None:
                self.vary_asked.emit(take, count)

        return vary

    def _ask_settings(self) -> None:
        take = self.chosen()
        if take is not None:
            self.settings_asked.emit(take)

    def _compare(self) -> None:
        take, other = self.chosen(), self._other()
        if take is not None and other is not None:
            self.compare_asked.emit(other, take)

    def _other(self) -> TakeId | None:
        """What the take at hand is compared with: the one that stands in the book, else its neighbour."""
        take, panel, view = self.chosen(), self._panel, self._desk.view
        if panel is None or view is None:
            return None
        shown = view.shown_take(panel)
        ids = [TakeId(str(self._model.item(row).data(ID_ROLE))) for row in range(self._model.rowCount())]
        first = [shown.id] if shown is not None else []
        return next((one for one in (*first, *ids) if one != take), None)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(self.use_button)
        buttons.addSpacing(8)
        for button in (
            self.star_button,
            self.reject_button,
            self.compare_button,
            self.again_button,
            self.vary_button,
            self.enlarge_button,
            self.clip_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.rejects_box)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.list)
        self._middle.addWidget(self.empty)
        column = QVBoxLayout()
        column.setContentsMargins(10, 2, 10, 6)
        column.setSpacing(4)
        column.addWidget(self._middle, 1)
        column.addLayout(buttons)
        body = QWidget()
        body.setLayout(column)
        self.setWidget(body)

    def _refresh(self) -> None:
        view = self._desk.view
        chosen = self.chosen()
        if view is not None and self._panel is not None:
            self._panel = view.panels_by_id.get(self._panel.id)
        takes = self._listed(view, self._panel) if view is not None and self._panel is not None else []
        known = [str(self._model.item(row).data(ID_ROLE)) for row in range(self._model.rowCount())]
        if known != [take.id for take in takes]:
            self._fill(takes, chosen)
        self._describe(takes)
        self._middle.setCurrentWidget(self.list if takes else self.empty)
        for button in (
            self.use_button,
            self.star_button,
            self.reject_button,
            self.again_button,
            self.vary_button,
            self.enlarge_button,
        ):
            button.setEnabled(bool(takes))
        self.compare_button.setEnabled(len(takes) > 1)
        self._show_clip_button()
        self.list.viewport().update()

    def _listed(self, view: BookView, panel: Panel) -> list[Take]:
        takes = [
            take
            for take in view.takes_of_panel.get(panel.id, ())
            if self.rejects_box.isChecked() or take.rating is not Rating.REJECT
        ]
        return sorted(takes, key=lambda take: take.created_s, reverse=True)

    def _fill(self, takes: list[Take], chosen: TakeId | None) -> None:
        before = {str(self._model.item(row).data(ID_ROLE)) for row in range(self._model.rowCount())}
        blocked = self.list.selectionModel().blockSignals(True)
        self._model.clear()
        for take in takes:
            item = QStandardItem()
            item.setData(take.id, ID_ROLE)
            self._model.appendRow(item)
        ids = [take.id for take in takes]
        wanted = self._to_be_chosen(ids, before, chosen)
        if wanted is not None:
            self.list.setCurrentIndex(self._model.index(ids.index(wanted), 0))
        self.list.selectionModel().blockSignals(blocked)
        self.take_shown.emit(self.chosen() or "")

    def _to_be_chosen(self, ids: list[TakeId], before: set[str], chosen: TakeId | None) -> TakeId | None:
        """What has just arrived, else what was chosen, else what stands for the panel, else the newest."""
        if chosen in ids:
            return next((one for one in ids if one not in before), chosen)
        view, panel = self._desk.view, self._panel
        shown = view.shown_take(panel) if view is not None and panel is not None else None
        return shown.id if shown is not None and shown.id in ids else next(iter(ids), None)

    def _describe(self, takes: list[Take]) -> None:
        for row, take in enumerate(takes):
            words = self.tr("Seed {seed}, {width} by {height} pixels").format(
                seed=take.seed, width=take.width_px, height=take.height_px
            )
            stands = self.tr(", stands in the book") if self._stands(take.id) else ""
            item = self._model.item(row)
            words += self._say_clip(take)
            item.setToolTip("\n".join(filter(None, (words + stands, take.notes))))
            item.setData(words + stands, Qt.ItemDataRole.AccessibleTextRole)

    def _show_clip_button(self) -> None:
        """Only a take that moves can be played."""
        view, take = self._desk.view, self.chosen()
        record = view.takes_by_id.get(take) if view is not None and take is not None else None
        self.clip_button.setVisible(record is not None and clip_of(record) is not None)

    def _say_clip(self, take: Take) -> str:
        clip = clip_of(take)
        if clip is None:
            return ""
        seconds = f"{clip.length_s:.1f}"
        if clip.drift is None or clip.kept is None:
            return self.tr(", moves for {seconds} s").format(seconds=seconds)
        kept, drift = round(100 * clip.kept), round(100 * clip.drift)
        return self.tr(", moves for {seconds} s, keeps {kept} % of the looks, drifts by {drift} %").format(
            seconds=seconds, kept=kept, drift=drift
        )

    def _stands(self, take: TakeId) -> bool:
        return self._panel is not None and self._panel.chosen_take == take

    def _tell(self, current: QModelIndex) -> None:
        self._show_clip_button()
        self.take_shown.emit(str(current.data(ID_ROLE) or ""))


class TakeDelegate(QStyledItemDelegate):
    """A take as a picture: framed when it is at hand, ticked when it stands in the book, starred, or struck."""

    def __init__(
        self,
        desk: Desk,
        thumbnails: Thumbnails,
        clips: ClipFrames,
        stands: Callable[[TakeId], bool],
        strip: TakeStrip,
    ) -> None:
        super().__init__(strip)
        self._clips = clips
        self._strip = strip
        self._desk = desk
        self._thumbnails = thumbnails
        self._stands = stands

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A square."""
        return QSize(self._strip.side_px, self._strip.side_px)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One take."""
        view = self._desk.view
        take = view.takes_by_id.get(TakeId(str(index.data(ID_ROLE)))) if view is not None else None
        if take is None:
            return
        tones = shades()
        rect: QRect = option.rect.adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(0.35 if take.rating is Rating.REJECT else 1.0)
        shown = self._picture_place(painter, rect, take)
        painter.setOpacity(1.0)
        is_at_hand = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tones.accent if is_at_hand else tones.line), 3 if is_at_hand else 1))
        painter.drawRoundedRect(shown, 3, 3)
        if self._stands(take.id):
            self._badge(painter, shown.right() - 25, shown.bottom() - 25, "use", tones.good)
        if take.rating is Rating.STAR:
            self._badge(painter, shown.left() + 5, shown.bottom() - 25, "star", "#d99a00")
        self._paint_motion(painter, shown, take)
        painter.restore()

    def _picture_place(self, painter: QPainter, rect: QRect, take: Take) -> QRect:
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
    def _paint_motion(painter: QPainter, shown: QRect, take: Take) -> None:
        """A chip on a take that moves: the sign of film, and how much the looks drift in it."""
        clip = clip_of(take)
        if clip is None:
            return
        words = f"{round(100 * clip.drift)} %" if clip.drift is not None else ""
        width = 24 + (painter.fontMetrics().horizontalAdvance(words) + 5 if words else 0)
        chip = QRect(shown.left() + 5, shown.top() + 5, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 20, 22, 200))
        painter.drawRoundedRect(chip, 4, 4)
        painter.drawPixmap(QRect(chip.left() + 5, chip.top() + 3, 14, 14), signs.drawn("film", "#ffffff", 28))
        if words:
            painter.setPen(QColor(drift_colour(clip)).lighter(140))
            painter.drawText(chip.adjusted(23, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    @staticmethod
    def _badge(painter: QPainter, x: int, y: int, sign: str, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(x, y, 20, 20)
        painter.drawPixmap(QRect(x + 3, y + 3, 14, 14), signs.drawn(sign, "#ffffff", 28))


def drift_colour(clip: StoredClip) -> str:
    """How a clip's drift is marked; a subject that is not there at all is steady in vain."""
    tones = shades()
    drift, kept = clip.drift or 0.0, 1.0 if clip.kept is None else clip.kept
    if kept < THERE:
        return tones.warning
    if drift <= STEADY:
        return tones.good
    return "#d99a00" if drift <= DRIFTING else tones.warning
