"""Shaping: scripts, directions, emphasis and fallback fonts."""

from layouts.lettering.passage import Passage, Type, cleaned, parse_markup, passage_of
from layouts.lettering.shaping import ShapedLine, Shaper, shaped, visual_runs
from layouts.page import Emphasis, TextRun
from layouts.typefaces import FontShelf

SHELF = FontShelf.shipped()
TYPE = Type(fonts=SHELF.chain("ComicNeue-Bold"), strong_fonts=SHELF.chain("ComicNeue-BoldItalic"), size_mm=3.0)


def line_of(markup: str, language: str = "en") -> ShapedLine:
    one = passage_of(parse_markup(markup), language)
    return Shaper(one, TYPE).line(0, len(one.text))


def fonts_of(line: ShapedLine) -> list[str]:
    return [run.face.ref.name for run in line.runs]


def test_emphasis_takes_the_strong_font_and_nothing_around_it() -> None:
    assert fonts_of(line_of("I *told* you!")) == ["ComicNeue-Bold", "ComicNeue-BoldItalic", "ComicNeue-Bold"]


def test_each_script_finds_a_font_that_draws_it() -> None:
    line = line_of("Pip 今日 مرحبا नमस्ते")
    assert line.missing == frozenset()
    assert set(fonts_of(line)) == {
        "ComicNeue-Bold",
        "CharabookGothicJP-Medium",
        "Amiri-Bold",
        "NotoSansDevanagari-Medium",
    }


def test_a_character_that_no_font_draws_is_reported() -> None:
    assert line_of("ราตรี").missing == frozenset("ราตรี")
    assert line_of("plain").missing == frozenset()


def test_arabic_letters_join_and_run_from_the_right() -> None:
    amiri = SHELF.typeface("Amiri-Bold")
    joined, length = shaped(amiri, "مرحبا", "rtl", "ar")
    apart = sum(shaped(amiri, letter, "rtl", "ar")[1] for letter in "مرحبا")
    assert length < apart
    assert [glyph.x for glyph in joined] == sorted(glyph.x for glyph in joined)


def test_numbers_and_brackets_stand_right_within_arabic() -> None:
    text = "رقم 42 (هنا)"
    order = [text[start:end] for _, start, end in visual_runs(text, 1)]
    assert order.index("42") > 0
    assert "".join(order).startswith(" (هنا)") or order[0].strip().startswith("(")


def test_hindi_conjuncts_become_fewer_glyphs_than_letters() -> None:
    glyphs, _ = shaped(SHELF.typeface("NotoSansDevanagari-Medium"), "क्षत्रिय", "ltr", "hi")
    assert len(glyphs) < len("क्षत्रिय")


def test_adding_up_words_gives_the_width_of_the_line() -> None:
    one = passage_of(parse_markup("Wait! Did you *really* hear that, Tom?"), "en")
    shaper = Shaper(one, TYPE)
    for start, end in ((0, 5), (6, 20), (0, len(one.text)), (3, 9)):
        whole = shaper.line(start, end).width
        assert abs(shaper.width(start, end) - whole) < 0.12


def test_characters_without_a_picture_are_dropped() -> None:
    assert cleaned("a\u202eb\u0007c\r\nd\te\ufeff") == "abc\nd e"


def test_markup_gives_emphasis_and_readings() -> None:
    assert parse_markup("*No!* 今日{きょう}は|あの店{カフェ}へ") == (
        TextRun(text="No!", emphasis=Emphasis.STRONG),
        TextRun(text=" "),
        TextRun(text="今日", ruby="きょう"),
        TextRun(text="は"),
        TextRun(text="あの店", ruby="カフェ"),
        TextRun(text="へ"),
    )
    assert parse_markup("2 * 3 = 6 {x}") == (TextRun(text="2 * 3 = 6 {x}"),)


def test_a_very_long_text_is_cut_rather_than_set_for_minutes() -> None:
    assert len(passage_of((TextRun(text="x" * 100_000),), "en").text) == 20_000


def test_emphasis_and_readings_point_at_their_characters() -> None:
    one: Passage = passage_of(parse_markup("ab*cd*今日{きょう}"), "ja")
    assert one.text == "abcd今日"
    assert one.strong == ((2, 4),)
    assert [(ruby.start, ruby.end, ruby.reading) for ruby in one.rubies] == [(4, 6, "きょう")]
