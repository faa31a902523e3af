"""Panels: the canvas of one panel, the tools beside it, and the picture being made."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from charabook.engine.requests import Region
from gui.attention import Attention
from gui.book_view import BookView, region_of
from gui.canvas.compare_view import CompareView
from gui.canvas.figure_item import CanvasFigure
from gui.canvas.panel_canvas import PanelCanvas
from gui.canvas.shapes import Point, box_around
from gui.canvas.tools import Tool
from gui.desk import Desk
from gui.facts import PanelFacts
from gui.invitation import Invitation
from gui.memory import Memory
from gui.panels.canvas_bar import CanvasBar
from gui.panels.canvas_tools import CanvasTools
from gui.panels.facts_watch import FactsWatch
from gui.panels.figure_gestures import FigureGestures
from gui.panels.generate_bar import GenerateBar
from gui.panels.match_map import MatchMap
from gui.panels.onion_skin import OnionSkin
from gui.panels.panel_at_hand import PanelAtHand
from gui.panels.queue_watch import QueueWatch
from gui.panels.shown_picture import ShownPicture, pixmap
from gui.places import place_name
from gui.reading_order import fields_of, follow
from gui.takes.picture_drops import PictureDrops
from projects.records import Figure, LookId, PanelId, TakeId


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
    figures_chosen = Signal(object)
    """The ids of those who are selected on the canvas."""
    take_chosen = Signal(str)
    """It was compared with another and shall stand in the book."""
    facts_shown = Signal(object)
    """The `PanelFacts` of the panel at hand."""

    def __init__(self, desk: Desk, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._attention = Attention(self, self._refresh)
        self._attention.follow_theme()  # an empty sheet is filled with a shade of it
        self._hand = PanelAtHand(desk)
        self._shown = Shown.FIGURES
        self._compared: tuple[TakeId, ...] = ()
        self.canvas, self.compare = PanelCanvas(), CompareView()
        self.nothing = Invitation("panels", self.page_asked.emit)
        self.middle = QStackedWidget()
        self.tools = CanvasTools(self.canvas)
        self.figures = FigureGestures(desk, self._hand, self.canvas, self)
        self.match_map = MatchMap(desk, self._hand, self.canvas)
        self.onion = OnionSkin(desk, self._hand, self.canvas, memory)
        self.top = CanvasBar(self.match_map, self.onion, self.canvas.pad)
        self.bar = GenerateBar()
        self._picture = ShownPicture(desk, self.canvas, self)
        self._facts = FactsWatch(desk, self._hand, self)
        self._queue = QueueWatch(desk, self._hand, self)
        self._drops = PictureDrops(desk, self.canvas, lambda _: self._hand.id)
        self._lay_out()
        self._connect()
        self.retranslate()

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        for part in (self.canvas, self.compare, self.nothing):
            self.middle.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.tools)
        row.addWidget(self.middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(row, 1)
        column.addWidget(self.bar)
        follow(self.canvas, fields_of(self.top))  # Qt goes from other parts straight to the canvas

    def _connect(self) -> None:
        self.canvas.region_drawn.connect(self._draw_figure)
        self.canvas.look_dropped.connect(lambda look, point: self.place(LookId(look), point))
        self.canvas.selection_changed.connect(self._tell_selection)
        self.compare.left_asked.connect(self.stop_comparing)
        self.compare.chosen.connect(self._choose_compared)
        self.tools.taken.connect(self._take_tool)
        self.tools.clean.triggered.connect(lambda: self._toggle(Shown.CLEAN))
        self.tools.masks.triggered.connect(lambda: self._toggle(Shown.MASKS))
        self.tools.onion.triggered.connect(self.onion.switch)
        self.tools.balloon.triggered.connect(lambda: self.balloon_asked.emit(self.canvas.selected_figure()))
        self.match_map.adopted.connect(lambda: self._look_at(Shown.FIGURES))
        self.bar.generate_asked.connect(self.generate_asked)
        self.bar.cancel_asked.connect(self.cancel_asked)
        self._picture.arrived.connect(self._show_figures)
        self._facts.arrived.connect(self._show_facts)
        self._queue.ended.connect(self._end_progress)
        self._queue.coming.connect(self.bar.show_coming)
        self._queue.waiting.connect(lambda: self.bar.show_progress(self.tr("Waits in the queue"), 0.0))
        self._queue.stepped.connect(self.bar.show_progress)
        self._queue.previewed.connect(self._picture.show_preview)
        self._desk.book_changed.connect(self._hear)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for part in (self.tools, self.top, self.compare, self.match_map, self.onion, self.bar):
            part.retranslate()
        self.nothing.say(
            self.tr("There is no panel yet. Write the story and carry it into the book, or begin with a page."),
            self.tr("Add a page"),
        )
        self.canvas.invite(
            self.tr(
                "Drag somebody from the cast onto this sheet, or draw where they stand. Then press Generate."
                " A picture of your own may be dropped here too."
            )
        )
        self._attention.call()

    # ------------------------------------------------------------------ what is at hand

    def show_panel(self, panel: PanelId | None) -> None:
        """Show another panel."""
        if panel != self._hand.id:
            self._hand.turn_to(panel)
            self._picture.forget()
            self._facts.forget()
            self.stop_comparing()
        if self._desk.view is not None:
            self._hear()
            self._queue.look()

    def show_take(self, take: TakeId | None) -> None:
        """Show one take of the panel, chosen or not."""
        self._hand.pick(take)
        self._picture.end_preview()
        self._attention.call()

    def panel(self) -> PanelId | None:
        """The panel at hand."""
        return self._hand.id

    def compare_takes(self, first: TakeId, second: TakeId) -> None:
        """Lay two takes behind a slider."""
        view = self._desk.view
        if view is None:
            return
        self._compared = (first, second)
        self.compare.clear()
        self.middle.setCurrentWidget(self.compare)
        self.compare.setFocus()
        for take, show in ((first, self.compare.show_first), (second, self.compare.show_second)):
            record = view.takes_by_id.get(take)
            if record is not None and record.asset is not None:
                name = self.tr("Seed {seed}").format(seed=record.seed)
                self._desk.fetch(record.asset, partial(_show_as, show, name))

    def _choose_compared(self, place: int) -> None:
        self.stop_comparing()
        self.take_chosen.emit(self._compared[place])

    def stop_comparing(self) -> None:
        """Back to the canvas."""
        self.middle.setCurrentWidget(self.canvas)

    def _toggle(self, shown: Shown) -> None:
        self._look_at(Shown.FIGURES if self._shown is shown else shown)

    def _look_at(self, shown: Shown) -> None:
        self._shown = shown
        self.tools.clean.setChecked(shown is Shown.CLEAN)
        self.tools.masks.setChecked(shown is Shown.MASKS)
        self._attention.call()

    # ------------------------------------------------------------------ showing it

    def _hear(self, *_: object) -> None:
        """The book has changed, or the panel at hand: others may look at its facts while nobody sees the canvas."""
        self._facts.ask()
        self._attention.call()

    def _refresh(self) -> None:
        if self._desk.view is not None:
            self._show(self._desk.view)

    def _show(self, view: BookView) -> None:
        panel = self._hand.record()
        for part in (self.tools, self.bar, self.top.member):
            part.setEnabled(panel is not None)
        self.top.offer(view)
        self.top.where.setText(place_name(view, panel.id) if panel is not None else "")
        if panel is None:
            self.middle.setCurrentWidget(self.nothing)
        elif self.middle.currentWidget() is self.nothing:
            self.stop_comparing()
        self._show_picture()
        self._show_figures()
        self.onion.refresh()
        if self._shown is Shown.MASKS:
            self.match_map.show_take(self._hand.take())
        else:
            self.match_map.put_away()

    def _show_picture(self) -> None:
        facts = self._facts.facts
        self._picture.show_take(self._hand.take(), facts.aspect if facts is not None else 1.0)

    def _show_figures(self) -> None:
        view = self._desk.view
        if view is not None:
            figures = self._hand.figures() if self._shown is Shown.FIGURES else ()
            self.canvas.show_figures([self._figure(view, one) for one in figures])

    def _figure(self, view: BookView, figure: Figure) -> CanvasFigure:
        facts = self._facts.facts
        default = facts.regions.get(figure.id) if facts is not None else None
        stands = region_of(figure) if figure.region_json or default is None else default
        return CanvasFigure(
            id=figure.id,
            name=view.look_name(figure.look),
            colour=view.colour(figure.look),
            region=self.figures.region(figure.id) or stands,
            z=figure.z,
        )

    def _show_facts(self, facts: PanelFacts) -> None:
        self.bar.show_facts(facts)
        self.facts_shown.emit(facts)
        self._show_picture()
        self._show_figures()

    def _end_progress(self) -> None:
        self._picture.end_preview()
        self.bar.show_progress("", 1.0)

    # ------------------------------------------------------------------ placing

    def place(self, look: LookId, point: Point | None = None) -> None:
        """Put a cast member into the panel: around a point, or where there is room."""
        self.figures.place(look, box_around(point) if point is not None else None)

    def _draw_figure(self, region: Region) -> None:
        look = self.top.look()
        if look is None:
            self._desk.notice(self.tr("Add somebody to the cast first, then draw where they stand."))
            return
        self.figures.place(look, region)
        self.tools.take(Tool.SELECT)

    def _tell_selection(self) -> None:
        self.figures_chosen.emit(tuple(one.id for one in self.canvas.selected()))

    def _take_tool(self, tool: Tool) -> None:
        self.canvas.take_tool(tool)
        self.top.serve(tool)
        if self._shown is not Shown.FIGURES and tool is not Tool.SELECT:
            self._look_at(Shown.FIGURES)


def _show_as(show: Callable[[QPixmap, str], None], name: str, content: bytes) -> None:
    show(pixmap(content), name)
