"""Phantom, number for number, on any Wan transformer in memory: one to four subjects keep their looks in a clip.

Source: Phantom (arXiv 2502.11079) and the behaviour of its release on Wan 2.1. The reference pictures, each encoded
alone to one latent frame, stand at the end of the time axis: they overwrite the last frames before every call, take
part in self-attention, and are dropped before decoding. Three evaluations a step:

    full   the prompt, references in their places
    image  the negative prompt, references in their places
    empty  the negative prompt, zeros in the references' places

    velocity = empty + image_guidance (image - empty) + text_guidance (full - image)

The transformer is fed in its own precision; guidance and scheduler run in float32 (float64 for float64 latents).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import torch
from diffusers import UniPCMultistepScheduler

from charabook.errors import BadInput
from charabook.progress import SILENT, Progress, checkpoint

MOST_REFERENCES = 4


class Batching(StrEnum):
    """How the three evaluations of a step run: together (faster) or one after the other (a third of the memory)."""

    TOGETHER = "together"
    IN_TURN = "in turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhantomSettings:
    """The numbers of a run; the defaults are the release's."""

    steps: int = 50
    shift: float = 5.0
    image_guidance: float = 5.0
    text_guidance: float = 7.5
    batching: Batching = Batching.IN_TURN
    first_step: int = 0
    """Steps that are left out because the noise given already holds a picture; see `blended`."""

    def __post_init__(self) -> None:
        if not 0 <= self.first_step < self.steps:
            raise BadInput(f"A clip of {self.steps} steps cannot begin at step {self.first_step}.", "Use more steps.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhantomInputs:
    """Everything that a clip is made from, as tensors.

    noise       [B, C, F + n, h, w]: start latents of the F frames and of the n references' places
    references  [B, C, n, h, w]: encoded reference pictures, normalised as the transformer expects latents
    prompt, negative  [B, L, D]: text embeddings
    """

    noise: torch.Tensor
    references: torch.Tensor
    prompt: torch.Tensor
    negative: torch.Tensor

    def __post_init__(self) -> None:
        if self.noise.ndim != 5 or self.references.ndim != 5:
            raise BadInput("Latents of a clip have five axes: batch, channels, time, height, width.", "Reshape them.")
        count = self.references.shape[2]
        if not 1 <= count <= MOST_REFERENCES:
            raise BadInput(
                f"A clip takes one to {MOST_REFERENCES} reference pictures, not {count}.", "Choose the main subjects."
            )
        if self.noise.shape[2] <= count:
            raise BadInput("There is no frame left beside the reference pictures.", "Ask for a longer clip.")
        if self.noise.shape[:2] != self.references.shape[:2] or self.noise.shape[3:] != self.references.shape[3:]:
            raise BadInput(
                f"References of {tuple(self.references.shape)} do not fit latents of {tuple(self.noise.shape)}.",
                "Encode the reference pictures at the size of the clip.",
            )


class Guided(NamedTuple):
    """The three evaluations of one step, each [B, C, F + n, h, w]."""

    full: torch.Tensor
    image: torch.Tensor
    empty: torch.Tensor


StepListener = Callable[[int, torch.Tensor], None]
"""Hears the step's number and the latents after it."""

GuessListener = Callable[[int, torch.Tensor], None]
"""Hears the step's number and the clean latents [B, C, F, h, w] that it points at."""


def make_scheduler(settings: PhantomSettings) -> Any:
    """diffusers' UniPC on flow matching. (The release's own lies 0.001 lower before the shift.)"""
    kind: Any = UniPCMultistepScheduler
    scheduler = kind(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=settings.shift, num_train_timesteps=1000
    )
    scheduler.set_timesteps(settings.steps)
    return scheduler


def with_references(latents: torch.Tensor, references: torch.Tensor) -> torch.Tensor:
    """The latents with the references in the last places of the time axis."""
    count = references.shape[2]
    return torch.cat([latents[:, :, :-count], references], dim=2)


def guide(evaluations: Guided, settings: PhantomSettings) -> torch.Tensor:
    """Both guidances at once: towards the pictures, then from there towards the words."""
    full, image, empty = evaluations
    return empty + settings.image_guidance * (image - empty) + settings.text_guidance * (full - image)


def blended(still: torch.Tensor, noise: torch.Tensor, settings: PhantomSettings) -> torch.Tensor:
    """Noise [B, C, F + n, h, w] that holds a still [B, C, 1, h, w], for a run that begins at `settings.first_step`."""
    sigma = float(make_scheduler(settings).sigmas[settings.first_step])
    return (1 - sigma) * still.to(noise) + sigma * noise


@torch.no_grad()
def draw_clip(
    transformer: Any,
    inputs: PhantomInputs,
    settings: PhantomSettings | None = None,
    *,
    scheduler: Any = None,
    heard: StepListener | None = None,
    guessed: GuessListener | None = None,
    progress: Progress = SILENT,
) -> torch.Tensor:
    """Run Phantom; the latents of the F frames, [B, C, F, h, w], references dropped.

    `transformer` is any `WanTransformer3DModel`; `scheduler` takes the place of `make_scheduler`'s and is reset first.
    Raises `Cancelled` between two steps when `progress` asks for it.
    """
    settings = settings or PhantomSettings()
    if scheduler is None:
        scheduler = make_scheduler(settings)
    else:
        scheduler.set_timesteps(settings.steps)
    if settings.first_step:
        scheduler.set_begin_index(settings.first_step)
    latents = inputs.noise.to(torch.promote_types(inputs.noise.dtype, torch.float32))
    frames = latents.shape[2] - inputs.references.shape[2]
    for step, timestep in enumerate(scheduler.timesteps):
        if step < settings.first_step:
            continue
        checkpoint(progress)
        velocity = guide(_evaluate(transformer, latents, timestep, inputs, settings), settings)
        if guessed is not None:
            guessed(step, (latents - float(scheduler.sigmas[step]) * velocity)[:, :, :frames])
        latents = scheduler.step(velocity, timestep, latents, return_dict=False)[0]
        progress.advance("clip", step + 1, len(scheduler.timesteps))
        if heard is not None:
            heard(step, latents)
    return latents[:, :, :frames]


def _evaluate(
    transformer: Any, latents: torch.Tensor, timestep: torch.Tensor, inputs: PhantomInputs, settings: PhantomSettings
) -> Guided:
    references = inputs.references.to(latents)
    seen = with_references(latents, references)
    blank = with_references(latents, torch.zeros_like(references))
    samples = (seen, seen, blank)
    prompt, negative = (text.expand(len(latents), -1, -1) for text in (inputs.prompt, inputs.negative))
    texts = (prompt, negative, negative)
    # Texts of two lengths cannot share a batch: padding would be looked at.
    if settings.batching is Batching.TOGETHER and prompt.shape == negative.shape:
        # [3B, C, F + n, h, w]
        velocity = _velocity(transformer, torch.cat(samples), timestep, torch.cat(texts))
        return Guided(*velocity.chunk(3))
    return Guided(
        *(_velocity(transformer, sample, timestep, text) for sample, text in zip(samples, texts, strict=True))
    )


def _velocity(transformer: Any, sample: torch.Tensor, timestep: torch.Tensor, text: torch.Tensor) -> torch.Tensor:
    dtype = transformer.dtype
    velocity: torch.Tensor = transformer(
        hidden_states=sample.to(dtype),
        timestep=timestep.to(sample.device).expand(sample.shape[0]),
        encoder_hidden_states=text.to(device=sample.device, dtype=dtype),
        return_dict=False,
    )[0]
    return velocity.to(sample.dtype)
