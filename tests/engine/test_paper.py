"""Paper mode against a literal implementation with a dense mask that shares no code with it."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from charabook.engine.masks import Grid
from charabook.engine.paper import Keep, PaperRun, TokenMerge, draw_frame, draw_identity, draw_plain
from charabook.engine.sampler import euler
from charabook.engine.schedule import PaperSchedule
from charabook.errors import BadInput, Cancelled
from tests.engine import paper_reference, tiny

GRID = Grid(7, 9)
SCHEDULE = replace(PaperSchedule.scaled(10), threshold=0.3)


def paper_run(model: Any, merge: TokenMerge = TokenMerge.ON, schedule: PaperSchedule = SCHEDULE) -> PaperRun:
    return PaperRun(
        transformer=model, scheduler_config=tiny.scheduler_config(), grid=GRID, schedule=schedule, merge=merge
    )


def reference(run: PaperRun) -> paper_reference.Reference:
    return paper_reference.Reference(
        run.transformer, run.scheduler_config, run.grid, run.schedule, merge=run.merge is TokenMerge.ON
    )


def assert_same_frame(ours: Any, theirs: dict[str, Any]) -> None:
    assert torch.equal(ours.prerun_mask, theirs["prerun_mask"])
    assert torch.equal(ours.mask, theirs["mask"])
    for pairs, expected in ((ours.prerun_pairs, theirs["prerun_pairs"]), (ours.pairs, theirs["pairs"])):
        assert torch.equal(pairs.frame, expected[0])
        assert torch.equal(pairs.identity, expected[1])
    torch.testing.assert_close(ours.similarity, theirs["similarity"], atol=1e-4, rtol=0)
    torch.testing.assert_close(ours.prerun_latents, theirs["prerun"], atol=1e-4, rtol=0)
    torch.testing.assert_close(ours.latents, theirs["latents"], atol=1e-4, rtol=0)


@pytest.mark.parametrize("merge", TokenMerge)
@pytest.mark.parametrize("seed", [0, 1, 6, 7])
def test_identity_and_frame_equal_the_literal_method(seed: int, merge: TokenMerge) -> None:
    run = paper_run(tiny.transformer(seed=seed), merge)
    start, prompts = tiny.smooth_noise(GRID, seed), [tiny.prompt(10 + seed), tiny.prompt(20 + seed)]
    identity = draw_identity(run, start, prompts[0])
    frame = draw_frame(run, start, prompts[1], identity)
    literal = reference(run)
    latents, bank = literal.identity(start, prompts[0])
    expected = literal.frame(start, prompts[1], bank, None)
    literal.close()
    assert torch.equal(identity.mask, bank.mask)
    torch.testing.assert_close(identity.latents, latents, atol=1e-4, rtol=0)
    assert_same_frame(frame, expected)


def test_the_comparison_really_shares_something() -> None:
    run = paper_run(tiny.transformer(seed=0))
    start = tiny.smooth_noise(GRID, 0)
    identity = draw_identity(run, start, tiny.prompt(10))
    frame = draw_frame(run, start, tiny.prompt(20), identity)
    assert frame.pairs.count > 3
    assert 3 < int(frame.mask.sum()) < GRID.tokens - 3
    assert (frame.latents - draw_plain(run, start, tiny.prompt(20))).abs().max() > 1e-2


def test_a_shared_background_equals_the_literal_method() -> None:
    run = paper_run(tiny.transformer(seed=1))
    start = tiny.smooth_noise(GRID, 1)
    identity = draw_identity(run, start, tiny.prompt(11), keep=Keep.BACKGROUND)
    frame = draw_frame(run, start, tiny.prompt(21), identity, scene=identity.background)
    literal = reference(run)
    _, bank = literal.identity(start, tiny.prompt(11))
    scene = replace(bank, mask=~bank.mask)
    expected = literal.frame(start, tiny.prompt(21), bank, scene)
    literal.close()
    assert_same_frame(frame, expected)


def test_later_frames_of_a_scene_use_its_first_frame() -> None:
    run = paper_run(tiny.transformer(seed=6))
    start = tiny.smooth_noise(GRID, 6)
    identity = draw_identity(run, start, tiny.prompt(16))
    first = draw_frame(run, start, tiny.prompt(26), identity, keep=Keep.BACKGROUND)
    second = draw_frame(run, start, tiny.prompt(36), identity, scene=first.background)
    literal, scene = reference(run), paper_reference.Bank()
    _, bank = literal.identity(start, tiny.prompt(16))
    literal.frame(start, tiny.prompt(26), bank, None, save=scene)
    expected = literal.frame(start, tiny.prompt(36), bank, scene)
    literal.close()
    assert_same_frame(second, expected)


def test_guidance_distilled_models_are_drawn_with_their_guidance() -> None:
    run = paper_run(tiny.transformer(1, 2, guided=True))
    prompt = replace(tiny.prompt(10), conditioning=tiny.conditioning(10, guidance=3.5))
    literal = reference(run)
    expected, _ = literal.identity(tiny.smooth_noise(GRID, 0), prompt)
    literal.close()
    got = draw_identity(run, tiny.smooth_noise(GRID, 0), prompt).latents
    torch.testing.assert_close(got, expected, atol=1e-4, rtol=0)


def test_without_a_match_the_frame_is_the_plain_picture() -> None:
    run = paper_run(tiny.transformer(seed=0), schedule=replace(SCHEDULE, threshold=2.0))
    start = tiny.smooth_noise(GRID, 0)
    identity = draw_identity(run, start, tiny.prompt(10))
    frame = draw_frame(run, start, tiny.prompt(20), identity)
    assert frame.pairs.count == 0
    torch.testing.assert_close(frame.latents, draw_plain(run, start, tiny.prompt(20)), atol=1e-5, rtol=0)


def test_an_empty_background_makes_everything_the_character() -> None:
    run = paper_run(tiny.transformer(seed=0))
    identity = draw_identity(run, tiny.smooth_noise(GRID, 0), tiny.prompt(10, background=0))
    assert identity.mask.all()
    assert identity.latents.isfinite().all()


def test_only_the_characters_tokens_of_the_read_blocks_are_kept() -> None:
    run = paper_run(tiny.transformer(seed=0))
    identity = draw_identity(run, tiny.smooth_noise(GRID, 0), tiny.prompt(10))
    blocks = {block.number for block, _ in identity.foreground.keys}
    steps = {step for _, step in identity.foreground.keys}
    assert blocks == {0, 2}
    assert steps == set(range(1, 8))
    assert all(key.shape[1] == int(identity.mask.sum()) for key in identity.foreground.keys.values())


def test_the_released_numbers_are_the_defaults() -> None:
    schedule = PaperSchedule()
    assert PaperSchedule.scaled(50) == schedule
    assert [step for step in range(50) if schedule.shares(step)] == list(range(1, 41))
    assert [round(schedule.merge_at(step), 4) for step in (0, 1, 10, 11, 21, 30, 31)] == [
        0, 0.8, 0.8, 0.8, 0.4, 0.0049, 0,
    ]  # fmt: skip


def test_a_batch_is_refused() -> None:
    with pytest.raises(BadInput, match="one picture"):
        draw_identity(paper_run(tiny.transformer()), tiny.smooth_noise(GRID, 0, batch=2), tiny.prompt(1))


@pytest.mark.parametrize("match_at", [-1, 10])
def test_matching_in_a_step_that_does_not_exist_is_refused(match_at: int) -> None:
    run = paper_run(tiny.transformer(), schedule=replace(SCHEDULE, match_at=match_at))
    with pytest.raises(BadInput, match="does not exist"):
        draw_identity(run, tiny.smooth_noise(GRID, 0), tiny.prompt(1))


@pytest.mark.parametrize("guided", [True, False])
def test_guidance_that_does_not_fit_the_transformer_is_refused(guided: bool) -> None:
    run = paper_run(tiny.transformer(1, 2, guided=guided))
    prompt = replace(tiny.prompt(10), conditioning=tiny.conditioning(10, guidance=None if guided else 3.5))
    with pytest.raises(BadInput, match="distilled guidance"):
        draw_identity(run, tiny.smooth_noise(GRID, 0), prompt)


def test_steps_are_taken_in_float32_whatever_the_latents_are() -> None:
    towards, latents = torch.full((1, 2, 3), 1.0, dtype=torch.bfloat16), torch.full((1, 2, 3), 100.0)
    expected = (latents - 0.75).to(torch.bfloat16)
    got = euler(euler(latents, towards, -0.5), towards, -0.25)
    assert got.dtype is torch.float32
    torch.testing.assert_close(got.to(torch.bfloat16), expected)
    assert euler(latents.bfloat16(), towards, -0.75).equal(expected)


def test_a_run_stops_between_two_steps() -> None:
    class Impatient:
        done = 0.0

        def advance(self, stage: str, done: float, total: float) -> None:
            self.done = done

        def is_cancelled(self) -> bool:
            return self.done >= 3

    watch = Impatient()
    with pytest.raises(Cancelled):
        draw_identity(
            replace(paper_run(tiny.transformer()), progress=watch), tiny.smooth_noise(GRID, 0), tiny.prompt(1)
        )
    assert watch.done == 3
