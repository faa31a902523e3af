"""The panel canvas under a real mouse: regions drawn, moved, reshaped and painted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from charabook.engine.requests import Box, PaintedMask, Polygon, Region
from gui.canvas.figure_item import CanvasFigure, FigureItem
from gui.canvas.painting import Stroke, empty_mask, mask_image, painted_bounds, stroke, tinted
from gui.canvas.panel_canvas import PanelCanvas
from gui.canvas.tools import Tool

MINA = CanvasFigure(id="mina", name="Mina", colour="#e4572e", region=Box(left=0.1, top=0.2, width=0.3, height=0.6), z=0)


@pytest.fixture
def canvas(qtbot: QtBot) -> PanelCanvas:
    view = PanelCanvas()
    qtbot.addWidget(view)
    view.resize(640, 640)
    view.show_picture(QPixmap(256, 256))
    with qtbot.waitExposed(view):
        view.show()
    return view


def on_screen(canvas: PanelCanvas, x: float, y: float) -> QPoint:
    return canvas.mapFromScene(QPointF(x * 1024, y * 1024))


def drag(canvas: PanelCanvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    viewport = canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=on_screen(canvas, *start))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    QTest.mouseMove(viewport, on_screen(canvas, *middle))
    QTest.mouseMove(viewport, on_screen(canvas, *end))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=on_screen(canvas, *end))


def test_a_drag_with_the_box_tool_draws_a_region_that_snaps_to_the_middle(canvas: PanelCanvas) -> None:
    drawn: list[Region] = []
    canvas.region_drawn.connect(drawn.append)
    canvas.take_tool(Tool.BOX)
    drag(canvas, (0.2, 0.3), (0.505, 0.8))
    (box,) = drawn
    assert isinstance(box, Box)
    assert box.left + box.width == 0.5
    assert box.top == pytest.approx(0.3, abs=0.01)


def test_a_slip_of_the_hand_draws_nothing(canvas: PanelCanvas) -> None:
    drawn: list[Region] = []
    canvas.region_drawn.connect(drawn.append)
    canvas.take_tool(Tool.BOX)
    drag(canvas, (0.2, 0.3), (0.205, 0.305))
    assert drawn == []


def test_clicks_and_a_double_click_draw_a_polygon(canvas: PanelCanvas) -> None:
    drawn: list[Region] = []
    canvas.region_drawn.connect(drawn.append)
    canvas.take_tool(Tool.POLYGON)
    for place in ((0.2, 0.2), (0.8, 0.2), (0.6, 0.8)):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(canvas, *place))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    (polygon,) = drawn
    assert isinstance(polygon, Polygon)
    assert len(polygon.points) == 3


def test_corners_of_a_polygon_beside_the_picture_stand_at_its_edge(canvas: PanelCanvas) -> None:
    drawn: list[Region] = []
    canvas.region_drawn.connect(drawn.append)
    canvas.take_tool(Tool.POLYGON)
    for place in ((-0.01, 0.2), (0.8, 0.2), (0.6, 1.01)):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(canvas, *place))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    (polygon,) = drawn
    assert isinstance(polygon, Polygon)
    assert polygon.points[0][0] == 0.0
    assert polygon.points[2][1] == 1.0


def test_a_name_tag_ends_on_the_picture_however_far_right_its_figure_stands(canvas: PanelCanvas) -> None:
    canvas.show_figures([replace(MINA, region=Box(left=0.9, top=0.2, width=0.1, height=0.6))])
    (item,) = (one for one in canvas.scene().items() if isinstance(one, FigureItem))
    assert item.tag_place(60.0) == QPointF(0.9 * 1024, 0.2 * 1024)
    assert item.tag_place(300.0).x() == 1024 - 300
    assert item.tag_place(2000.0).x() == 0.0


def test_dragging_a_figure_moves_its_region_and_keeps_its_size(canvas: PanelCanvas) -> None:
    changed: list[tuple[str, Region]] = []
    canvas.region_changed.connect(lambda key, region: changed.append((key, region)))
    canvas.show_figures([MINA])
    drag(canvas, (0.25, 0.5), (0.45, 0.4))
    ((key, box),) = changed
    assert key == "mina"
    assert isinstance(box, Box)
    assert (box.width, box.height) == (0.3, 0.6)
    assert box.left == pytest.approx(0.3, abs=0.02)


def test_dragging_a_corner_of_the_selected_figure_resizes_it(canvas: PanelCanvas) -> None:
    changed: list[Region] = []
    canvas.region_changed.connect(lambda _, region: changed.append(region))
    canvas.show_figures([MINA])
    canvas.select_figures("mina")
    drag(canvas, (0.4, 0.8), (0.6, 0.9))
    (box,) = changed
    assert isinstance(box, Box)
    assert (box.left, box.top) == pytest.approx((0.1, 0.2))
    assert box.width == pytest.approx(0.5, abs=0.02)


def test_a_brush_stroke_paints_a_mask_where_the_hand_went_and_the_eraser_takes_it_away(canvas: PanelCanvas) -> None:
    drawn: list[Region] = []
    canvas.region_drawn.connect(drawn.append)
    canvas.take_tool(Tool.BRUSH)
    drag(canvas, (0.3, 0.5), (0.7, 0.5))
    (painted,) = drawn
    assert isinstance(painted, PaintedMask)
    around = painted_bounds(mask_image(painted.png))
    assert around.left == pytest.approx(0.28, abs=0.02)
    assert around.width == pytest.approx(0.44, abs=0.04)

    changed: list[Region] = []
    canvas.region_changed.connect(lambda _, region: changed.append(region))
    canvas.show_figures([CanvasFigure(id="mina", name="Mina", colour="#2e86ab", region=painted, z=0)])
    canvas.select_figures("mina")
    canvas.pad.brush_px = 160
    canvas.take_tool(Tool.ERASER)
    drag(canvas, (0.2, 0.5), (0.45, 0.5))
    (rest,) = changed
    assert isinstance(rest, PaintedMask)
    assert painted_bounds(mask_image(rest.png)).left > 0.45


def test_arrow_keys_nudge_the_selected_figure(canvas: PanelCanvas) -> None:
    changed: list[Region] = []
    canvas.region_changed.connect(lambda _, region: changed.append(region))
    canvas.show_figures([MINA])
    canvas.select_figures("mina")
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    (box,) = changed
    assert isinstance(box, Box)
    assert box.left == pytest.approx(0.11)


PIP = CanvasFigure(id="pip", name="Pip", colour="#2e86ab", region=Box(left=0.62, top=0.4, width=0.2, height=0.4), z=0)
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def pressed(canvas: PanelCanvas, key: Qt.Key, held: Qt.KeyboardModifier) -> Box:
    """The region of Mina after one key; Pip stands beside her."""
    changed: list[Region] = []
    canvas.region_changed.connect(lambda _, region: changed.append(region))
    canvas.show_figures([MINA, PIP])
    canvas.select_figures("mina")
    QTest.keyClick(canvas, key, held)
    (box,) = changed
    assert isinstance(box, Box)
    return box


def test_shift_and_an_arrow_leap(canvas: PanelCanvas) -> None:
    assert pressed(canvas, Qt.Key.Key_Right, SHIFT).left == pytest.approx(0.15)


def test_ctrl_and_an_arrow_go_to_the_next_guide_or_figure(canvas: PanelCanvas) -> None:
    to_a_third = pressed(canvas, Qt.Key.Key_Right, CTRL)
    assert to_a_third.left + to_a_third.width / 2 == pytest.approx(1 / 3)


def test_ctrl_and_an_arrow_put_a_figure_on_the_ground_of_another(canvas: PanelCanvas) -> None:
    raised = CanvasFigure(
        id="pip", name="Pip", colour="#2e86ab", region=Box(left=0.6, top=0.3, width=0.2, height=0.4), z=0
    )
    changed: list[Region] = []
    canvas.region_changed.connect(lambda _, region: changed.append(region))
    canvas.show_figures([MINA, raised])
    canvas.select_figures("pip")
    QTest.keyClick(canvas, Qt.Key.Key_Down, CTRL)
    (box,) = changed
    assert isinstance(box, Box)
    assert box.top + box.height == pytest.approx(0.8)


def test_alt_and_an_arrow_size_a_figure_that_stays_on_the_ground(canvas: PanelCanvas) -> None:
    taller = pressed(canvas, Qt.Key.Key_Up, ALT)
    assert taller.height == pytest.approx(0.61)
    assert taller.top + taller.height == pytest.approx(0.8)


def test_a_dragged_figure_jumps_onto_the_guide_of_another_unless_ctrl_is_held(canvas: PanelCanvas) -> None:
    changed: list[Region] = []
    canvas.region_changed.connect(lambda _, region: changed.append(region))
    canvas.show_figures([MINA, PIP])
    drag(canvas, (0.25, 0.5), (0.468, 0.5))  # her right edge comes near his left one
    (box,) = changed
    assert isinstance(box, Box)
    assert box.left + box.width == pytest.approx(0.62)
    assert box.top == 0.2


def test_a_painted_figure_is_dragged_and_nudged_like_any_other(canvas: PanelCanvas) -> None:
    canvas.take_tool(Tool.BRUSH)
    drawn: list[Region] = []
    canvas.region_drawn.connect(drawn.append)
    drag(canvas, (0.3, 0.5), (0.5, 0.5))
    changed: list[Region] = []
    canvas.region_changed.connect(lambda _, region: changed.append(region))
    canvas.show_figures([CanvasFigure(id="mina", name="Mina", colour="#2e86ab", region=drawn[0], z=0)])
    canvas.take_tool(Tool.SELECT)
    drag(canvas, (0.4, 0.5), (0.4, 0.7))
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    first, second = (painted_bounds(mask_image(one.png)) for one in changed if isinstance(one, PaintedMask))
    assert first.top == pytest.approx(0.68, abs=0.03)
    assert second.top > first.top
    assert second.width == pytest.approx(first.width, abs=0.01)


def test_a_painted_region_is_seen_by_a_rim_along_its_shape() -> None:
    mask = empty_mask(QSize(100, 100))
    stroke(mask, QPointF(20, 50), QPointF(80, 50), 30, Stroke.PAINT)
    shown = tinted(mask, QColor("red"), alpha=70, rim_px=3).toImage()
    middle, rim, outside = (shown.pixelColor(50, y).alpha() for y in (50, 37, 20))
    assert (middle, rim, outside) == (70, 255, 0)


def test_the_selection_survives_a_reload_of_the_figures(canvas: PanelCanvas) -> None:
    canvas.show_figures([MINA])
    canvas.select_figures("mina")
    canvas.show_figures([MINA])
    assert canvas.selected_figure() == "mina"
