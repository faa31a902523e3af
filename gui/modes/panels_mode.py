"""Panels: the canvas of one panel, the tools beside it, and the picture being made."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QImage, QKeySequence, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolBar, QVBoxLayout, QWidget

from charabook.engine.requests import Region
from charabook.engine.wire import to_json
from gui.book_view import BookView, region_of
from gui.canvas.figure_item import CanvasFigure
from gui.canvas.panel_canvas import PanelCanvas, Tool
from gui.desk import Desk
from projects.records import AssetHash, Figure, FigureId, LookId, PanelId, Take, TakeId


class Shown(StrEnum):
    """What lies on the canvas beside the picture."""

    FIGURES = "figures"
    CLEAN = "clean"


class PanelsMode(QWidget):
    """Shows one panel; drawing a region puts the cast member chosen beside it there."""

    generate_asked = Signal(str)
    cancel_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel: PanelId | None = None
        self._take: TakeId | None = None
        self._asset: AssetHash | None = None
        self.shown = Shown.FIGURES
        self.canvas = PanelCanvas()
        self.tools = QToolBar()
        self.tools.setOrientation(Qt.Orientation.Vertical)
        self.member = QComboBox()
        self.generate_button = QPushButton()
        self.generate_button.setProperty("primary", True)
        self.cancel_button = QPushButton()
        self.cancel_button.hide()
        self.why_not = QLabel()
        self.why_not.setProperty("muted", True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.stage = QLabel()
        self.stage.setProperty("muted", True)
        self.tool_actions = self._make_tools()
        self._lay_out()
        self._connect()
        self.retranslate()

    # ------------------------------------------------------------------ building

    def _make_tools(self) -> dict[Tool, QAction]:
        group = QActionGroup(self)
        keys = {Tool.SELECT: "V", Tool.BOX: "F", Tool.POLYGON: "G", Tool.BRUSH: "B", Tool.ERASER: "E"}
        actions = {}
        for tool, key in keys.items():
            action = QAction(self)
            action.setCheckable(True)
            action.setShortcut(QKeySequence(key))
            # Single keys belong to the canvas alone: in a text field they are letters.
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _, tool=tool: self.canvas.take_tool(tool))
            group.addAction(action)
            self.canvas.addAction(action)
            self.tools.addAction(action)
            actions[tool] = action
        actions[Tool.SELECT].setChecked(True)
        return actions

    def _lay_out(self) -> None:
        bottom = QHBoxLayout()
        bottom.setContentsMargins(10, 6, 10, 8)
        bottom.addWidget(self.member)
        bottom.addWidget(self.stage, 1)
        bottom.addWidget(self.why_not)
        bottom.addWidget(self.cancel_button)
        bottom.addWidget(self.generate_button)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.tools)
        middle.addWidget(self.canvas, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.progress)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self.canvas.region_drawn.connect(self._add_figure)
        self.canvas.region_changed.connect(self._change_region)
        self.canvas.removal_asked.connect(self._remove_figure)
        self.generate_button.clicked.connect(lambda: self.generate_asked.emit(self._panel or ""))
        self.cancel_button.clicked.connect(self.cancel_asked)
        self._desk.book_changed.connect(self._show)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        names = {
            Tool.SELECT: self.tr("Select"),
            Tool.BOX: self.tr("Box"),
            Tool.POLYGON: self.tr("Polygon"),
            Tool.BRUSH: self.tr("Brush"),
            Tool.ERASER: self.tr("Eraser"),
        }
        for tool, action in self.tool_actions.items():
            action.setText(names[tool])
            action.setToolTip(f"{names[tool]} ({action.shortcut().toString()})")
        self.member.setAccessibleName(self.tr("Cast member for new figures"))
        self.generate_button.setText(self.tr("Generate"))
        self.generate_button.setToolTip(self.tr("Draw this panel (Ctrl+Enter)"))
        self.cancel_button.setText(self.tr("Cancel"))

    # ------------------------------------------------------------------ showing

    def show_panel(self, panel: PanelId | None) -> None:
        """Show another panel."""
        self._panel, self._take, self._asset = panel, None, None
        if self._desk.view is not None:
            self._show(self._desk.view)

    def show_take(self, take: TakeId | None) -> None:
        """Show one take of the panel, chosen or not."""
        self._take = take
        if self._desk.view is not None:
            self._show(self._desk.view)

    def panel(self) -> PanelId | None:
        """The panel at hand."""
        return self._panel

    def show_preview(self, png: bytes) -> None:
        """Show a picture that is still being made."""
        image = QImage.fromData(png)
        if not image.isNull():
            self.canvas.show_picture(QPixmap.fromImage(image), image.width() / image.height())
            self._asset = None

    def show_progress(self, stage: str, done: float) -> None:
        """Say how far the panel at hand is; 1.0 takes the line away."""
        is_running = done < 1.0
        self.progress.setVisible(is_running)
        self.cancel_button.setVisible(is_running)
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(done * 1000))
        self.stage.setText(stage if is_running else "")

    def toggle_clean(self) -> None:
        """Show the picture alone, or with its figures."""
        self.shown = Shown.CLEAN if self.shown is Shown.FIGURES else Shown.FIGURES
        if self._desk.view is not None:
            self._show(self._desk.view)

    def _show(self, view: BookView) -> None:
        panel = view.panels_by_id.get(self._panel) if self._panel else None
        self.setEnabled(panel is not None)
        self._offer_members(view)
        if panel is None:
            self.canvas.show_figures([])
            return
        take = view.takes_by_id.get(self._take) if self._take else view.shown_take(panel)
        self._show_picture(take)
        figures = [self._figure(view, one) for one in view.figures_of_panel.get(panel.id, ())]
        self.canvas.show_figures(figures if self.shown is Shown.FIGURES else [])

    def _show_picture(self, take: Take | None) -> None:
        asset = take.asset if take is not None else None
        if asset is None:
            self._asset = None
            self.canvas.show_picture(None, 1.0)
        elif asset != self._asset:
            self._asset = asset
            self._desk.fetch(asset, lambda content: self._picture_arrived(asset, content))

    def _picture_arrived(self, asset: AssetHash, content: bytes) -> None:
        image = QImage.fromData(content)
        if asset == self._asset and not image.isNull():
            self.canvas.show_picture(QPixmap.fromImage(image), image.width() / image.height())

    def _figure(self, view: BookView, figure: Figure) -> CanvasFigure:
        return CanvasFigure(
            id=figure.id,
            name=view.look_name(figure.look),
            colour=view.colour(figure.look),
            region=region_of(figure),
            z=figure.z,
        )

    def _offer_members(self, view: BookView) -> None:
        chosen = self.member.currentData()
        self.member.clear()
        for look in view.looks:
            self.member.addItem(view.look_name(look), look)
        self.member.setCurrentIndex(max(0, self.member.findData(chosen)))

    # ------------------------------------------------------------------ writing

    def _add_figure(self, region: Region) -> None:
        look, panel = self.member.currentData(), self._panel
        if look is None or panel is None:
            self._desk.notice(self.tr("Add somebody to the cast first, then draw where they stand."))
            return
        figure = Figure(panel=panel, look=LookId(look), region_json=to_json(region))
        self._desk.edit(self.tr("Place figure"), lambda edit: edit.insert(figure))
        self.tool_actions[Tool.SELECT].trigger()

    def _change_region(self, figure: str, region: Region) -> None:
        text = to_json(region)
        self._desk.edit(self.tr("Move figure"), lambda edit: edit.update(Figure, FigureId(figure), region_json=text))

    def _remove_figure(self, figure: str) -> None:
        self._desk.edit(self.tr("Remove figure"), lambda edit: edit.delete(Figure, FigureId(figure)))
