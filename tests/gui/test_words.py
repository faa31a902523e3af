"""Both languages are complete, can be switched while the window is open, and can be shown on a bare machine."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

import gui
from gui.app import Shell
from gui.costs import say_time
from gui.languages import FOLDER, Languages
from gui.new_book import NewBook
from gui.rooms import Mode
from gui.said import in_our_words, said_in
from gui.typefaces import JAPANESE
from gui.window import MainWindow
from layouts.typefaces import SHIPPED_FOLDER
from tests.gui.conftest import until

SOURCES = sorted(str(path) for path in Path(gui.__file__).parent.rglob("*.py"))


def messages(path: Path) -> list[ET.Element]:
    return list(ET.parse(path).getroot().iter("message"))


def key(context: str, message: ET.Element) -> tuple[str, str]:
    return context, message.findtext("source") or ""


def keys(path: Path) -> set[tuple[str, str]]:
    contexts = ET.parse(path).getroot().iter("context")
    return {key(one.findtext("name") or "", message) for one in contexts for message in one.iter("message")}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_message_is_translated(language: str) -> None:
    found = messages(FOLDER / f"charabook_{language}.ts")
    untranslated = [
        message.findtext("source")
        for message in found
        if message.find("translation").get("type") or not "".join(message.find("translation").itertext()).strip()
    ]
    assert found
    assert untranslated == []


def test_the_translation_file_knows_every_message_of_the_code(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    command = [str(tool), *SOURCES, "-ts", str(fresh), "-locations", "none"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert keys(fresh) - keys(FOLDER / "charabook_ja.ts") == set()


def test_the_compiled_files_are_newer_than_no_source_message() -> None:
    for language in ("en", "ja"):
        compiled = (FOLDER / f"charabook_{language}.qm").read_bytes()
        for message in messages(FOLDER / f"charabook_{language}.ts"):
            words = "".join(message.find("translation").itertext()).strip().split("\n")[0].strip()
            assert words.encode("utf-16-be") in compiled, words


def test_the_shipped_face_shows_every_japanese_word() -> None:
    shown = TTFont(SHIPPED_FOLDER / JAPANESE).getBestCmap()
    words = "".join("".join(one.find("translation").itertext()) for one in messages(FOLDER / "charabook_ja.ts"))
    words += "".join(said_in("ja").values())
    assert {letter for letter in words if not letter.isspace() and ord(letter) not in shown} == set()


def test_an_open_window_changes_its_language_at_once(qtbot: QtBot, shell: Shell, window: MainWindow) -> None:
    window.action("japanese").trigger()
    until(qtbot, lambda: window.action("mode pages").text() == "ページ")
    assert window.panels.bar.button.text() == "生成"
    assert window.takes.windowTitle() == "テイク"
    window.action("english").trigger()
    until(qtbot, lambda: window.action("mode pages").text() == "Pages")
    assert window.panels.bar.button.text() == "Generate"


def test_counted_things_have_a_singular_and_a_plural() -> None:
    languages = Languages()
    languages.speak("en")
    assert say_time(1) == "1 second"
    assert say_time(3) == "3 seconds"
    assert say_time(7200) == "2 hours"


def test_what_the_studio_says_is_said_in_japanese() -> None:
    languages = Languages()
    languages.speak("ja")
    assert in_our_words("The panel is locked.") == "コマがロックされています。"
    assert in_our_words("identity of Mina") == "Minaの基準"
    languages.speak("en")
    assert in_our_words("a sentence that nobody knows") == "a sentence that nobody knows"


def test_everything_that_can_be_used_has_a_name_for_screen_readers(qtbot: QtBot, window: MainWindow) -> None:
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox)
    nameless = []
    for mode in Mode:
        window.show_mode(mode)
        for kind in kinds:
            nameless += [widget for widget in window.findChildren(kind) if is_nameless(widget)]
    assert {f"{type(one).__name__} in {type(one.parent()).__name__}" for one in nameless} == set()


def test_a_new_book_is_written_in_the_language_of_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    languages = Languages()
    languages.speak("ja")
    try:
        dialog = NewBook(None, tmp_path)
        qtbot.addWidget(dialog)
        assert dialog.plan().languages == ("ja",)
    finally:
        languages.speak("en")


def is_nameless(widget: object) -> bool:
    named = bool(widget.accessibleName() or widget.toolTip() or (hasattr(widget, "text") and widget.text()))
    labelled = any(label.buddy() is widget for label in widget.window().findChildren(QLabel))
    is_inner = widget.objectName().startswith("qt_") or type(widget.parent()).__name__ in INNER
    return widget.isVisible() and not (named or labelled or is_inner)


INNER = {"QComboBoxPrivateContainer", "QDockWidget", "QSpinBox", "QDoubleSpinBox", "QComboBox", "QTabBar", "QToolBar"}
"""Qt's own widgets inside widgets."""
