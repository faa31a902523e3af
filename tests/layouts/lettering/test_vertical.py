"""Vertical Japanese: upright and turned characters, readings, short numbers, kinsoku."""

from itertools import pairwise

from layouts.display_list import Glyph
from layouts.lettering.horizontal import SetText
from layouts.lettering.passage import Type, parse_markup, passage_of
from layouts.lettering.settings import down
from layouts.typefaces import FontShelf

SHELF = FontShelf.shipped()
GOTHIC = SHELF.chain("CharabookGothicJP-Medium")
SIZE = 4.0
TYPE = Type(fonts=GOTHIC, strong_fonts=GOTHIC, size_mm=SIZE, leading=1.2)


def one_column(markup: str) -> SetText:
    settings = [s for s in down(passage_of(parse_markup(markup), "ja"), TYPE, 200.0) if len(s.lines) == 1]
    return settings[0]


def glyphs(text: SetText, size: float = SIZE) -> list[Glyph]:
    return [g for line in text.lines for run in line.runs if abs(run.size_mm - size) < 1e-6 for g in run.glyphs]


def nominal(char: str) -> int:
    gid = GOTHIC[0].shaper.get_nominal_glyph(ord(char))
    assert gid
    return int(gid)


def test_characters_stand_below_each_other_one_em_apart() -> None:
    text = one_column("今日雨")
    ys = [glyph.y for glyph in glyphs(text)]
    assert [round(b - a, 3) for a, b in pairwise(ys)] == [SIZE, SIZE]
    assert len({round(glyph.x, 3) for glyph in glyphs(text)}) == 1
    assert abs(text.box.height - 3 * SIZE) < 0.01


def test_brackets_and_long_marks_take_their_vertical_forms() -> None:
    used = [glyph.gid for glyph in glyphs(one_column("「ー」、"))]
    assert all(gid != nominal(char) for gid, char in zip(used, "「ー」、", strict=True))


def test_latin_words_lie_on_their_side() -> None:
    turned = [glyph for glyph in glyphs(one_column("私はSTARだ")) if glyph.angle_deg == 90.0]
    assert [glyph.gid for glyph in turned] == [nominal(char) for char in "STAR"]
    assert len({round(glyph.x, 3) for glyph in turned}) == 1


def test_short_numbers_and_marks_stand_upright_in_one_square() -> None:
    text = one_column("昭和64年!?")
    upright = [
        g for line in text.lines for run in line.runs for g in run.glyphs if g.gid in {nominal("6"), nominal("4")}
    ]
    assert len(upright) == 2
    assert upright[0].y == upright[1].y
    assert upright[0].x < upright[1].x
    assert abs(text.box.height - 5 * SIZE) < 0.01


def test_readings_stand_small_at_the_right_of_their_characters() -> None:
    text = one_column("今日{きょう}は")
    base, readings = glyphs(text), glyphs(text, SIZE / 2)
    assert len(readings) == 3
    assert min(glyph.x for glyph in readings) > max(glyph.x for glyph in base)
    assert base[0].y - SIZE <= readings[0].y <= base[1].y + SIZE


def test_a_long_reading_spreads_its_characters() -> None:
    plain, read = one_column("兆し"), one_column("兆{きざきざきざ}し")
    assert read.box.height > plain.box.height


def test_emphasis_sets_a_dot_beside_each_character() -> None:
    assert len(glyphs(one_column("*雨だ*"), SIZE / 2)) == 2


def test_a_reading_is_never_torn_from_its_characters() -> None:
    for setting in down(
        passage_of(parse_markup("明日{あした}は大晦日{おおみそか}だから休{やす}みです"), "ja"), TYPE, 16.0
    ):
        assert not any(line.text.endswith(("明", "大", "大晦")) for line in setting.lines)


def test_horizontal_scripts_without_vertical_forms_are_reported_missing_only_if_no_font_has_them() -> None:
    setting = down(passage_of(parse_markup("今日Pipราตรี"), "ja"), TYPE, 200.0)[0]
    assert setting.missing == frozenset("ราตรี")
