"""The check page: what it finds is said plainly, and models are fetched only when somebody asks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from charabook.engine.models.download import Tell
from charabook.errors import Unavailable
from gui.check_page import CheckPage, Findings
from tests.gui.conftest import until

LEFT = Qt.MouseButton.LeftButton
FOUND = Findings(
    engine=None,
    trouble="The engine is closed. Start charabook again.",
    models=(),
    memory_bytes=8 * 10**9,
    free_memory_bytes=10**9,
    free_disk_bytes=10**9,
    cache_bytes=0,
)
Fetched = Callable[[str, Tell], Path]


@pytest.fixture
def open_page(qtbot: QtBot) -> Callable[[Fetched], CheckPage]:
    def make(fetch: Fetched) -> CheckPage:
        page = CheckPage(look=lambda: FOUND, fetch=fetch)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(page, before_close_func=lambda dialog: dialog.done(0))
        page.show()
        until(qtbot, page.again_button.isEnabled)
        return page

    return make


def nobody(repository: str, tell: Tell) -> Path:
    raise AssertionError("nobody asked for a model")


def test_every_trouble_is_a_line_of_its_own(open_page: Callable[[Fetched], CheckPage]) -> None:
    page = open_page(nobody)
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "The engine is closed." in said
    assert "Close other programs before drawing." in said
    assert "The embedded model is missing." in said


def test_a_model_is_fetched_when_the_button_is_pressed(
    qtbot: QtBot, open_page: Callable[[Fetched], CheckPage], tmp_path: Path
) -> None:
    asked: list[str] = []

    def fetch(repository: str, tell: Tell) -> Path:
        asked.append(repository)
        tell("Fetching model_index.json", 0.5)
        return tmp_path

    page = open_page(fetch)
    assert asked == []
    QTest.mouseClick(page.fetch.button, LEFT)
    until(qtbot, lambda: "book's settings" in page.fetch.said.text())
    assert asked == ["black-forest-labs/FLUX.1-schnell"]


def test_fetching_is_stopped_and_goes_on_from_there(
    qtbot: QtBot, open_page: Callable[[Fetched], CheckPage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARABOOK_MODELS", str(tmp_path))

    def fetch(repository: str, tell: Tell) -> Path:
        (tmp_path / repository.partition("/")[2]).mkdir(exist_ok=True)
        while True:
            tell("Fetching a part", 0.1)

    page = open_page(fetch)
    assert page.fetch.button.text() == "Fetch"
    QTest.mouseClick(page.fetch.button, LEFT)
    until(qtbot, lambda: page.fetch.progress.value() > 0)
    QTest.mouseClick(page.fetch.stop_button, LEFT)
    until(qtbot, page.fetch.button.isEnabled)
    assert "goes on from there" in page.fetch.said.text()
    assert page.fetch.button.text() == "Go on fetching"


def test_a_refusal_says_what_to_do(qtbot: QtBot, open_page: Callable[[Fetched], CheckPage]) -> None:
    def fetch(repository: str, tell: Tell) -> Path:
        raise Unavailable("The disk is full.", "Free some space; the download goes on where it stopped.")

    page = open_page(fetch)
    QTest.mouseClick(page.fetch.button, LEFT)
    until(
        qtbot,
        lambda: page.fetch.said.text() == "The disk is full. Free some space; the download goes on where it stopped.",
    )
