"""Copies of one book: versions, merging with choices, presence; and what happens when something goes wrong."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from charabook.errors import BugError
from charabook.studio import Studio
from gui.app import Shell
from gui.check_page import CheckPage, Findings
from gui.diagnostics import anonymous
from gui.memory import Memory
from gui.presence import Presence, person_here
from gui.team.conflict_cards import ConflictCards
from gui.team.merge_dialog import MergeDialog
from gui.team.recovered_dialog import RecoveredDialog
from gui.team.versions_dialog import VersionsDialog
from gui.window import MainWindow
from projects.records import BOOK, Book
from tests.gui.conftest import settled, until

LEFT = Qt.MouseButton.LeftButton


def rename(desk: object, title: str) -> None:
    desk.edit("Rename", lambda edit: edit.update(Book, BOOK, title=title))


def test_a_version_is_named_and_gone_back_to_with_one_key_to_take_that_back(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    window.action("version").trigger()
    dialog = window.findChild(VersionsDialog)
    until(qtbot, dialog.name.hasFocus)
    QTest.keyClicks(dialog.name, "first")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    until(qtbot, lambda: dialog.list.count() == 1)
    dialog.close()
    rename(desk, "Another title")
    until(qtbot, lambda: desk.view.book.title == "Another title")
    window.action("versions").trigger()
    dialog = next(one for one in window.findChildren(VersionsDialog) if one.isVisible())
    until(qtbot, dialog.back_button.isEnabled)
    QTest.mouseClick(dialog.back_button, LEFT)
    until(qtbot, lambda: desk.view.book.title == "The Kite")
    assert any("“first”" in text for text in window.notices.texts())
    until(qtbot, window.action("undo").isEnabled)
    window.action("undo").trigger()
    until(qtbot, lambda: desk.view.book.title == "Another title")


def test_a_copy_is_merged_and_what_both_changed_is_chosen_side_by_side(
    qtbot: QtBot, window: MainWindow, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.charabook"
    copy.write_bytes(book.read_bytes())
    with Studio.open(copy) as theirs:
        theirs.edit("Rename", lambda edit: edit.update(Book, BOOK, title="Their title"))
        theirs.publish()
    rename(window.desk, "My title")
    until(qtbot, lambda: window.desk.view.book.title == "My title")
    window.team.merge(copy)
    dialog = window.findChild(MergeDialog)
    until(qtbot, dialog.merge_button.isEnabled)
    QTest.mouseClick(dialog.merge_button, LEFT)
    cards = dialog.findChild(ConflictCards)
    until(qtbot, lambda: cards.count() == 1)
    keep = [button for button in cards.findChildren(QPushButton) if "Keep this" in button.text()]
    assert len(keep) == 2
    QTest.mouseClick(keep[1], LEFT)
    until(qtbot, lambda: cards.count() == 0)
    assert window.desk.view.book.title in ("My title", "Their title")
    dialog.accept()


def test_saving_to_the_shared_file_says_so(qtbot: QtBot, window: MainWindow) -> None:
    rename(window.desk, "Saved title")
    until(qtbot, lambda: "Ctrl+S" in window.status.saved.text())
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: "Ctrl+S" not in window.status.saved.text())
    assert any("Saved" in text for text in window.notices.texts())


def test_two_visitors_see_each_other_and_a_left_behind_note_is_forgotten(tmp_path: Path) -> None:
    book = tmp_path / "kite.charabook"
    mine, theirs = Presence(book, "Aiko"), Presence(book, "Ben")
    theirs._note = book.with_name(f".{book.name}.open-elsewhere-1")
    theirs.refresh()
    (visitor,) = mine.refresh()
    assert visitor.person == "Ben"
    theirs._note.write_text('{"person": "Ben", "machine": "m", "time_s": 0}')
    assert mine.refresh() == ()
    theirs._note.write_bytes(b"\xff not a note")
    assert mine.refresh() == ()
    mine.leave()
    assert not mine._note.exists()


def test_what_is_written_in_the_window_carries_the_name_of_who_sits_there(qtbot: QtBot, window: MainWindow) -> None:
    names: list[str] = []
    window.desk.ask(lambda studio: studio.project.person, names.append)
    until(qtbot, lambda: names == [person_here()])


def test_a_note_that_we_left_behind_ourselves_is_no_visitor(tmp_path: Path) -> None:
    book = tmp_path / "kite.charabook"
    died, again = Presence(book, "Aiko"), Presence(book, "Aiko")
    died._note = died._note.with_name(f"{died._note.name}0")
    died.refresh()
    assert again.refresh() == ()


def test_a_book_that_cannot_be_opened_is_told_at_the_door(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    broken = tmp_path / "broken.charabook"
    broken.write_bytes(b"not a book")
    shell.open_book(broken)
    until(qtbot, lambda: not shell.windows())
    until(qtbot, shell.welcome().notices.texts)


def test_a_book_that_is_just_being_closed_opens_again(
    qtbot: QtBot, shell: Shell, book: Path, window: MainWindow
) -> None:
    is_done = threading.Event()
    window.desk.ask(lambda _: is_done.wait(10))
    window.close()
    again = shell.open_book(book)
    assert again is not window
    is_done.set()
    until(qtbot, lambda: again.desk.view)
    assert shell.windows() == (again,)


def test_a_damaged_book_is_saved_as_far_as_it_can_be_read(
    qtbot: QtBot, shell: Shell, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = book.read_bytes()
    broken = book.with_name("broken.charabook")
    broken.write_bytes(whole[: len(whole) * 9 // 10])
    shell.open_book(broken)
    until(qtbot, lambda: not shell.windows())
    assert Memory().recent() == ()
    (button,) = (one for one in shell.welcome().notices.findChildren(QPushButton) if "Recover" in one.text())
    target = book.with_name("saved.charabook")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    QTest.mouseClick(button, LEFT)
    until(qtbot, shell.windows)
    (window,) = shell.windows()
    until(qtbot, lambda: window.desk.view)
    assert window.desk.path == target
    assert window.desk.view.book.title == "The Kite"


def test_our_own_mistakes_are_told_calmly_with_details_to_copy(qtbot: QtBot, window: MainWindow) -> None:
    def mistake(_: Studio) -> None:
        raise ZeroDivisionError

    window.desk.ask(mistake)
    until(qtbot, lambda: any("Your work is saved" in text for text in window.notices.texts()))
    assert {"Details", "Copy"} <= {button.text() for button in window.notices.findChildren(QPushButton)}


def test_long_work_that_fails_or_is_stopped_leaves_the_window_usable(qtbot: QtBot, window: MainWindow) -> None:
    def fails(_studio: Studio, _watch: object) -> None:
        raise BugError("no")

    window.desk.work(fails, lambda _: None)
    until(qtbot, window.notices.texts)
    until(qtbot, lambda: window.desk.works() == ())


def test_diagnostics_name_neither_the_user_nor_folders() -> None:
    line = f"cannot read {Path.home()}/books/secret/kite.charabook: gone, nor /srv/people/ben/kite.png"
    cleaned = anonymous(line)
    assert str(Path.home()) not in cleaned
    assert "secret" not in cleaned
    assert "ben" not in cleaned


def test_diagnostics_name_neither_books_nor_characters_nor_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.diagnostics.getuser", lambda: "mariko")
    monkeypatch.setattr("gui.diagnostics.gethostname", lambda: "atelier-7")
    cleaned = anonymous("“Mina” matched nothing; kite-and-mina.charabook at atelier-7 is open by mariko")
    assert not any(secret in cleaned.lower() for secret in ("mina", "kite", "mariko", "atelier"))
    assert "matched nothing" in cleaned


def test_the_check_page_has_a_line_for_everything_and_says_what_would_help(qtbot: QtBot) -> None:
    found = Findings(
        engine=None,
        trouble="The engine did not start. Install charabook again.",
        models=(),
        memory_bytes=8_000_000_000,
        free_memory_bytes=1_000_000_000,
        free_disk_bytes=90_000_000_000,
        cache_bytes=0,
    )
    page = CheckPage(None, lambda: found)
    page.show()
    until(qtbot, page.again_button.isEnabled)
    until(qtbot, lambda: "marked lines" in page.about.text())
    fixes = {button.text() for button in page.findChildren(QPushButton)}
    assert {"Open folder", "Clear"} <= fixes
    page.accept()


def test_the_answer_of_long_work_for_a_dialog_that_was_closed_meanwhile_is_dropped(
    qtbot: QtBot, window: MainWindow
) -> None:
    release = threading.Event()
    told: list[object] = []

    class Asking(QDialog):
        def hear(self, answer: object) -> None:
            told.append(answer)

    dialog = Asking(window)
    window.desk.work(lambda *_: release.wait(30), dialog.hear)
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    release.set()
    until(qtbot, lambda: not window.desk.works())
    assert told == []


def test_nothing_is_brought_back_before_it_is_known_what_there_is(qtbot: QtBot, window: MainWindow) -> None:
    dialog = RecoveredDialog(window.desk, window)
    assert not dialog.adopt_button.isEnabled()
    settled(qtbot, window)
    assert dialog.nothing.isVisibleTo(dialog)
    assert not dialog.adopt_button.isEnabled()
