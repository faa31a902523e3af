"""Phantom's loop against a plain reading of its rules, on tiny random Wan transformers."""

import pytest
import torch
from diffusers import AutoencoderKLWan, UniPCMultistepScheduler, WanTransformer3DModel
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from charabook.engine.moving.phantom import (
    Batching,
    PhantomInputs,
    PhantomSettings,
    blended,
    draw_clip,
    make_scheduler,
)
from charabook.engine.moving.references import cut_out, denormalised, encode_references, normalised, on_white
from charabook.errors import BadInput, Cancelled
from tests.engine.moving.unipc_by_hand import unipc

CHANNELS, FRAMES, HEIGHT, WIDTH, WORDS, TEXT = 4, 3, 4, 6, 5, 8


@pytest.fixture(scope="module")
def transformer() -> WanTransformer3DModel:
    return small_transformer()


def small_transformer() -> WanTransformer3DModel:
    torch.manual_seed(0)
    model = WanTransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=CHANNELS,
        out_channels=CHANNELS,
        text_dim=TEXT,
        freq_dim=16,
        ffn_dim=24,
        num_layers=2,
        rope_max_seq_len=32,
    )
    return model.eval()


def inputs(references: int, batch: int = 1, seed: int = 0) -> PhantomInputs:
    dice = torch.Generator().manual_seed(seed)
    return PhantomInputs(
        noise=torch.randn(batch, CHANNELS, FRAMES + references, HEIGHT, WIDTH, generator=dice),
        references=torch.randn(batch, CHANNELS, references, HEIGHT, WIDTH, generator=dice),
        prompt=torch.randn(batch, WORDS, TEXT, generator=dice),
        negative=torch.randn(batch, WORDS, TEXT, generator=dice),
    )


@torch.no_grad()
def literal(transformer: WanTransformer3DModel, given: PhantomInputs, steps: int) -> torch.Tensor:
    """The rules, one sentence a line."""
    count = given.references.shape[2]
    scheduler = UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=5.0)
    scheduler.set_timesteps(steps)
    x = given.noise.clone()
    for t in scheduler.timesteps:
        seen, blank = x.clone(), x.clone()
        seen[:, :, -count:] = given.references
        blank[:, :, -count:] = 0
        clock = t.repeat(len(x))
        full = transformer(seen, clock, given.prompt).sample
        img = transformer(seen, clock, given.negative).sample
        neg = transformer(blank, clock, given.negative).sample
        x = scheduler.step(neg + 5.0 * (img - neg) + 7.5 * (full - img), t, x).prev_sample
    return x[:, :, :-count]


@pytest.mark.parametrize("references", [1, 2, 4])
@pytest.mark.parametrize("batching", list(Batching))
def test_the_loop_follows_the_rules(transformer: WanTransformer3DModel, references: int, batching: Batching) -> None:
    given = inputs(references, batch=2)
    clip = draw_clip(transformer, given, PhantomSettings(steps=4, batching=batching))
    assert clip.shape == (2, CHANNELS, FRAMES, HEIGHT, WIDTH)
    torch.testing.assert_close(clip, literal(transformer, given, 4), atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("references", [1, 3])
def test_both_ways_of_batching_and_every_run_give_the_same_clip(
    transformer: WanTransformer3DModel, references: int
) -> None:
    given = inputs(references, batch=2)
    run = PhantomSettings(steps=4, batching=Batching.TOGETHER)
    together, again = draw_clip(transformer, given, run), draw_clip(transformer, given, run)
    torch.testing.assert_close(together, again, rtol=0, atol=0)
    torch.testing.assert_close(draw_clip(transformer, given, PhantomSettings(steps=4)), together, atol=1e-4, rtol=1e-4)


def test_the_settings_of_the_release_are_the_defaults() -> None:
    run = PhantomSettings()
    assert (run.steps, run.shift, run.image_guidance, run.text_guidance) == (50, 5.0, 5.0, 7.5)
    scheduler = make_scheduler(run)
    assert len(scheduler.timesteps) == 50
    assert scheduler.timesteps[0] == 999
    assert float(scheduler.sigmas[25]) == pytest.approx(5 * 0.5005 / (1 + 4 * 0.5005), abs=1e-6)


def test_fifty_steps_follow_the_rules(transformer: WanTransformer3DModel) -> None:
    given = inputs(2)
    torch.testing.assert_close(draw_clip(transformer, given), literal(transformer, given, 50), atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize("references", [1, 4])
@pytest.mark.parametrize("batching", list(Batching))
def test_the_loop_agrees_with_one_that_shares_nothing_with_it(references: int, batching: Batching) -> None:
    model = small_transformer().double()
    dice = torch.Generator().manual_seed(7)
    noise, pictures, prompt, negative = (
        torch.randn(*shape, generator=dice, dtype=torch.float64)
        for shape in (
            (1, CHANNELS, FRAMES + references, HEIGHT, WIDTH),
            (1, CHANNELS, references, HEIGHT, WIDTH),
            (1, WORDS, TEXT),
            (1, WORDS, TEXT),
        )
    )

    def velocity(x: torch.Tensor, time: int) -> torch.Tensor:
        seen, blank, clock = x.clone(), x.clone(), torch.tensor([time])
        seen[:, :, FRAMES:], blank[:, :, FRAMES:] = pictures, 0.0
        neg = model(blank, clock, negative).sample
        img, full = model(seen, clock, negative).sample, model(seen, clock, prompt).sample
        return neg + 5.0 * (img - neg) + 7.5 * (full - img)

    with torch.no_grad():
        wanted = unipc(velocity, noise, 12, 5.0)[:, :, :FRAMES]
    given = PhantomInputs(noise=noise, references=pictures, prompt=prompt, negative=negative)
    clip = draw_clip(model, given, PhantomSettings(steps=12, batching=batching))
    torch.testing.assert_close(clip, wanted, atol=1e-5, rtol=1e-5)


class Watched:
    """A Wan transformer that remembers what it was given."""

    dtype = torch.float32

    def __init__(self) -> None:
        self.calls: list[dict[str, torch.Tensor]] = []

    def __call__(self, **given: torch.Tensor) -> tuple[torch.Tensor]:
        del given["return_dict"]
        self.calls.append({name: tensor.clone() for name, tensor in given.items()})
        return (given["hidden_states"] * 0.1 + given["encoder_hidden_states"].mean(),)


def test_references_are_in_their_places_before_every_call() -> None:
    given, watched = inputs(2, batch=2), Watched()
    draw_clip(watched, given, PhantomSettings(steps=3))
    assert len(watched.calls) == 9
    for number, call in enumerate(watched.calls):
        places = call["hidden_states"][:, :, FRAMES:]
        words = call["encoder_hidden_states"]
        is_empty, is_full = number % 3 == 2, number % 3 == 0
        torch.testing.assert_close(places, torch.zeros_like(places) if is_empty else given.references, rtol=0, atol=0)
        torch.testing.assert_close(words, given.prompt if is_full else given.negative, rtol=0, atol=0)
        assert call["timestep"].shape == (2,)
        assert call["timestep"].dtype == torch.int64
    steps = [call["timestep"][0].item() for call in watched.calls]
    assert steps == sorted(steps, reverse=True)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float64])
def test_a_transformer_of_any_precision_runs_under_an_exact_scheduler(dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    model = small_transformer().to(dtype)
    given = inputs(1)
    clip = draw_clip(model, given, PhantomSettings(steps=3))
    assert clip.dtype == torch.float32
    half = PhantomInputs(
        noise=given.noise.bfloat16(),
        references=given.references.bfloat16(),
        prompt=given.prompt.bfloat16(),
        negative=given.negative.bfloat16(),
    )
    assert draw_clip(model, half, PhantomSettings(steps=3)).dtype == torch.float32
    exact = draw_clip(small_transformer(), given, PhantomSettings(steps=3))
    torch.testing.assert_close(clip, exact, atol=0.6 if dtype is torch.bfloat16 else 1e-4, rtol=0.1)


def test_a_scheduler_may_be_given_and_used_again(transformer: WanTransformer3DModel) -> None:
    given, run = inputs(1), PhantomSettings(steps=3)
    scheduler = make_scheduler(run)
    first = draw_clip(transformer, given, run, scheduler=scheduler)
    torch.testing.assert_close(draw_clip(transformer, given, run, scheduler=scheduler), first, rtol=0, atol=0)
    torch.testing.assert_close(draw_clip(transformer, given, run), first, rtol=0, atol=0)


def test_texts_of_two_lengths_are_never_padded(transformer: WanTransformer3DModel) -> None:
    given = inputs(1)
    short = PhantomInputs(
        noise=given.noise, references=given.references, prompt=given.prompt, negative=given.negative[:, :2]
    )
    ways = [draw_clip(transformer, short, PhantomSettings(steps=2, batching=way)) for way in Batching]
    torch.testing.assert_close(*ways)
    torch.testing.assert_close(ways[0], literal(transformer, short, 2), atol=1e-4, rtol=1e-4)


def test_one_text_serves_a_whole_batch(transformer: WanTransformer3DModel) -> None:
    given = inputs(1, batch=2)
    one = PhantomInputs(
        noise=given.noise, references=given.references, prompt=given.prompt[:1], negative=given.negative[:1]
    )
    many = PhantomInputs(
        noise=given.noise,
        references=given.references,
        prompt=given.prompt[:1].repeat(2, 1, 1),
        negative=given.negative[:1].repeat(2, 1, 1),
    )
    run = PhantomSettings(steps=2)
    torch.testing.assert_close(draw_clip(transformer, one, run), draw_clip(transformer, many, run))


def test_listeners_hear_latents_and_where_they_lead(transformer: WanTransformer3DModel) -> None:
    heard: list[torch.Tensor] = []
    guessed: list[torch.Tensor] = []
    given = inputs(2)
    clip = draw_clip(
        transformer,
        given,
        PhantomSettings(steps=3),
        heard=lambda _, latents: heard.append(latents),
        guessed=lambda _, latents: guessed.append(latents),
    )
    torch.testing.assert_close(heard[-1][:, :, :FRAMES], clip, rtol=0, atol=0)
    assert all(guess.shape == clip.shape for guess in guessed)


def test_a_later_first_step_keeps_more_of_the_start_picture(transformer: WanTransformer3DModel) -> None:
    given, still = inputs(1), torch.ones(1, CHANNELS, 1, HEIGHT, WIDTH)

    def away(first: int) -> float:
        run = PhantomSettings(steps=8, first_step=first, text_guidance=0, image_guidance=0)
        start = PhantomInputs(
            noise=blended(still, given.noise, run),
            references=given.references,
            prompt=given.prompt,
            negative=given.negative,
        )
        return float((draw_clip(transformer, start, run) - still).abs().mean())

    assert away(7) < away(4) < away(0)
    with pytest.raises(BadInput, match="cannot begin"):
        PhantomSettings(steps=8, first_step=8)


def test_the_noise_in_the_references_places_changes_nothing(transformer: WanTransformer3DModel) -> None:
    given = inputs(2)
    other = given.noise.clone()
    other[:, :, -2:] = 7.0
    changed = PhantomInputs(noise=other, references=given.references, prompt=given.prompt, negative=given.negative)
    run = PhantomSettings(steps=3)
    torch.testing.assert_close(draw_clip(transformer, given, run), draw_clip(transformer, changed, run))


def test_the_references_matter(transformer: WanTransformer3DModel) -> None:
    given = inputs(1)
    changed = PhantomInputs(
        noise=given.noise, references=given.references + 1, prompt=given.prompt, negative=given.negative
    )
    run = PhantomSettings(steps=2)
    assert (draw_clip(transformer, given, run) - draw_clip(transformer, changed, run)).abs().max() > 1e-3


@pytest.mark.parametrize("references", [0, 5])
def test_too_few_or_too_many_references_are_refused(references: int) -> None:
    with pytest.raises(BadInput, match="one to 4"):
        inputs(references)


def test_references_of_another_size_are_refused() -> None:
    given = inputs(1)
    with pytest.raises(BadInput, match="do not fit"):
        PhantomInputs(
            noise=given.noise, references=given.references[..., :2], prompt=given.prompt, negative=given.negative
        )


class StopAfterTwo:
    """A progress listener that wants no third step."""

    def __init__(self) -> None:
        self.done = 0.0

    def advance(self, stage: str, done: float, total: float) -> None:
        self.done = done

    def is_cancelled(self) -> bool:
        return self.done >= 2


def test_a_run_stops_between_two_steps(transformer: WanTransformer3DModel) -> None:
    listener = StopAfterTwo()
    with pytest.raises(Cancelled):
        draw_clip(transformer, inputs(1), PhantomSettings(steps=5), progress=listener)
    assert listener.done == 2


# ---------------------------------------------------------------------------------------- references


@settings(max_examples=25, deadline=None)
@given(
    width=st.integers(16, 90),
    height=st.integers(16, 90),
    mode=st.sampled_from(["RGB", "RGBA", "L", "LA", "P", "1", "CMYK", "I;16"]),
)
def test_any_picture_is_centred_on_white_at_the_clips_size(width: int, height: int, mode: str) -> None:
    sheet = on_white(Image.new(mode, (width, height)), 64, 48)
    assert sheet.size == (64, 48)
    assert sheet.mode == "RGB"
    if width / height < 0.8:
        assert sheet.getpixel((0, 24)) == (255, 255, 255)
    if width / height > 2.2:
        assert sheet.getpixel((32, 0)) == (255, 255, 255)


def test_a_cut_out_is_the_subject_on_white() -> None:
    picture = Image.new("RGB", (40, 40), "red")
    mask = Image.new("L", (40, 40), 0)
    mask.paste(255, (10, 5, 20, 35))
    alone = cut_out(picture, mask)
    assert alone.size == (10, 30)
    assert alone.getpixel((5, 15)) == (255, 0, 0)


def test_an_empty_mask_is_refused() -> None:
    with pytest.raises(BadInput, match="empty"):
        cut_out(Image.new("RGB", (40, 40)), Image.new("L", (40, 40), 0))


def test_each_reference_becomes_one_normalised_latent_frame() -> None:
    torch.manual_seed(0)
    vae = AutoencoderKLWan(
        base_dim=4, z_dim=4, dim_mult=[1, 2, 2, 2], num_res_blocks=1, latents_mean=[0.5] * 4, latents_std=[2.0] * 4
    ).eval()
    pictures = [Image.new("RGB", (30, 60), "red"), Image.new("RGBA", (64, 20), (0, 0, 255, 128))]
    latents = encode_references(vae, pictures, 64, 32)
    assert latents.shape == (1, 4, 2, 4, 8)
    alone = encode_references(vae, pictures[1:], 64, 32)
    torch.testing.assert_close(latents[:, :, 1:], alone)
    torch.testing.assert_close(normalised(vae, denormalised(vae, alone)), alone)
