"""Films of a book: from its pages and words, with the author's wishes stored in the book."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import pytest

from charabook.errors import BadInput, Cancelled
from charabook.studio import Studio
from charabook.studio.film_pages import CREDITS_CARD, TITLE_CARD
from charabook.studio.films import Cards, FilmWish
from layouts.motion.direction import FilmStyle, PanelDirection, PanelKey
from layouts.motion.subtitles import SubtitleKind
from layouts.motion.timeline import Move
from projects.records import Panel
from tests.fakes.engine import FakeEngine

SCRIPT = """Title: Crown
  ja: 王冠
Author: Somebody
Format: square-210
Languages: en, ja
# Cast
## Mina
look: a girl with red pigtails in a blue dress
# Settings
meadow: a flower meadow
# Page
## Panel
setting: meadow
> Mina left: waving
caption: Once there was a crown.
  ja: むかし、王冠が ありました。
Mina: Hello!
  ja: やあ！
# Page
## Panel
setting: meadow
Mina (shouts): Where is it?
## Panel
> Mina: sitting
sfx: BANG
"""
STYLE = FilmStyle(width=96, height=54, pace=5.0)
WISH = FilmWish(style=STYLE)


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    with Studio.create(tmp_path / "crown.charabook", engine=FakeEngine) as made:
        made.import_script(SCRIPT)
        made.drawing.generate_missing()
        made.queue.start()
        assert made.queue.wait(20)
        yield made


def panels(studio: Studio) -> tuple[Panel, ...]:
    return studio.project.panels()


def test_the_film_of_a_book_has_its_pages_between_title_and_credits(studio: Studio) -> None:
    timeline = studio.films.timeline(WISH)
    pages = [page.id for page in studio.project.pages()]
    assert [scene.page_id for scene in timeline.scenes] == [TITLE_CARD, *pages, CREDITS_CARD]
    assert [cue.text for cue in timeline.scenes[0].cues] == ["Crown", "Somebody"]
    assert [cue.text for cue in timeline.scenes[-1].cues] == ["The End", "Crown", "Somebody"]


def test_the_end_is_said_in_the_language_of_the_edition_and_either_card_may_be_left_out(studio: Studio) -> None:
    japanese = studio.films.timeline(replace(WISH, language="ja", cards=Cards.END))
    assert TITLE_CARD not in [scene.page_id for scene in japanese.scenes]
    assert [cue.text for cue in japanese.scenes[-1].cues] == ["おしまい", "王冠", "Somebody"]
    assert studio.films.timeline(replace(WISH, cards=Cards.TITLE)).scenes[-1].page_id != CREDITS_CARD


def test_an_edition_that_the_book_does_not_have_is_not_filmed_in_another_language(studio: Studio) -> None:
    with pytest.raises(BadInput, match="no words in “fr”"):
        studio.films.timeline(replace(WISH, language="fr"))


def test_a_story_that_ends_with_the_end_gets_no_card_that_says_it_again(studio: Studio) -> None:
    studio.import_script(SCRIPT + "caption: The end.\n")
    assert studio.films.timeline(WISH).scenes[-1].page_id != CREDITS_CARD


def test_cards_show_the_first_and_the_last_picture_and_the_camera_stays_on_the_card(studio: Studio) -> None:
    projector = studio.films.projector(WISH)
    source = studio.films.projector(WISH).source
    first, last = (source.page(one.id).page.panels for one in studio.project.pages())
    wanted = {TITLE_CARD: first[0].picture, CREDITS_CARD: last[0].picture}
    for card, picture in wanted.items():
        (panel,) = projector.source.page(card).page.panels
        assert panel.picture == picture
        (scene,) = [scene for scene in projector.timeline.scenes if scene.page_id == card]
        assert {shot.panel_id for shot in scene.shots} == {""}


def test_words_appear_as_the_story_tells_them(studio: Studio) -> None:
    scenes = studio.films.timeline(WISH).scenes
    assert [cue.text for cue in scenes[1].cues] == ["Once there was a crown.", "Hello!"]
    assert [cue.text for cue in scenes[2].cues] == ["Where is it?", "BANG"]


def test_a_film_can_be_of_some_pages_and_in_another_language(studio: Studio) -> None:
    first = studio.project.pages()[0].id
    timeline = studio.films.timeline(replace(WISH, pages=(first,), language="ja", cards=Cards.NONE))
    assert [scene.page_id for scene in timeline.scenes] == [first]
    assert [cue.text for cue in timeline.scenes[0].cues] == ["むかし、王冠が ありました。", "やあ！"]


def test_an_excerpt_has_only_the_card_that_belongs_to_it(studio: Studio) -> None:
    last = studio.project.pages()[-1].id
    scenes = studio.films.timeline(replace(WISH, pages=(last,))).scenes
    assert [scene.page_id for scene in scenes] == [last, CREDITS_CARD]
    own = replace(WISH, pages=(last,), style=replace(STYLE, title=("Chapter two",)))
    assert studio.films.timeline(own).scenes[0].cues[0].text == "Chapter two"


def test_figures_stand_before_their_ground_where_the_engine_saw_them(studio: Studio) -> None:
    projector = studio.films.projector(WISH)
    timeline = projector.timeline
    shots = [(timeline.start_s(at) + shot.end_s, shot) for at, one in enumerate(timeline.scenes) for shot in one.shots]
    seen = [len(projector.sightings(at_s, shot.panel_id)) for at_s, shot in shots if shot.panel_id]
    assert seen == [1, 0, 1]  # in the second panel nobody is seen


def test_a_direction_is_kept_with_its_panel_and_can_be_undone(studio: Studio) -> None:
    panel = panels(studio)[1].id
    wish = PanelDirection(move=Move.KEYFRAMES, keys=(PanelKey(at=0.0, zoom=2.0),), seconds=3.0)
    before = studio.films.timeline(WISH)
    studio.films.direct(panel, wish)
    assert studio.films.direction(panel) == wish
    assert studio.films.timeline(WISH) != before
    assert any(shot.move is Move.KEYFRAMES for shot in studio.films.timeline(WISH).scenes[2].shots)
    studio.undo()
    assert studio.films.direction(panel) == PanelDirection()
    assert studio.films.timeline(WISH) == before


def test_the_script_can_be_imported_again_without_losing_directions(studio: Studio) -> None:
    panel = panels(studio)[1].id
    studio.films.direct(panel, PanelDirection(move=Move.PAN))
    studio.import_script(SCRIPT.replace("Hello!", "Hi!"))
    assert studio.films.direction(panel).move is Move.PAN


def test_a_direction_that_a_stranger_wrote_wrongly_is_as_if_unset(studio: Studio) -> None:
    panel = panels(studio)[0].id
    for stored in ({"move": "dance"}, {"keys": [{"at": "soon"}]}, 7, {"move": "keyframes"}):
        text = json.dumps({"motion": stored})
        studio.edit("Write", lambda edit, text=text: edit.update(Panel, panel, settings_json=text))
        assert studio.films.direction(panel) == PanelDirection()
        assert studio.films.timeline(WISH).frames > 0


def test_a_direction_that_nobody_can_film_is_refused(studio: Studio) -> None:
    with pytest.raises(BadInput):
        studio.films.direct(panels(studio)[0].id, PanelDirection(move=Move.KEYFRAMES))


def test_the_automatic_move_is_given_as_keyframes(studio: Studio) -> None:
    panel = panels(studio)[2].id
    direction = studio.films.as_keyframes(panel, WISH)
    studio.films.direct(panel, direction)
    assert studio.films.direction(panel).move is Move.KEYFRAMES
    assert studio.films.timeline(WISH).frames > 0


def test_a_film_is_written_with_subtitles_in_each_language(studio: Studio, tmp_path: Path) -> None:
    first = studio.project.pages()[0].id
    wish = replace(WISH, pages=(first,), subtitles=("en", "ja"), subtitle_kind=SubtitleKind.VTT, cards=Cards.NONE)
    written = studio.films.write(wish, tmp_path / "film.mp4")
    assert [path.name for path in written] == ["film.mp4", "film.en.vtt", "film.ja.vtt"]
    assert "王冠" in written[2].read_text(encoding="utf-8")
    with av.open(str(written[0])) as film:
        assert film.streams.video[0].frames == studio.films.timeline(wish).frames


def test_subtitles_in_a_language_that_the_book_lacks_are_refused_before_the_work(
    studio: Studio, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="en, ja"):
        studio.films.write(replace(WISH, subtitles=("fr",)), tmp_path / "film.mp4")
    assert not (tmp_path / "film.mp4").exists()


class StoppedAtOnce:
    def advance(self, stage: str, done: float, total: float) -> None:
        raise AssertionError(stage)

    def is_cancelled(self) -> bool:
        return True


def test_a_cancelled_film_leaves_nothing(studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        studio.films.write(WISH, tmp_path / "film.mp4", StoppedAtOnce())
    assert not (tmp_path / "film.mp4").exists()


def test_a_book_without_pages_cannot_be_filmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    with (
        Studio.create(tmp_path / "empty.charabook", engine=FakeEngine) as empty,
        pytest.raises(BadInput, match="pages"),
    ):
        empty.films.timeline(WISH)
