"""Whatever is changed in the window, one undo takes back and one redo brings again: in the file, and in sight."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from functools import partial
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QColorDialog,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.book_settings import BookSettings
from gui.fields import ChoiceField, LineField, TextField
from gui.films.choices import CardChoice
from gui.inspector.figures import FigureCard
from gui.inspector.letterings import LetteringCard
from gui.rooms import Mode
from gui.window import MainWindow
from layouts.motion.timeline import Move, TransitionKind
from projects.records import Direction, LetteringKind, LookId, Placement
from projects.tables import TABLES
from tests.gui.conftest import judged, settled, until

Edits = Mapping[str, Callable[[MainWindow], object]]
Seen = list[tuple[str, str, str]]


def write(field: LineField | TextField, words: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)
    field.hand_over()


def choose(field: ChoiceField, value: object) -> None:
    field.show_value(value)
    assert field.currentData() == value
    field.activated.emit(field.currentIndex())


def spin(field: QAbstractSpinBox, value: float) -> None:
    field.setValue(value)
    field.editingFinished.emit()


# ------------------------------------------------------------------ what can be changed in each mode


def figure(window: MainWindow) -> FigureCard:
    return window.inspector.figures.cards.every()[0]


def lettering(window: MainWindow) -> LetteringCard:
    return window.inspector.letterings.cards.every()[1]


def pick_figure(window: MainWindow) -> None:
    window.panels.canvas.setFocus()
    window.panels.figures.step(1)


def change_settings(window: MainWindow) -> None:
    window.action("settings").trigger()
    dialog = window.findChildren(BookSettings)[-1]
    dialog.book_title.setText("Another title")
    dialog.author.setText("Somebody else")
    dialog.languages.setText("en, ja, de")
    dialog.style_prompt.setPlainText("in watercolours")
    dialog.page_size.setCurrentIndex((dialog.page_size.currentIndex() + 1) % dialog.page_size.count())
    dialog.direction.setCurrentIndex(dialog.direction.findData(Direction.RIGHT_TO_LEFT))
    dialog.drawing.steps.setValue(12)
    dialog.drawing.likeness.setCurrentIndex(0)
    dialog._finish()


ON_PANELS: Edits = {
    "what is seen": lambda window: write(window.inspector.scene.action, "a windy morning"),
    "shot": lambda window: choose(window.inspector.scene.shot, "wide"),
    "no setting": lambda window: choose(window.inspector.scene.setting, None),
    "a new setting": lambda window: window.inspector.scene._add_setting(),
    "words of the setting": lambda window: write(window.inspector.scene.setting_words, "a green hill"),
    "locked": lambda window: window.inspector.locked.click(),
    "seed": lambda window: spin(window.inspector.advanced.seed, 7),
    "own prompt": lambda window: write(window.inspector.advanced.prompt, "two friends"),
    "alt text": lambda window: write(window.inspector.advanced.alt_text, "Mina and Pip"),
    "notes": lambda window: write(window.inspector.advanced.notes, "more wind"),
    "action of a figure": lambda window: write(figure(window).action, "running"),
    "expression of a figure": lambda window: write(figure(window).expression, "happy"),
    "look of a figure": lambda window: choose(figure(window).look, list(window.desk.view.looks)[1]),
    "place of a figure": lambda window: choose(figure(window).placement, Placement.CENTRE),
    "a figure nearer": lambda window: figure(window).nearer.click(),
    "a figure farther": lambda window: figure(window).farther.click(),
    "a figure removed": lambda window: figure(window).remove.click(),
    "a figure from the cast": lambda window: window.panels.place(LookId(next(iter(window.desk.view.looks)))),
    "a figure twice": lambda window: (pick_figure(window), window.action("duplicate").trigger()),
    "a figure deleted": lambda window: (pick_figure(window), window.action("remove").trigger()),
    "a figure nudged": lambda window: (
        pick_figure(window),
        QTest.keyClick(window.panels.canvas, Qt.Key.Key_Right),
    ),
    "a figure pasted": lambda window: (
        pick_figure(window),
        window.action("copy figures").trigger(),
        window.action("paste figures").trigger(),
    ),
    "a balloon": lambda window: window.inspector.letterings.add_balloon.click(),
    "a caption": lambda window: window.inspector.letterings.add_caption.click(),
    "a sound": lambda window: window.inspector.letterings.add_effect.click(),
    "kind of lettering": lambda window: choose(lettering(window).kind, LetteringKind.THOUGHT),
    "speaker": lambda window: choose(lettering(window).speaker, None),
    "words": lambda window: write(lettering(window).texts["en"], "Hold on!"),
    "words in Japanese": lambda window: write(lettering(window).texts["ja"], "x"),
    "lettering removed": lambda window: lettering(window).remove.click(),
    "a comment": lambda window: write(window.inspector.comments.words, "More sky"),
    "book settings": change_settings,
}
ON_PAGES: Edits = {
    "layout": lambda window: window.pages.bar.template.chosen.emit("comic-splash"),
    "page added": lambda window: window.pages.bar.add_page.click(),
    "page removed": lambda window: window.pages.bar.remove_page.click(),
    "lettering twice": lambda window: (window.pages.letterings.select_all(), window.action("duplicate").trigger()),
    "lettering removed": lambda window: (window.pages.letterings.select_all(), window.action("remove").trigger()),
    "lettering in line": lambda window: (
        window.pages.letterings.select_all(),
        window.action("arrange left").trigger(),
    ),
}
IN_CAST: Edits = {
    "name": lambda window: write(window.cast.form.name, "Minna"),
    "about": lambda window: write(window.cast.form.description, "Likes wind"),
    "name of the look": lambda window: write(window.cast.form.look_name, "raincoat"),
    "words of the look": lambda window: write(window.cast.form.phrase, "a girl in a blue dress"),
    "seed": lambda window: spin(window.cast.form.seed, 11),
    "colour": lambda window: window.cast.form.colour.click(),
    "locked": lambda window: window.cast.form.locked.click(),
    "a character": lambda window: window.cast.people.character_asked.emit(),
    "a look": lambda window: window.cast.people.look_asked.emit(),
    "look removed": lambda window: window.cast.form.remove_button.click(),
}
IN_FILM: Edits = {
    "shape": lambda window: window.films.mode.film.shapes["1:1"].click(),
    "rate": lambda window: choose(window.films.mode.film.rate, 30),
    "pace": lambda window: choose(window.films.mode.film.pace, 1.4),
    "between pages": lambda window: choose(window.films.mode.film.transition, TransitionKind.CUT.value),
    "edition": lambda window: choose(window.films.mode.film.language, "ja"),
    "title and end": lambda window: choose(window.films.mode.film.cards, CardChoice.OWN.value),
    "depth": lambda window: window.films.mode.film.relief.slider.setValue(4),
    "move": lambda window: window.films.mode.shot.moves[Move.SHAKE].click(),
    "by hand": lambda window: window.films.mode.shot.moves[Move.KEYFRAMES].click(),
    "length": lambda window: window.films.mode.shot.seconds.setValue(9.0),
    "depth of a shot": lambda window: window.films.mode.shot.relief.slider.setValue(4),
}
IN_STORY: Edits = {
    "script": lambda window: (
        window.story.editor.setPlainText(
            window.story.editor.toPlainText().replace("Let go!", "Hold on!").replace("Pip right", "Pip centre")
        ),
        window.story.carry_into_book(),
    ),
}
LEADS_ELSEWHERE = {"page added", "page removed", "a character", "a look", "look removed", "script"}
"""Another page or look is shown then, or what is written differs from what has been carried: a wish, no mistake."""
MODES = MappingProxyType(
    {Mode.PANELS: ON_PANELS, Mode.PAGES: ON_PAGES, Mode.CAST: IN_CAST, Mode.FILM: IN_FILM, Mode.STORY: IN_STORY}
)


# ------------------------------------------------------------------ what is stored and what is seen


def stored(qtbot: QtBot, window: MainWindow) -> dict[str, tuple[object, ...]]:
    """Every record, field by field."""
    read: list[dict[str, tuple[object, ...]]] = []
    window.desk.ask(lambda studio: {kind.__name__: studio.records().every(kind) for kind in TABLES}, read.append)
    until(qtbot, lambda: read)
    return read[0]


def seen(window: MainWindow) -> Seen:
    """What the fields of the room and of the docks show; how far the film's timeline is zoomed is no field."""
    docks = (dock for dock in window.docks.every() if dock.isVisible() and dock is not window.docks.film)
    parts: tuple[QWidget, ...] = (window.rooms, *docks)
    fields = {one for part in parts for one in part.findChildren(QWidget) if one.isVisible()}
    return sorted((type(one).__name__, one.accessibleName(), value) for one in fields if (value := shown(one)))


SAYS: tuple[tuple[type[QWidget], Callable[[QWidget], str]], ...] = (
    (QScrollBar, lambda _: ""),
    (QLineEdit, lambda line: line.text()),
    (QPlainTextEdit, lambda page: page.toPlainText()),
    (QComboBox, lambda box: box.currentText()),
    (QAbstractSpinBox, lambda number: number.text()),
    (QAbstractSlider, lambda slider: str(slider.value())),
    (QAbstractItemView, lambda rows: str(rows.model().rowCount())),
    (QAbstractButton, lambda button: str(button.isChecked()) if button.isCheckable() else ""),
)


def shown(field: QWidget) -> str:
    return next((say(field) for kind, say in SAYS if isinstance(field, kind)), "")


def changed(qtbot: QtBot, window: MainWindow, act: Callable[[], object]) -> None:
    """Wait until the book that is shown is another one, and until what is read of it late is shown too."""
    before = window.desk.view
    is_film = window.mode() is Mode.FILM
    with qtbot.waitSignal(window.films.reel.planned, timeout=60_000) if is_film else nullcontext():
        act()
    until(qtbot, lambda: window.desk.view is not before)
    settled(qtbot, window)


def enter(qtbot: QtBot, window: MainWindow, mode: Mode) -> None:
    window.show_mode(mode)
    judged(qtbot, window)
    window.inspector.advanced.unfold()
    if mode is Mode.PAGES:
        until(qtbot, lambda: window.pages.canvas.composition() and window.pages.canvas.composition().letterings)
    if mode is Mode.FILM:
        reel = window.films.reel
        until(qtbot, lambda: reel.timeline is not None)
        reel.seek(next(shot for shot in reel.blocks.shots if shot.key.panel_id).time(0.5))
        assert window.films.mode.film.shapes
    if mode is Mode.STORY:
        until(qtbot, lambda: "Let go!" in window.story.editor.toPlainText())


def shows(qtbot: QtBot, window: MainWindow, wanted: Seen, name: str) -> None:
    with suppress(qtbot.TimeoutError):
        until(qtbot, lambda: seen(window) == wanted)
    assert seen(window) == wanted, name


@pytest.mark.parametrize("mode", MODES)
def test_what_is_changed_is_undone_and_done_again(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, mode: Mode
) -> None:
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#123456"))
    enter(qtbot, window, mode)
    for name, edit in MODES[mode].items():
        before, seen_before = stored(qtbot, window), seen(window)
        changed(qtbot, window, partial(edit, window))
        after, seen_after = stored(qtbot, window), seen(window)
        assert after != before, name
        changed(qtbot, window, window.action("undo").trigger)
        assert stored(qtbot, window) == before, name
        assert not window.action("undo").isEnabled(), f"{name}: more than one step"
        if name not in LEADS_ELSEWHERE:
            shows(qtbot, window, seen_before, name)
        changed(qtbot, window, window.action("redo").trigger)
        assert stored(qtbot, window) == after, name
        if name not in LEADS_ELSEWHERE:
            shows(qtbot, window, seen_after, name)
        changed(qtbot, window, window.action("undo").trigger)
