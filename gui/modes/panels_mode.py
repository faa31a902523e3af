"""Panels: the canvas of one panel, the tools beside it, and the picture being made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QImage, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from charabook.engine.requests import Region
from charabook.engine.wire import to_json
from charabook.errors import BugError, KnownError
from charabook.queue import Job, JobState
from gui import signs
from gui.attention import Attention
from gui.book_view import BookView, region_of
from gui.canvas.compare_view import CompareView
from gui.canvas.figure_item import CanvasFigure
from gui.canvas.painting import as_region
from gui.canvas.panel_canvas import PanelCanvas
from gui.canvas.shapes import Point, box_around
from gui.canvas.tools import Tool
from gui.desk import Desk
from gui.facts import PanelFacts, SeenMask, read_panel_facts, seen_masks
from gui.invitation import Invitation
from gui.modes.generate_bar import GenerateBar
from gui.notices import notice_of
from gui.places import place_name
from projects.records import AssetHash, Figure, FigureId, LookId, PanelId, Take, TakeId, new_id

if TYPE_CHECKING:
    from projects.editing import Edit


class Shown(StrEnum):
    """What lies on the canvas beside the picture."""

    FIGURES = "figures"
    CLEAN = "clean"
    MASKS = "masks"


class PanelsMode(QWidget):
    """Shows one panel; drawing a region puts the cast member chosen above it there."""

    generate_asked = Signal()
    cancel_asked = Signal()
    page_asked = Signal()
    """There is no panel yet: a page shall be added."""
    balloon_asked = Signal(str)
    """Letter for this figure, or for nobody."""
    figure_chosen = Signal(str)
    facts_shown = Signal(object)
    """The `PanelFacts` of the panel at hand."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._copied: tuple[Figure, ...] = ()
        self._panel: PanelId | None = None
        self._attention = Attention(self, self._refresh)
        self._take: TakeId | None = None
        self._asset: AssetHash | None = None
        self._facts: PanelFacts | None = None
        self._asks_facts = self._asks_again = False
        self._masks: dict[LookId, bytes] = {}
        self._shows_preview = False
        self.shown = Shown.FIGURES
        self.canvas, self.compare = PanelCanvas(), CompareView()
        self.middle = QStackedWidget()
        self.tools = QToolBar()
        self.tools.setObjectName("tools")
        self.member = QComboBox()
        self.where, self.hint = QLabel(), QLabel()
        self.brush = QSlider(Qt.Orientation.Horizontal)
        self.adopt_button = QPushButton()
        self.adopt_button.hide()
        self.nothing = Invitation("panels", self.page_asked.emit)
        self.bar = GenerateBar()
        self.tool_actions = self._make_tools()
        self.clean_action, self.mask_action, self.balloon_action, self.fit_action = self._make_views()
        self._lay_out()
        self._connect()
        self.retranslate()

    # ------------------------------------------------------------------ building

    def _make_tools(self) -> dict[Tool, QAction]:
        group = QActionGroup(self)
        keys = {Tool.SELECT: "V", Tool.BOX: "F", Tool.POLYGON: "G", Tool.BRUSH: "B", Tool.ERASER: "E"}
        actions = {}
        for tool, key in keys.items():
            action = self._canvas_action(tool.value, key)
            action.setCheckable(True)
            action.triggered.connect(lambda _, tool=tool: self._take_tool(tool))
            group.addAction(action)
            actions[tool] = action
        actions[Tool.SELECT].setChecked(True)
        return actions

    def _make_views(self) -> tuple[QAction, QAction, QAction, QAction]:
        self.tools.addSeparator()
        balloon = self._canvas_action("balloon", "T")
        balloon.triggered.connect(lambda: self.balloon_asked.emit(self.canvas.selected_figure()))
        self.tools.addSeparator()
        clean, masks = self._canvas_action("eye", "W"), self._canvas_action("mask", "M")
        for action, act in ((clean, self.toggle_clean), (masks, self.toggle_masks)):
            action.setCheckable(True)
            action.triggered.connect(lambda _, act=act: act())
        fit = self._canvas_action("fit", "")
        fit.triggered.connect(self.canvas.fit)
        return clean, masks, balloon, fit

    def _canvas_action(self, sign: str, key: str) -> QAction:
        action = QAction(self)
        if key:
            action.setShortcut(QKeySequence(key))
        # Single keys belong to the canvas alone: in a text field they are letters.
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        signs.give(action, sign)
        self.canvas.addAction(action)
        self.tools.addAction(action)
        return action

    def _lay_out(self) -> None:
        self.tools.setOrientation(Qt.Orientation.Vertical)
        self.tools.setIconSize(QSize(20, 20))
        self.brush.setRange(8, 240)
        self.brush.setValue(round(self.canvas.pad.brush_px))
        self.brush.setFixedWidth(120)
        self.brush.hide()
        self.member.setMinimumWidth(150)
        self.hint.setProperty("muted", True)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 12, 6)
        top.setSpacing(8)
        top.addWidget(self.where)
        top.addWidget(self.hint, 1)
        top.addWidget(self.adopt_button)
        top.addWidget(self.brush)
        top.addWidget(self.member)
        self.middle.addWidget(self.canvas)
        self.middle.addWidget(self.compare)
        self.middle.addWidget(self.nothing)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.tools)
        row.addWidget(self.middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(row, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.canvas.region_drawn.connect(self._add_figure)
        self.canvas.region_changed.connect(self._change_region)
        self.canvas.removal_asked.connect(self._remove_figure)
        self.canvas.look_dropped.connect(lambda look, point: self.place(LookId(look), point))
        self.canvas.figure_selected.connect(self._figure_picked)
        self.compare.left_asked.connect(self.stop_comparing)
        self.bar.generate_asked.connect(self.generate_asked)
        self.bar.cancel_asked.connect(self.cancel_asked)
        self.adopt_button.clicked.connect(self.adopt_mask)
        self.brush.valueChanged.connect(self._set_brush)
        self._desk.book_changed.connect(self._hear)
        self._desk.jobs_changed.connect(self._follow_queue)
        self._desk.job_stepped.connect(self._follow_job)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        names = {
            self.tool_actions[Tool.SELECT]: self.tr("Select"),
            self.tool_actions[Tool.BOX]: self.tr("Figure: box"),
            self.tool_actions[Tool.POLYGON]: self.tr("Figure: polygon"),
            self.tool_actions[Tool.BRUSH]: self.tr("Figure: brush"),
            self.tool_actions[Tool.ERASER]: self.tr("Figure: eraser"),
            self.balloon_action: self.tr("Add a balloon"),
            self.clean_action: self.tr("The picture alone"),
            self.mask_action: self.tr("What the engine took for whom"),
            self.fit_action: self.tr("Show the whole panel"),
        }
        for action, name in names.items():
            action.setText(name)
            key = action.shortcut().toString()
            action.setToolTip(f"{name} ({key})" if key else name)
        self.tools.setWindowTitle(self.tr("Tools"))
        self.nothing.say(
            self.tr("There is no panel yet. Write the story and carry it into the book, or begin with a page."),
            self.tr("Add a page"),
        )
        self.canvas.invite(
            self.tr("Drag somebody from the cast onto this sheet, or draw where they stand. Then press Generate.")
        )
        self.member.setAccessibleName(self.tr("Cast member for new figures"))
        self.member.setToolTip(self.tr("Whom the figure tools draw"))
        self.brush.setAccessibleName(self.tr("Width of the brush"))
        self.brush.setToolTip(self.tr("Width of the brush"))
        self.adopt_button.setText(self.tr("Make this the figure's region"))
        self.compare.setAccessibleName(self.tr("Two takes behind a slider"))
        self.bar.retranslate()
        self._attention.call()

    # ------------------------------------------------------------------ showing

    def show_panel(self, panel: PanelId | None) -> None:
        """Show another panel."""
        if panel != self._panel:
            self._panel, self._take, self._asset, self._facts = panel, None, None, None
            self._masks.clear()
            self.stop_comparing()
        if self._desk.view is not None:
            self._hear()
            self._follow_queue()

    def show_take(self, take: TakeId | None) -> None:
        """Show one take of the panel, chosen or not."""
        self._take = take
        self._shows_preview = False
        self._masks.clear()
        self._attention.call()

    def panel(self) -> PanelId | None:
        """The panel at hand."""
        return self._panel

    def facts(self) -> PanelFacts | None:
        """What drawing the panel at hand would take."""
        return self._facts

    def show_preview(self, png: bytes) -> None:
        """Show a picture that is still being made."""
        image = QImage.fromData(png)
        if not image.isNull():
            self._shows_preview = True
            self._asset = None
            self.canvas.show_picture(QPixmap.fromImage(image))

    def toggle_clean(self) -> None:
        """Show the picture alone, or with its figures."""
        self._look_at(Shown.FIGURES if self.shown is Shown.CLEAN else Shown.CLEAN)

    def toggle_masks(self) -> None:
        """Show what the engine took for whom, or the figures as they were asked for."""
        self._look_at(Shown.FIGURES if self.shown is Shown.MASKS else Shown.MASKS)

    def compare_takes(self, first: TakeId, second: TakeId) -> None:
        """Lay two takes behind a slider."""
        view = self._desk.view
        if view is None:
            return
        self.compare.clear()
        self.middle.setCurrentWidget(self.compare)
        self.compare.setFocus()
        for take, show in ((first, self.compare.show_first), (second, self.compare.show_second)):
            record = view.takes_by_id.get(take)
            if record is not None and record.asset is not None:
                name = self.tr("Seed {seed}").format(seed=record.seed)
                self._desk.fetch(record.asset, partial(_show_as, show, name))

    def stop_comparing(self) -> None:
        """Back to the canvas."""
        self.middle.setCurrentWidget(self.canvas)

    def _look_at(self, shown: Shown) -> None:
        self.shown = shown
        self.clean_action.setChecked(shown is Shown.CLEAN)
        self.mask_action.setChecked(shown is Shown.MASKS)
        self._attention.call()

    def _hear(self, *_: object) -> None:
        """The book has changed, or the panel at hand: others may look at its facts while nobody sees the canvas."""
        self._ask_facts()
        self._attention.call()

    def _refresh(self) -> None:
        if self._desk.view is not None:
            self._show(self._desk.view)

    def _show(self, view: BookView) -> None:
        panel = view.panels_by_id.get(self._panel) if self._panel else None
        for part in (self.tools, self.bar, self.member):
            part.setEnabled(panel is not None)
        self._offer_members(view)
        if panel is None:
            self.middle.setCurrentWidget(self.nothing)
            self.where.setText("")
            self.canvas.show_figures([])
            return
        if self.middle.currentWidget() is self.nothing:
            self.stop_comparing()
        self.where.setText(place_name(view, panel.id))
        take = self._take_at_hand(view)
        if not self._shows_preview:
            self._show_picture(take)
        self._show_figures(view)
        self._show_masks(take)

    def _show_figures(self, view: BookView) -> None:
        figures = view.figures_of_panel.get(self._panel, ()) if self._panel else ()
        shown = [self._figure(view, one) for one in figures] if self.shown is Shown.FIGURES else []
        self.canvas.show_figures(shown)

    def _ask_facts(self) -> None:
        """Ask what drawing the panel at hand would take; whoever leafs fast asks for the last panel only."""
        panel = self._panel
        if self._asks_facts or panel is None:
            self._asks_again = panel is not None
            return
        self._asks_facts, self._asks_again = True, False
        self._desk.ask(lambda studio: read_panel_facts(studio, panel), self._show_facts, self._facts_failed)

    def _facts_failed(self, problem: KnownError | BugError) -> None:
        self._asks_facts = False
        self._desk.noticed.emit(notice_of(problem))

    def _show_facts(self, facts: PanelFacts) -> None:
        self._asks_facts = False
        if self._asks_again:
            self._ask_facts()
        if facts.panel != self._panel:
            return
        self._facts = facts
        self.bar.show_facts(facts)
        self.facts_shown.emit(facts)
        view = self._desk.view
        if view is None:
            return
        if self._take_at_hand(view) is None and not self._shows_preview:
            self.canvas.show_blank(facts.aspect)
        self._show_figures(view)

    def _take_at_hand(self, view: BookView) -> Take | None:
        if self._take is not None and self._take in view.takes_by_id:
            return view.takes_by_id[self._take]
        panel = view.panels_by_id.get(self._panel) if self._panel else None
        return view.shown_take(panel) if panel is not None else None

    def _show_picture(self, take: Take | None) -> None:
        asset = take.asset if take is not None else None
        if asset is None:
            self._asset = None
            self.canvas.show_blank(self._facts.aspect if self._facts else 1.0)
        elif asset != self._asset:
            self._asset = asset
            # Whoever leafs fast has turned on when the studio comes to it: what nobody will see is not read.
            self._desk.ask(
                lambda studio: studio.asset(asset) if asset == self._asset else b"",
                lambda content: self._picture_arrived(asset, content),
                lambda _: None,
            )

    def _picture_arrived(self, asset: AssetHash, content: bytes) -> None:
        picture = _pixmap(content)
        if asset == self._asset and not picture.isNull():
            self.canvas.show_picture(picture)
            if self._desk.view is not None:
                self._show_figures(self._desk.view)

    def _figure(self, view: BookView, figure: Figure) -> CanvasFigure:
        default = self._facts.regions.get(figure.id) if self._facts is not None else None
        return CanvasFigure(
            id=figure.id,
            name=view.look_name(figure.look),
            colour=view.colour(figure.look),
            region=region_of(figure) if figure.region_json or default is None else default,
            z=figure.z,
        )

    def _offer_members(self, view: BookView) -> None:
        looks = [(look, view.look_name(look)) for look in view.looks]
        shown = [(self.member.itemData(row), self.member.itemText(row)) for row in range(self.member.count())]
        if looks == shown:
            return
        chosen = self.member.currentData()
        self.member.clear()
        for look, name in looks:
            self.member.addItem(name, look)
        self.member.setCurrentIndex(max(0, self.member.findData(chosen)))

    # ------------------------------------------------------------------ masks

    def _show_masks(self, take: Take | None) -> None:
        self.canvas.show_masks([])
        self.hint.setText("")
        self.adopt_button.hide()
        if self.shown is not Shown.MASKS:
            return
        masks = seen_masks(take) if take is not None else ()
        if not masks:
            self.hint.setText(self.tr("This take has no masks."))
            return
        self._masks.clear()
        for seen in masks:
            self._desk.fetch(seen.mask, partial(self._mask_arrived, seen, masks))

    def _mask_arrived(self, seen: SeenMask, masks: Sequence[SeenMask], content: bytes) -> None:
        view = self._desk.view
        if view is None or self.shown is not Shown.MASKS:
            return
        self._masks[seen.look] = content
        self.canvas.show_masks([(mask, view.colour(look)) for look, mask in self._masks.items()])
        said = (
            self.tr("{name} {percent} %").format(name=view.look_name(one.look), percent=round(100 * one.similarity))
            for one in masks
        )
        self.hint.setText(self.tr("Likeness: {list}").format(list=", ".join(said)))
        self.adopt_button.show()

    def adopt_mask(self) -> None:
        """Let the regions of this panel's figures be what the engine took for them."""
        view = self._desk.view
        if view is None or self._panel is None:
            return
        figures = [one for one in view.figures_of_panel.get(self._panel, ()) if one.look in self._masks]
        regions = {one.id: to_json(as_region(self._masks[one.look])) for one in figures if one.look is not None}
        if not regions:
            return

        def adopt(edit: Edit) -> None:
            for figure, region in regions.items():
                edit.update(Figure, figure, region_json=region)

        self._desk.edit(self.tr("Adopt the masks"), adopt)
        self._look_at(Shown.FIGURES)

    # ------------------------------------------------------------------ following the queue

    def _follow_queue(self) -> None:
        job = next((one for one in self._desk.jobs if one.subject == self._panel and not one.state.is_over), None)
        if job is None:
            self._shows_preview = False
            self.bar.show_progress("", 1.0)
        elif job.state is JobState.RUNNING:
            self._follow_job(job)
        else:
            self.bar.show_progress(self.tr("Waits in the queue"), 0.0)

    def _follow_job(self, job: Job) -> None:
        if job.subject != self._panel:
            return
        self.bar.show_progress(job.stage, min(job.done, 0.999))
        if job.preview_png is not None:
            self.show_preview(job.preview_png)

    # ------------------------------------------------------------------ writing

    def place(self, look: LookId, point: Point | None = None) -> None:
        """Put a cast member into the panel: around a point, or where there is room."""
        panel = self._panel
        if panel is None:
            return
        region = to_json(box_around(point)) if point is not None else None
        figure = Figure(panel=panel, look=look, region_json=region)
        self._desk.edit(self.tr("Place figure"), lambda edit: edit.insert(figure))

    def copy_figures(self) -> None:
        """Remember the figure that is selected on the canvas, or all of the panel, to put them into another."""
        view = self._desk.view
        figures = view.figures_of_panel.get(self._panel, ()) if view is not None and self._panel is not None else ()
        picked = self.canvas.selected_figure()
        self._copied = tuple(one for one in figures if one.id == picked) or figures
        if self._copied:
            self._desk.notice(self.tr("%n figure(s) copied. Go to another panel and paste.", "", len(self._copied)))

    def paste_figures(self) -> None:
        """Put what was copied into the panel at hand: who, where, doing what. One step that can be undone."""
        view, panel = self._desk.view, self._panel
        if view is None or panel is None or not self._copied:
            return
        fresh = [
            replace(one, id=FigureId(new_id()), panel=panel, rank="", key="")
            for one in self._copied
            if one.look in view.looks
        ]

        def paste(edit: Edit) -> None:
            for figure in fresh:
                edit.insert(figure)

        self._desk.edit(self.tr("Paste figures"), paste)

    def _take_tool(self, tool: Tool) -> None:
        self.canvas.take_tool(tool)
        self.brush.setVisible(tool in (Tool.BRUSH, Tool.ERASER))
        if self.shown is not Shown.FIGURES and tool is not Tool.SELECT:
            self._look_at(Shown.FIGURES)

    def _set_brush(self, width: int) -> None:
        self.canvas.pad.brush_px = float(width)

    def _figure_picked(self, figure: str) -> None:
        self.figure_chosen.emit(figure)

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


def _show_as(show: Callable[[QPixmap, str], None], name: str, content: bytes) -> None:
    show(_pixmap(content), name)


def _pixmap(content: bytes) -> QPixmap:
    return QPixmap.fromImage(QImage.fromData(content))
