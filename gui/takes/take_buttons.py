"""The buttons under the strip of takes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from charabook.studio.moving_takes import is_moving
from gui import signs
from gui.buttons import name_it, small
from gui.takes.take_verbs import TakeVerbs
from projects.records import Rating, Take

VARIATIONS = (2, 4, 8)


class TakeButtons(QWidget):
    """Those that need more than the take at hand tell the dock of it."""

    compare_asked = Signal()
    vary_asked = Signal(int)
    """How many variations."""
    settings_asked = Signal()

    def __init__(self, verbs: TakeVerbs) -> None:
        super().__init__()
        self.use_button = QPushButton()
        self.use_button.clicked.connect(verbs.use)
        self._compare_likenesses = verbs.compare_likenesses
        self.star = small("star", partial(verbs.rate, Rating.STAR))
        self.reject = small("reject", partial(verbs.rate, Rating.REJECT))
        self.compare = small("compare", self.compare_asked.emit)
        self.again = small("again", verbs.make_again)
        self.vary = QToolButton()
        self.enlarge = small("fit", verbs.enlarge)
        self.play = small("play", verbs.open_clip)
        self.rejects_box = QToolButton()
        self.rejects_box.setCheckable(True)
        signs.give(self.rejects_box, "archive")
        self._menu = QMenu(self)
        signs.give(self.vary, "vary")
        self.vary.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.vary.setMenu(self._menu)
        self._lay_out()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.use_button.setText(self.tr("Use in the book"))
        name_it(self.star, self.tr("Star (.)"))
        name_it(self.reject, self.tr("Reject (X): hides it, never deletes it"))
        name_it(self.compare, self.tr("Compare with the one in the book"))
        name_it(self.again, self.tr("Make this take again: the same request, the same pixels"))
        name_it(self.play, self.tr("Play this moving take, choose its still"))
        name_it(self.vary, self.tr("Variations: the same request with other seeds"))
        name_it(self.enlarge, self.tr("Enlarge four times for print"))
        name_it(self.rejects_box, self.tr("Show rejects"))
        self._menu.clear()
        for count in VARIATIONS:
            self._menu.addAction(self.tr("%n variation(s)", "", count), self._varier(count))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Gentle, balanced and firm"), self._compare_likenesses)
        self._menu.addAction(self.tr("With other settings…"), self.settings_asked.emit)

    def serve(self, take: Take | None, count: int) -> None:
        """Offer what can be done to this one of `count` takes."""
        for button in (self.use_button, self.star, self.reject, self.again, self.vary, self.enlarge):
            button.setEnabled(take is not None)
        self.compare.setEnabled(count > 1)
        self.play.setVisible(take is not None and is_moving(take))

    def _varier(self, count: int) -> Callable[[], None]:
        return lambda: self.vary_asked.emit(count)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.use_button)
        row.addSpacing(8)
        for button in (self.star, self.reject, self.compare, self.again, self.vary, self.enlarge, self.play):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.rejects_box)
