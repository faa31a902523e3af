"""Bottom: the takes of the panel at hand. Star, reject, use, compare; rejects are hidden, never deleted."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDockWidget,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.book_view import BookView
from gui.desk import Desk
from gui.theme import shades
from gui.thumbnails import Thumbnails
from projects.records import Panel, PanelId, Rating, Take, TakeId

TAKE_PX = 112
ID_ROLE = Qt.ItemDataRole.UserRole + 1


class TakesDock(QDockWidget):
    """A strip of takes, newest first."""

    take_shown = Signal(str)
    compare_asked = Signal(str, str)
    """Two take ids: the chosen one and the one at hand."""

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("takes")
        self._desk = desk
        self._thumbnails = thumbnails
        self._panel: Panel | None = None
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setIconSize(QSize(TAKE_PX, TAKE_PX))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.list.doubleClicked.connect(lambda _: self.use())
        self.use_button, self.star_button, self.reject_button = QPushButton(), QPushButton(), QPushButton()
        self.compare_button, self.again_button = QPushButton(), QPushButton()
        self.rejects_box = QCheckBox()
        self._lay_out()
        self.use_button.clicked.connect(self.use)
        self.star_button.clicked.connect(lambda: self.rate(Rating.STAR))
        self.reject_button.clicked.connect(lambda: self.rate(Rating.REJECT))
        self.compare_button.clicked.connect(self._compare)
        self.again_button.clicked.connect(self.make_again)
        self.rejects_box.toggled.connect(lambda _: self._refresh())
        desk.book_changed.connect(lambda _: self._refresh())
        thumbnails.ready.connect(lambda _: self._refresh_icons())
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Takes"))
        self.list.setAccessibleName(self.tr("Takes of this panel"))
        self.use_button.setText(self.tr("Use"))
        self.star_button.setText(self.tr("Star"))
        self.reject_button.setText(self.tr("Reject"))
        self.compare_button.setText(self.tr("Compare"))
        self.again_button.setText(self.tr("Make again"))
        self.again_button.setToolTip(self.tr("Queue this take's request once more, with a new seed"))
        self.rejects_box.setText(self.tr("Show rejects"))

    def show_panel(self, panel: PanelId | None) -> None:
        """Show the takes of another panel."""
        view = self._desk.view
        self._panel = view.panels_by_id.get(panel) if view and panel else None
        self._refresh()

    def chosen(self) -> TakeId | None:
        """The take at hand."""
        index = self.list.currentIndex()
        return TakeId(str(index.data(ID_ROLE))) if index.isValid() else None

    def use(self) -> None:
        """Let the take at hand stand in the book."""
        panel, take = self._panel, self.chosen()
        if panel is not None and take is not None:
            self._desk.edit(self.tr("Use take"), lambda edit: edit.update(Panel, panel.id, chosen_take=take))

    def rate(self, rating: Rating) -> None:
        """Star or reject the take at hand; the same again takes the rating back."""
        take = self.chosen()
        record = self._desk.view.takes_by_id.get(take) if self._desk.view and take else None
        if record is not None:
            new = Rating.NONE if record.rating is rating else rating
            self._desk.edit(self.tr("Rate take"), lambda edit: edit.update(Take, record.id, rating=new))

    def step(self, by: int) -> None:
        """Go to the next or previous take."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(row, 0))

    def make_again(self) -> None:
        """Queue the request of the take at hand with a new seed."""
        take = self.chosen()
        if take is not None:
            self._desk.ask(lambda studio: studio.vary(take))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (
            self.use_button,
            self.star_button,
            self.reject_button,
            self.compare_button,
            self.again_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.rejects_box)
        column = QVBoxLayout()
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        body = QWidget()
        body.setLayout(column)
        self.setWidget(body)

    def _refresh(self) -> None:
        view = self._desk.view
        chosen = self.chosen()
        blocked = self.list.selectionModel().blockSignals(True)
        self._model.clear()
        if view is not None and self._panel is not None and self._panel.id in view.panels_by_id:
            self._panel = view.panels_by_id[self._panel.id]
            self._fill(view, self._panel, chosen)
        self.list.selectionModel().blockSignals(blocked)
        for button in (self.use_button, self.star_button, self.reject_button, self.again_button):
            button.setEnabled(self._model.rowCount() > 0)
        self.compare_button.setEnabled(self._model.rowCount() > 1)

    def _fill(self, view: BookView, panel: Panel, chosen: TakeId | None) -> None:
        takes = [
            take
            for take in view.takes_of_panel.get(panel.id, ())
            if self.rejects_box.isChecked() or take.rating is not Rating.REJECT
        ]
        shown = view.shown_take(panel)
        for take in sorted(takes, key=lambda one: one.created_s, reverse=True):
            item = QStandardItem(self._caption(take))
            item.setData(take.id, ID_ROLE)
            item.setIcon(self._icon(panel, take))
            item.setToolTip(self.tr("Seed {seed}, {model}").format(seed=take.seed, model=take.model))
            self._model.appendRow(item)
            if take.id == (chosen or (shown.id if shown else None)):
                self.list.setCurrentIndex(item.index())

    def _caption(self, take: Take) -> str:
        marks = {Rating.STAR: "★ ", Rating.REJECT: "✕ ", Rating.NONE: ""}
        return f"{marks[take.rating]}{take.seed}"

    def _icon(self, panel: Panel, take: Take) -> QIcon:
        return QIcon(framed(self._thumbnails.get(take.asset), is_chosen=panel.chosen_take == take.id))

    def _refresh_icons(self) -> None:
        view = self._desk.view
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            take = view.takes_by_id.get(TakeId(str(item.data(ID_ROLE)))) if view else None
            if take is not None and self._panel is not None:
                item.setIcon(self._icon(self._panel, take))

    def _compare(self) -> None:
        panel, take = self._panel, self.chosen()
        if panel is not None and panel.chosen_take is not None and take is not None:
            self.compare_asked.emit(panel.chosen_take, take)

    def _tell(self, current: QModelIndex) -> None:
        self.take_shown.emit(str(current.data(ID_ROLE) or ""))


def framed(picture: QPixmap | None, *, is_chosen: bool) -> QPixmap:
    """A take's icon: the picture, with a frame in the accent colour when it stands in the book."""
    icon = QPixmap(TAKE_PX, TAKE_PX)
    icon.fill(Qt.GlobalColor.transparent)
    painter = QPainter(icon)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    if picture is not None and not picture.isNull():
        shown = picture.scaled(
            TAKE_PX - 8, TAKE_PX - 8, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawPixmap((TAKE_PX - shown.width()) // 2, (TAKE_PX - shown.height()) // 2, shown)
    pen = QPen(QColor(shades().accent if is_chosen else shades().line), 4 if is_chosen else 1)
    painter.setPen(pen)
    painter.drawRoundedRect(2, 2, TAKE_PX - 4, TAKE_PX - 4, 4, 4)
    painter.end()
    return icon
