"""How a book's pictures are drawn, chosen in the window; likenesses side by side."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from charabook.engine.requests import DEMO_MODEL, ClipRequest, ClipSampling, Drawing, Likeness, Subject
from charabook.engine.wire import request_to_json
from charabook.studio.held import held_in
from charabook.studio.models import DrawingSettings, drawing_settings, with_drawing
from charabook.studio.remaking import Remake
from gui.book_settings import BookSettings
from gui.dialogs import Foot
from gui.remake import RemakeDialog
from gui.window import MainWindow
from projects.records import Take
from tests.gui.conftest import until

LARGE = "a-large-model.safetensors"


@pytest.fixture
def settings(qtbot: QtBot, window: MainWindow) -> BookSettings:
    dialog = BookSettings(window.desk, window.desk.view.book, window)
    dialog.open()
    return dialog


def confirm(dialog: BookSettings | RemakeDialog) -> None:
    QTest.mouseClick(dialog.findChild(Foot).go, Qt.MouseButton.LeftButton)


def stored(window: MainWindow) -> DrawingSettings:
    return drawing_settings(window.desk.view.book)


def draw(qtbot: QtBot, window: MainWindow, action: str, count: int) -> list[Take]:
    window.action(action).trigger()
    until(qtbot, lambda: window.takes.count() == count)
    until(qtbot, lambda: not window.desk.wishes.said())  # until then the same would not be drawn once more
    return list(window.desk.view.takes_of_panel[window.panels.panel()])


def test_a_book_begins_with_the_models_own_way(settings: BookSettings) -> None:
    form = settings.drawing
    assert form.wish() == DrawingSettings()
    assert form.steps.text() == "The model's own, 16"
    assert form.size.currentText() == "The model's own, 256 × 256"
    assert form.work.text() == ""


def test_settings_are_typed_confirmed_and_taken_back(qtbot: QtBot, window: MainWindow, settings: BookSettings) -> None:
    form = settings.drawing
    form.steps.setFocus()
    form.steps.selectAll()
    QTest.keyClicks(form.steps, "30")
    QTest.keyClick(form.guidance, Qt.Key.Key_Up)
    QTest.keyClick(form.likeness, Qt.Key.Key_Down)
    assert "1.9 times" in form.work.text()
    wish = form.wish()
    assert wish == DrawingSettings(steps=30, guidance=3.0, likeness=Likeness.FIRM)
    confirm(settings)
    until(qtbot, lambda: stored(window) == wish)
    window.action("undo").trigger()
    until(qtbot, lambda: stored(window) == DrawingSettings())


def test_the_arrows_begin_at_what_the_model_does(settings: BookSettings) -> None:
    steps = settings.drawing.steps
    QTest.keyClick(steps, Qt.Key.Key_Down)
    assert steps.value() == 15
    steps.show_choice(4)
    QTest.keyClick(steps, Qt.Key.Key_Down)
    assert steps.choice() is None


def test_each_model_offers_the_sizes_that_it_draws_well(settings: BookSettings) -> None:
    form = settings.drawing
    assert not form.size.isEnabled()
    form.steps.show_choice(20)
    settings.model.addItem("Large", LARGE)
    pick(settings, LARGE)
    assert form.size.currentText() == "The model's own, 1024 × 1024"
    assert "28" in form.steps.specialValueText()
    QTest.keyClick(form.size, Qt.Key.Key_End)
    assert form.wish() == DrawingSettings(steps=20, area_px=1536 * 1536)
    assert "1.6 times" in form.work.text()
    pick(settings, "")
    assert form.wish() == DrawingSettings(steps=20)
    settings.model.addItem("Quick", "schnell")
    pick(settings, "schnell")
    assert form.wish() == DrawingSettings()
    assert not form.guidance.isEnabled()


def pick(settings: BookSettings, model: str) -> None:
    settings.model.setCurrentIndex(settings.model.findData(model))
    settings.model.activated.emit(settings.model.currentIndex())


def test_what_a_book_says_and_nobody_offers_is_kept(qtbot: QtBot, window: MainWindow) -> None:
    wish = DrawingSettings(area_px=200 * 200, guidance=1.5)
    book = replace(window.desk.view.book, model=LARGE, settings_json=with_drawing("{}", wish))
    dialog = BookSettings(window.desk, book, window)
    assert dialog.drawing.wish() == wish
    confirm(dialog)
    until(qtbot, lambda: stored(window) == wish)
    assert window.desk.view.book.model == LARGE


def test_the_line_beside_the_button_follows_the_settings(
    qtbot: QtBot, window: MainWindow, settings: BookSettings
) -> None:
    (take,) = draw(qtbot, window, "generate", 1)
    took = json.dumps([{"stage": "panel", "seconds": 20}])
    window.desk.edit("Time", lambda edit: edit.update(Take, take.id, timings_json=took))
    until(qtbot, lambda: "About 20 second" in window.panels.bar.stage.text())
    settings.drawing.steps.show_choice(32)
    settings.drawing.likeness.show_value(Likeness.FIRM)
    confirm(settings)
    until(qtbot, lambda: "About 40 second" in window.panels.bar.stage.text())
    assert "likeness: Firm" in window.panels.bar.stage.text()


def test_a_panel_is_drawn_gently_balanced_and_firmly(qtbot: QtBot, window: MainWindow) -> None:
    takes = draw(qtbot, window, "generate likenesses", 3)
    assert {held_in(take) for take in takes} == {(one, one) for one in Likeness}
    assert len({take.seed for take in takes}) == 1
    said = [str(window.takes.list.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)) for row in range(3)]
    assert sorted(words.partition("likeness: ")[2] for words in said) == ["Balanced", "Firm", "Gentle"]
    window.takes.list.grab()


def test_of_a_take_the_likenesses_that_are_missing_are_made(qtbot: QtBot, window: MainWindow) -> None:
    draw(qtbot, window, "generate", 1)
    entry = next(one for one in window.takes.buttons.vary.menu().actions() if one.text() == "Gentle, balanced and firm")
    entry.trigger()
    until(qtbot, lambda: window.takes.count() == 3)


def test_making_again_asks_for_each_figures_likeness(qtbot: QtBot, window: MainWindow) -> None:
    (take,) = draw(qtbot, window, "generate", 1)
    dialog = RemakeDialog(window.desk.view, take, window)
    assert [field.accessibleName() for field in dialog.likenesses] == ["Likeness of Mina", "Likeness of Pip"]
    wishes: list[Remake] = []
    dialog.chosen.connect(wishes.append)
    QTest.keyClick(dialog.likenesses[1], Qt.Key.Key_Down)
    confirm(dialog)
    assert wishes == [Remake(seed=take.seed, steps=16, guidance=2.5, likeness=(Likeness.BALANCED, Likeness.FIRM))]


def test_making_a_moving_take_again_begins_with_its_own_settings(qtbot: QtBot, window: MainWindow) -> None:
    subject = Subject(drawing=Drawing(image=b"png"))
    clip = ClipRequest(model=DEMO_MODEL, prompt="x", subjects=(subject,), sampling=ClipSampling(steps=40))
    dialog = RemakeDialog(window.desk.view, Take(seed=3, request_json=request_to_json(clip)), window)
    assert (dialog.steps.value(), dialog.guidance.value()) == (40, 7.5)
    assert dialog.likenesses == []


@pytest.mark.parametrize(
    "masks", ["", "[]", "{}", '{"figures": 3}', '{"figures": [{"likeness": "steel"}]}', "[" * 10**5]
)
def test_takes_that_do_not_tell_how_they_were_held_have_no_chip(masks: str) -> None:
    assert held_in(Take(masks_json=masks)) == ()
