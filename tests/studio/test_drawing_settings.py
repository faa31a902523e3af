"""How a book wants its pictures drawn: steps, guidance, size, likeness; and the same picture in every likeness."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charabook.engine.identities import sampling_of
from charabook.engine.requests import DEMO_MODEL, IdentityRequest, Likeness, ModelId, PanelRequest, Sampling
from charabook.errors import BadInput
from charabook.studio import Studio
from charabook.studio.models import (
    DrawingSettings,
    areas_of,
    bounds_of,
    card_of,
    drawing_settings,
    own_card,
    with_drawing,
)
from charabook.studio.remaking import Remake
from charabook.studio.requesting import Requester
from charabook.studio.staging import picture_size
from charabook.studio.takes import have_one_shape, request_of
from projects.records import BOOK, Book, Look, PanelId, Take
from tests.fakes.engine import FakeEngine

SCRIPT = """Title: Crown
Format: square-210
Seed: 3
# Cast
## Mina
look: a girl in a blue dress
## Pip
look: a fox in a green sweater
# Settings
meadow: a flower meadow
# Page
## Panel #two
setting: meadow
> Mina left: waving
> Pip right: sitting
## Panel #alone
> Pip: crying
## Panel #nobody
setting: meadow
"""
FIRM = DrawingSettings(likeness=Likeness.FIRM)
LARGE = "a large model"
OTHERWISE = DrawingSettings(steps=30, guidance=7.5, area_px=512 * 512, likeness=Likeness.GENTLE)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio.create(tmp_path / "crown.charabook", engine=FakeEngine) as studio:
        studio.import_script(SCRIPT)
        yield studio


@pytest.fixture
def large(studio: Studio) -> Studio:
    """The studio with a model that draws many sizes."""
    studio.set_model(LARGE)
    return studio


def choose(studio: Studio, wish: DrawingSettings) -> None:
    stored = with_drawing(studio.project.book().settings_json, wish)
    studio.edit("Settings", lambda edit: edit.update(Book, BOOK, settings_json=stored))


def draw_all(studio: Studio) -> None:
    studio.drawing.generate_missing()
    finish(studio)


def finish(studio: Studio) -> None:
    studio.queue.start()
    assert studio.queue.wait(20)


def panel(studio: Studio, key: str) -> PanelId:
    return next(one.id for one in studio.project.panels() if one.key == key)


def asked(studio: Studio, key: str) -> PanelRequest:
    return studio.drawing.prompt_of(panel(studio, key)).request


def made(take: Take) -> PanelRequest:
    request = request_of(take)
    assert isinstance(request, PanelRequest)
    return request


# -------------------------------------------------------------------------------------------- what is kept


@given(
    st.builds(
        DrawingSettings,
        steps=st.none() | st.integers(4, 200),
        guidance=st.none() | st.floats(1.5, 30),
        area_px=st.none() | st.integers(64 * 64, 2048 * 2048),
        likeness=st.sampled_from(Likeness),
    )
)
def test_what_was_chosen_is_kept_beside_everything_else(wish: DrawingSettings) -> None:
    stored = with_drawing('{"seed": 3, "film": {"pace": 2}, "steps": 99}', wish)
    assert drawing_settings(Book(settings_json=stored)) == wish
    assert json.loads(stored)["film"] == {"pace": 2}


def test_the_models_own_way_leaves_nothing_in_the_book() -> None:
    assert with_drawing('{"steps": 9, "likeness": "firm"}', DrawingSettings()) == "{}"


@pytest.mark.parametrize(
    "hostile",
    [
        '{"steps": -5, "guidance": 1, "picture_area_px": 0, "likeness": "steel"}',
        '{"steps": 1e99, "guidance": NaN, "picture_area_px": 1e30, "likeness": ["firm"]}',
        '{"steps": "16", "guidance": true, "picture_area_px": false, "likeness": {}}',
        '{"steps": Infinity, "guidance": -Infinity, "picture_area_px": null, "likeness": 2}',
        "[1, 2]",
        "no JSON",
    ],
)
def test_what_nobody_could_have_chosen_counts_as_not_said(hostile: str) -> None:
    book = Book(settings_json=hostile)
    assert drawing_settings(book) == DrawingSettings()
    assert card_of(book) == own_card(DEMO_MODEL)


@pytest.mark.parametrize("asked", [{"steps": 16}, {"steps": 28, "guidance": 3.5}, {"guidance": 0.5}])
def test_a_model_of_few_steps_is_not_asked_for_what_other_models_do(asked: dict[str, float]) -> None:
    book = Book(model="FLUX.1-schnell", settings_json=json.dumps(asked))
    assert card_of(book) == own_card(ModelId(book.model))
    assert card_of(replace(book, settings_json='{"steps": 6}')).steps == 6


@pytest.mark.parametrize("model", [DEMO_MODEL, ModelId(LARGE), ModelId("FLUX.1-schnell")])
def test_within_its_bounds_no_setting_makes_somebody_another(model: ModelId) -> None:
    own, bounds = own_card(model), bounds_of(model)
    usual = sampling_of(Sampling(steps=own.steps, guidance=own.guidance))
    for steps, guidance in product(bounds.steps, bounds.guidance):
        assert sampling_of(Sampling(steps=steps, guidance=guidance)) == usual


def test_a_small_model_is_asked_only_for_the_sizes_that_it_knows() -> None:
    book = Book(settings_json=with_drawing("{}", DrawingSettings(area_px=384 * 384)))
    assert areas_of(DEMO_MODEL) == (256 * 256,)
    assert picture_size(1.0, card_of(book).canvas) == (256, 256)


@given(st.floats(0.3, 3.0), st.sampled_from([DEMO_MODEL, ModelId(LARGE)]))
def test_every_size_of_a_model_has_one_shape_and_other_frames_have_another(aspect: float, model: ModelId) -> None:
    def sampling(aspect: float, area_px: int) -> Sampling:
        book = Book(model=model, settings_json=with_drawing("{}", DrawingSettings(area_px=area_px)))
        width, height = picture_size(aspect, card_of(book).canvas)
        return Sampling(width_px=width, height_px=height)

    own = sampling(aspect, own_card(model).canvas.area_px)
    assert all(have_one_shape(own, sampling(aspect, area_px)) for area_px in areas_of(model))
    if abs(math.log(own.width_px / own.height_px)) > 0.1:
        assert not have_one_shape(own, sampling(1 / aspect, own_card(model).canvas.area_px))


# -------------------------------------------------------------------------------------------- what is asked for


def test_panels_are_asked_for_as_the_book_wants_them(large: Studio) -> None:
    before = asked(large, "two")
    assert {figure.likeness for figure in before.figures} == {Likeness.BALANCED}
    choose(large, OTHERWISE)
    after = asked(large, "two")
    assert (after.sampling.steps, after.sampling.guidance) == (30, 7.5)
    assert after.sampling.width_px * after.sampling.height_px < before.sampling.width_px * before.sampling.height_px
    assert [figure.likeness for figure in after.figures] == [Likeness.GENTLE] * 2
    assert [figure.region for figure in after.figures] == [figure.region for figure in before.figures]
    large.undo()
    assert asked(large, "two") == before


def test_identities_are_made_ready_for_the_likeness_of_the_book(studio: Studio) -> None:
    choose(studio, FIRM)
    studio.drawing.generate(panel(studio, "alone"))
    jobs = [job.request for job in studio.queue.jobs()]
    assert [one.likeness for one in jobs if isinstance(one, IdentityRequest)] == [Likeness.FIRM]


def test_the_estimate_follows_the_settings(studio: Studio) -> None:
    draw_all(studio)
    took = json.dumps([{"stage": "panel", "seconds": 4.0}])
    for take in studio.project.every(Take):
        studio.edit("Time", lambda edit, take=take: edit.update(Take, take.id, timings_json=took))
    alone = [panel(studio, "alone")]
    before = studio.drawing.estimate(alone)
    choose(studio, DrawingSettings(steps=32))
    after = studio.drawing.estimate(alone)
    assert before.seconds is not None
    assert after.seconds == pytest.approx(2 * before.seconds)


def test_settings_are_no_change_of_the_story(large: Studio) -> None:
    draw_all(large)
    choose(large, OTHERWISE)
    assert large.drawing.stale_panels() == ()
    assert large.looks.without_identity(tuple(one.id for one in large.project.looks()), _requester(large)) == ()


def test_a_take_made_with_other_settings_may_stand_in_the_book(studio: Studio) -> None:
    draw_all(studio)
    (take,) = studio.project.takes(panel(studio, "alone"))
    studio.takes.remake(take.id, Remake(steps=40, guidance=1.0, likeness=(Likeness.FIRM,)))
    finish(studio)
    assert studio.drawing.stale_panels() == ()


def test_in_another_size_everybody_stays_who_they_are_until_made_anew(large: Studio) -> None:
    draw_all(large)
    choose(large, DrawingSettings(area_px=768 * 768))
    pip = next(look for look in large.project.looks() if "fox" in look.description)
    assert asked(large, "alone").figures[0].identity.width_px == 1024
    large.looks.rebuild_identity(pip.id)
    finish(large)
    assert asked(large, "alone").figures[0].identity.width_px == 768
    assert set(large.drawing.stale_panels()) == {panel(large, "two"), panel(large, "alone")}


def test_a_locked_look_keeps_its_size_as_well(large: Studio) -> None:
    draw_all(large)
    for look in large.project.looks():
        large.edit("Lock", lambda edit, look=look: edit.update(Look, look.id, locked=True))
    choose(large, DrawingSettings(area_px=768 * 768))
    assert asked(large, "alone").figures[0].identity.width_px == 1024


# -------------------------------------------------------------------------------------------- side by side


def test_a_panel_is_drawn_in_every_likeness_with_one_seed(studio: Studio) -> None:
    choose(studio, FIRM)
    studio.drawing.generate_likenesses(panel(studio, "two"))
    finish(studio)
    requests = [made(take) for take in studio.project.takes(panel(studio, "two"))]
    assert [{figure.likeness for figure in one.figures} for one in requests] == [
        {Likeness.FIRM}, {Likeness.GENTLE}, {Likeness.BALANCED},
    ]  # fmt: skip
    assert len({one.sampling for one in requests}) == 1


def test_a_take_is_made_in_the_likenesses_that_are_not_there_yet(studio: Studio) -> None:
    draw_all(studio)
    (take,) = studio.project.takes(panel(studio, "two"))
    assert len(studio.takes.compare_likenesses(take.id)) == 2
    finish(studio)
    with pytest.raises(BadInput, match="gently, balanced and firmly"):
        studio.takes.compare_likenesses(take.id)
    three = [made(one) for one in studio.project.takes(panel(studio, "two"))]
    assert {one.figures[0].likeness for one in three} == set(Likeness)
    assert {one.sampling.seed for one in three} == {take.seed}


def test_what_waits_already_is_not_queued_twice(studio: Studio) -> None:
    draw_all(studio)
    (take,) = studio.project.takes(panel(studio, "two"))
    studio.queue.pause()
    studio.takes.compare_likenesses(take.id)
    with pytest.raises(BadInput, match="gently, balanced and firmly"):
        studio.takes.compare_likenesses(take.id)


def test_of_a_take_with_one_firm_and_one_gentle_figure_all_three_are_made(studio: Studio) -> None:
    draw_all(studio)
    (take,) = studio.project.takes(panel(studio, "two"))
    studio.takes.remake(take.id, Remake(likeness=(Likeness.FIRM, Likeness.GENTLE)))
    finish(studio)
    mixed = studio.project.takes(panel(studio, "two"))[1]
    assert [figure.likeness for figure in made(mixed).figures] == [Likeness.FIRM, Likeness.GENTLE]
    assert len(studio.takes.compare_likenesses(mixed.id)) == 2  # balanced is there


def test_where_nobody_is_there_is_no_likeness_to_compare(studio: Studio) -> None:
    draw_all(studio)
    (take,) = studio.project.takes(panel(studio, "nobody"))
    with pytest.raises(BadInput, match="Nobody of the cast"):
        studio.takes.compare_likenesses(take.id)
    with pytest.raises(BadInput, match="Nobody of the cast"):
        studio.drawing.generate_likenesses(panel(studio, "nobody"))


def test_a_take_tells_how_everybody_was_held(studio: Studio) -> None:
    choose(studio, FIRM)
    draw_all(studio)
    (take,) = studio.project.takes(panel(studio, "two"))
    assert [one["likeness"] for one in json.loads(take.masks_json)["figures"]] == ["firm", "firm"]


def _requester(studio: Studio) -> Requester:
    return Requester(studio.project)
