"""The network and its training, on a model so small that it learns within a test."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import FluxPipeline
from recipe import flow, network
from recipe.attention import PlainAttention
from recipe.feed import ShardFeed, View, grown_boxes
from recipe.flow import Plan, Training, rate_at
from recipe.machine import Device, machine
from recipe.muon import orthogonalised
from recipe.network import SIZES, Size, StoryNetwork, packed, token_places, unpacked
from recipe.pieces import MOST_BYTES, load_pieces, save_pieces
from recipe.sampling import Draw, noise_levels, pictures
from recipe.shards import Drawn, Worded, write_shard
from recipe.wording import as_pretrained, trained_tokenizer

TINY = Size(
    heads=2,
    head_width=16,
    rope_widths=(4, 6, 6),
    double_blocks=1,
    single_blocks=2,
    text_width=32,
    text_blocks=1,
    pooled_width=16,
)
NAMES = {"environment": ["forest"], "kind": ["fox", "cat"], "top_color": ["red"], "action": ["waving"]}
ON = machine(Device.CPU)


@pytest.fixture(autouse=True)
def _tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SIZES, "tiny", TINY)


def words(kind: str) -> Worded:
    return Worded(
        text=f"in a forest, a {kind} in a red shirt, waving", background="in a forest", regions=(f"a {kind}",)
    )


def figure(kind: str) -> dict[str, str]:
    return {"kind": kind, "top_color": "red", "action": "waving"}


@pytest.fixture
def tokenizer():
    return as_pretrained(trained_tokenizer([words("fox").text, words("cat").text]), 64)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one shard: foxes are bright, cats are dark, at the left or everywhere."""
    (tmp_path / "shards").mkdir()
    kinds = ["fox", "cat"] * 8
    drawn = [
        Drawn(
            picture=np.zeros((64, 64, 3), np.uint8),
            figures=np.stack([np.full((4, 4), 255, np.uint8)] + [np.zeros((4, 4), np.uint8)] * 2),
            wordings=(words(kind),) * 3,
            labels={"environment": "forest", "figures": [figure(kind)]},
        )
        for kind in kinds
    ]
    latents = np.stack([np.full((16, 8, 8), 1.0 if kind == "fox" else -1.0) for kind in kinds])
    write_shard(tmp_path / "shards", "world-0", drawn, latents)
    write_shard(tmp_path / "shards", "test-1", drawn, latents + 100)
    return tmp_path


def test_tokens_are_packed_as_the_library_packs_them() -> None:
    latents = torch.randn(2, 16, 8, 12)

    tokens = packed(latents)

    assert torch.equal(tokens, FluxPipeline._pack_latents(latents, 2, 16, 8, 12))
    assert torch.equal(unpacked(tokens, 4, 6), latents)
    assert torch.equal(token_places(4, 6), FluxPipeline._prepare_latent_image_ids(1, 4, 6, "cpu", torch.float32))


def test_plain_attention_computes_what_the_library_computes(tokenizer) -> None:
    torch.manual_seed(0)
    transformer = StoryNetwork(TINY, len(tokenizer)).transformer
    for parameter in transformer.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    given = {
        "hidden_states": torch.randn(2, 16, 64),
        "encoder_hidden_states": torch.randn(2, 5, 32),
        "pooled_projections": torch.randn(2, 16),
        "timestep": torch.tensor([0.3, 0.8]),
        "img_ids": token_places(4, 4),
        "txt_ids": torch.zeros(5, 3),
    }

    wanted = transformer(**given, return_dict=False)[0]
    transformer.set_attn_processor(PlainAttention())

    assert torch.allclose(transformer(**given, return_dict=False)[0], wanted, atol=1e-4)


def test_an_untrained_network_predicts_nothing(tokenizer) -> None:
    fresh = StoryNetwork(TINY, len(tokenizer)).transformer

    velocity = fresh(
        hidden_states=torch.randn(1, 4, 64),
        encoder_hidden_states=torch.randn(1, 3, 32),
        pooled_projections=torch.randn(1, 16),
        timestep=torch.tensor([0.5]),
        img_ids=token_places(2, 2),
        txt_ids=torch.zeros(3, 3),
        return_dict=False,
    )[0]

    assert not velocity.any()


def test_test_shards_are_never_trained_on(root: Path) -> None:
    feed = ShardFeed(root / "shards", NAMES, seed=0)

    assert max(feed.batch(View.WHOLE, 8).tokens.max() for _ in range(10)) <= 1


def test_small_views_keep_the_positions_of_the_whole_picture(root: Path) -> None:
    feed = ShardFeed(root / "shards", NAMES, seed=0)

    small, whole = feed.batch(View.SMALL, 4), feed.batch(View.WHOLE, 4)

    assert small.tokens.shape[1] * 4 == whole.tokens.shape[1]
    assert torch.allclose(small.places.mean(0), whole.places.mean(0))


def test_boxes_grow_by_their_margin_and_stay_empty_without_a_figure() -> None:
    figures = torch.zeros(1, 2, 25)
    figures[0, 0, 12] = 1.0

    boxes = grown_boxes(figures, token_places(5, 5), torch.ones(1, 2, 1))

    rows = ["".join(".#"[int(cell)] for cell in row) for row in boxes[0, 0].view(5, 5)]
    assert rows == [".....", ".###.", ".###.", ".###.", "....."]
    assert not boxes[0, 1].any()


def test_muon_makes_a_step_of_even_strength_in_every_direction() -> None:
    torch.manual_seed(0)
    uneven = torch.randn(24, 40) * torch.logspace(0, -2, 24)[:, None]

    strengths = torch.linalg.svdvals(orthogonalised(uneven).float())

    assert strengths.max() < 1.35
    assert strengths.min() > 0.3


def test_rates_warm_up_hold_and_fall_to_almost_nothing() -> None:
    assert rate_at(0.0, 0) < 0.05
    assert rate_at(0.5, 1000) == 1.0
    assert rate_at(0.8, 1000) == pytest.approx(0.5)
    assert rate_at(1.0, 1000) == pytest.approx(0.02)


def short(training: Training, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Train for `steps` steps, whatever the clock says."""
    ticks = iter(range(10**6))
    monkeypatch.setattr(flow.time, "time", lambda: float(next(ticks)))
    stages = tuple(replace(stage, view=View.WHOLE, batch=8) for stage in flow.STAGES)
    monkeypatch.setattr(flow, "STAGES", stages)
    flow.train(training, Plan(minutes=(training.spent_s + steps) / 60))


def test_training_learns_what_the_words_say_and_draws_it(root: Path, tokenizer, monkeypatch) -> None:
    torch.manual_seed(0)
    training = Training(root, tokenizer, "tiny", NAMES, ON)

    short(training, monkeypatch, 120)

    class Bright:
        """Decodes a latent to its own brightness."""

        @staticmethod
        def decoder(latents: torch.Tensor) -> torch.Tensor:
            return latents[:, :3]

    captions = [words("fox").text, words("cat").text]
    training.average.transformer.set_attn_processor(PlainAttention())
    drawn = pictures(training.average, tokenizer, Bright(), captions, draw=Draw(tokens=(4, 4), steps=8), on=ON)
    assert drawn[0].mean() > 160
    assert drawn[1].mean() < 95
    losses = [json.loads(line)["loss"] for line in (root / "log.jsonl").read_text().splitlines()]
    assert losses[-1] < losses[0]


def test_a_stopped_training_goes_on_where_it_was(root: Path, tokenizer, monkeypatch) -> None:
    first = Training(root, tokenizer, "tiny", NAMES, ON)
    short(first, monkeypatch, 5)

    second = Training(root, tokenizer, "tiny", NAMES, ON)
    short(second, monkeypatch, 0)
    second.resume(second.optimisers(Plan(minutes=1)))

    assert (second.step, second.pictures, second.spent_s) == (first.step, first.pictures, first.spent_s)
    mine, other = first.network.state_dict(), second.network.state_dict()
    assert all(torch.equal(mine[name], other[name]) for name in mine)


def test_a_checkpoint_is_cut_into_small_pieces_and_comes_back_whole(tmp_path: Path) -> None:
    state = {"large": torch.randn(3000, 2000), 7: [torch.tensor(3.0), {"n": 1}], "name": "x", "none": None}

    save_pieces(state, tmp_path / "state")
    back = load_pieces(tmp_path / "state")

    assert all(path.stat().st_size <= MOST_BYTES for path in (tmp_path / "state").iterdir())
    assert torch.equal(back["large"], state["large"])
    assert back[7][0].shape == ()
    assert back[7][1] == {"n": 1}
    assert back["none"] is None


def test_a_kill_between_two_checkpoints_leaves_the_old_one(tmp_path: Path) -> None:
    save_pieces({"step": 1, "w": torch.ones(2)}, tmp_path / "state")
    (tmp_path / "state").rename(tmp_path / "state.old")  # the moment between moving the old away and the new in

    assert load_pieces(tmp_path / "state")["step"] == 1
    assert load_pieces(tmp_path / "nothing") is None


def test_noise_levels_are_those_of_the_library_schedule() -> None:
    from diffusers import FlowMatchEulerDiscreteScheduler  # noqa: PLC0415 - only this test needs it

    scheduler = FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15)
    scheduler.set_timesteps(sigmas=np.linspace(1, 1 / 20, 20), mu=0.5)

    assert torch.allclose(noise_levels(20), scheduler.sigmas, atol=1e-5)
    assert math.isclose(noise_levels(20)[0], 1.0)
    assert network.TOKEN_CHANNELS == 64
