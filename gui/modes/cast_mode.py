"""Cast: who plays in the book. Characters with their looks, each look with its identity and where it appears."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QColorDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gui.book_view import BookView
from gui.desk import Desk
from gui.fields import LineField, TextField, quiet
from gui.theme import CAST_COLOURS, shades
from gui.thumbnails import Thumbnails
from projects.editing import Edit
from projects.records import Character, CharacterId, Look, LookId, Panel, PanelId

ID_ROLE = Qt.ItemDataRole.UserRole + 1
PORTRAIT_PX = 64
SHEET_PX = 148


class CastMode(QWidget):
    """Left the cast, right the look at hand: words, identity, continuity sheet."""

    identity_asked = Signal(str)
    panels_asked = Signal(object)
    """Panel ids that shall be made again."""
    panel_opened = Signal(str)

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thumbnails = thumbnails
        self._look: LookId | None = None
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setIconSize(QSize(PORTRAIT_PX, PORTRAIT_PX))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.add_character, self.add_look = QPushButton(), QPushButton()
        self.name, self.look_name = LineField(), LineField()
        self.description, self.phrase = TextField(2), TextField(3)
        self.seed = QSpinBox()
        self.seed.setRange(0, 2**31 - 1)
        self.colour, self.locked = QPushButton(), QCheckBox()
        self.portrait = QLabel()
        self.portrait.setFixedSize(224, 224)
        self.portrait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.badge = QLabel()
        self.make_button, self.reroll_button, self.drawing_button = QPushButton(), QPushButton(), QPushButton()
        self.affected_button = QPushButton()
        self.sheet_title = QLabel()
        self.sheet_title.setProperty("heading", True)
        self.sheet = QGridLayout()
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        names = {
            "name": self.tr("Name"),
            "description": self.tr("About"),
            "look": self.tr("Look"),
            "phrase": self.tr("Described as"),
            "seed": self.tr("Seed"),
            "colour": self.tr("Colour"),
        }
        for key, label in self._labels.items():
            label.setText(names[key])
            buddy = label.buddy()
            if buddy is not None:
                buddy.setAccessibleName(names[key])
        self.list.setAccessibleName(self.tr("Cast"))
        self.add_character.setText(self.tr("Add character"))
        self.add_look.setText(self.tr("Add look"))
        self.locked.setText(self.tr("Locked: keep this identity"))
        self.make_button.setText(self.tr("Make identity"))
        self.reroll_button.setText(self.tr("Try another"))
        self.drawing_button.setText(self.tr("From a drawing…"))
        self.affected_button.setText(self.tr("Queue affected panels"))
        self.affected_button.setToolTip(self.tr("Make the panels with this look again; locked ones stay"))
        self.sheet_title.setText(self.tr("Every appearance"))
        self._refresh()

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_character)
        buttons.addWidget(self.add_look)
        column.addLayout(buttons)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self._scrolled(self._detail()))
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([260, 800])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def _detail(self) -> QWidget:
        detail = QWidget()
        form = QFormLayout()
        self._add_rows(form, name=self.name, description=self.description, look=self.look_name, phrase=self.phrase)
        self._add_rows(form, seed=self.seed, colour=self.colour)
        form.addRow("", self.locked)
        identity = QVBoxLayout()
        identity.addWidget(self.portrait)
        identity.addWidget(self.badge)
        for button in (self.make_button, self.reroll_button, self.drawing_button):
            identity.addWidget(button)
        identity.addStretch(1)
        top = QHBoxLayout()
        top.addLayout(form, 1)
        top.addSpacing(24)
        top.addLayout(identity)
        heading = QHBoxLayout()
        heading.addWidget(self.sheet_title)
        heading.addStretch(1)
        heading.addWidget(self.affected_button)
        column = QVBoxLayout(detail)
        column.setContentsMargins(24, 16, 24, 16)
        column.addLayout(top)
        column.addSpacing(12)
        column.addLayout(heading)
        column.addLayout(self.sheet)
        column.addStretch(1)
        return detail

    def _add_rows(self, form: QFormLayout, **fields: QWidget) -> None:
        for key, field in fields.items():
            self._labels[key] = QLabel()
            self._labels[key].setBuddy(field)
            form.addRow(self._labels[key], field)

    @staticmethod
    def _scrolled(body: QWidget) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        return scroll

    def _connect(self) -> None:
        self.name.committed.connect(lambda text: self._set_character(name=text))
        self.description.committed.connect(lambda text: self._set_character(description=text))
        self.look_name.committed.connect(lambda text: self._set_look(name=text))
        self.phrase.committed.connect(lambda text: self._set_look(description=text))
        self.seed.editingFinished.connect(self._seed_left)
        self.locked.toggled.connect(lambda on: self._set_look(locked=on))
        self.colour.clicked.connect(self._pick_colour)
        self.add_character.clicked.connect(self._add_character)
        self.add_look.clicked.connect(self._add_look)
        self.make_button.clicked.connect(lambda: self.identity_asked.emit(self._look or ""))
        self.reroll_button.clicked.connect(self._reroll)
        self.drawing_button.clicked.connect(self._pick_drawing)
        self.affected_button.clicked.connect(self._queue_affected)
        self._desk.book_changed.connect(lambda _: self._refresh())
        self._thumbnails.ready.connect(lambda _: self._refresh())

    # ------------------------------------------------------------------ showing

    def show_look(self, look: LookId | None) -> None:
        """Show another look."""
        self._look = look
        self._refresh()

    def look(self) -> LookId | None:
        """The look at hand."""
        return self._look

    def _refresh(self) -> None:
        view = self._desk.view
        if view is None:
            return
        if self._look not in view.looks:
            self._look = next(iter(view.looks), None)
        self._fill_list(view)
        look = view.looks.get(self._look) if self._look else None
        for widget in (self.name, self.description, self.look_name, self.phrase, self.seed, self.colour, self.locked):
            widget.setEnabled(look is not None)
        if look is None:
            return
        owner = view.characters.get(look.character)
        self.name.show_value(owner.name if owner else "")
        self.description.show_value(owner.description if owner else "")
        self.look_name.show_value(look.name)
        self.phrase.show_value(look.description)
        with quiet(self.seed, self.locked):
            self.seed.setValue(look.seed)
            self.locked.setChecked(look.locked)
        self.colour.setStyleSheet(f"background: {view.colour(look.id)};")
        self._show_portrait(view, look)
        self._fill_sheet(view, look)

    def _fill_list(self, view: BookView) -> None:
        blocked = self.list.selectionModel().blockSignals(True)
        self._model.clear()
        for look in view.looks.values():
            item = QStandardItem(view.look_name(look.id))
            item.setData(look.id, ID_ROLE)
            item.setIcon(QIcon(portrait_icon(self._thumbnails.get(view.portrait(look)), view.colour(look.id))))
            self._model.appendRow(item)
            if look.id == self._look:
                self.list.setCurrentIndex(item.index())
        self.list.selectionModel().blockSignals(blocked)

    def _show_portrait(self, view: BookView, look: Look) -> None:
        picture = self._thumbnails.get(view.portrait(look))
        if picture is None:
            self.portrait.setPixmap(QPixmap())
            self.portrait.setText(self.tr("No identity yet"))
        else:
            self.portrait.setPixmap(
                picture.scaled(
                    self.portrait.size(),
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        self._desk.ask(lambda studio: studio.identity_state(look.id), lambda state: self.badge.setText(str(state)))

    def _fill_sheet(self, view: BookView, look: Look) -> None:
        while (item := self.sheet.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        panels = appearances(view, look.id)
        for place, panel in enumerate(panels):
            self.sheet.addWidget(self._sheet_button(view, panel), place // 5, place % 5, Qt.AlignmentFlag.AlignLeft)
        self.affected_button.setEnabled(any(not panel.locked for panel in panels))

    def _sheet_button(self, view: BookView, panel: Panel) -> QPushButton:
        button = QPushButton()
        button.setFlat(True)
        button.setIconSize(QSize(SHEET_PX, SHEET_PX))
        picture = self._thumbnails.get(view.picture(panel))
        if picture is None:
            button.setText(self.tr("No picture yet"))
            button.setFixedSize(SHEET_PX, SHEET_PX)
        else:
            button.setIcon(QIcon(picture))
        words = panel.action or panel.alt_text
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self.panel_opened.emit(panel.id))
        return button

    # ------------------------------------------------------------------ writing

    def _choose(self, current: QModelIndex) -> None:
        self.show_look(LookId(str(current.data(ID_ROLE) or "")))

    def _owner(self) -> CharacterId | None:
        view = self._desk.view
        look = view.looks.get(self._look) if view and self._look else None
        return look.character if look else None

    def _set_character(self, **fields: object) -> None:
        owner = self._owner()
        if owner is not None:
            self._desk.edit(self.tr("Change character"), lambda edit: edit.update(Character, owner, **fields))

    def _set_look(self, **fields: object) -> None:
        look = self._look
        if look is not None:
            self._desk.edit(self.tr("Change look"), lambda edit: edit.update(Look, look, **fields))

    def _seed_left(self) -> None:
        view = self._desk.view
        look = view.looks.get(self._look) if view and self._look else None
        if look is not None and look.seed != self.seed.value():
            self._set_look(seed=self.seed.value())

    def _reroll(self) -> None:
        self._set_look(seed=self.seed.value() + 1)
        self.identity_asked.emit(self._look or "")

    def _pick_colour(self) -> None:
        view = self._desk.view
        picked = QColorDialog.getColor(QColor(view.colour(self._look) if view else CAST_COLOURS[0]), self)
        if picked.isValid():
            self._set_character(colour=picked.name())

    def _pick_drawing(self) -> None:
        look = self._look
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Drawing of the character"), "", self.tr("Pictures (*.png *.jpg *.jpeg *.webp)")
        )
        if path and look is not None:
            self._desk.change(lambda studio: studio.use_drawing(look, path))

    def _add_character(self) -> None:
        count = len(self._desk.view.characters) if self._desk.view else 0
        name = self.tr("New character")
        character = Character(name=name, key=name, colour=CAST_COLOURS[count % len(CAST_COLOURS)])
        look = Look(character=character.id, name=name, key=name)

        def add(edit: Edit) -> None:
            edit.insert(character)
            edit.insert(look)

        self._look = look.id
        self._desk.edit(self.tr("Add character"), add)

    def _add_look(self) -> None:
        owner = self._owner()
        if owner is None:
            return
        look = Look(character=owner, name=self.tr("New look"))
        self._look = look.id
        self._desk.edit(self.tr("Add look"), lambda edit: edit.insert(look))

    def _queue_affected(self) -> None:
        view = self._desk.view
        if view is not None and self._look is not None:
            panels = [panel.id for panel in appearances(view, self._look) if not panel.locked]
            self.panels_asked.emit(panels)


def appearances(view: BookView, look: LookId) -> tuple[Panel, ...]:
    """The panels in which a look appears, in reading order."""
    with_look: set[PanelId] = {
        panel for panel, figures in view.figures_of_panel.items() if any(one.look == look for one in figures)
    }
    return tuple(panel for panel in view.panels if panel.id in with_look)


def portrait_icon(picture: QPixmap | None, colour: str) -> QPixmap:
    """A round portrait in its character's colour."""
    side = PORTRAIT_PX * 2
    icon = QPixmap(side, side)
    icon.fill(Qt.GlobalColor.transparent)
    painter = QPainter(icon)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(0, 0, side, side)
    painter.setBrush(QColor(shades().base))
    if picture is not None and not picture.isNull():
        brush_picture = picture.scaled(
            side - 12,
            side - 12,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.translate(6, 6)
        painter.setBrush(brush_picture)
        painter.drawEllipse(0, 0, side - 12, side - 12)
    else:
        painter.drawEllipse(6, 6, side - 12, side - 12)
    painter.end()
    icon.setDevicePixelRatio(2.0)
    return icon
