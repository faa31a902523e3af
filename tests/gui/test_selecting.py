"""Several things are selected and treated as one: lettering on a page, figures on a panel."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsView, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from charabook.engine.requests import Box
from charabook.engine.wire import from_json, to_json
from charabook.studio import Studio
from gui.rooms import Mode
from gui.window import MainWindow
from layouts.shapes import Point
from projects.editing import Edit
from projects.records import Figure, Lettering
from tests.fakes.engine import FakeEngine
from tests.gui.conftest import settled, until

SCRIPT = """Title: The Kite
Languages: en, ja

# Cast

## Mina
look: a girl in a yellow dress

## Pip
look: a fox in a green sweater

# Settings

meadow: a flower meadow

# Page 1: comic-splash

## Panel
setting: meadow
> Mina left: standing
> Pip right: waving
> Mina centre: running
Pip: Let go of the string!
  ja: はなして！
Mina: Never!
  ja: いやだ！
sfx: WHOOSH
"""
LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
PLACES = (Point(50.0, 30.0), Point(120.0, 50.0), Point(90.0, 130.0))
BOXES = (
    Box(left=0.05, top=0.3, width=0.2, height=0.4),
    Box(left=0.4, top=0.45, width=0.2, height=0.5),
    Box(left=0.7, top=0.2, width=0.25, height=0.6),
)


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    """The window says what is counted in English."""
    window.action("english").trigger()
    return window


@pytest.fixture
def book(tmp_path: Path, engine: FakeEngine) -> Path:
    """A page with three pieces of lettering, and a panel with three figures, each where the tests expect it."""
    path = tmp_path / "kite.charabook"
    with Studio.create(path, title="The Kite", engine=lambda: engine) as studio:
        studio.import_script(SCRIPT)
        records = studio.records()
        letterings, figures = records.every(Lettering), records.every(Figure)

        def place(edit: Edit) -> None:
            for lettering, middle in zip(letterings, PLACES, strict=True):
                edit.update(Lettering, lettering.id, geometry_json=json.dumps({"place": list(middle)}))
            for figure, box in zip(figures, BOXES, strict=True):
                edit.update(Figure, figure.id, region_json=to_json(box))

        studio.edit("Place", place)
        studio.publish()
    return path


# ---------------------------------------------------------------------- the hand


def press(view: QGraphicsView, place: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(view.viewport(), LEFT, held, view.mapFromScene(place))


def drag(view: QGraphicsView, start: QPointF, end: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
    begin_drag(view, start, end, held)
    QTest.mouseRelease(view.viewport(), LEFT, held, view.mapFromScene(end))


def begin_drag(view: QGraphicsView, start: QPointF, end: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
    viewport = view.viewport()
    QTest.mousePress(viewport, LEFT, held, view.mapFromScene(start))
    QTest.mouseMove(viewport, view.mapFromScene((start + end) / 2))
    QTest.mouseMove(viewport, view.mapFromScene(end))


def right_click(view: QGraphicsView, place: QPointF) -> QMenu:
    """The menu that comes up."""
    at = view.mapFromScene(place)
    view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at)))
    return view.findChild(QMenu)


def arranging(window: MainWindow) -> list[str]:
    """The enabled verbs that line up and spread out."""
    return [way for way, action in window.selection.ways.items() if action.isEnabled()]


def strip(window: MainWindow) -> str:
    """What the inspector says of several."""
    several = window.inspector.several
    return several.count.text() if several.isVisible() else ""


# ---------------------------------------------------------------------- pages

WORDS = [QPointF(*place) for place in PLACES]
EMPTY = QPointF(20, 180)
"""A place of the picture on which nothing is lettered."""


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> QGraphicsView:
    window.show_mode(Mode.PAGES)
    canvas = window.pages.canvas
    until(qtbot, canvas.composition)
    canvas.setFocus()
    return canvas


def ids(window: MainWindow) -> list[str]:
    """All lettering of the panel, in reading order."""
    return [one.id for group in window.desk.view.letterings_of_panel.values() for one in group]


def picked(window: MainWindow) -> list[str]:
    return [one.lettering_id for one in window.pages.canvas.selected()]


def stored(window: MainWindow) -> list[Point]:
    """Where the lettering stands, as it is stored."""
    groups = window.desk.view.letterings_of_panel.values()
    return [Point(*json.loads(one.geometry_json)["place"]) for group in groups for one in group]


def steps_of(qtbot: QtBot, window: MainWindow, before: list[Point]) -> list[tuple[float, float]]:
    """How far each piece has been moved, as soon as the page shows it."""
    until(qtbot, lambda: stored(window) != before)
    settled(qtbot, window)
    until(qtbot, lambda: shown(window) == [pytest.approx(one, abs=0.02) for one in stored(window)])
    pairs = zip(stored(window), before, strict=True)
    return [(after.x - then.x, after.y - then.y) for after, then in pairs]


def shown(window: MainWindow) -> list[Point]:
    return [one.text.centre for one in window.pages.canvas.composition().letterings]


def bodies(window: MainWindow) -> list:
    return [one.body for one in window.pages.canvas.composition().letterings]


def test_shift_and_a_click_add_lettering_and_take_it_away(window: MainWindow, page: QGraphicsView) -> None:
    first, second, third = ids(window)
    press(page, WORDS[0])
    press(page, WORDS[2], SHIFT)
    assert picked(window) == [first, third]
    press(page, WORDS[1], SHIFT)
    assert picked(window) == [first, third, second]
    press(page, WORDS[0], SHIFT)
    assert picked(window) == [third, second]
    press(page, EMPTY, SHIFT)
    assert picked(window) == [third, second]
    press(page, EMPTY)
    assert picked(window) == []
    assert page.picked() == window.desk.view.panels[0].id


def test_a_click_on_one_of_several_picks_it_alone_and_goes_to_its_words(
    window: MainWindow, page: QGraphicsView
) -> None:
    window.action("select all").trigger()
    assert window.focusWidget() is page
    press(page, WORDS[1])
    assert picked(window) == [ids(window)[1]]
    card = window.inspector.letterings.cards.find(ids(window)[1])
    assert window.focusWidget() in card.texts.values()


def test_dragging_one_of_several_moves_all_of_them_as_one_step(
    qtbot: QtBot, window: MainWindow, page: QGraphicsView
) -> None:
    press(page, WORDS[0])
    press(page, WORDS[1], SHIFT)
    before = stored(window)
    drag(page, WORDS[1], WORDS[1] + QPointF(10, 20))
    moved = steps_of(qtbot, window, before)
    assert moved[0] == pytest.approx((10, 20), abs=0.6)
    assert moved[1] == pytest.approx(moved[0], abs=0.02)
    assert moved[2] == (0, 0)
    assert picked(window) == ids(window)[:2]
    assert window.focusWidget() is page
    window.desk.undo()
    until(qtbot, lambda: stored(window) == before)


def test_a_band_on_empty_paper_selects_the_lettering_that_it_touches(window: MainWindow, page: QGraphicsView) -> None:
    first, second, third = ids(window)
    drag(page, QPointF(5, 15), WORDS[1])
    assert picked(window) == [first, second]
    assert strip(window) == "2 pieces of lettering selected"
    drag(page, EMPTY, WORDS[2], SHIFT)
    assert picked(window) == [first, second, third]
    drag(page, EMPTY, WORDS[2])
    assert picked(window) == [third]
    drag(page, EMPTY, EMPTY + QPointF(10, 5))
    assert picked(window) == []


def test_all_or_nothing_is_selected_with_keys(window: MainWindow, page: QGraphicsView) -> None:
    QTest.keyClick(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert picked(window) == ids(window)
    marks = [card.styleSheet() for card in window.inspector.letterings.cards.every()]
    assert ["border: 1px" in mark for mark in marks] == [True, True, True]
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert picked(window) == []
    assert strip(window) == ""


def test_the_keyboard_alone_selects_some_of_the_lettering(
    qtbot: QtBot, window: MainWindow, page: QGraphicsView
) -> None:
    first, second, third = ids(window)
    held = Qt.KeyboardModifier.ControlModifier | SHIFT
    QTest.keyClick(page, Qt.Key.Key_N)
    assert picked(window) == [first]
    assert window.focusWidget() is page
    QTest.keyClick(page, Qt.Key.Key_N, SHIFT)
    assert picked(window) == [third]
    QTest.keyClick(page, Qt.Key.Key_N, held)
    assert picked(window) == [third, first]
    before = stored(window)
    QTest.keyClick(page, Qt.Key.Key_Left)
    assert steps_of(qtbot, window, before) == [pytest.approx((-1, 0)), (0, 0), pytest.approx((-1, 0))]
    QTest.keyClick(page, Qt.Key.Key_N, held)
    QTest.keyClick(page, Qt.Key.Key_N, held)
    assert picked(window) == [third, first, second]


def test_escape_drops_what_is_being_dragged_and_keeps_the_selection(
    qtbot: QtBot, window: MainWindow, page: QGraphicsView
) -> None:
    window.action("select all").trigger()
    before, steps = stored(window), window.action("undo").text()
    begin_drag(page, WORDS[0], WORDS[0] + QPointF(30, 0))
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QTest.mouseRelease(page.viewport(), LEFT, NONE, page.mapFromScene(WORDS[0] + QPointF(30, 0)))
    begin_drag(page, EMPTY, WORDS[2])
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QTest.mouseRelease(page.viewport(), LEFT, NONE, page.mapFromScene(WORDS[2]))
    settled(qtbot, window)
    assert (stored(window), window.action("undo").text()) == (before, steps)


def test_arrow_keys_nudge_all_lettering_that_is_selected(qtbot: QtBot, window: MainWindow, page: QGraphicsView) -> None:
    window.action("select all").trigger()
    before = stored(window)
    QTest.keyClick(page, Qt.Key.Key_Down)
    assert steps_of(qtbot, window, before) == [pytest.approx((0, 1))] * 3
    window.desk.undo()
    until(qtbot, lambda: stored(window) == before)


def test_keys_that_come_quicker_than_the_page_is_composed_add_up(
    qtbot: QtBot, window: MainWindow, page: QGraphicsView
) -> None:
    window.action("select all").trigger()
    before = stored(window)
    for _ in range(8):
        QTest.keyClick(page, Qt.Key.Key_Right)
    until(qtbot, lambda: stored(window)[0].x > before[0].x + 7.9)
    assert steps_of(qtbot, window, before) == [pytest.approx((8, 0))] * 3
    QTest.keyClick(page, Qt.Key.Key_Up)
    until(qtbot, lambda: stored(window)[0].y < before[0].y - 0.9)
    assert steps_of(qtbot, window, before) == [pytest.approx((8, -1))] * 3


def test_after_undo_keys_go_on_from_where_the_lettering_lies(
    qtbot: QtBot, window: MainWindow, page: QGraphicsView
) -> None:
    window.action("select all").trigger()
    before = stored(window)
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert steps_of(qtbot, window, before) == [pytest.approx((1, 0))] * 3
    window.desk.undo()
    until(qtbot, lambda: shown(window) == [pytest.approx(one, abs=0.02) for one in before])
    QTest.keyClick(page, Qt.Key.Key_Down)
    until(qtbot, lambda: stored(window)[0].y > before[0].y + 0.9)
    assert steps_of(qtbot, window, before) == [pytest.approx((0, 1))] * 3


def test_a_double_click_on_lettering_goes_to_its_words(window: MainWindow, page: QGraphicsView) -> None:
    press(page, WORDS[1])
    page.setFocus()
    QTest.mouseDClick(page.viewport(), LEFT, NONE, page.mapFromScene(WORDS[1]))
    card = window.inspector.letterings.cards.find(ids(window)[1])
    assert window.focusWidget() in card.texts.values()


def test_delete_removes_all_lettering_that_is_selected_and_one_undo_brings_it_back(
    qtbot: QtBot, window: MainWindow, page: QGraphicsView
) -> None:
    press(page, WORDS[0])
    press(page, WORDS[2], SHIFT)
    before, kept = ids(window), ids(window)[1]
    QTest.keyClick(page, Qt.Key.Key_Delete)
    until(qtbot, lambda: ids(window) == [kept])
    until(qtbot, lambda: picked(window) == [])
    window.desk.undo()
    until(qtbot, lambda: ids(window) == before)


def test_lettering_is_doubled_with_its_words_in_every_language(
    qtbot: QtBot, window: MainWindow, page: QGraphicsView
) -> None:
    press(page, WORDS[0])
    press(page, WORDS[1], SHIFT)
    before = ids(window)
    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: len(picked(window)) == 2 and set(picked(window)).isdisjoint(before))
    texts = window.desk.view.texts_of_lettering
    for twin, original in zip(picked(window), before, strict=False):
        said = [[(one.language, one.text) for one in texts[key]] for key in (twin, original)]
        assert said[0] == said[1]
    at = dict(zip(ids(window), stored(window), strict=True))
    assert at[picked(window)[0]] == pytest.approx(Point(PLACES[0].x + 6, PLACES[0].y + 6), abs=0.02)
    window.desk.undo()
    until(qtbot, lambda: ids(window) == before)


def test_without_lettering_the_keys_say_what_to_do(window: MainWindow, page: QGraphicsView) -> None:
    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert "Select lettering on the page first." in window.notices.texts()


def test_balloons_are_aligned_by_their_bodies_as_one_step(
    qtbot: QtBot, window: MainWindow, page: QGraphicsView
) -> None:
    window.action("select all").trigger()
    before, line = stored(window), min(body.x for body in bodies(window))
    window.action("arrange left").trigger()
    steps_of(qtbot, window, before)
    assert [body.x for body in bodies(window)] == pytest.approx([line] * 3, abs=0.02)
    assert [place.y for place in stored(window)] == pytest.approx([place.y for place in before])
    window.desk.undo()
    until(qtbot, lambda: stored(window) == before)


def test_balloons_are_spread_with_equal_gaps(qtbot: QtBot, window: MainWindow, page: QGraphicsView) -> None:
    window.action("select all").trigger()
    before = stored(window)
    window.action("arrange down").trigger()
    moved = steps_of(qtbot, window, before)
    first, second, third = bodies(window)
    assert second.y - first.bottom == pytest.approx(third.y - second.bottom, abs=0.05)
    assert moved[0] == moved[2] == (0, 0)


def test_only_what_can_work_is_offered(window: MainWindow, page: QGraphicsView) -> None:
    assert arranging(window) == []
    press(page, WORDS[0])
    assert arranging(window) == []
    press(page, WORDS[1], SHIFT)
    assert arranging(window) == ["left", "centre", "right", "top", "middle", "bottom"]
    press(page, WORDS[2], SHIFT)
    assert len(arranging(window)) == 8
    window.show_mode(Mode.STORY)
    assert arranging(window) == []
    assert not window.action("select all").isEnabled()
    window.show_mode(Mode.PAGES)
    assert len(arranging(window)) == 8


def test_the_right_button_keeps_a_selection_in_which_it_was_pressed(window: MainWindow, page: QGraphicsView) -> None:
    first, second, third = ids(window)
    press(page, WORDS[0])
    press(page, WORDS[1], SHIFT)
    menu = right_click(page, WORDS[1])
    assert picked(window) == [first, second]
    assert [one.text() for one in menu.actions() if one.isEnabled() and one.text()] == [
        "Duplicate what is selected",
        "Line up",
        "Select all",
        "Remove what is selected",
    ]
    menu.close()
    right_click(page, WORDS[2]).close()
    assert picked(window) == [third]


def test_the_inspector_offers_what_can_be_done_to_several(
    qtbot: QtBot, window: MainWindow, page: QGraphicsView
) -> None:
    press(page, WORDS[0])
    assert strip(window) == ""
    press(page, WORDS[1], SHIFT)
    assert strip(window) == "2 pieces of lettering selected"
    before = stored(window)
    buttons = {one.toolTip(): one for one in window.inspector.several.findChildren(QToolButton)}
    assert not buttons["Distribute vertically"].isEnabled()
    QTest.mouseClick(buttons["Align top edges"], LEFT)
    steps_of(qtbot, window, before)
    assert bodies(window)[0].y == pytest.approx(bodies(window)[1].y, abs=0.02)
    window.action("japanese").trigger()
    until(qtbot, lambda: strip(window) == "文字を2個選択中")


# ---------------------------------------------------------------------- panels


def middle(box: Box) -> QPointF:
    return QPointF((box.left + box.width / 2) * 1024, (box.top + box.height / 2) * 1024)


FIGURES = [middle(box) for box in BOXES]
BARE = QPointF(20, 60)
"""A place of the picture where nobody stands."""


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow) -> QGraphicsView:
    canvas = window.panels.canvas
    until(qtbot, lambda: [one.region for one in canvas.figures()] == list(BOXES))
    canvas.setFocus()
    return canvas


def figures(window: MainWindow) -> tuple[Figure, ...]:
    return window.desk.view.figures_of_panel[window.panels.panel()]


def chosen(window: MainWindow) -> list[int]:
    """Who is selected, by number."""
    known = [one.id for one in figures(window)]
    return [known.index(one.id) for one in window.panels.canvas.selected()]


def regions(window: MainWindow) -> list[Box]:
    return [from_json(one.region_json, Box) for one in figures(window)]


def test_figures_are_added_to_the_selection_with_shift_and_taken_away(window: MainWindow, panel: QGraphicsView) -> None:
    press(panel, FIGURES[0])
    press(panel, FIGURES[2], SHIFT)
    assert chosen(window) == [0, 2]
    marks = [card.styleSheet() for card in window.inspector.figures.cards.every()]
    assert ["border: 1px" in mark for mark in marks] == [True, False, True]
    assert strip(window) == "2 figures selected"
    press(panel, FIGURES[0], SHIFT)
    assert chosen(window) == [2]
    press(panel, FIGURES[1], SHIFT)
    press(panel, FIGURES[1])
    assert chosen(window) == [1]
    press(panel, BARE)
    assert chosen(window) == []


def test_a_band_on_empty_paper_selects_the_figures_that_it_touches(window: MainWindow, panel: QGraphicsView) -> None:
    drag(panel, BARE, QPointF(500, 520))
    assert chosen(window) == [0, 1]
    drag(panel, QPointF(1000, 60), QPointF(960, 300), SHIFT)
    assert chosen(window) == [0, 1, 2]
    begin_drag(panel, BARE, QPointF(100, 400))
    assert chosen(window) == [0]
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    QTest.mouseRelease(panel.viewport(), LEFT, NONE, panel.mapFromScene(QPointF(100, 400)))
    assert chosen(window) == [0, 1, 2]
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert chosen(window) == []


def test_several_figures_are_dragged_together_snap_together_and_are_one_step(
    qtbot: QtBot, window: MainWindow, panel: QGraphicsView
) -> None:
    press(panel, FIGURES[0])
    press(panel, FIGURES[1], SHIFT)
    # The left edge of both comes near that of the picture.
    drag(panel, FIGURES[1], FIGURES[1] + QPointF(-0.045 * 1024, -0.12 * 1024))
    until(qtbot, lambda: regions(window) != list(BOXES))
    first, second, third = regions(window)
    assert first.left == pytest.approx(0)
    assert second.left - first.left == pytest.approx(BOXES[1].left - BOXES[0].left)
    assert second.top - first.top == pytest.approx(BOXES[1].top - BOXES[0].top)
    assert first.top == pytest.approx(BOXES[0].top - 0.12, abs=0.015)
    assert third == BOXES[2]
    assert chosen(window) == [0, 1]
    window.desk.undo()
    until(qtbot, lambda: regions(window) == list(BOXES))


def test_figures_that_are_carried_go_back_with_escape(qtbot: QtBot, window: MainWindow, panel: QGraphicsView) -> None:
    window.action("select all").trigger()
    begin_drag(panel, FIGURES[0], FIGURES[0] + QPointF(0, -150))
    assert [one.pos().y() < -100 for one in panel.scene().selectedItems()] == [True, True, True]
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    QTest.mouseRelease(panel.viewport(), LEFT, NONE, panel.mapFromScene(FIGURES[0]))
    assert [one.pos() for one in panel.scene().selectedItems()] == [QPointF()] * 3
    settled(qtbot, window)
    assert regions(window) == list(BOXES)


def test_keys_move_double_and_remove_several_figures_as_one_step_each(
    qtbot: QtBot, window: MainWindow, panel: QGraphicsView
) -> None:
    QTest.keyClick(panel, Qt.Key.Key_N)
    QTest.keyClick(panel, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert chosen(window) == [0, 1]
    QTest.keyClick(panel, Qt.Key.Key_Up)
    until(qtbot, lambda: regions(window) != list(BOXES))
    tops = [one.top - before.top for one, before in zip(regions(window), BOXES, strict=True)]
    assert tops == pytest.approx([-0.01, -0.01, 0])
    window.desk.undo()
    until(qtbot, lambda: regions(window) == list(BOXES))
    QTest.keyClick(panel, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: chosen(window) == [3, 4])
    assert [one.left for one in regions(window)[3:]] == pytest.approx([0.1, 0.45])
    QTest.keyClick(panel, Qt.Key.Key_Backspace)
    until(qtbot, lambda: regions(window) == list(BOXES))
    window.desk.undo()
    until(qtbot, lambda: len(figures(window)) == 5)


def test_keys_that_come_quicker_than_the_book_is_read_add_up(
    qtbot: QtBot, window: MainWindow, panel: QGraphicsView
) -> None:
    window.action("select all").trigger()
    for _ in range(8):
        QTest.keyClick(panel, Qt.Key.Key_Up)
    until(qtbot, lambda: regions(window)[0].top < BOXES[0].top - 0.079)
    assert [one.top - before.top for one, before in zip(regions(window), BOXES, strict=True)] == pytest.approx(
        [-0.08] * 3
    )
    until(qtbot, lambda: [one.region for one in window.panels.canvas.figures()] == regions(window))
    for _ in range(8):
        window.desk.undo()
    until(qtbot, lambda: [one.region for one in window.panels.canvas.figures()] == list(BOXES))


def test_figures_are_put_on_one_ground_and_spread_evenly(
    qtbot: QtBot, window: MainWindow, panel: QGraphicsView
) -> None:
    QTest.keyClick(panel, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    window.action("arrange bottom").trigger()
    until(qtbot, lambda: regions(window) != list(BOXES))
    assert [one.top + one.height for one in regions(window)] == pytest.approx([0.95] * 3)
    grounded = regions(window)
    window.action("arrange across").trigger()
    until(qtbot, lambda: regions(window) != grounded)
    first, second, third = regions(window)
    gaps = [right.left - left.left - left.width for left, right in ((first, second), (second, third))]
    assert gaps[0] == pytest.approx(gaps[1])
    for steps in (grounded, list(BOXES)):
        window.desk.undo()
        until(qtbot, lambda steps=steps: regions(window) == steps)


def test_several_figures_come_nearer_and_are_copied_together(
    qtbot: QtBot, window: MainWindow, panel: QGraphicsView
) -> None:
    drag(panel, BARE, QPointF(500, 520))
    QTest.keyClick(panel, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: [one.z for one in figures(window)] == [1, 1, 0])
    QTest.keyClick(panel, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert any("2 figures copied" in said for said in window.notices.texts())


def test_a_region_drawn_while_several_are_selected_belongs_to_somebody_new(
    qtbot: QtBot, window: MainWindow, panel: QGraphicsView
) -> None:
    window.action("select all").trigger()
    QTest.keyClick(panel, Qt.Key.Key_F)
    drag(panel, BARE, QPointF(300, 200))
    until(qtbot, lambda: len(figures(window)) == 4)
    assert regions(window)[:3] == list(BOXES)
