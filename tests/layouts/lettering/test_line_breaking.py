"""Where lines end: nothing lost, nothing too wide, and the rules of each script."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.lettering.breaking import best_lines, breaks_of, fewest_lines, longest_word
from layouts.lettering.horizontal import set_column
from layouts.lettering.passage import Passage, Type, parse_markup, passage_of
from layouts.lettering.settings import across, boxed, down
from layouts.lettering.shaping import Shaper
from layouts.page import Align
from layouts.typefaces import FontShelf

SHELF = FontShelf.shipped()
TYPE = Type(fonts=SHELF.chain("ComicNeue-Bold"), strong_fonts=SHELF.chain("ComicNeue-BoldItalic"), size_mm=3.0)
MAY_NOT_BEGIN = set("、。，．！？」』）ー々ゃゅょっァィゥェォッャュョ…")
MAY_NOT_END = set("「『（")
words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)
sentences = st.lists(words, min_size=1, max_size=25).map(" ".join)
japanese = st.text("今日は本当に魔法が使えるのかなっァー、。「」", min_size=1, max_size=60)


def passage(text: str, language: str = "en") -> Passage:
    return passage_of(parse_markup(text), language)


@given(sentences, st.floats(6, 40))
def test_lines_lose_no_word_and_keep_within_their_room(text: str, room: float) -> None:
    one = passage(text)
    shaper = Shaper(one, TYPE)
    count = fewest_lines(one, shaper, room)
    if count is None:
        assert longest_word(one, shaper) > room
        return
    lines = best_lines(one, shaper, count, lambda _: room)
    assert lines is not None
    assert max(lines.widths) <= room + 1e-6
    hyphenated = "".join(text[a:b] + ("" if tail else " ") for a, b, tail in lines.spans)
    assert hyphenated.split() == text.split()
    if count > 1:
        assert best_lines(one, shaper, count - 1, lambda _: room) is None


@given(japanese)
def test_japanese_lines_obey_kinsoku(text: str) -> None:
    for setting in across(passage(text, "ja"), TYPE, 24.0):
        lines = [line.text for line in setting.lines]
        assert "".join(lines) == text
        allowed = {stop.at for stop in breaks_of(passage(text, "ja"))}
        at = 0
        for line in lines:
            at += len(line)
            assert at in allowed
        joined = list(pairwise(lines))
        assert not any(after[0] in MAY_NOT_BEGIN for before, after in joined if before[-1] not in MAY_NOT_BEGIN)
        assert not any(before[-1] in MAY_NOT_END for before, after in joined if after[0] not in MAY_NOT_END)


def test_japanese_prefers_to_break_between_phrases() -> None:
    first = across(passage("今日は本当に魔法が使えるの？", "ja"), TYPE, 26.0)[0]
    assert [line.text for line in first.lines] in (
        ["今日は本当に", "魔法が使えるの？"],
        ["今日は", "本当に魔法が", "使えるの？"],
    )


def test_a_word_is_hyphenated_only_where_it_must_be() -> None:
    roomy = set_column(passage("an extraordinary morning"), TYPE, 60.0)
    narrow = set_column(passage("an extraordinary morning"), TYPE, 16.0)
    assert roomy is not None
    assert narrow is not None
    assert [line.text for line in roomy.lines] == ["an extraordinary morning"]
    assert any((a.text + b.text).endswith("extraordinary") for a, b in pairwise(narrow.lines))


def test_a_single_letter_is_not_left_at_the_end_of_a_line() -> None:
    setting = set_column(passage("Snow had fallen in the night. “I have lost my scarf,” said the fox."), TYPE, 50.0)
    assert setting is not None
    assert len(setting.lines) > 1
    assert not any(line.text.endswith("“I") for line in setting.lines)


def test_text_wider_than_any_column_has_no_setting() -> None:
    assert set_column(passage("Donaudampfschifffahrt", "tlh"), TYPE, 5.0) is None
    assert across(passage("Donaudampfschifffahrt", "tlh"), TYPE, 5.0) == ()
    assert across(passage("  \n "), TYPE, 50.0) == ()


def test_forced_line_ends_are_kept() -> None:
    setting = set_column(passage("one\ntwo\n\nfour"), TYPE, 60.0, Align.START)
    assert setting is not None
    assert [line.text for line in setting.lines] == ["one", "two", "", "four"]


def test_a_balloon_text_is_widest_in_the_middle() -> None:
    setting = across(passage("Did you hear that? Something moved behind the old trees!"), TYPE, 60.0)[0]
    widths = [line.box.width for line in setting.lines]
    assert len(widths) >= 3
    assert max(widths) not in (widths[0], widths[-1])


def test_a_caption_is_flatter_than_a_balloon() -> None:
    text = passage("That night, at the edge of the dark forest, nobody could sleep at all.")
    balloon, box = across(text, TYPE, 80.0)[0].box, boxed(text, TYPE, 80.0)[0].box
    assert box.width / box.height > balloon.width / balloon.height


@pytest.mark.parametrize("language", ["ar", "hi", "ja", "en"])
def test_settings_stand_round_their_own_middle(language: str) -> None:
    text = {
        "ar": "مرحبا هل أنت مستعد للمغامرة",
        "hi": "चलो घर चलें अभी",
        "ja": "今日は雨です。",
        "en": "Let us go home now",
    }
    setting = across(passage(text[language], language), TYPE, 30.0)[0]
    assert abs(setting.box.centre.x) < 0.01
    assert abs(setting.box.centre.y) < 0.01


def test_columns_are_no_higher_than_asked() -> None:
    for setting in down(passage("今日は本当に、「魔法」が使えるの？", "ja"), TYPE, 20.0):
        assert setting.box.height <= 20.0 + 1e-6
        assert len({round(line.box.y, 6) for line in setting.lines}) == 1
        assert [line.box.x for line in setting.lines] == sorted((line.box.x for line in setting.lines), reverse=True)
