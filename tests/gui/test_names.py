"""Dialogs and docks: everything that can be used has a name, every action can be reached by menu or palette."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
)
from pytestqt.qtbot import QtBot

from charabook.studio.estimates import Estimate
from gui.about import About
from gui.book_settings import BookSettings
from gui.cast.crop_dialog import CropDialog
from gui.cast.picture_choice import PictureChoice
from gui.check_page import CheckPage
from gui.command_palette import CommandPalette, plain_name
from gui.dialogs import Foot
from gui.films.choices import FilmChoices
from gui.films.export_film import ExportFilm
from gui.films.make_move import MakeMove
from gui.keys import Keys
from gui.new_book import NewBook
from gui.queue.queue_plan import QueuePlan
from gui.remake import RemakeDialog
from gui.team.merge_dialog import MergeDialog
from gui.team.recovered_dialog import RecoveredDialog
from gui.team.versions_dialog import VersionsDialog
from gui.window import MainWindow
from projects.records import Take
from tests.gui.conftest import settled, tab_order, until
from tests.gui.test_check_page import FOUND, nobody
from tests.gui.test_small_screens import too_narrow
from tests.gui.test_words import is_nameless

USED = (
    *(QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox),
    *(QComboBox, QLineEdit, QPlainTextEdit),
)


def planned(window: MainWindow, cost: Estimate) -> QueuePlan:
    dialog = QueuePlan(window)
    dialog.show_plan([window.desk.view.panels[0].id], cost)
    return dialog


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "about": About,
    "settings": lambda window: BookSettings(window.desk, window.desk.view.book, window),
    "check": lambda window: CheckPage(window, look=lambda: FOUND, fetch=nobody),
    "new": lambda window: NewBook(window, Path.home()),
    "versions": lambda window: VersionsDialog(window.desk, window),
    "recovered": lambda window: RecoveredDialog(window.desk, window),
    "plan": lambda window: planned(window, Estimate(pictures=3, memory_bytes=10**9, fits=False)),
    "plan to come": QueuePlan,
    "remake": lambda window: RemakeDialog(window.desk.view, Take(seed=3), window),
    "keys": lambda window: Keys(window.actions_.by_menu(), [], window),
    "crop": lambda window: CropDialog(QPixmap(64, 64), window),
    "pictures": lambda window: PictureChoice(window.desk, next(iter(window.desk.view.looks)), window),
    "merge": lambda window: MergeDialog(window.desk, window.desk.path, window),
    "film": lambda window: ExportFilm(window.desk.view, FilmChoices(), Path.home(), window),
    "move": lambda window: MakeMove(window.desk, window.desk.view.panels[0].id, window),
    "palette": lambda window: CommandPalette(window.actions_.every(), window),
}
SCREEN = QSize(1024, 540)
"""What a small screen leaves between its bars."""


@pytest.mark.parametrize("name", DIALOGS)
def test_everything_in_a_dialog_has_a_name_for_screen_readers(qtbot: QtBot, window: MainWindow, name: str) -> None:
    dialog = DIALOGS[name](window)
    dialog.open()
    qtbot.wait(20)
    used = [widget for kind in USED for widget in dialog.findChildren(kind) if not isinstance(widget, QScrollBar)]
    nameless = [widget for widget in used if is_nameless(widget)]
    assert [f"{type(one).__name__} in {type(one.parent()).__name__}" for one in nameless] == []
    dialog.done(0)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_fits_a_small_screen_and_no_word_of_its_buttons_is_cut_off(
    qtbot: QtBot, window: MainWindow, name: str, language: str
) -> None:
    window.language_chosen.emit(language)
    dialog = DIALOGS[name](window)
    dialog.open()
    qtbot.wait(20)
    assert dialog.minimumSizeHint().boundedTo(SCREEN) == dialog.minimumSizeHint()
    assert dialog.minimumSizeHint().boundedTo(dialog.size()) == dialog.minimumSizeHint()
    assert too_narrow(dialog) == []
    dialog.done(0)


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_begins_with_what_it_asks_ends_with_its_foot_and_leaves_with_escape(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    dialog = DIALOGS[name](window)
    dialog.open()
    qtbot.wait(20)
    foot = dialog.findChild(Foot)
    if foot is not None:
        first = dialog.focusWidget()
        chain = tab_order(dialog)
        last = tuple(button for button in (foot.go, foot.leave) if button.isEnabled())
        assert chain[-len(last) :] == last
        assert first is chain[0]
        assert foot.go.isDefault()
    left: list[bool] = []
    dialog.finished.connect(left.append)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert left == [False]


def test_enter_closes_the_page_of_checks_and_never_fetches_or_clears(qtbot: QtBot, window: MainWindow) -> None:
    fetched: list[str] = []
    page = CheckPage(window, look=lambda: FOUND, fetch=lambda repository, _: fetched.append(repository))
    page.open()
    until(qtbot, page.again_button.isEnabled)
    left: list[int] = []
    page.finished.connect(left.append)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert left
    assert fetched == []


def test_every_action_has_a_name_and_stands_in_a_menu_or_the_palette(window: MainWindow) -> None:
    offered = [plain_name(action) for action in window.actions_.every()]
    assert "" not in offered
    assert len(offered) == len(set(offered))


def test_no_two_actions_of_the_window_have_the_same_keys(window: MainWindow) -> None:
    on_canvas = {action for canvas in (window.panels.canvas, window.pages.canvas) for action in canvas.actions()}
    keys = [action.shortcut().toString() for action in window.actions() if action not in on_canvas]
    used = [key for key in keys if key]
    assert sorted(used) == sorted(set(used))


def test_an_answer_for_a_dialog_that_was_closed_meanwhile_is_dropped(qtbot: QtBot, window: MainWindow) -> None:
    class Asking(QDialog):
        heard: ClassVar[list[str]] = []

        def hear(self, answer: str) -> None:
            self.heard.append(answer)
            self.setWindowTitle(answer)

    dialog = Asking(window)
    window.desk.ask(lambda _: "to a method", dialog.hear)
    window.desk.ask(lambda _: "to a part of a method", partial(dialog.hear))
    window.desk.ask(lambda _: "to a closure", lambda answer: dialog.hear(answer))  # noqa: PLW0108  a closure, as the window has many
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    settled(qtbot, window)
    assert Asking.heard == []
