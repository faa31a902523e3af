"""The panels mode: figures, masks, takes, the queue, and why a panel cannot be drawn."""

from collections.abc import Callable
from threading import Event as Flag

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from charabook.engine.requests import Box, Event, JobId, PaintedMask, Polygon, Request, Stepped
from charabook.engine.wire import from_json
from charabook.errors import BadInput, KnownError
from charabook.queue import JobState
from charabook.studio import Studio
from gui.book_view import region_of
from gui.carrying import LOOK_MIME
from gui.keys import Keys
from gui.panels.facts_watch import FactsWatch
from gui.queue.queue_plan import QueuePlan
from gui.window import MainWindow
from projects.records import Character, Figure, Panel, PanelId, Rating
from tests.fakes.engine import FakeEngine, failed, flat_png
from tests.gui.conftest import settled, until


def draw(qtbot: QtBot, window: MainWindow) -> None:
    count = window.takes.count()
    window.action("generate").trigger()
    until(qtbot, lambda: window.takes.count() == count + 1)
    until(qtbot, lambda: not window.desk.wishes.said())  # until then the same would not be drawn once more


def test_somebody_dropped_on_the_canvas_stands_there(qtbot: QtBot, window: MainWindow) -> None:
    desk, canvas = window.desk, window.panels.canvas
    look, panel = next(iter(desk.view.looks)), desk.view.panels[1].id
    window.at_hand.open_panel(panel)
    carried = QMimeData()
    carried.setData(LOOK_MIME, look.encode())
    place = canvas.mapFromScene(QPointF(512, 512))
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    canvas.dragEnterEvent(QDragEnterEvent(QPoint(place), move, carried, left, none))
    canvas.dropEvent(QDropEvent(QPointF(place), move, carried, left, none))
    until(qtbot, lambda: len(desk.view.figures_of_panel[panel]) == 2)
    figure = desk.view.figures_of_panel[panel][-1]
    box = from_json(figure.region_json, Box)
    assert figure.look == look
    assert abs(box.left + box.width / 2 - 0.5) < 0.02


def test_whom_the_story_has_brought_is_not_doubled_by_drawing_where_they_stand(
    qtbot: QtBot, window: MainWindow
) -> None:
    panel = window.panels.panel()
    mina, pip = window.desk.view.figures_of_panel[panel]
    region = Box(left=0.5, top=0.25, width=0.25, height=0.5)
    window.panels.canvas.region_drawn.emit(region)
    until(qtbot, lambda: region_of(window.desk.view.figures_of_panel[panel][0]) == region)
    assert [one.id for one in window.desk.view.figures_of_panel[panel]] == [mina.id, pip.id]
    window.panels.canvas.region_drawn.emit(region)  # a second one is a twin
    until(qtbot, lambda: len(window.desk.view.figures_of_panel[panel]) == 3)


def test_a_long_name_above_the_canvas_ends_in_dots(qtbot: QtBot, window: MainWindow) -> None:
    member = window.panels.top.member
    mina = window.desk.view.looks[member.currentData()].character
    assert member.said() == "Mina"
    window.desk.edit("Name", lambda edit: edit.update(Character, mina, name="Captain Marlow Whiskerton the Third"))
    until(qtbot, lambda: member.currentText().startswith("Captain"))
    until(qtbot, lambda: member.said().endswith("…"))


def test_the_engines_masks_are_shown_and_adopted_as_regions(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window)
    canvas = window.panels.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_W)
    bare = canvas.viewport().grab().toImage()
    QTest.keyClick(canvas, Qt.Key.Key_M)
    until(qtbot, lambda: "80 %" in window.panels.match_map.likeness.text())
    until(qtbot, lambda: canvas.viewport().grab().toImage() != bare)
    QTest.mouseClick(window.panels.match_map.adopt_button, Qt.MouseButton.LeftButton)
    panel = window.panels.panel()
    until(qtbot, lambda: all(one.region_json for one in window.desk.view.figures_of_panel[panel]))
    region = window.desk.view.figures_of_panel[panel][0].region_json
    assert isinstance(from_json(region, PaintedMask), PaintedMask)


def test_a_locked_panel_says_why_it_is_not_drawn(qtbot: QtBot, window: MainWindow) -> None:
    panel = window.panels.panel()
    until(qtbot, window.panels.bar.button.isEnabled)
    window.desk.edit("Lock", lambda edit: edit.update(Panel, panel, locked=True))
    until(qtbot, lambda: not window.panels.bar.button.isEnabled())
    assert window.panels.bar.button.toolTip() == "The panel is locked."


def test_takes_are_starred_rejected_and_stepped_through_with_keys(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window)
    draw(qtbot, window)
    window.takes.list.setFocus()
    first = window.takes.chosen()
    QTest.keyClick(window.takes.list, Qt.Key.Key_Period)
    until(qtbot, lambda: window.desk.view.takes_by_id[first].rating is Rating.STAR)
    QTest.keyClick(window.takes.list, Qt.Key.Key_BracketRight)
    second = window.takes.chosen()
    assert second != first
    QTest.keyClick(window.takes.list, Qt.Key.Key_X)
    until(qtbot, lambda: window.takes.count() == 1)
    assert second in window.desk.view.takes_by_id
    window.takes.buttons.rejects_box.setChecked(True)
    assert window.takes.count() == 2


def test_two_takes_are_compared_behind_a_slider(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window)
    draw(qtbot, window)
    QTest.mouseClick(window.takes.buttons.compare, Qt.MouseButton.LeftButton)
    compare = window.panels.compare
    assert window.panels.middle.currentWidget() is compare
    QTest.keyClick(compare, Qt.Key.Key_Right)
    assert compare.share > 0.5
    QTest.keyClick(compare, Qt.Key.Key_Escape)
    assert window.panels.middle.currentWidget() is window.panels.canvas


@pytest.mark.parametrize("place", [0, 1])
def test_the_better_one_of_two_takes_is_chosen_where_they_are_compared(
    qtbot: QtBot, window: MainWindow, place: int
) -> None:
    draw(qtbot, window)
    draw(qtbot, window)
    right = window.takes.chosen()
    left = next(one for one in window.takes.list.model().ids() if one != right)
    QTest.mouseClick(window.takes.buttons.compare, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.panels.compare.choices[place], Qt.MouseButton.LeftButton)
    wanted = (left, right)[place]
    until(qtbot, lambda: window.desk.view.panels_by_id[window.panels.panel()].chosen_take == wanted)
    assert window.takes.chosen() == wanted
    assert window.panels.middle.currentWidget() is window.panels.canvas


def test_variations_have_seeds_of_their_own(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window)
    window.drawing.vary(window.takes.chosen(), 4)
    until(qtbot, lambda: window.takes.count() == 5)
    takes = window.desk.view.takes_of_panel[window.panels.panel()]
    assert len({take.seed for take in takes}) == 5


def test_all_empty_panels_are_drawn_in_one_go(qtbot: QtBot, window: MainWindow) -> None:
    window.action("generate empty").trigger()
    until(qtbot, lambda: window.findChild(QueuePlan))
    plan = window.findChild(QueuePlan)
    until(qtbot, plan.queue_button.isEnabled)
    assert "0." in plan.about.text()  # gigabytes of memory
    QTest.mouseClick(plan.queue_button, Qt.MouseButton.LeftButton)
    view = lambda: window.desk.view  # noqa: E731
    until(qtbot, lambda: all(view().takes_of_panel.get(panel.id) for panel in view().panels))


def test_what_many_pictures_cost_is_worked_out_while_the_dialog_is_open(qtbot: QtBot, window: MainWindow) -> None:
    may_answer = Flag()

    def slowly(studio: Studio) -> tuple[PanelId, ...]:
        may_answer.wait()
        return studio.drawing.panels_without_picture()

    window.drawing.plan(slowly)
    plan = window.findChild(QueuePlan)
    assert plan.isVisible()
    assert not plan.queue_button.isEnabled()
    may_answer.set()
    until(qtbot, plan.queue_button.isEnabled)
    assert plan.heading.text().startswith("2 ")


def test_a_plan_for_nothing_says_so_and_offers_to_be_closed(qtbot: QtBot, window: MainWindow) -> None:
    window.drawing.plan(lambda studio: ())
    plan = window.findChild(QueuePlan)
    until(qtbot, lambda: "nothing to draw" in plan.about.text())
    assert plan.foot.leave.text() == "Close"
    assert not plan.queue_button.isVisible()


def test_a_plan_that_cannot_be_made_is_closed_and_the_reason_is_told(qtbot: QtBot, window: MainWindow) -> None:
    def fail(studio: Studio) -> tuple[PanelId, ...]:
        raise BadInput("The ink is dry.", "Add water.")

    window.drawing.plan(fail)
    until(qtbot, lambda: any("The ink is dry." in text for text in window.notices.texts()))
    until(qtbot, lambda: window.findChild(QueuePlan) is None)


def test_what_is_asked_while_a_question_fails_is_asked_then(qtbot: QtBot, window: MainWindow) -> None:
    asked: list[Callable[[KnownError], None]] = []

    class Asked(QObject):
        noticed = Signal(object)

        def ask(self, verb: object, then: object, failed: Callable[[KnownError], None]) -> None:
            asked.append(failed)

    watch = FactsWatch(Asked(), window.panels._hand, window)
    watch.ask()
    watch.ask()
    assert len(asked) == 1
    asked[0](BadInput("The ink is dry.", "Add water."))
    assert len(asked) == 2


def test_a_panel_whose_story_changed_is_shown_as_stale(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window)
    panel = window.panels.panel()
    until(qtbot, lambda: window.desk.states.stale == frozenset())
    window.desk.edit("Change", lambda edit: edit.update(Panel, panel, prompt="a castle at night"))
    until(qtbot, lambda: panel in window.desk.states.stale)


def test_a_failed_job_says_why_and_is_retried(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    trouble = [True]

    def answer(job: JobId, request: Request) -> Event | None:
        return failed(job, request) if trouble.pop() else None

    engine._answer = lambda job, request: answer(job, request) if trouble else None
    window.action("generate").trigger()
    until(qtbot, lambda: JobState.FAILED in window.queue.states())
    window.queue.list.setCurrentIndex(window.queue.list.model().index(0, 0))
    job = window.queue.chosen()
    assert job.what
    QTest.mouseClick(window.queue.retry_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: window.queue.states() == ())


def test_a_waiting_job_is_cancelled_and_dismissed(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    engine.hold()
    window.drawing.generate_panels([panel.id for panel in window.desk.view.panels])
    waiting = [JobState.RUNNING, *[JobState.WAITING] * 3]  # two identities, then two panels
    until(qtbot, lambda: list(window.queue.states()) == waiting)
    last = window.queue.list.model().rowCount() - 1
    window.queue.list.setCurrentIndex(window.queue.list.model().index(last, 0))
    QTest.mouseClick(window.queue.cancel_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: window.queue.states()[-1] is JobState.CANCELLED)
    QTest.mouseClick(window.queue.cancel_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: JobState.CANCELLED not in window.queue.states())
    engine.released.set()
    settled(qtbot, window)


def test_typing_in_the_inspector_keeps_the_focus_when_the_book_changes(qtbot: QtBot, window: MainWindow) -> None:
    row = next(iter(window.inspector.figures.cards.every()))
    row.action.setFocus()
    QTest.keyClicks(row.action, " slowly")
    QTest.keyClick(row.action, Qt.Key.Key_Return)
    panel = window.panels.panel()
    until(qtbot, lambda: "slowly" in window.desk.view.figures_of_panel[panel][0].action)
    assert window.focusWidget() is row.action


def test_what_is_being_typed_is_drawn(qtbot: QtBot, window: MainWindow) -> None:
    field = window.inspector.figures.cards.every()[0].action
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "crying")
    window.action("generate").trigger()  # as Ctrl+Enter does, which takes no focus away
    until(qtbot, lambda: window.takes.count() == 1)
    assert "crying" in window.desk.view.takes_by_id[window.takes.chosen()].request_json


def test_what_is_being_typed_belongs_to_the_panel_in_which_it_was_begun(qtbot: QtBot, window: MainWindow) -> None:
    first, last = window.desk.view.panels[0].id, window.desk.view.panels[-1].id
    field = window.inspector.figures.cards.every()[0].action
    before = window.desk.view.figures_of_panel[last]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "crying")
    window.at_hand.show_panel(last)
    until(qtbot, lambda: window.desk.view.figures_of_panel[first][0].action == "crying")
    settled(qtbot, window)
    assert window.desk.view.figures_of_panel[last] == before
    assert window.inspector.figures.cards.every()[0].action.text() == before[0].action


def test_a_preview_is_shown_while_the_picture_is_made(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    draw(qtbot, window)
    until(qtbot, lambda: window.desk.running_job() is None)
    engine.hold()
    window.action("generate").trigger()
    until(qtbot, lambda: window.desk.running_job() is not None)
    job = window.desk.running_job()
    engine._events.append(Stepped(job=job.id, stage="panel", step=1, steps=4, preview_png=flat_png(32, 32, 0x0000FF)))
    until(qtbot, lambda: window.panels.canvas.picture().width() == 32)
    assert window.panels.bar.cancel_button.isVisible()
    engine.released.set()
    until(qtbot, lambda: window.takes.count() == 2)


def test_figures_are_copied_from_one_panel_and_pasted_into_another_as_one_step(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = window.desk.view
    first, last = view.panels[0].id, view.panels[-1].id
    window.at_hand.show_panel(first)
    window.panels.canvas.setFocus()
    window.action("copy figures").trigger()
    window.at_hand.show_panel(last)
    before = view.figures_of_panel[last]
    window.action("paste figures").trigger()
    until(qtbot, lambda: len(window.desk.view.figures_of_panel[last]) == len(before) + 2)
    pasted = window.desk.view.figures_of_panel[last][len(before) :]
    copied = view.figures_of_panel[first]
    assert [(one.look, one.placement, one.action) for one in pasted] == [
        (one.look, one.placement, one.action) for one in copied
    ]
    window.desk.undo()
    until(qtbot, lambda: window.desk.view.figures_of_panel[last] == before)


def test_enter_closes_a_polygon_and_does_not_use_the_take_at_hand(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window)
    canvas, panel = window.panels.canvas, window.panels.panel()
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_G)
    for x, y in ((200, 200), (700, 200), (500, 700)):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.mapFromScene(QPointF(x, y)))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    until(qtbot, lambda: isinstance(region_of(window.desk.view.figures_of_panel[panel][0]), Polygon))
    assert window.desk.view.panels_by_id[panel].chosen_take is None


def figures_of(window: MainWindow) -> tuple[Figure, ...]:
    return window.desk.view.figures_of_panel[window.panels.panel()]


def test_figures_are_picked_doubled_and_brought_nearer_with_keys(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.panels.canvas
    until(qtbot, lambda: len(canvas.figures()) == 2)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_N)
    first = canvas.selected_figure()
    QTest.keyClick(canvas, Qt.Key.Key_N)
    assert canvas.selected_figure() not in ("", first)
    QTest.keyClick(canvas, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.selected_figure() == first
    QTest.keyClick(canvas, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: figures_of(window)[0].z == 1)
    QTest.keyClick(canvas, Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: figures_of(window)[0].z == 0)
    QTest.keyClick(canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: len(figures_of(window)) == 3)
    twin = figures_of(window)[-1]
    until(qtbot, lambda: canvas.selected_figure() == twin.id)
    assert (twin.look, twin.action) == (figures_of(window)[0].look, figures_of(window)[0].action)
    shown = {one.id: one.region for one in canvas.figures()}
    assert abs(shown[twin.id].left - shown[first].left) == pytest.approx(0.05)
    window.desk.undo()
    until(qtbot, lambda: len(figures_of(window)) == 2)


def test_the_right_button_picks_a_figure_and_offers_what_can_be_done_to_it(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.panels.canvas
    until(qtbot, lambda: len(canvas.figures()) == 2)
    second = canvas.figures()[1]
    middle = QPointF(1024 * (second.region.left + second.region.width / 2), 500)
    place = canvas.mapFromScene(middle)
    mouse = QContextMenuEvent.Reason.Mouse
    canvas.contextMenuEvent(QContextMenuEvent(mouse, place, canvas.mapToGlobal(place)))
    menu = canvas.findChild(QMenu)
    assert canvas.selected_figure() == second.id
    assert [one.text() for one in menu.actions()][:2] == ["Duplicate what is selected", "Bring the figure nearer"]
    menu.close()


def test_the_inspector_marks_the_figure_that_is_selected_on_the_canvas(qtbot: QtBot, window: MainWindow) -> None:
    canvas, cards = window.panels.canvas, window.inspector.figures.cards
    until(qtbot, lambda: len(canvas.figures()) == 2)
    first, second = canvas.figures()
    canvas.select_figures(second.id)
    assert ["border: 1px" in card.styleSheet() for card in cards.every()] == [False, True]
    canvas.select_figures(first.id)
    assert ["border: 1px" in card.styleSheet() for card in cards.every()] == [True, False]


def test_the_paper_is_zoomed_with_keys(qtbot: QtBot, window: MainWindow) -> None:
    before = window.panels.canvas.transform().m11()
    window.action("zoom in").trigger()
    assert window.panels.canvas.transform().m11() == pytest.approx(1.2 * before)
    window.action("fit").trigger()
    assert window.panels.canvas.transform().m11() == pytest.approx(before)


def test_without_a_selected_figure_the_keys_say_what_to_do(window: MainWindow) -> None:
    window.action("duplicate").trigger()
    assert "Select a figure on the canvas first." in window.notices.texts()


def test_a_take_is_copied_and_used_in_another_panel_with_keys(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window)
    window.takes.list.setFocus()
    QTest.keyClick(window.takes.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: not QGuiApplication.clipboard().image().isNull())
    last = window.desk.view.panels[-1].id
    window.at_hand.open_panel(last)
    window.action("paste take").trigger()
    until(qtbot, lambda: window.desk.view.panels_by_id[last].chosen_take)


def test_the_sheet_of_keys_lists_what_the_actions_say(window: MainWindow) -> None:
    window.show_keys()
    sheet = window.findChild(Keys)
    keys = dict(sheet.rows())
    assert keys["Generate"] == window.action("generate").shortcut().toString()
    assert keys["Copy figures"] == "Ctrl+C"
    assert keys["Figure: box"] == "F"
    assert keys["Duplicate what is selected"] == "Ctrl+D"
    assert keys["Move the figure to the next guide or figure"] == "Ctrl+arrow keys"
    sheet.reject()


def test_pasting_from_an_empty_clipboard_says_so(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window)
    QGuiApplication.clipboard().clear()
    window.takes.list.setFocus()
    told: list[str] = []
    window.desk.noticed.connect(lambda notice: told.append(notice.text))
    QTest.keyClick(window.takes.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: told == ["No picture has been copied yet."])
