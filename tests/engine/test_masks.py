"""Masks, matching, merging and schedules: one small fact each."""

from itertools import product

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from charabook.engine import masks
from charabook.engine.masks import (
    Grid,
    add_image_attention,
    clean,
    dilate,
    erode,
    prominence,
    prominent,
    span_scores,
    text_attention,
    walked,
)
from charabook.engine.matching import Pairs, match, spread
from charabook.engine.merge import merge_tokens
from charabook.engine.requests import Likeness
from charabook.engine.schedule import MIN_STEPS, Method, NoiseSchedule, PaperSchedule, Window, method_for, plan
from tests.engine import tiny


def mask(picture: str) -> tuple[torch.Tensor, Grid]:
    rows = picture.split()
    return torch.tensor([[dot == "#" for dot in row] for row in rows]).flatten(), Grid(len(rows), len(rows[0]))


def shown(tokens: torch.Tensor, grid: Grid) -> str:
    return " ".join("".join("#" if dot else "." for dot in row) for row in tokens.reshape(tuple(grid)).tolist())


def test_erosion_counts_the_outside_as_set() -> None:
    assert shown(erode(*mask("##... ##... ##... .....")), Grid(4, 5)) == "#.... #.... ..... ....."


def test_dilation_counts_the_outside_as_unset() -> None:
    assert shown(dilate(*mask("..... ..... ....#"), size=3), Grid(3, 5)) == "..... ...## ...##"


def test_cleaning_removes_specks_and_keeps_shapes() -> None:
    assert shown(clean(*mask("#...... ...###. ...###. ...###. .......")), Grid(5, 7)) == (
        "..##### ..##### ..##### ..##### ..#####"
    )


def test_attention_to_text_is_unscaled_and_summed_over_heads() -> None:
    query, key = torch.randn(1, 3, 2, 4), torch.randn(1, 5, 2, 4)
    expected = sum((query[0, :, head] @ key[0, :, head].T).softmax(-1) for head in range(2))
    torch.testing.assert_close(text_attention(query, key)[0], expected)


def test_an_empty_span_scores_zero() -> None:
    scores = span_scores(torch.rand(1, 4, 6), [torch.tensor([], dtype=torch.long), torch.arange(6)])
    assert scores[..., 0].eq(0).all()
    assert scores.isfinite().all()


def test_matching_needs_both_masks_and_the_threshold() -> None:
    similarities = torch.tensor([[0.9, 0.1], [0.4, 0.2], [0.1, 0.8], [0.7, 0.6]])
    pairs, best = match(
        similarities,
        frame_mask=torch.tensor([True, True, True, False]),
        identity_mask=torch.tensor([True, False]),
        threshold=0.5,
    )
    assert pairs.frame.tolist() == [0]
    assert pairs.identity.tolist() == [0]
    assert best.tolist() == pytest.approx([0.9, 0.4, 0.8, 0.7])


def test_merging_leans_by_weight_times_similarity() -> None:
    merged = merge_tokens(torch.zeros(2, 3), torch.ones(2, 3), torch.tensor([0.5, 1.0]), 0.8)
    assert merged[:, 0].tolist() == pytest.approx([0.4, 0.8])


@given(st.integers(4, 60))
def test_every_number_of_steps_shares_matches_and_ends_clean(steps: int) -> None:
    walk = plan(Method(), NoiseSchedule(config=tiny.scheduler_config(), tokens=64), steps)
    assert len(walk) == steps
    for likeness in Likeness:
        shared_in = Method().described.window(likeness).steps(steps)
        assert 0 not in shared_in
        assert any(walk[step].merge_weight > 0 for step in shared_in)
    assert walk[-1].next_sigma == 0
    assert all(step.sigma > step.next_sigma for step in walk)


def test_fractions_repeat_the_released_step_numbers() -> None:
    shared, merged = Window(start=0.02, end=0.82), Window(start=0.02, end=0.62)
    method = Method(merge=merged, merge_weight=PaperSchedule().merge_weight)
    released, walk = PaperSchedule(), plan(method, NoiseSchedule(config=tiny.scheduler_config(), tokens=4096), 50)
    assert [i in shared.steps(50) for i in range(50)] == [released.shares(i) for i in range(50)]
    assert [step.merge_weight for step in walk] == pytest.approx([released.merge_at(i) for i in range(50)])


@pytest.mark.parametrize("width", [256, 3072])
def test_the_fewest_steps_still_share_once(width: int) -> None:
    method = method_for(width)
    for reach, likeness in product((method.described, method.drawn), Likeness):
        shared_in = reach.window(likeness).steps(MIN_STEPS)
        assert 0 not in shared_in
        assert shared_in


def test_a_small_model_shares_for_a_shorter_while() -> None:
    small, large = method_for(256), method_for(3072)
    assert large == Method()
    assert small.described.balanced < small.drawn.balanced < large.described.balanced


@pytest.mark.parametrize("width", [256, 3072])
@pytest.mark.parametrize("steps", [16, 28, 50])
def test_the_firmer_the_likeness_the_longer_is_shared(width: int, steps: int) -> None:
    for reach in (method_for(width).described, method_for(width).drawn):
        gentle, balanced, firm = (len(reach.window(likeness).steps(steps)) for likeness in Likeness)
        assert gentle < balanced < firm


def test_the_released_numbers_are_shared_as_firmly_as_a_large_model_can() -> None:
    window = Method().described.window(Likeness.FIRM)
    assert [step in window.steps(50) for step in range(50)] == [PaperSchedule().shares(step) for step in range(50)]


def test_what_is_captured_covers_what_is_shared() -> None:
    reach = method_for(256).described
    for likeness in Likeness:
        assert reach.captured(likeness)[0].end >= reach.window(likeness).end
        assert set(reach.captured(likeness)) == set(reach.captured(Likeness.FIRM))
    assert reach.captured(Likeness.GENTLE)[0] == reach.window(Likeness.BALANCED)


def test_noise_levels_at_a_fraction_are_those_of_the_run() -> None:
    schedule = NoiseSchedule(config=tiny.scheduler_config(), tokens=256)
    assert float(schedule.levels([0.2])[0]) == pytest.approx(float(schedule.run(50)[10]))
    assert float(NoiseSchedule(config=tiny.scheduler_config(), tokens=4096).run(50)[10]) == pytest.approx(
        0.927, abs=1e-3
    )


def test_what_stands_out_is_split_where_the_groups_differ_most() -> None:
    values = torch.tensor([0.1, 0.2, 0.15, 3.0, 2.9, 3.1])
    everything = torch.ones(6, dtype=torch.bool)
    assert prominent(values, everything).tolist() == [False, False, False, True, True, True]
    assert prominent(values, values > 2.95).tolist() == [False, False, False, False, False, True]
    assert not prominent(torch.ones(6), everything).any()


def test_prominence_does_not_mind_how_strongly_words_draw_attention() -> None:
    figure, background = torch.rand(9) + 0.5, torch.rand(9) + 0.5
    change = prominence(background, 7 * figure) - prominence(background, figure)
    torch.testing.assert_close(change, torch.full((9,), 7.0).log())


@pytest.mark.parametrize("room", [1, 4 * 2 * 6 * 4, masks.AT_ONCE_BYTES])
def test_attention_of_the_picture_to_itself_is_a_sum_over_heads_however_little_room(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masks, "AT_ONCE_BYTES", room)
    query, key = torch.randn(2, 2, 6, 3, 4)  # each [B, N, H, D]
    looked = torch.zeros(2, 6, 6)
    add_image_attention(looked, query, key)
    torch.testing.assert_close(looked, (torch.einsum("bqhd,bkhd->bhqk", query, key) / 2).softmax(-1).sum(1))


def test_what_words_say_of_a_few_tokens_comes_to_hold_for_the_whole_thing() -> None:
    figure = torch.tensor([1.0, 1, 1, 0, 0, 0])
    kin = figure[:, None] == figure[None, :]
    looked = torch.where(kin, 0.32, 0.04 / 3)[None]
    said = torch.tensor([3.0, 0, 0, 0, 0.5, 0])[None, :, None]  # a stray token of the sky, too
    seen = walked(said, 17 * looked)[0, :, 0]
    assert prominent(seen, torch.ones(6, dtype=torch.bool)).tolist() == kin[0].tolist()
    assert float(seen[:3].std()) < 1e-2


def test_a_token_without_a_match_follows_its_neighbour_without_being_merged() -> None:
    found = torch.tensor([True, True, True, True, False, False])  # a grid of 2 x 3
    pairs = Pairs(frame=torch.tensor([0]), identity=torch.tensor([1]), similarity=torch.tensor([0.9]))
    places = torch.tensor([[0, 0], [0, 1], [0, 2], [1, 1]])  # of the identity's tokens
    wider = spread(pairs, found, places, width=3)
    assert wider.frame.tolist() == [0, 1, 3]  # token 2 would lead outside the identity's picture
    assert wider.identity.tolist() == [1, 2, 3]
    assert wider.similarity.tolist() == pytest.approx([0.9, 0, 0])
    assert wider.mean_similarity == pytest.approx(0.9)
