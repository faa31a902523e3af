"""The line above the canvas: where the panel is, what is seen on it, how wide the brush is, and whom it draws."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from gui.book_view import BookView
from gui.canvas.sketchpad import Sketchpad
from gui.canvas.tools import Tool
from gui.fields import NarrowChoice
from gui.panels.match_map import MatchMap
from gui.panels.onion_skin import OnionSkin
from projects.records import LookId

NARROWEST, WIDEST = 8, 240
"""Of the brush, scene units."""
LEAST_PX = 150
"""So much room has the name of a cast member."""


class CanvasBar(QWidget):
    """Shows what the tool in hand needs, and nothing else."""

    def __init__(self, match_map: MatchMap, onion: OnionSkin, pad: Sketchpad) -> None:
        super().__init__()
        self._pad = pad
        self.where = QLabel()
        self.member = NarrowChoice()
        self.member.setMinimumWidth(LEAST_PX)
        self.brush = QSlider(Qt.Orientation.Horizontal)
        self.brush.setRange(NARROWEST, WIDEST)
        self.brush.setValue(round(pad.brush_px))
        self.brush.setFixedWidth(120)
        self.brush.hide()
        self.brush.valueChanged.connect(self._set_brush)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.where)
        row.addWidget(match_map, 1)
        row.addWidget(onion)
        row.addWidget(self.brush)
        row.addWidget(self.member)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.member.setAccessibleName(self.tr("Cast member for new figures"))
        self.member.setToolTip(self.tr("Whom the figure tools draw"))
        self.brush.setAccessibleName(self.tr("Width of the brush"))
        self.brush.setToolTip(self.tr("Width of the brush"))

    def serve(self, tool: Tool) -> None:
        """Show what a tool needs."""
        self.brush.setVisible(tool in (Tool.BRUSH, Tool.ERASER))

    def offer(self, view: BookView) -> None:
        """Offer everybody whom the tools can draw; who is chosen stays so."""
        looks = [(look, view.look_name(look)) for look in view.looks]
        shown = [(self.member.itemData(row), self.member.itemText(row)) for row in range(self.member.count())]
        if looks == shown:
            return
        chosen = self.member.currentData()
        self.member.clear()
        for look, name in looks:
            self.member.addItem(name, look)
        self.member.setCurrentIndex(max(0, self.member.findData(chosen)))

    def look(self) -> LookId | None:
        """Whom the tools draw."""
        look = self.member.currentData()
        return LookId(look) if look is not None else None

    def _set_brush(self, width: int) -> None:
        self._pad.brush_px = float(width)
