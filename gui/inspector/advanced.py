"""What few panels need: a seed and a prompt of their own, what the model is asked, alt text, notes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.book_view import BookView
from gui.desk import Desk
from gui.fields import LineField, NumberField, TextField, quiet
from gui.inspector.section import LabelledField, Section, stacked
from projects.records import Panel

FROM_BOOK = -1
"""What the seed's field shows while a panel has none of its own."""


class AdvancedSection(Section):
    """Folded until somebody looks for it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seed, self.prompt = NumberField(), TextField(3)
        self.seed.setRange(FROM_BOOK, 2**31 - 1)
        self.asked = QLabel()
        self.asked.setProperty("muted", True)
        self.asked.setWordWrap(True)
        self.asked.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.alt_text, self.notes = LineField(), TextField(2)
        fields = (self.seed, self.prompt, self.alt_text, self.notes)
        self._seed, self._prompt, self._alt_text, self._notes = map(LabelledField, fields)
        stacked(self.column, self._seed, self._prompt)
        self.column.addWidget(self.asked)
        stacked(self.column, self._alt_text, self._notes)
        self.seed.editingFinished.connect(self._seed_left)
        self.prompt.committed.connect(lambda text: self.change(self.tr("Change prompt"), prompt=text))
        self.alt_text.committed.connect(lambda text: self.change(self.tr("Change alt text"), alt_text=text))
        self.notes.committed.connect(lambda text: self.change(self.tr("Change notes"), notes=text))
        self.fold()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.rename(self.tr("Advanced"))
        self._seed.rename(self.tr("Seed"))
        self._prompt.rename(self.tr("Own prompt"))
        self._alt_text.rename(self.tr("Alt text"))
        self._notes.rename(self.tr("Notes"))
        self.seed.setSpecialValueText(self.tr("from the book"))
        self.prompt.setPlaceholderText(self.tr("Empty: composed from setting, looks and actions"))

    def show_panel(self, view: BookView, panel: Panel) -> None:
        """Show what this panel has of its own."""
        super().show_panel(view, panel)
        with quiet(self.seed):
            self.seed.setValue(FROM_BOOK if panel.seed is None else panel.seed)
        self.prompt.show_value(panel.prompt)
        self.alt_text.show_value(panel.alt_text)
        self.notes.show_value(panel.notes)

    def _seed_left(self) -> None:
        seed = None if self.seed.value() == FROM_BOOK else self.seed.value()
        if self._panel is not None and self._panel.seed != seed:
            self.change(self.tr("Change seed"), seed=seed)
