"""Every appearance of one look side by side, cropped to where the engine saw it: the worst likeness comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QIcon, QImage, QPainter, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from charabook.engine.requests import Box, PaintedMask
from charabook.studio.mask_boxes import mask_box
from gui import signs
from gui.book_view import BookView, PanelState, region_of
from gui.canvas.shapes import bounds
from gui.desk import Desk
from gui.facts import SeenMask, seen_masks
from gui.flow_layout import FlowLayout
from gui.theme import shades
from projects.records import AssetHash, LookId, Panel, PanelId

if TYPE_CHECKING:
    from charabook.studio import Studio

CELL_PX = 132
SIGN_PX = 84
AT_ONCE = 8
"""Buttons that are made in one turn of the event loop."""
MARGIN = 0.06
"""Of the picture, left around the figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One look in one panel as it is shown now."""

    panel: PanelId
    words: str
    asset: AssetHash | None
    seen: SeenMask | None
    where: Box
    state: PanelState


class ContinuitySheet(QWidget):
    """A flow of buttons; each opens its panel."""

    panel_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look: LookId | None = None
        self._shown: tuple[Appearance, ...] = ()
        self._buttons: list[QToolButton] = []
        self._flow = FlowLayout(self, spacing=10)
        self._waiting: list[Appearance] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fill_some)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self.tr("Every appearance of this look"))
        for button, appearance in zip(self._buttons, self._shown, strict=False):  # the rest still waits
            self._label(button, appearance)

    def show_look(self, look: LookId) -> None:
        """Show the appearances of a look; what did not change stays."""
        view = self._desk.view
        if view is None:
            return
        found = [self._appearance(view, look, panel) for panel in view.panels_of_look.get(look, ())]
        ranked = tuple(sorted(found, key=lambda one: one.seen.similarity if one.seen else 2.0))
        if (look, ranked) == (self._look, self._shown):
            return
        self._look, self._shown = look, ranked
        self._fill()

    def buttons(self) -> tuple[QToolButton, ...]:
        """Those that stand by now."""
        return tuple(self._buttons)

    def count(self) -> int:
        """How many appearances are shown."""
        return len(self._buttons) + len(self._waiting)

    def _appearance(self, view: BookView, look: LookId, panel: Panel) -> Appearance:
        take = view.shown_take(panel)
        seen = next((one for one in seen_masks(take) if one.look == look), None) if take is not None else None
        figure = next(one for one in view.figures_of_panel[panel.id] if one.look == look)
        region = region_of(figure)
        where = Box(left=0.0, top=0.0, width=1.0, height=1.0) if isinstance(region, PaintedMask) else bounds(region)
        return Appearance(
            panel=panel.id,
            words=f"{view.look_name(look)} {figure.action}".strip(),
            asset=take.asset if take is not None else None,
            seen=seen,
            where=where,
            state=view.state(panel),
        )

    def _fill(self) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.deleteLater()
        self._buttons, self._waiting = [], list(self._shown)
        if self.isVisible():
            self._go_on()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: buttons that were made before would all be dressed in this moment."""
        super().showEvent(event)
        if self._waiting:
            self._go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not made yet waits for the next look."""
        super().hideEvent(event)
        self._timer.stop()

    def _go_on(self) -> None:
        self._fill_some()
        self._timer.start()

    def _fill_some(self) -> None:
        """A few at a time: a look can appear in hundreds of panels, and the window goes on meanwhile."""
        some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for appearance in some:
            button = self._button(appearance)
            self._buttons.append(button)
            self._flow.addWidget(button)
        if not self._waiting:
            self._timer.stop()

    def _button(self, appearance: Appearance) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(CELL_PX, CELL_PX))
        button.setFixedSize(CELL_PX + 12, CELL_PX + 34)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self._label(button, appearance)
        button.clicked.connect(lambda *_: self.panel_opened.emit(appearance.panel))
        button.setIcon(QIcon(QPixmap.fromImage(_empty()) if appearance.asset is not None else _waiting_cell()))
        self._fetch(button, appearance)
        return button

    def _label(self, button: QToolButton, appearance: Appearance) -> None:
        said = self.tr("No picture yet")
        if appearance.seen is not None:
            said = self.tr("Likeness {percent} %").format(percent=round(100 * appearance.seen.similarity))
        elif appearance.asset is not None:
            said = ""
        button.setText(said)
        button.setToolTip(appearance.words)
        button.setAccessibleName(f"{appearance.words}. {said}")

    def _fetch(self, button: QToolButton, appearance: Appearance) -> None:
        asset, seen, where = appearance.asset, appearance.seen, appearance.where
        if asset is None:
            return

        def read(studio: Studio) -> QImage:
            box = mask_box(studio.asset(seen.mask)) if seen is not None else None
            found = Box(left=box[0], top=box[1], width=box[2], height=box[3]) if box is not None else where
            return cropped(QImage.fromData(studio.asset(asset)), found)

        self._desk.ask(read, lambda cell: self._show(button, cell), lambda _: None)

    def _show(self, button: QToolButton, cell: QImage) -> None:
        if button in self._buttons:
            button.setIcon(QIcon(QPixmap.fromImage(cell)))


def cropped(picture: QImage, where: Box) -> QImage:
    """The part of a picture around a box, as a square cell. For any thread."""
    width, height = picture.width(), picture.height()
    around = QRectF(where.left * width, where.top * height, where.width * width, where.height * height)
    margin = MARGIN * max(width, height)
    side = min(max(around.width(), around.height()) + 2 * margin, width, height)
    left = min(max(0.0, around.center().x() - side / 2), width - side)
    top = min(max(0.0, around.center().y() - side / 2), height - side)
    cell = _empty()
    painter = QPainter(cell)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(cell.rect()), picture, QRectF(left, top, side, side))
    painter.end()
    return cell


def _waiting_cell() -> QPixmap:
    """A frame with nothing in it yet."""
    cell = QPixmap.fromImage(_empty())
    sign = signs.drawn("panels", shades().faint, SIGN_PX)
    painter = QPainter(cell)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(shades().faint), 3.0))
    painter.drawRoundedRect(cell.rect().adjusted(3, 3, -3, -3), 12, 12)
    painter.drawPixmap(cell.rect().center() - sign.rect().center(), sign)
    painter.end()
    return cell


def _empty() -> QImage:
    cell = QImage(2 * CELL_PX, 2 * CELL_PX, QImage.Format.Format_ARGB32_Premultiplied)
    cell.fill(Qt.GlobalColor.transparent)
    return cell
