"""The languages of the book, one of which is looked at or written out."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from gui.languages import language_name


class EditionChoice(QComboBox):
    """Keeps what is chosen as long as the book has it."""

    def offer(self, languages: Sequence[str]) -> None:
        """These languages, by their own names."""
        if [self.itemData(row) for row in range(self.count())] == list(languages):
            return
        chosen = self.currentData()
        self.clear()
        for language in languages:
            self.addItem(language_name(language), language)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def language(self) -> str:
        """The tag of the language that is chosen; empty before any is offered."""
        return str(self.currentData() or "")
