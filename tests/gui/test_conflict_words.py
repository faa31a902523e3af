"""What two people changed is told in people's words, never in the names and ids of the file."""

import json
from dataclasses import fields

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.team.conflict_cards import ConflictCards
from gui.team.conflict_words import ConflictWords
from gui.window import MainWindow
from projects.conflicts import Alternative, Conflict
from projects.records import (
    BOOK,
    Book,
    Character,
    Figure,
    Lettering,
    LetteringText,
    Look,
    Page,
    Panel,
    Record,
    Setting,
)

HIDDEN = {"id", "key", "page", "panel", "character", "chapter", "lettering", "language", "mask_asset", "identity_asset"}
"""Fields that nobody changes by hand."""


def conflict(kind: type[Record], record: str, field: str, *values: object) -> Conflict:
    people = ("Ada", "Ben", "Cleo")
    told = tuple(Alternative(value=value, person=person) for value, person in zip(values, people, strict=False))
    return Conflict(kind=kind, id=record, field=field, alternatives=told)


@pytest.mark.parametrize("kind", [Book, Character, Look, Setting, Page, Panel, Figure, Lettering, LetteringText])
def test_every_field_that_people_change_has_a_name(qtbot: QtBot, kind: type[Record]) -> None:
    words = ConflictWords()
    names = {field.name for field in fields(kind)} - HIDDEN
    said = {name: words.title(conflict(kind, "x", name, 1, 2)) for name in names}
    assert {name: text for name, text in said.items() if f"({name})" in text} == {}


def test_a_figure_is_told_by_its_panel_and_name_and_its_look_by_name(qtbot: QtBot, window: MainWindow) -> None:
    view, words = window.desk.view, ConflictWords()
    panel = view.panels[0]
    figure, other = view.figures_of_panel[panel.id]
    clash = conflict(Figure, figure.id, "look", figure.look, other.look)
    assert words.where(view, clash) == "Page 1 · Mina"
    assert [words.value(view, clash, number) for number in (0, 1)] == ["Mina", "Pip"]


def test_places_are_told_by_who_chose_them_not_by_numbers(qtbot: QtBot, window: MainWindow) -> None:
    view, words = window.desk.view, ConflictWords()
    clash = conflict(Figure, "x", "region_json", None, '{"box": [0, 0, 1, 1]}')
    assert [words.value(view, clash, number) for number in (0, 1)] == ["(empty)", "as Ben placed it"]


def test_settings_show_only_what_differs(qtbot: QtBot, window: MainWindow) -> None:
    one, other = json.dumps({"a": 1, "likeness": "firm"}), json.dumps({"a": 1, "likeness": "gentle"})
    clash = conflict(Book, BOOK, "settings_json", one, other)
    words = ConflictWords()
    assert [words.value(window.desk.view, clash, number) for number in (0, 1)] == ["likeness: firm", "likeness: gentle"]


def test_of_two_long_scripts_only_the_lines_that_differ_are_shown(qtbot: QtBot, window: MainWindow) -> None:
    script = [f"Line {number} of a long story" for number in range(60)]
    mine, theirs = "\n".join([*script, "Mine"]), "\n".join(["Theirs", *script])
    clash = conflict(Book, BOOK, "story", mine, theirs)
    words = ConflictWords()
    assert [words.value(window.desk.view, clash, number) for number in (0, 1)] == ["Mine", "Theirs"]


def test_the_card_says_which_value_stands_now_and_names_people_only_if_they_differ(
    qtbot: QtBot, window: MainWindow
) -> None:
    cards = ConflictCards(window.desk)
    qtbot.addWidget(cards)
    alike = (Alternative(value="One", person="Ada"), Alternative(value="Two", person="Ada"))
    cards._show((Conflict(kind=Book, id=BOOK, field="title", alternatives=alike),))
    assert [one.text() for one in cards.findChildren(QPushButton) if one.text()] == [
        "Keep this",
        "Keep this",
        "Keep both",
    ]
    assert [one.text() for one in cards.findChildren(QLabel)].count("in the book now") == 1
