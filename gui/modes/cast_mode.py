"""Cast: who plays in the book. Characters with their looks, each look with its identity and where it appears."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QColorDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gui.attention import Attention
from gui.book_view import BookView
from gui.desk import Desk
from gui.facts import seen_masks
from gui.fields import LineField, NumberField, TextField, quiet
from gui.invitation import Invitation
from gui.modes.affected_panels import AffectedPanels
from gui.modes.continuity_sheet import ContinuitySheet
from gui.modes.crop_dialog import CropDialog
from gui.modes.identity_card import IdentityCard
from gui.modes.picture_choice import PictureChoice
from gui.modes.portraits import PORTRAIT_PX, portrait_sign, standing_name
from gui.pictures import read_picture
from gui.theme import CAST_COLOURS
from gui.thumbnails import Thumbnails
from projects.records import Character, CharacterId, Look, LookId, TakeId

if TYPE_CHECKING:
    from projects.editing import Edit

WORDS_PX = 640
"""How wide the words about a character may be: longer lines are hard to read."""
ID_ROLE = Qt.ItemDataRole.UserRole + 1


class CastMode(QWidget):
    """Left the cast, right the look at hand: words, identity, continuity sheet."""

    panels_asked = Signal(object)
    """Panel ids that shall be made again."""
    panel_opened = Signal(str)

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thumbnails = thumbnails
        self._look: LookId | None = None
        self._attention = Attention(self, self._refresh)
        self._attention.follow_theme()
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setIconSize(QSize(PORTRAIT_PX - 14, PORTRAIT_PX - 14))
        self.list.setSpacing(2)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.add_character, self.add_look = QPushButton(), QPushButton()
        self.remove_button = QPushButton()
        self.remove_button.setProperty("quiet", True)
        self.name, self.look_name = LineField(), LineField()
        self.description, self.phrase = TextField(2), TextField(3)
        self.seed = NumberField()
        self.seed.setRange(0, 2**31 - 1)
        self.colour, self.locked = QPushButton(), QCheckBox()
        self.identity = IdentityCard(desk, thumbnails)
        self.affected = AffectedPanels(desk)
        self.sheet_title, self.sheet_about = QLabel(), QLabel()
        self.sheet_title.setProperty("heading", True)
        self.sheet_about.setProperty("muted", True)
        self.sheet = ContinuitySheet(desk)
        self.nobody = Invitation("cast", self._add_character)
        self.name.setProperty("heading", True)
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self.setFocusProxy(self.list)
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
        self.remove_button.setText(self.tr("Remove this look"))
        self.phrase.setPlaceholderText(self.tr("a girl with red pigtails in a yellow dress"))
        self.phrase.setToolTip(self.tr("These words stand for the character in every picture"))
        self.colour.setToolTip(self.tr("Choose the colour that marks this character on screen"))
        self.locked.setText(self.tr("Locked: keep this identity"))
        self.sheet_title.setText(self.tr("Every appearance"))
        self.nobody.say(
            self.tr("Nobody is in the cast yet. Add a character, or write the story first."), self.tr("Add character")
        )
        self.identity.retranslate()
        self.sheet.retranslate()
        self._refresh()

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        left = QWidget()
        left.setMaximumWidth(340)
        column = QVBoxLayout(left)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_character)
        buttons.addWidget(self.add_look)
        column.addLayout(buttons)
        self._scroll = self._scrolled(self._detail())
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self._scroll)
        splitter.addWidget(self.nobody)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([270, 800, 400])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def _detail(self) -> QWidget:
        detail = QWidget()
        form = QFormLayout()
        form.setSpacing(9)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self._add_rows(form, name=self.name, description=self.description, look=self.look_name, phrase=self.phrase)
        self._add_rows(form, seed=self.seed, colour=self.colour)
        self.seed.setMaximumWidth(160)
        self.colour.setFixedSize(64, 26)
        form.addRow("", self.locked)
        self.remove_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        form.addRow("", self.remove_button)
        words = QVBoxLayout()
        words.addLayout(form)
        words.addStretch(1)
        top = QHBoxLayout()
        self._words = QWidget()
        words.setContentsMargins(0, 0, 0, 0)
        self._words.setLayout(words)
        self._words.setMaximumWidth(WORDS_PX)
        top.addWidget(self.identity, 0, Qt.AlignmentFlag.AlignTop)
        top.addSpacing(28)
        top.addWidget(self._words, 1)
        top.addStretch(0)
        heading = QHBoxLayout()
        heading.addWidget(self.sheet_title)
        heading.addSpacing(10)
        heading.addWidget(self.sheet_about, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(detail)
        column.setContentsMargins(28, 20, 28, 20)
        column.addLayout(top)
        column.addSpacing(16)
        column.addWidget(self.affected)
        column.addSpacing(6)
        column.addLayout(heading)
        column.addWidget(self.sheet)
        column.addStretch(1)
        return detail

    def _add_rows(self, form: QFormLayout, **fields: QWidget) -> None:
        for key, field in fields.items():
            self._labels[key] = QLabel()
            self._labels[key].setProperty("muted", True)
            self._labels[key].setBuddy(field)
            form.addRow(self._labels[key], field)

    @staticmethod
    def _scrolled(body: QWidget) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setProperty("plain", True)
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
        self.remove_button.clicked.connect(self._remove_look)
        self.identity.drawing_asked.connect(self._pick_drawing)
        self.identity.picture_asked.connect(self._pick_picture)
        self.identity.crop_asked.connect(self._pick_part)
        self.affected.panels_asked.connect(self.panels_asked)
        self.sheet.panel_opened.connect(self.panel_opened)
        self._desk.follow(self._attention.call)
        self._desk.states_changed.connect(self._attention.call)
        self._thumbnails.ready.connect(self._portrait_arrived)

    # ------------------------------------------------------------------ showing

    def show_look(self, look: LookId | None) -> None:
        """Show another look."""
        self._look = look
        self._attention.call()

    def look(self) -> LookId | None:
        """The look at hand."""
        self._attention.catch_up()
        return self._look

    def _portrait_arrived(self, asset: str) -> None:
        view = self._desk.view
        if view is not None and any(view.portrait(look) == asset for look in view.looks.values()):
            self._attention.call()

    def _refresh(self) -> None:
        view = self._desk.view
        if view is None:
            return
        if self._look not in view.looks:
            self._look = next(iter(view.looks), None)
        self._fill_list(view)
        look = view.looks.get(self._look) if self._look else None
        self._scroll.setVisible(look is not None)
        self.nobody.setVisible(look is None)
        self.add_look.setEnabled(look is not None)
        self.identity.show_look(look.id if look is not None else None)
        if look is None:
            return
        self._show_words(view, look)
        panels = view.panels_of_look.get(look.id, ())
        self.sheet.show_look(look.id)
        self.sheet_about.setText(self.tr("in %n panel(s)", "", len(panels)))
        self.affected.show_look(view, look.id)

    def _show_words(self, view: BookView, look: Look) -> None:
        owner = view.characters.get(look.character)
        self.name.show_value(owner.name if owner else "")
        self.description.show_value(owner.description if owner else "")
        self.look_name.show_value(look.name)
        self.phrase.show_value(look.description)
        with quiet(self.seed, self.locked):
            self.seed.setValue(look.seed)
            self.locked.setChecked(look.locked)
        self.colour.setStyleSheet(f"QPushButton {{ background: {view.colour(look.id)}; border: none; }}")

    def _fill_list(self, view: BookView) -> None:
        blocked = self.list.selectionModel().blockSignals(True)
        self._model.clear()
        for look in view.looks.values():
            state = self._desk.states.identities.get(look.id)
            said = standing_name(state) if state is not None else ""
            item = QStandardItem(f"{view.look_name(look.id)}\n{said}")
            item.setData(look.id, ID_ROLE)
            picture: QPixmap | None = self._thumbnails.get(view.portrait(look))
            item.setIcon(portrait_sign(picture, view.colour(look.id), state))
            self._model.appendRow(item)
            if look.id == self._look:
                self.list.setCurrentIndex(item.index())
        self.list.selectionModel().blockSignals(blocked)

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

    def _pick_colour(self) -> None:
        view = self._desk.view
        picked = QColorDialog.getColor(QColor(view.colour(self._look) if view else CAST_COLOURS[0]), self)
        if picked.isValid():
            self._set_character(colour=picked.name())

    def _pick_drawing(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Drawing of the character"), "", self.tr("Pictures (*.png *.jpg *.jpeg *.webp)")
        )
        if path:
            self.use_drawing(Path(path))

    def use_drawing(self, path: Path) -> None:
        """Let a drawing define the look at hand."""
        look = self._look
        if look is not None:
            self._desk.change(lambda studio: studio.looks.use_drawing(look, read_picture(path)))

    def _pick_picture(self) -> None:
        if self._look is not None:
            dialog = PictureChoice(self._desk, self._look, self)
            dialog.chosen.connect(self.use_picture)
            dialog.open()

    def use_picture(self, take: str) -> None:
        """Let the look at hand be as a take of a panel shows it."""
        view, look = self._desk.view, self._look
        record = view.takes_by_id.get(TakeId(take)) if view is not None else None
        if look is None or record is None or record.asset is None:
            return
        asset = record.asset
        mask = next((one.mask for one in seen_masks(record) if one.look == look), None)
        self._desk.change(
            lambda studio: studio.looks.use_drawing(look, studio.asset(asset), studio.asset(mask) if mask else None)
        )

    def _pick_part(self) -> None:
        view, look = self._desk.view, self._look
        record = view.looks.get(look) if view is not None and look is not None else None
        asset = (record.reference_asset or view.portrait(record)) if view is not None and record is not None else None
        if asset is not None and look is not None:
            self._desk.fetch(asset, lambda content: self._crop(look, content))

    def _crop(self, look: LookId, content: bytes) -> None:
        dialog = CropDialog(QPixmap.fromImage(QImage.fromData(content)), self)
        dialog.chosen.connect(lambda box: self._desk.change(lambda studio: studio.looks.crop(look, box)))
        dialog.open()

    def _add_character(self) -> None:
        count = len(self._desk.view.characters) if self._desk.view else 0
        name = self.tr("New character")
        character = Character(name=name, colour=CAST_COLOURS[count % len(CAST_COLOURS)])
        look = Look(character=character.id, name="")

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

    def _remove_look(self) -> None:
        """Remove the look at hand; with the last one its character goes too. One undo brings both back."""
        view, look, owner = self._desk.view, self._look, self._owner()
        if view is None or look is None or owner is None:
            return
        is_last = sum(one.character == owner for one in view.looks.values()) == 1

        def remove(edit: Edit) -> None:
            edit.delete(Look, look)
            if is_last:
                edit.delete(Character, owner)

        self._look = None
        self._desk.edit(self.tr("Remove look"), remove)
