"""How firmly a figure is held to its identity, in words, and a field to choose it."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from charabook.engine.requests import Likeness
from gui.fields import ChoiceField


def likeness_name(likeness: Likeness) -> str:
    """One word for it."""
    names = {
        Likeness.GENTLE: QCoreApplication.translate("Likeness", "Gentle"),
        Likeness.BALANCED: QCoreApplication.translate("Likeness", "Balanced"),
        Likeness.FIRM: QCoreApplication.translate("Likeness", "Firm"),
    }
    return names[likeness]


def likeness_effect(likeness: Likeness) -> str:
    """What it does to the pictures."""
    effects = {
        Likeness.GENTLE: QCoreApplication.translate("Likeness", "Free to act; hair and clothes may vary."),
        Likeness.BALANCED: QCoreApplication.translate("Likeness", "Themselves in most things, and they do as told."),
        Likeness.FIRM: QCoreApplication.translate("Likeness", "Hair and clothes stay; now and then a deed is lost."),
    }
    return effects[likeness]


class LikenessField(ChoiceField):
    """Gentle, balanced or firm."""

    def __init__(self, likeness: Likeness, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer((likeness_name(one), one) for one in Likeness)
        for row, one in enumerate(Likeness):
            self.setItemData(row, likeness_effect(one), Qt.ItemDataRole.ToolTipRole)
        self.show_value(likeness)

    def value(self) -> Likeness:
        """What is chosen."""
        return Likeness(self.currentData())
