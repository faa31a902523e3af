"""The picture of the panel before, faintly over this one: so that somebody stands where they stood."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from gui.canvas.panel_canvas import PanelCanvas
from gui.desk import Desk
from gui.memory import Memory
from gui.panels.panel_at_hand import PanelAtHand
from gui.panels.shown_picture import pixmap
from gui.places import place_name
from projects.records import AssetHash

FAINTEST, STRONGEST = 10, 90
"""Percent of the picture that can be let through."""


class OnionSkin(QWidget):
    """Says whose picture it is and how strong it is; hidden until somebody asks for it."""

    def __init__(self, desk: Desk, hand: PanelAtHand, canvas: PanelCanvas, memory: Memory) -> None:
        super().__init__()
        self._desk = desk
        self._hand = hand
        self._canvas = canvas
        self._memory = memory
        self._asset: AssetHash | None = None
        self.whose = QLabel()
        self.whose.setProperty("muted", True)
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.strength.setRange(FAINTEST, STRONGEST)
        self.strength.setValue(memory.onion_percent)
        self.strength.setFixedWidth(90)
        self.strength.valueChanged.connect(self._let_through)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.whose)
        row.addWidget(self.strength)
        self.hide()
        self._let_through(self.strength.value())

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.strength.setAccessibleName(self.tr("How strongly the panel before is seen"))
        self.strength.setToolTip(self.tr("How strongly the panel before is seen"))

    def switch(self) -> None:
        """Lay it over the canvas, or put it away."""
        self.setVisible(self.isHidden())
        self.refresh()

    def refresh(self) -> None:
        """Another panel is at hand, or the book has changed."""
        view = self._desk.view
        before = self._hand.before() if not self.isHidden() else None
        if view is None or before is None:
            self.whose.setText(self.tr("No panel before this one"))
            self._show(None)
        else:
            self.whose.setText(place_name(view, before.id))
            self._show(view.picture(before))

    def _show(self, asset: AssetHash | None) -> None:
        if asset == self._asset:
            return
        self._asset = asset
        self._canvas.show_onion(QPixmap())
        if asset is not None:
            self._desk.fetch(asset, lambda content: self._arrive(asset, content))

    def _arrive(self, asset: AssetHash, content: bytes) -> None:
        if asset == self._asset:
            self._canvas.show_onion(pixmap(content))

    def _let_through(self, percent: int) -> None:
        self._canvas.set_onion_opacity(percent / 100)
        self._memory.onion_percent = percent
