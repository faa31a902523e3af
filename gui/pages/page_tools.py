"""The tools of the page canvas: what the mouse does, and how the page is looked at."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup

from gui.canvas.page_canvas import PageCanvas
from gui.canvas.page_hands import Hand
from gui.canvas.page_sheet import Guides
from gui.canvas.tool_column import ToolColumn

HANDS = {Hand.PICK: ("select", "V"), Hand.KNIFE: ("knife", "K")}


class PageTools(ToolColumn):
    """Hands the canvas what is taken; the frames of the page are somebody else's."""

    reset_asked = Signal()
    """The frames shall follow the template again."""

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas)
        group = QActionGroup(self)
        self._hands = {hand: self.add_sign(sign, key) for hand, (sign, key) in HANDS.items()}
        for hand, action in self._hands.items():
            action.setCheckable(True)
            action.triggered.connect(lambda _, hand=hand: canvas.take(hand))
            group.addAction(action)
        self._hands[Hand.PICK].setChecked(True)
        self._reset = self.add_sign("again")
        self._reset.triggered.connect(self.reset_asked)
        self.addSeparator()
        self._guides, self._fit = self.add_sign("guides", "W"), self.add_sign("fit")
        self._guides.setCheckable(True)
        self._guides.toggled.connect(lambda on: canvas.show_guides(Guides.SHOWN if on else Guides.HIDDEN))
        self._fit.triggered.connect(canvas.fit)

    def take(self, hand: Hand) -> None:
        """Take a hand, as if its sign were pressed."""
        self._hands[hand].trigger()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Page tools"))
        self.name(
            {
                self._hands[Hand.PICK]: self.tr("Select and move"),
                self._hands[Hand.KNIFE]: self.tr("Cut a panel"),
                self._guides: self.tr("Safe area"),
                self._fit: self.tr("Show the whole page"),
                self._reset: self.tr("Frames back to the template"),
            }
        )
