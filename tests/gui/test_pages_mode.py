"""The pages mode: cutting, shared edges, layouts, moving lettering, turning pages."""

import json

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.canvas.page_places import edges_of
from gui.rooms import Mode
from gui.window import MainWindow
from tests.gui.conftest import until

LEFT = Qt.MouseButton.LeftButton


def show_pages(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.PAGES)
    until(qtbot, window.pages.canvas.composition)


def drag(window: MainWindow, start: QPointF, end: QPointF) -> None:
    canvas = window.pages.canvas

    def at(place: QPointF) -> QPoint:
        return canvas.mapFromScene(place)

    QTest.mousePress(canvas.viewport(), LEFT, pos=at(start))
    QTest.mouseMove(canvas.viewport(), at(end))
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=at(end))


def cut_in_two(qtbot: QtBot, window: MainWindow) -> None:
    """Choose a straight layout, then draw the knife across the panel from top to bottom."""
    pages, desk = window.pages, window.desk
    page = pages.page()
    pages.bar.template.chosen.emit("comic-splash")
    until(qtbot, lambda: desk.view.pages_by_id[page].template == "comic-splash")
    until(qtbot, lambda: edges_of(pages.canvas.composition().panels[0]))
    pages.canvas.setFocus()
    QTest.keyClick(pages.canvas, Qt.Key.Key_K)
    assert pages.canvas.cursor().shape() is Qt.CursorShape.CrossCursor
    drag(window, QPointF(105, 40), QPointF(105, 170))
    until(qtbot, lambda: len(desk.view.panels_of_page[page]) == 2)


def test_the_knife_cuts_a_panel_in_two_and_undo_makes_it_whole(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    page = window.pages.page()
    before = window.desk.view.panels_of_page[page]
    cut_in_two(qtbot, window)
    first, second = window.desk.view.panels_of_page[page]
    assert first.id == before[0].id
    left, right = (max(x for x, _ in json.loads(one.frame_json)) for one in (first, second))
    assert left < 105 < right
    window.desk.undo()
    until(qtbot, lambda: len(window.desk.view.panels_of_page[page]) == 1)


def test_an_edge_between_two_panels_moves_both(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    cut_in_two(qtbot, window)
    page, canvas = window.pages.page(), window.pages.canvas
    until(qtbot, lambda: len(canvas.composition().panels) == 2)
    first, second = window.desk.view.panels_of_page[page]
    canvas.pick(first.id)
    right = max(x for x, _ in json.loads(first.frame_json))
    drag(window, QPointF(right, 100), QPointF(right + 15, 100))
    until(qtbot, lambda: window.desk.view.panels_by_id[first.id] != first)
    moved = [json.loads(window.desk.view.panels_by_id[one.id].frame_json) for one in (first, second)]
    assert max(x for x, _ in moved[0]) > right + 10
    assert min(x for x, _ in moved[1]) > right + 10


def test_an_edge_that_is_dragged_too_far_stays_and_says_why(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    cut_in_two(qtbot, window)
    page, canvas = window.pages.page(), window.pages.canvas
    until(qtbot, lambda: len(canvas.composition().panels) == 2)
    before = window.desk.view.panels_of_page[page]
    canvas.pick(before[0].id)
    right = max(x for x, _ in json.loads(before[0].frame_json))
    with qtbot.waitSignal(window.desk.noticed, timeout=60_000) as told:
        drag(window, QPointF(right, 100), QPointF(-30, 100))
    assert told.args[0].text == "The edge cannot go that far: a panel would be too small. Move it less."
    assert window.desk.view.panels_of_page[page] == before


def test_lettering_goes_where_it_is_dragged(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    canvas = window.pages.canvas
    until(qtbot, lambda: canvas.composition().letterings)
    placed = canvas.composition().letterings[0]
    middle = QPointF(placed.text.centre.x, placed.text.centre.y)
    drag(window, middle, middle + QPointF(12, 9))

    def place() -> list[float] | None:
        groups = window.desk.view.letterings_of_panel.values()
        record = next(one for group in groups for one in group if one.id == placed.lettering_id)
        return json.loads(record.geometry_json or "{}").get("place")

    until(qtbot, place)
    x, y = place()
    assert abs(x - middle.x() - 12) < 1
    assert abs(y - middle.y() - 9) < 1


def test_a_book_opens_at_its_first_panel(window: MainWindow) -> None:
    view = window.desk.view
    assert window.panels.panel() == view.panels[0].id
    assert view.panels[0].page == view.pages[0].id


def test_pages_are_turned_with_keys_and_added_and_removed(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    window.pages.canvas.setFocus()
    first = window.pages.page()
    QTest.keyClick(window.pages.canvas, Qt.Key.Key_PageDown)
    assert window.pages.page() != first
    QTest.mouseClick(window.pages.bar.add_page, LEFT)
    until(qtbot, lambda: len(window.desk.view.pages) == 3)
    QTest.mouseClick(window.pages.bar.remove_page, LEFT)
    until(qtbot, lambda: len(window.desk.view.pages) == 2)


def test_a_page_that_is_added_is_shown_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    before = {page.id for page in window.desk.view.pages}
    QTest.mouseClick(window.pages.bar.add_page, LEFT)
    window.desk.book_changed.emit(window.desk.view)  # something else happens before the page has come
    until(qtbot, lambda: window.pages.page() not in before)
    [panel] = window.desk.view.panels_of_page[window.pages.page()]
    until(qtbot, lambda: window.panels.panel() == panel.id)
    assert window.book.chosen() in (panel.id, window.pages.page())


def test_pages_added_in_haste_stand_one_behind_the_other(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    first, second = (page.id for page in window.desk.view.pages)
    for _ in range(3):
        QTest.mouseClick(window.pages.bar.add_page, LEFT)
    until(qtbot, lambda: len(window.desk.view.pages) == 5)
    pages = [page.id for page in window.desk.view.pages]
    assert (pages[0], pages[4]) == (first, second)
    until(qtbot, lambda: window.pages.page() == pages[3])


def test_an_arrow_key_goes_to_the_page_at_that_side_while_no_lettering_is_at_hand(
    qtbot: QtBot, window: MainWindow
) -> None:
    show_pages(qtbot, window)
    first, second = (page.id for page in window.desk.view.pages)
    QTest.keyClick(window.pages.canvas, Qt.Key.Key_Right)
    assert window.pages.page() == second
    QTest.keyClick(window.pages.canvas, Qt.Key.Key_Left)
    assert window.pages.page() == first
    until(qtbot, lambda: window.pages.canvas.composition() and window.pages.canvas.composition().letterings)
    window.pages.canvas.pick_all()
    QTest.keyClick(window.pages.canvas, Qt.Key.Key_Right)
    assert window.pages.page() == first


def test_who_clicks_on_lettering_writes_on_in_the_language_of_the_edition(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    canvas = window.pages.canvas
    until(qtbot, lambda: canvas.composition().letterings)
    english = canvas.composition()
    QTest.keyClick(window.pages.bar.languages, Qt.Key.Key_Down)
    until(qtbot, lambda: canvas.composition() is not english)
    placed = canvas.composition().letterings[-1]
    centre = canvas.mapFromScene(QPointF(placed.text.centre.x, placed.text.centre.y))
    QTest.mouseClick(canvas.viewport(), LEFT, pos=centre)
    field = window.focusWidget()
    assert field.accessibleName() == "Text (ja)"
    before = field.toPlainText()
    QTest.keyClicks(field, "!")
    assert field.toPlainText() == f"{before}!"


def test_where_a_page_is_removed_its_neighbour_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    for _ in range(2):
        QTest.mouseClick(window.pages.bar.add_page, LEFT)
    until(qtbot, lambda: len(window.desk.view.pages) == 4)
    pages = [page.id for page in window.desk.view.pages]
    window.at_hand.show_page(pages[1])
    until(qtbot, lambda: window.pages.page() == pages[1])
    QTest.mouseClick(window.pages.bar.remove_page, LEFT)
    until(qtbot, lambda: window.pages.page() == pages[2])
    assert window.panels.panel() == window.desk.view.panels_of_page[pages[2]][0].id
    window.at_hand.show_page(pages[3])
    QTest.mouseClick(window.pages.bar.remove_page, LEFT)
    until(qtbot, lambda: window.pages.page() == pages[2])  # behind the last one stands nothing


def test_while_the_space_bar_is_held_the_mouse_moves_the_paper_and_picks_nothing(
    qtbot: QtBot, window: MainWindow
) -> None:
    show_pages(qtbot, window)
    canvas = window.pages.canvas
    canvas.setFocus()
    canvas.pick("")
    middle = canvas.composition().panels[0].outline.bounds().centre
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    drag(window, QPointF(middle.x, middle.y), QPointF(middle.x + 20, middle.y))
    assert canvas.picked() == ""
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    drag(window, QPointF(middle.x, middle.y), QPointF(middle.x, middle.y))
    assert canvas.picked() != ""


def test_it_is_said_that_a_page_is_being_laid_out_until_it_is(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.show_page(window.desk.view.pages[0].id)
    window.show_mode(Mode.PAGES)
    assert window.pages.waiting.isVisible()
    until(qtbot, window.pages.canvas.composition)
    assert not window.pages.waiting.isVisible()


def test_inspector_and_takes_follow_when_a_page_is_turned(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    first, last = window.desk.view.panels
    assert window.inspector.scene.title.text() == "Page 1"
    window.pages.canvas.setFocus()
    QTest.keyClick(window.pages.canvas, Qt.Key.Key_PageDown)
    assert window.inspector.scene.title.text() == "Page 2"
    assert window.panels.panel() == last.id
    QTest.keyClick(window.pages.canvas, Qt.Key.Key_PageUp)
    assert window.panels.panel() == first.id


def test_the_pages_open_where_the_panel_at_hand_stands(qtbot: QtBot, window: MainWindow) -> None:
    show_pages(qtbot, window)
    last = window.desk.view.panels[-1]
    window.at_hand.open_panel(last.id)
    window.show_mode(Mode.PAGES)
    assert window.pages.page() == last.page
