"""Every sentence that other rooms can put before the user is known in every language of the window."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import gui
from charabook.story.parser import parse
from charabook.story.problems import ScriptError
from gui.app import Shell
from gui.languages import LANGUAGES, Languages
from gui.pages.template_choice import spoken_name
from gui.said import in_our_words, said_in, what_and_remedy
from layouts.print.presets import presets
from layouts.templates import shipped_templates

ROOT = Path(gui.__file__).parent.parent
SHOWN = (
    *("layouts/print/*.py", "charabook/story/*.py", "charabook/studio/*.py", "charabook/queue/*.py"),
    *("charabook/engine/client*.py", "charabook/engine/worker*.py", "charabook/engine/draw.py"),
    *("charabook/engine/identit*.py", "charabook/engine/pictures.py", "charabook/engine/upscale.py"),
    *(
        "charabook/engine/models/download.py",
        "charabook/engine/models/licences.py",
        "charabook/engine/models/opening.py",
    ),
    "charabook/engine/moving/*.py",
    *("projects/opening.py", "projects/publishing.py", "projects/workplace.py", "projects/connection.py"),
    *("projects/refusals.py", "projects/versions.py", "projects/conflicts.py"),
    *(f"layouts/{name}.py" for name in ("compose", "arranging", "letterings", "panels", "blocks", "frames")),
)
"""Whose sentences the window shows. The command line speaks English, and files that only it reads are not here."""
FOR_OTHERS = (
    *("charabook/studio/clips.py", "charabook/studio/film", "charabook/story/problems.py"),
    "charabook/engine/moving/bench.py",
)
OTHERS = [language for language in LANGUAGES if language != "en"]


def template(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, values = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"{{{values}}}")
            values += 1
    return "".join(parts)


def is_sentence(text: str) -> bool:
    is_query = text.split(" ", maxsplit=1)[0].isupper() and len(text.split(" ", maxsplit=1)[0]) > 1  # SQL
    is_filled_later = "{}" in text or text == "'{0}' {1}."
    begins = text[0].isupper() or text[0] in "{“'"
    return " " in text and text[-1:] in ".!?" and begins and not is_query and not is_filled_later


def sentences(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    for node in ast.walk(tree):
        text = template(node) if isinstance(node, ast.expr) and id(node) not in bare | inner else None
        if text and is_sentence(text):
            yield text


def shown() -> set[str]:
    paths = {path for pattern in SHOWN for path in ROOT.glob(pattern)}
    kept = (path for path in paths if not str(path.relative_to(ROOT).as_posix()).startswith(FOR_OTHERS))
    return {text for path in kept for text in sentences(path)}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_other_rooms_is_known(language: str) -> None:
    assert shown() - said_in(language).keys() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_preset_has_its_name_and_note(language: str) -> None:
    wanted = {text for preset in presets() for text in (preset.name, preset.note)}
    assert wanted - said_in(language).keys() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_page_layout_has_its_name(language: str) -> None:
    assert {spoken_name(template) for template in shipped_templates()} - said_in(language).keys() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_asks_for_a_value_that_the_sentence_does_not_have(language: str) -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    wrong = {
        english
        for english, words in said_in(language).items()
        if "{" in english and "{}" not in english and not values(words) <= values(english)
    }
    assert wrong == set()


@pytest.fixture
def japanese() -> Iterator[None]:
    languages = Languages()
    languages.speak("ja")
    yield
    languages.speak("en")


@pytest.mark.usefixtures("japanese")
def test_values_stay_as_they_are_and_words_of_ours_among_them_do_not() -> None:
    said = "The picture has 120 dpi on paper; Home printer, A4 asks for 150."
    assert in_our_words(said) == "紙の上で 120 dpi です。家庭用プリンター A4 では 150 dpi が必要です。"


@pytest.mark.usefixtures("japanese")
def test_several_sentences_are_said_one_by_one() -> None:
    assert in_our_words("The panel is locked. Try again.") == "コマがロックされています。もう一度試してください。"


@pytest.mark.usefixtures("japanese")
def test_a_sentence_that_nobody_knows_is_shown_as_it_was_said() -> None:
    assert in_our_words("Quite another thing happened.") == "Quite another thing happened."


@pytest.mark.usefixtures("japanese")
def test_mistakes_in_a_script_are_told_in_japanese() -> None:
    with pytest.raises(ScriptError) as raised:
        parse("# Page 1\n\n## Panel\n> Minna left\n")
    told = [text for problem in raised.value.problems for text in (problem.what, problem.remedy)]
    assert told
    assert [text for text in told if in_our_words(text) == text] == []


def test_english_is_said_as_it_is() -> None:
    assert in_our_words("The panel is locked.") == "The panel is locked."


def test_sentences_follow_one_another_as_the_language_has_it(shell: Shell) -> None:
    what, remedy = "This project is already open in another window.", "Go on there, or close it first."
    assert what_and_remedy(what, remedy) == f"{what} {remedy}"
    shell._speak("ja")
    assert what_and_remedy(what, remedy) == in_our_words(what) + in_our_words(remedy)
    assert "。 " not in what_and_remedy(what, remedy)
