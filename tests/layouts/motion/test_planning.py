"""The camera reads the pages: in order, with all words in sight, and never looks beyond the page by mistake."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from charabook.errors import BadInput
from layouts.motion.cards import CARD_AIR, card_page
from layouts.motion.direction import SHAPES, FilmStyle, PanelDirection, PanelKey
from layouts.motion.framing import united
from layouts.motion.planning import editable_keys, page_camera, plan, plan_scene
from layouts.motion.shots import Subject, Words, filmed
from layouts.motion.sources import FilmPage
from layouts.motion.timeline import Cue, Move, Scene, TransitionKind
from layouts.page import Binding, PanelId
from layouts.shapes import Rect
from tests.layouts.motion.small_film import LOOK, SMALL, SmallFilm, comic_page, film_page

STYLES = [FilmStyle(width=width, height=height) for width, height in SHAPES.values()]
NAMES = ("title", "story", "comic", "manga")


def scene_of(page: FilmPage, style: FilmStyle = SMALL) -> Scene:
    return plan_scene(page, style, TransitionKind.CUT)


def box_of(page: FilmPage, cue: Cue) -> Rect:
    placed = {one.lettering_id: one for one in page.composition.letterings}
    if cue.source_id in placed:
        return united([placed[cue.source_id].outline.bounds(), placed[cue.source_id].text])
    bounds = {one.source_id: one.bounds for one in page.composition.display_list.structure}
    return bounds[cue.source_id]


@pytest.mark.parametrize("style", STYLES, ids=list(SHAPES))
@pytest.mark.parametrize("name", NAMES)
def test_words_are_wholly_in_sight_while_they_are_read(film: SmallFilm, name: str, style: FilmStyle) -> None:
    page = film.pages[name]
    scene = scene_of(page, style)
    assert scene.cues
    for cue in scene.cues:
        for part in (0.3, 0.6, 0.95):
            view = scene.camera_at(cue.at_s + part * cue.read_s).view(style.aspect)
            assert view.contains(box_of(page, cue), slack=0.5), (cue.text, part)


@pytest.mark.parametrize("aspect", [16 / 9, 9 / 16, 1.0])
def test_a_face_is_seen_whole_or_words_are_seen_alone(aspect: float) -> None:
    head = Rect(40, 20, 130, 60)
    words = Words(source_id="w", box=Rect(10, 25, 28, 14), read_s=2.0)
    box = Rect(0, 0, 210, 168)
    subject = Subject(
        box=box, page=Rect(0, 0, 210, 210), aspect=aspect, binding=Binding.LEFT, heads=(head,), words=(words,)
    )
    take = filmed(subject, PanelDirection(), subject.whole(), 1.0)
    for key in take.keys:
        view = key.camera.view(aspect)
        assert view.contains(head) or view.overlap_area(head) < 1e-6


@pytest.mark.parametrize("style", STYLES, ids=list(SHAPES))
@pytest.mark.parametrize("name", NAMES)
def test_the_camera_leaves_the_page_only_to_show_all_of_it(film: SmallFilm, name: str, style: FilmStyle) -> None:
    page = film.pages[name]
    scene, sheet = scene_of(page, style), page.page.trim_box
    whole = page_camera(page, style.aspect)
    for key in scene.keys:
        view = key.camera.view(style.aspect)
        if key.camera.width >= whole.width * 0.9:
            continue  # all of the page, or a title that it comes nearer to
        assert view.width <= sheet.width + 1e-6 or abs(view.centre.x - sheet.centre.x) < 1e-6
        assert view.height <= sheet.height + 1e-6 or abs(view.centre.y - sheet.centre.y) < 1e-6
        if view.width <= sheet.width:
            assert view.x >= sheet.x - 1e-6
            assert view.right <= sheet.right + 1e-6


def test_panels_are_read_in_order_and_manga_from_the_right(film: SmallFilm) -> None:
    orders = {}
    for name in ("comic", "manga"):
        page = film.pages[name]
        outlines = {panel.panel_id: panel.outline.bounds().centre for panel in page.composition.panels}
        shots = [shot.panel_id for shot in scene_of(page).shots]
        assert len(shots) == 5
        orders[name] = [outlines[shot] for shot in shots]
    assert orders["comic"][1].x < orders["comic"][2].x
    assert orders["manga"][1].x > orders["manga"][2].x


def test_words_appear_one_after_the_other_and_long_ones_stay_longer(film: SmallFilm) -> None:
    cues = scene_of(film.pages["comic"], FilmStyle()).cues
    assert [cue.text for cue in cues][:2] == ["In the morning.", "Did you hear that, behind the hill?"]
    assert cues[1].read_s > cues[0].read_s
    assert all(after.at_s >= cue.end_s - 1e-6 for cue, after in pairwise(cues))


def test_keyframes_are_in_order_and_the_scene_ends_with_all_of_the_page(timeline) -> None:
    for scene in timeline.scenes:
        times = [key.at_s for key in scene.keys]
        assert times == sorted(times)
        assert scene.keys[-1].camera == scene.keys[0].camera
        assert scene.frames / timeline.rate >= times[-1] - 1e-6


def test_shouts_and_sounds_shake_the_camera(film: SmallFilm) -> None:
    assert len(scene_of(film.pages["comic"]).tremors) == 2
    assert not scene_of(film.pages["manga"]).tremors


def test_story_text_is_read_in_the_order_of_the_story(film: SmallFilm) -> None:
    page = film.pages["story"]
    block = str(page.page.blocks[0].id)
    balloon = str(page.page.letterings[0].id)
    for order in ((block, balloon), (balloon, block)):
        cues = scene_of(replace(page, order=order)).cues
        assert tuple(cue.source_id for cue in cues) == order


def test_a_page_that_is_read_aloud_stays_until_it_is_read(film: SmallFilm) -> None:
    page = film.pages["comic"]
    short = scene_of(page)
    long = scene_of(replace(page, shortest_s=30.0))
    assert short.frames / SMALL.rate < 30 <= long.frames / SMALL.rate < 40
    assert long.cues[-1].at_s > short.cues[-1].at_s * 1.5  # the words take their share of the time


def test_a_wish_decides_what_the_camera_does(film: SmallFilm) -> None:
    page = film.pages["comic"]
    panel = PanelId(page.composition.panels[0].panel_id)

    def filmed(direction: PanelDirection) -> Scene:
        return scene_of(replace(page, directions={panel: direction}))

    fit, push = filmed(PanelDirection(move=Move.FIT)), filmed(PanelDirection(move=Move.PUSH_IN))
    assert fit.keys[2].camera == fit.keys[3].camera
    assert push.keys[3].camera.width < push.keys[2].camera.width * 0.95
    assert len(filmed(PanelDirection(move=Move.SHAKE)).tremors) == 3
    assert filmed(PanelDirection(seconds=20.0)).shots[0].length_s >= 20.0
    pan = filmed(PanelDirection(move=Move.PAN))
    assert pan.keys[2].camera.width == pytest.approx(pan.keys[3].camera.width)


def test_keyframes_by_hand_are_where_the_author_put_them(film: SmallFilm) -> None:
    page = film.pages["comic"]
    panel = page.composition.panels[1]
    key = PanelKey(at=0.5, x=0.25, y=0.75, zoom=2.0)
    wish = PanelDirection(move=Move.KEYFRAMES, keys=(PanelKey(at=0.0), key), seconds=6.0)
    scene = scene_of(replace(page, directions={PanelId(panel.panel_id): wish}))
    box = panel.outline.bounds()
    spot = pytest.approx((box.x + box.width / 4, box.y + box.height * 0.75))
    assert any((one.camera.x, one.camera.y) == spot for one in scene.keys)


def test_an_automatic_move_can_be_taken_over_as_keyframes(film: SmallFilm) -> None:
    page = film.pages["comic"]
    panel = PanelId(page.composition.panels[0].panel_id)
    direction = editable_keys(page, panel, SMALL)
    assert direction.move is Move.KEYFRAMES
    direction.refuse_nonsense()
    by_hand = scene_of(replace(page, directions={panel: direction}))
    automatic = scene_of(page)
    for at in (automatic.cues[0].at_s, automatic.cues[1].at_s):
        one, other = automatic.camera_at(at), by_hand.camera_at(at)
        assert one.width == pytest.approx(other.width, rel=0.02)
        assert (one.x, one.y) == pytest.approx((other.x, other.y), abs=2.0)


def test_cards_fill_the_frame_and_fade(film: SmallFilm) -> None:
    card = replace(film_page("card", card_page(("The End", "", "Ann"), SMALL.aspect, LOOK, "en")), air=CARD_AIR)
    made = plan([card, film.pages["story"], film.pages["comic"]], SMALL)
    assert [scene.opening.kind for scene in made.scenes] == [
        TransitionKind.CUT,
        TransitionKind.FADE,
        TransitionKind.TURN,
    ]
    assert card.page.trim_box.contains(made.scenes[0].keys[0].camera.view(SMALL.aspect))
    assert [cue.text for cue in made.scenes[0].cues] == ["The End", "Ann"]


def test_a_film_of_nothing_is_refused() -> None:
    with pytest.raises(BadInput):
        plan([], SMALL)


def test_a_page_without_words_is_looked_at_for_a_while(tmp_path: Path) -> None:
    silent = replace(comic_page(tmp_path), letterings=())
    scene = scene_of(film_page("silent", silent), FilmStyle())
    assert not scene.cues
    assert len(scene.shots) == 5
    assert all(shot.length_s > 2 for shot in scene.shots)
