"""The tools of the panel canvas: what the mouse draws, and what is seen beside the picture."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup

from gui.canvas.panel_canvas import PanelCanvas
from gui.canvas.tool_column import ToolColumn
from gui.canvas.tools import Tool

KEYS = {Tool.SELECT: "V", Tool.BOX: "F", Tool.POLYGON: "G", Tool.BRUSH: "B", Tool.ERASER: "E"}


class CanvasTools(ToolColumn):
    """Tells what was taken; `clean`, `masks` and `onion` stay pressed while they hold."""

    taken = Signal(object)
    """A `Tool`."""

    def __init__(self, canvas: PanelCanvas) -> None:
        super().__init__(canvas)
        group = QActionGroup(self)
        self._tools = {tool: self._add_tool(tool, group) for tool in Tool}
        self._tools[Tool.SELECT].setChecked(True)
        self.addSeparator()
        self.balloon = self.add_sign("balloon", "T")
        self.addSeparator()
        self.clean, self.masks = self.add_sign("eye", "W"), self.add_sign("mask", "M")
        self.onion = self.add_sign("layers", "O")
        for view in (self.clean, self.masks, self.onion):
            view.setCheckable(True)
        self.fit = self.add_sign("fit")
        self.fit.triggered.connect(canvas.fit)

    def take(self, tool: Tool) -> None:
        """Take a tool, as if its sign were pressed."""
        self._tools[tool].trigger()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Tools"))
        self.name(
            {
                self._tools[Tool.SELECT]: self.tr("Select"),
                self._tools[Tool.BOX]: self.tr("Figure: box"),
                self._tools[Tool.POLYGON]: self.tr("Figure: polygon"),
                self._tools[Tool.BRUSH]: self.tr("Figure: brush"),
                self._tools[Tool.ERASER]: self.tr("Figure: eraser"),
                self.balloon: self.tr("Add a balloon"),
                self.clean: self.tr("The picture alone"),
                self.masks: self.tr("What the engine took for whom"),
                self.onion: self.tr("The panel before, faintly"),
                self.fit: self.tr("Show the whole panel"),
            }
        )

    def _add_tool(self, tool: Tool, group: QActionGroup) -> QAction:
        action = self.add_sign(tool.value, KEYS[tool])
        action.setCheckable(True)
        action.triggered.connect(lambda: self.taken.emit(tool))
        group.addAction(action)
        return action
