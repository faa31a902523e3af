"""Composed pages: what is drawn, in which order it is read, and what is reported instead of raised."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layouts.compose import compose
from layouts.display_list import DrawGlyphs, DrawImage, DrawPath, Role
from layouts.lettering.passage import parse_markup
from layouts.looks import shipped_look
from layouts.page import (
    Align,
    Backing,
    Binding,
    BlockId,
    BlockRole,
    Fit,
    Lettering,
    LetteringId,
    LetteringKind,
    Page,
    Panel,
    PanelId,
    Picture,
    Sheet,
    TextBlock,
    Writing,
)
from layouts.problems import Composition, ProblemKind
from layouts.shapes import Point, Rect
from layouts.typefaces import FontShelf
from tests.layouts.sample_pages import COMIC, FIGURES, MANGA, SQUARE, draw_picture, page_of, say

Kind = LetteringKind
COMIC_LOOK, STORY, MANGA_LOOK = shipped_look("comic"), shipped_look("storybook"), shipped_look("manga")


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    return draw_picture(tmp_path_factory.mktemp("pictures") / "meadow.png")


def comic(picture: Picture, *letterings: Lettering) -> Page:
    return replace(page_of("comic-four", COMIC, picture), letterings=letterings)


def kinds(composition: Composition) -> list[ProblemKind]:
    return [problem.kind for problem in composition.problems]


def test_reading_order_is_panel_by_panel_with_its_words(picture: Picture, shelf: FontShelf) -> None:
    page = comic(
        picture, say(1, Kind.SPEECH, "Second", panel="B", speaker="Mo"), say(2, Kind.SPEECH, "First", speaker="Pip")
    )
    structure = compose(page, COMIC_LOOK, shelf).display_list.structure
    assert [element.text or element.source_id for element in structure] == ["A", "First", "B", "Second", "C", "D"]
    assert structure[0].role is Role.FIGURE
    assert structure[0].alt == "Pip and Mo on a meadow"


def test_words_are_drawn_above_pictures_and_balloons_above_panels(picture: Picture, shelf: FontShelf) -> None:
    page = comic(picture, say(1, Kind.SPEECH, "Hello", speaker="Pip"))
    ops = compose(page, COMIC_LOOK, shelf).display_list.ops
    last_picture = max(i for i, op in enumerate(ops) if isinstance(op, DrawImage))
    first_words = min(i for i, op in enumerate(ops) if isinstance(op, DrawGlyphs))
    assert last_picture < first_words
    assert isinstance(ops[first_words - 1], DrawPath)


def test_text_can_be_extracted_in_logical_order(picture: Picture, shelf: FontShelf) -> None:
    page = comic(picture, say(1, Kind.SPEECH, "مرحبا هل أنت مستعد؟", speaker="Pip", language="ar"))
    drawing = compose(page, COMIC_LOOK, shelf).display_list
    words = [op for op in drawing.ops if isinstance(op, DrawGlyphs) and op.language == "ar"]
    assert " ".join(op.text.strip() for op in words) == "مرحبا هل أنت مستعد؟"


def test_balloons_keep_off_faces_and_inside_their_panels(picture: Picture, shelf: FontShelf) -> None:
    page = comic(
        picture,
        say(1, Kind.SPEECH, "Did you hear that?", speaker="Pip"),
        say(2, Kind.SPEECH, "It was only the wind.", speaker="Mo"),
        say(3, Kind.THOUGHT, "I am not so sure...", panel="B", speaker="Mo"),
        say(4, Kind.SHOUT, "Run!", panel="C", speaker="Pip"),
        say(5, Kind.WHISPER, "wait for me", panel="D", speaker="Mo"),
    )
    composition = compose(page, COMIC_LOOK, shelf)
    assert kinds(composition) == []
    panels = {panel.panel_id: panel for panel in composition.panels}
    for placed in composition.letterings:
        panel = panels[placed.lettering_id.split("-")[0]]
        assert panel.outline.bounds().contains(placed.text)
        assert all(placed.text.overlap_area(head) == 0 for _, head in panel.heads)
        assert len(placed.tips) == 1


def test_a_tail_points_at_its_speaker(picture: Picture, shelf: FontShelf) -> None:
    page = comic(picture, say(1, Kind.SPEECH, "Hello", speaker="Mo"))
    composition = compose(page, COMIC_LOOK, shelf)
    heads = dict(composition.panels[0].heads)
    tip = composition.letterings[0].tips[0]
    assert tip.distance(heads["Mo"].centre) < tip.distance(heads["Pip"].centre)


def test_a_tail_may_be_pointed_by_hand_in_several_directions(picture: Picture, shelf: FontShelf) -> None:
    both = replace(say(1, Kind.SPEECH, "We are here!"), tail_tips=(Point(20, 110), Point(70, 110)))
    placed = compose(comic(picture, both), COMIC_LOOK, shelf).letterings[0]
    assert placed.tips == (Point(20, 110), Point(70, 110))
    assert len(list(placed.outline.contours())) == 1


def test_joined_balloons_share_one_outline(picture: Picture, shelf: FontShelf) -> None:
    first = say(1, Kind.SPEECH, "We only wanted to read.", speaker="Pip")
    second = replace(say(2, Kind.SPEECH, "Really!"), joined_to=first.id)
    composition = compose(comic(picture, first, second), COMIC_LOOK, shelf)
    joined = composition.letterings[0].outline
    assert len(list(joined.contours())) == 1
    assert joined.bounds().contains(composition.letterings[1].text)
    fills = [op for op in composition.display_list.ops if isinstance(op, DrawPath) and op.fill is not None]
    assert len(fills) == 1
    assert composition.letterings[0].text.overlap_area(composition.letterings[1].text) == 0


def test_a_balloon_stays_where_it_was_put(picture: Picture, shelf: FontShelf) -> None:
    put = replace(say(1, Kind.SPEECH, "Here!", speaker="Pip"), place=Point(50, 40))
    placed = compose(comic(picture, put), COMIC_LOOK, shelf).letterings[0]
    assert placed.text.centre.distance(Point(50, 40)) < 0.01


@pytest.mark.parametrize("kind", [Kind.SOUND, Kind.SPEECH, Kind.SHOUT, Kind.CAPTION])
def test_lettering_lies_just_where_it_was_put_and_says_how_large_it_is_without_its_tail(
    picture: Picture, shelf: FontShelf, kind: Kind
) -> None:
    put = replace(say(1, kind, "Crash", speaker="Pip"), place=Point(40.0, 30.0))
    (placed,) = compose(comic(picture, put), COMIC_LOOK, shelf).letterings
    for middle in (placed.text.centre, placed.body.centre):
        assert middle == pytest.approx(Point(40.0, 30.0))
    assert bool(placed.tips) is (kind in (Kind.SPEECH, Kind.SHOUT))
    for tip in placed.tips:
        assert placed.outline.bounds().grown(1).holds(tip)
        assert not placed.body.holds(tip)


def test_a_sound_runs_along_its_path_with_an_outline(picture: Picture, shelf: FontShelf) -> None:
    path = (Point(20, 90), Point(45, 70), Point(75, 90))
    boom = replace(say(1, Kind.SOUND, "BOOOM!"), path=path)
    drawing = compose(comic(picture, boom), COMIC_LOOK, shelf).display_list
    letters = next(op for op in drawing.ops if isinstance(op, DrawGlyphs) and op.text == "BOOOM!")
    angles = [glyph.angle_deg for glyph in letters.runs[0].glyphs]
    assert angles[0] < 0 < angles[-1]
    assert any(
        isinstance(op, DrawPath) and op.stroke and op.fill is None and op.outline.bounds().y < 90 for op in drawing.ops
    )


def test_japanese_in_a_book_bound_right_is_vertical(picture: Picture, shelf: FontShelf) -> None:
    words = say(1, Kind.SPEECH, "今日{きょう}は雨{あめ}だね。", panel="A", speaker="Pip", language="ja")
    page = replace(page_of("manga-four", MANGA, picture), letterings=(words,), language="ja")
    placed = compose(page, MANGA_LOOK, shelf).letterings[0]
    assert placed.text.height > placed.text.width
    level = replace(page, letterings=(replace(words, writing=Writing.HORIZONTAL),))
    across = compose(level, MANGA_LOOK, shelf).letterings[0]
    assert across.text.width > across.text.height


def test_capitals_are_a_matter_of_the_look(picture: Picture, shelf: FontShelf) -> None:
    page = comic(picture, say(1, Kind.SPEECH, "Hello", speaker="Pip"))
    said = {
        look.name: next(op.text for op in compose(page, look, shelf).display_list.ops if isinstance(op, DrawGlyphs))
        for look in (COMIC_LOOK, STORY)
    }
    assert said == {"Comic": "HELLO", "Storybook": "Hello"}


# ---------------------------------------------------------------- story text


def test_story_text_that_is_too_long_is_reported_and_shrinks_only_when_asked(
    picture: Picture, shelf: FontShelf
) -> None:
    block = TextBlock(
        id=BlockId("t"), role=BlockRole.BODY, runs=parse_markup("word " * 120), box=Rect(20, 150, 170, 40)
    )
    page = Page(format=SQUARE, blocks=(block,))
    assert kinds(compose(page, STORY, shelf)) == [ProblemKind.TEXT_OVERFLOW]
    shrunk = compose(replace(page, blocks=(replace(block, fit=Fit.SHRINK),)), STORY, shelf)
    assert kinds(shrunk) == []
    element = shrunk.display_list.structure[0]
    assert element.bounds is not None
    assert block.box.contains(element.bounds, slack=0.2)


def test_a_story_may_begin_with_a_tall_letter(shelf: FontShelf) -> None:
    block = TextBlock(
        id=BlockId("t"),
        role=BlockRole.BODY,
        runs=parse_markup(
            "Once upon a time there was a fox who could not sleep, however hard he tried to count sheep."
        ),
        box=Rect(20, 50, 120, 60),
        align=Align.START,
        initial_lines=2,
    )
    ops = compose(Page(format=SQUARE, blocks=(block,)), STORY, shelf).display_list.ops
    sizes = [op.runs[0].size_mm for op in ops if isinstance(op, DrawGlyphs)]
    assert sizes[0] > 1.8 * sizes[1]
    assert "".join(op.text for op in ops if isinstance(op, DrawGlyphs)).startswith("Once upon")


def test_a_band_lies_between_picture_and_text_and_reaches_the_bleed(picture: Picture, shelf: FontShelf) -> None:
    page = page_of("story-wave", SQUARE, picture)
    assert page.blocks[0].backing is Backing.BAND
    ops = compose(page, STORY, shelf).display_list.ops
    names = [type(op).__name__ for op in ops]
    assert names[:2] == ["DrawImage", "DrawPath"]
    band = ops[1]
    assert isinstance(band, DrawPath)
    assert band.outline.bounds().x == page.bleed_box.x
    assert band.outline.bounds().bottom == page.bleed_box.bottom


@pytest.mark.parametrize("binding", list(Binding))
def test_a_page_number_is_printed_within_the_safe_area(binding: Binding, shelf: FontShelf) -> None:
    format_ = replace(SQUARE, binding=binding)
    drawing = compose(Page(format=format_, number=12), STORY, shelf).display_list
    number = next(op for op in drawing.ops if isinstance(op, DrawGlyphs))
    assert number.text == "12"
    assert number.element is None
    assert all(drawing.safe.holds((glyph.x, glyph.y)) for glyph in number.runs[0].glyphs)


# ---------------------------------------------------------------- what goes wrong


def test_missing_pictures_and_broken_frames_are_reported_and_the_rest_is_drawn(
    picture: Picture, shelf: FontShelf
) -> None:
    page = comic(picture, say(1, Kind.SPEECH, "Hello", panel="B", speaker="Pip"))
    gone = Picture(path=Path("/nowhere/gone.png"), pixels=(100, 100))
    a, b, c, d = page.panels
    crossed = (Point(0, 0), Point(80, 80), Point(80, 0), Point(0, 80))
    page = replace(page, panels=(replace(a, picture=None), b, replace(c, picture=gone), replace(d, frame=crossed)))
    composition = compose(page, COMIC_LOOK, shelf)
    assert sorted(kinds(composition), key=lambda kind: kind.value) == [
        ProblemKind.BAD_FRAME,
        ProblemKind.NO_PICTURE,
        ProblemKind.PICTURE_UNREADABLE,
    ]
    assert sum(isinstance(op, DrawImage) for op in composition.display_list.ops) == 1
    assert all(problem.remedy for problem in composition.problems)


def test_words_too_many_for_their_panel_are_reported(picture: Picture, shelf: FontShelf) -> None:
    page = replace(page_of("comic-nine", COMIC, picture), letterings=(say(1, Kind.SPEECH, "so many words " * 20),))
    assert ProblemKind.TEXT_OVERFLOW in kinds(compose(page, COMIC_LOOK, shelf))


def test_words_shrink_to_their_panel_when_asked(picture: Picture, shelf: FontShelf) -> None:
    much = say(1, Kind.CAPTION, "a few too many words for one small panel " * 16)
    grown = compose(comic(picture, much), COMIC_LOOK, shelf)
    shrunk = compose(comic(picture, replace(much, fit=Fit.SHRINK)), COMIC_LOOK, shelf)
    assert letter_size(shrunk) < 0.95 * letter_size(grown)


def letter_size(composition: Composition) -> float:
    return next(op.runs[0].size_mm for op in composition.display_list.ops if isinstance(op, DrawGlyphs) and op.runs)


def test_a_character_without_a_glyph_is_reported(picture: Picture, shelf: FontShelf) -> None:
    page = comic(picture, say(1, Kind.SPEECH, "ราตรี", speaker="Pip"))
    assert ProblemKind.MISSING_GLYPH in kinds(compose(page, COMIC_LOOK, shelf))


def test_a_speaker_who_is_not_there_is_reported(picture: Picture, shelf: FontShelf) -> None:
    page = comic(picture, say(1, Kind.SPEECH, "Boo!", speaker="Nobody"))
    (problem,) = compose(page, COMIC_LOOK, shelf).problems
    assert problem.kind is ProblemKind.NO_SPEAKER
    assert "Nobody" not in problem.what  # a figure's name is nothing that people know


def test_where_there_is_no_picture_nobody_is_missed(picture: Picture, shelf: FontShelf) -> None:
    page = comic(picture, say(1, Kind.SPEECH, "Boo!", speaker="Nobody"))
    bare = replace(page, panels=tuple(replace(panel, picture=None) for panel in page.panels))
    assert set(kinds(compose(bare, COMIC_LOOK, shelf))) == {ProblemKind.NO_PICTURE}


def test_a_balloon_put_over_a_face_is_reported(picture: Picture, shelf: FontShelf) -> None:
    page = comic(picture)
    head = dict(compose(page, COMIC_LOOK, shelf).panels[0].heads)["Pip"]
    put = replace(say(1, Kind.SPEECH, "Peekaboo, you cannot see me!", speaker="Pip"), place=head.centre)
    assert ProblemKind.COVERS_FACE in kinds(compose(replace(page, letterings=(put,)), COMIC_LOOK, shelf))


def test_lettering_of_a_panel_that_is_gone_is_kept_on_the_page(picture: Picture, shelf: FontShelf) -> None:
    composition = compose(comic(picture, say(1, Kind.SPEECH, "Where is my panel?", panel="Z")), COMIC_LOOK, shelf)
    assert len(composition.letterings) == 1


def test_an_empty_page_is_a_page(shelf: FontShelf) -> None:
    composition = compose(Page(format=SQUARE), STORY, shelf)
    assert composition.display_list.ops == ()
    assert composition.problems == ()


def test_a_thousand_panels_are_drawn(picture: Picture, shelf: FontShelf) -> None:
    panels = tuple(
        Panel(id=PanelId(str(i)), frame=Rect(i % 40 * 5, i // 40 * 8, 4, 7).corners, picture=picture)
        for i in range(1000)
    )
    composition = compose(Page(format=SQUARE, panels=panels), COMIC_LOOK, shelf)
    assert [panel.panel_id for panel in composition.panels] == [str(i) for i in range(1000)]


coordinates = st.floats(-1e6, 1e6) | st.just(float("nan"))
wild_frames = st.lists(st.builds(Point, coordinates, coordinates), max_size=6).map(tuple)
tame_frames = st.builds(
    lambda x, y, w, h: Rect(x, y, w, h).corners,
    st.floats(0, 150),
    st.floats(0, 240),
    st.floats(1, 150),
    st.floats(1, 240),
)
texts = st.text(max_size=60) | st.sampled_from(["今日{きょう}は雨", "مرحبا 42 abc", "क्षत्रिय *ok*", "\n\n", "x" * 300])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(wild_frames | tame_frames, max_size=3),
    st.lists(st.tuples(st.sampled_from(Kind), texts, st.sampled_from(["", "Pip", "x"])), max_size=4),
    st.tuples(st.sampled_from(Writing), st.sampled_from(["en", "ja", "ar", "hi", "", "zz-ZZ"]), st.sampled_from(Sheet)),
)
def test_no_page_that_an_author_can_make_stops_composing(
    picture: Picture,
    shelf: FontShelf,
    frames: list[tuple[Point, ...]],
    words: list[tuple[LetteringKind, str, str]],
    manner: tuple[Writing, str, Sheet],
) -> None:
    writing, language, sheet = manner
    panels = tuple(
        Panel(id=PanelId(str(i)), frame=frame, picture=picture, figures=FIGURES) for i, frame in enumerate(frames)
    )
    letterings = tuple(
        Lettering(
            id=LetteringId(f"w{i}"),
            kind=kind,
            runs=parse_markup(text),
            panel_id=PanelId(str(i % 3)),
            speaker=speaker,
            writing=writing,
            joined_to=LetteringId("w0"),
        )
        for i, (kind, text, speaker) in enumerate(words)
    )
    page = Page(format=COMIC, sheet=sheet, panels=panels, letterings=letterings, language=language)
    drawing = compose(page, COMIC_LOOK, shelf).display_list
    assert all(op.element is None or op.element < len(drawing.structure) for op in drawing.ops)
    for op in drawing.ops:
        if isinstance(op, DrawGlyphs):
            assert all(abs(glyph.x) < 1e7 and abs(glyph.y) < 1e7 for run in op.runs for glyph in run.glyphs)
