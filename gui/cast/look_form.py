"""The words about a character and one of their looks; every field is a step of its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QFormLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.book_view import BookView
from gui.desk import Desk
from gui.fields import FieldNames, LineField, NumberField, TextField, quiet
from gui.theme import CAST_COLOURS
from projects.records import Character, Look, LookId

MOST_PX = 640
"""Longer lines are hard to read."""


class LookForm(QWidget):
    """Shows a look and its character, and writes what is changed."""

    remove_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look: LookId | None = None
        self.name, self.look_name = LineField(), LineField()
        self.description, self.phrase = TextField(2), TextField(3)
        self.seed = NumberField()
        self.seed.setRange(0, 2**31 - 1)
        self.colour, self.locked = QPushButton(), QCheckBox()
        self.remove_button = QPushButton()
        self.remove_button.setProperty("quiet", True)
        self.name.setProperty("heading", True)
        self._names = FieldNames()
        self._lay_out()
        self._connect()

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
        self._names.say(names)
        self.remove_button.setText(self.tr("Remove this look"))
        self.phrase.setPlaceholderText(self.tr("a girl with red pigtails in a yellow dress"))
        self.phrase.setToolTip(self.tr("These words stand for the character in every picture"))
        self.colour.setToolTip(self.tr("Choose the colour that marks this character on screen"))
        self.locked.setText(self.tr("Locked: keep this identity"))

    def show_look(self, view: BookView, look: Look) -> None:
        """Show another look, or what became of it."""
        self._look = look.id
        owner = view.characters.get(look.character)
        self.name.show_value(owner.name if owner else "")
        self.description.show_value(owner.description if owner else "")
        self.look_name.show_value(look.name)
        self.phrase.show_value(look.description)
        with quiet(self.seed, self.locked):
            self.seed.setValue(look.seed)
            self.locked.setChecked(look.locked)
        self.colour.setStyleSheet(f"QPushButton {{ background: {view.colour(look.id)}; border: none; }}")

    def begin_name(self) -> None:
        """Somebody new: what is written next is their name."""
        self.name.setFocus()
        self.name.selectAll()

    def _lay_out(self) -> None:
        self.setMaximumWidth(MOST_PX)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addStretch(1)

    def _add_rows(self, form: QFormLayout, **fields: QWidget) -> None:
        for key, field in fields.items():
            form.addRow(self._names.label(key, field), field)

    def _connect(self) -> None:
        self.name.committed.connect(lambda text: self._set_character(name=text))
        self.description.committed.connect(lambda text: self._set_character(description=text))
        self.look_name.committed.connect(lambda text: self._set_look(name=text))
        self.phrase.committed.connect(lambda text: self._set_look(description=text))
        self.seed.editingFinished.connect(self._seed_left)
        self.locked.toggled.connect(lambda on: self._set_look(locked=on))
        self.colour.clicked.connect(self._pick_colour)
        self.remove_button.clicked.connect(self.remove_asked)

    def _record(self) -> Look | None:
        view = self._desk.view
        return view.looks.get(self._look) if view is not None and self._look is not None else None

    def _set_character(self, **fields: object) -> None:
        look = self._record()
        if look is not None:
            owner = look.character
            self._desk.edit(self.tr("Change character"), lambda edit: edit.update(Character, owner, **fields))

    def _set_look(self, **fields: object) -> None:
        look = self._look
        if look is not None:
            self._desk.edit(self.tr("Change look"), lambda edit: edit.update(Look, look, **fields))

    def _seed_left(self) -> None:
        look = self._record()
        if look is not None and look.seed != self.seed.value():
            self._set_look(seed=self.seed.value())

    def _pick_colour(self) -> None:
        view = self._desk.view
        picked = QColorDialog.getColor(QColor(view.colour(self._look) if view else CAST_COLOURS[0]), self)
        if picked.isValid():
            self._set_character(colour=picked.name())
