"""What a writer may write, and what is said about mistakes."""

import pickle
from pathlib import Path

import pytest

from charabook.errors import BadInput
from charabook.story import ScriptError, parse, read
from charabook.story.script import (
    Balloon,
    Caption,
    Depth,
    Effect,
    Figure,
    Headline,
    Manner,
    PageKind,
    SettingUse,
    Shot,
    Side,
    Wording,
)

CAST = """
# Cast
## Mina
look: a girl with red pigtails
look (pyjamas): a girl with red pigtails in a yellow shirt
## Old Bear
about: Sleeps a lot.
look: a brown bear
  in a blue sweater
drawing: bear.png
# Settings
meadow: a flower meadow
snowy mountains: snowy mountains
"""


def panel_of(lines: str, header: str = "Languages: en, ja"):
    return parse(f"{header}\n{CAST}\n# Page\n{lines}").panels[0]


def problems_of(script: str) -> list[str]:
    with pytest.raises(ScriptError) as caught:
        parse(script)
    return [str(problem) for problem in caught.value.problems]


def test_a_whole_panel_is_understood() -> None:
    panel = panel_of(
        "## Panel 1 #hello\nsetting: Meadow, at night\nshot: close-up\npicture: with fireflies\n"
        "> Mina (pyjamas) left front, worried: waving\n> Old Bear right back\n"
        "Mina (whispers): Hello!\n  ja: こんにちは！\ncaption: Later...\n"
        "sfx: BOING\ntitle: The End\nnote: keep it dark\n"
    )
    assert panel.key == "hello"
    assert panel.setting == SettingUse(name="Meadow", variation="at night")
    assert panel.shot is Shot.CLOSE_UP
    assert panel.figures == (
        Figure(name="Mina", look="pyjamas", side=Side.LEFT, depth=Depth.FRONT, expression="worried", action="waving"),
        Figure(name="Old Bear", side=Side.RIGHT, depth=Depth.BACK),
    )
    assert [type(letters) for letters in panel.letters] == [Balloon, Caption, Effect, Headline]
    balloon = panel.letters[0]
    assert isinstance(balloon, Balloon)
    assert balloon.manner is Manner.WHISPERS
    assert balloon.text.wordings == (
        Wording(language="en", words="Hello!"),
        Wording(language="ja", words="こんにちは！"),
    )
    assert panel.notes == ("keep it dark",)


def test_indented_lines_continue_a_balloon() -> None:
    panel = panel_of("Mina: One\n  two\n  ja: 一\n    二\n  \\ja: three")
    assert [wording.words for wording in panel.letters[0].text.wordings] == ["One\ntwo", "一\n二\nja: three"]


def test_a_language_that_is_missing_falls_back_to_the_first_one() -> None:
    text = panel_of("Mina: Hello").letters[0].text
    assert text.in_language("ja") == "Hello"


def test_a_page_with_one_panel_needs_no_panel_heading() -> None:
    assert panel_of("setting: meadow\n> Mina: waving").figures[0].action == "waving"


def test_japanese_words_and_full_width_signs_are_understood() -> None:
    story = parse(
        "題名：森\n言語：ja\n読み方向：右から左\n＃ 登場人物\n＃＃ ミナ\n姿：a girl\n＃ 舞台\n森：a forest\n"
        "＃ 見開き\n＃＃ コマ1\n場所：森、夜\n＞ ミナ（everyday） 左 奥、happy：waving\n"
        "ミナ（叫ぶ）：やあ！\n語り：むかし…\n"
    )
    panel = story.panels[0]
    assert story.pages[0].kind is PageKind.SPREAD
    assert panel.setting == SettingUse(name="森", variation="夜")
    assert panel.figures[0] == Figure(
        name="ミナ", look="everyday", side=Side.LEFT, depth=Depth.BACK, expression="happy", action="waving"
    )
    assert [letters.text.in_language("ja") for letters in panel.letters] == ["やあ！", "むかし…"]


def test_chapters_hold_their_pages() -> None:
    story = parse("# Page\n# Chapter: The Lake\n# Page\n# Page")
    assert [len(chapter.pages) for chapter in story.chapters] == [1, 2]


def test_comments_and_blank_lines_mean_nothing() -> None:
    assert parse("// a thought\n\nTitle: A\n// more\n").title.in_language("en") == "A"


def test_all_problems_are_told_at_once_with_their_places() -> None:
    found = problems_of(
        f"{CAST}\n# Page\nsetting: medow\nMinna: Hello\n> Mina (pyjama): waving\nshot: sideways\nwhat is this\n"
    )
    assert [line.split(":")[0] for line in found] == [
        "line 16, column 10",
        "line 17, column 1",
        "line 18, column 3",
        "line 19, column 7",
        "line 20, column 1",
    ]
    assert "Did you mean 'meadow'?" in found[0]
    assert "Did you mean 'Mina'?" in found[1]
    assert "Did you mean 'pyjamas'?" in found[2]


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("# Pages", "is not a section. Did you mean 'Page'?"),
        ("Titel: x", "does not belong to the top of the script. Did you mean 'title'?"),
        ("  floating", "continues nothing"),
        ("# Cast\n## Mina", "has no look"),
        ("# Cast\n## Left\nlook: x", "cannot be a name"),
        ("# Cast\n## caption\nlook: x", "cannot be a name"),
        ("# Cast\n## A\nlook: x\n## a\nlook: y", "stands here twice"),
        ("# Cast\nlook: x", "belongs to nobody"),
        ("# Settings\nlake:", "is not described"),
        ("Seed: many", "is not a seed"),
        ("Reads: upwards", "is not a reading direction"),
        ("Languages: english", "is not the short name of a language"),
        ("# Page\ncaption:", "no words here"),
        ("# Page\ncaption: x\n  ja: y", "is not a language of this book"),
        ("# Page\nlook: x", "does not belong into a panel"),
        ("# Page\n## Penal", "is not a panel"),
        ("# Page\n## Panel #a\n## Panel #a", "Two panels are called '#a'"),
        ("# Page\nshot: wide\nshot: full", "already has a 'shot'"),
        (f"{CAST}# Page\n> Mina left right", "cannot stand in two places"),
        (f"{CAST}# Page\n> Mina (everyday) upside: x", "is not a place in the picture"),
        (f"{CAST}# Page\n>", "has no name"),
        (f"{CAST}# Page\nMina (sings): la", "is not a manner of speaking"),
        (f"{CAST}# Page\n" + "> Mina\n" * 7, "At most 6"),
        ("Title: a\x07b", "control character"),
    ],
)
def test_a_mistake_is_named(script: str, sentence: str) -> None:
    assert any(sentence in problem for problem in problems_of(script))


def test_an_error_survives_the_way_between_processes() -> None:
    with pytest.raises(ScriptError) as caught:
        parse("  x", source="a.story")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_missing_script_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read(tmp_path / "none.story")


def test_a_script_that_is_not_text_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "picture.story"
    path.write_bytes(b"\x89PNG\xff\xfe\x00")
    with pytest.raises(BadInput, match="not UTF-8"):
        read(path)


def test_a_huge_script_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.story"
    path.write_bytes(b"/" * (4 * 2**20 + 1))
    with pytest.raises(BadInput, match="too large"):
        read(path)
