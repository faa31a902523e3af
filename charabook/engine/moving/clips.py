"""One request in, one clip out: words, references, Phantom, pictures, figures, file. No tensor leaves this module."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from PIL import Image, ImageOps

from charabook.engine.moving import keeping
from charabook.engine.moving.cutouts import opaque, opened, subject_of
from charabook.engine.moving.opening import OpenClipModel
from charabook.engine.moving.phantom import PhantomInputs, PhantomSettings, blended, draw_clip, make_scheduler
from charabook.engine.moving.references import denormalised, encode_references, encode_still
from charabook.engine.moving.video import MIME, Frame, encoded
from charabook.engine.moving.words import NEGATIVE
from charabook.engine.requests import Clip, ClipRequest, SubjectKept, Timing
from charabook.engine.session import StepWatcher
from charabook.errors import BadInput, Cancelled

MEASURED_FRAMES = 16
"""So many frames of a clip, evenly spread, are looked through for its subjects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeClip:
    """A finished clip, its first frame, and what is worth keeping with it."""

    clip: Clip
    still: Image.Image
    timings: tuple[Timing, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Clock:
    timings: list[Timing] = field(default_factory=list)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.timings.append(Timing(stage=stage, seconds=time.perf_counter() - started))


@torch.no_grad()
def make_clip(model: OpenClipModel, request: ClipRequest, watch: StepWatcher) -> MadeClip:
    """Make one clip. Raises BadInput for a request that this model cannot draw, Cancelled when the watch says so.

    torch's out-of-memory errors pass through unchanged.
    """
    clock = _Clock()
    sampling = request.sampling
    _check_size(model, request)
    subjects = [subject_of(subject.drawing) for subject in request.subjects]
    with clock.timed("words"):
        words = model.embeddings((request.prompt, sampling.negative or NEGATIVE))
    _stop_if_asked(watch)
    with clock.timed("references"), model.vae() as vae:
        references = encode_references(vae, subjects, sampling.width_px, sampling.height_px)
        settings, noise = _start(model, request, references)
    with clock.timed("clip"):
        latents = _drawn(model, _inputs(noise, references, words), settings, watch)
    with clock.timed("decode"):
        frames = _decoded(model, latents)
    _stop_if_asked(watch)
    with clock.timed("measure"):
        kept = _subjects_kept(request, subjects, frames)
    with clock.timed("store"):
        video = encoded(frames, sampling.frames_per_second, tell=lambda _: _stop_if_asked(watch))
    clip = Clip(
        video=video,
        mime=MIME,
        frames=len(frames),
        frames_per_second=sampling.frames_per_second,
        subjects=kept,
    )
    return MadeClip(clip=clip, still=Image.fromarray(frames[0]), timings=tuple(clock.timings))


def _check_size(model: OpenClipModel, request: ClipRequest) -> None:
    sampling, size = request.sampling, model.plan.size
    step = size.spatial * model.plan.transformer.config["patch_size"][1]
    if sampling.width_px % step or sampling.height_px % step:
        what = f"A clip of {sampling.width_px} x {sampling.height_px} pixels does not fit this model."
        raise BadInput(what, f"Use sides that are multiples of {step} pixels.")
    if (sampling.frames - 1) % size.temporal:
        near = sampling.frames // size.temporal * size.temporal + 1
        what = f"A clip of {sampling.frames} frames does not fit this model."
        raise BadInput(what, f"Use one more than a multiple of {size.temporal}, such as {near}.")


def _start(
    model: OpenClipModel, request: ClipRequest, references: torch.Tensor
) -> tuple[PhantomSettings, torch.Tensor]:
    """The settings of the run and its start latents, which hold a start picture if one is given."""
    sampling = request.sampling
    settings = PhantomSettings(
        steps=sampling.steps,
        shift=sampling.shift,
        image_guidance=sampling.image_guidance,
        text_guidance=sampling.text_guidance,
        batching=model.batching,
    )
    frames = (sampling.frames - 1) // model.plan.size.temporal + 1
    channels, count, height, width = references.shape[1:]
    noise = torch.randn(
        (1, channels, frames + count, height, width), generator=torch.Generator().manual_seed(sampling.seed)
    ).to(references.device)
    if request.start is None:
        return settings, noise
    settings = replace(settings, first_step=_first_step(settings, request.start.noise))
    picture = ImageOps.fit(
        opaque(opened(request.start.image, "A start picture")), (sampling.width_px, sampling.height_px)
    )
    with model.vae() as vae:
        still = encode_still(vae, picture, sampling.frames)
    held = blended(still, noise[:, :, :frames], settings)
    return settings, torch.cat([held, noise[:, :, frames:]], dim=2)


def _inputs(noise: torch.Tensor, references: torch.Tensor, words: list[torch.Tensor]) -> PhantomInputs:
    prompt, negative = words
    return PhantomInputs(noise=noise, references=references, prompt=prompt, negative=negative)


def _first_step(settings: PhantomSettings, noise: float) -> int:
    """The first step whose noise is not above `noise`; all steps run for 1."""
    levels = [float(sigma) for sigma in make_scheduler(settings).sigmas[:-1]]
    return next((step for step, level in enumerate(levels) if level <= noise), len(levels) - 1)


def _drawn(model: OpenClipModel, inputs: PhantomInputs, settings: PhantomSettings, watch: StepWatcher) -> torch.Tensor:
    def hear(step: int, guess: torch.Tensor) -> None:
        watch.stepped("clip", step + 1, settings.steps, lambda: _preview(model, guess))

    with model.transformer() as transformer:
        return draw_clip(transformer, inputs, settings, guessed=hear, progress=_Stopper(watch))


class _Stopper:
    """The watch of a job as a `Progress`: steps are told with previews elsewhere."""

    def __init__(self, watch: StepWatcher) -> None:
        self._watch = watch

    def advance(self, stage: str, done: float, total: float) -> None:
        """Told already."""

    def is_cancelled(self) -> bool:
        """Whether the job shall stop."""
        return self._watch.is_cancelled()


def _preview(model: OpenClipModel, guess: torch.Tensor) -> Image.Image:
    """The middle frame as it comes to be, in half the size: a hundredth of the cost of decoding all."""
    middle = guess[:, :, guess.shape[2] // 2].float()
    small = torch.nn.functional.avg_pool2d(middle, 2)[:, :, None]
    # [1, C, 1, h/2, w/2]
    with model.vae() as vae:
        return Image.fromarray(_pixels(vae.decode(denormalised(vae, small), return_dict=False)[0])[0])


def _decoded(model: OpenClipModel, latents: torch.Tensor) -> list[Frame]:
    model.make_room()
    with model.vae() as vae:
        video = vae.decode(denormalised(vae, latents.to(vae.dtype)), return_dict=False)[0]
    return list(_pixels(video))


def _pixels(video: torch.Tensor) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """[1, 3, F, H, W] from -1 to 1 as [F, H, W, 3] from 0 to 255."""
    if not bool(torch.isfinite(video).all()):
        raise BadInput(
            "The model gave no sensible pictures.", "Choose another model or precision; its weights may be odd."
        )
    bright = ((video[0].float().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]] = bright.permute(1, 2, 3, 0).cpu().numpy()
    return pixels


def _subjects_kept(request: ClipRequest, subjects: list[Image.Image], frames: list[Frame]) -> tuple[SubjectKept, ...]:
    numbers = tuple(dict.fromkeys(np.linspace(0, len(frames) - 1, MEASURED_FRAMES).round().astype(int).tolist()))
    pictures = [Image.fromarray(frames[number]) for number in numbers]
    return tuple(
        SubjectKept(look_id=subject.look_id, kept=_kept(picture, pictures), frames=numbers)
        for subject, picture in zip(request.subjects, subjects, strict=True)
    )


def _kept(subject: Image.Image, frames: list[Image.Image]) -> tuple[float, ...]:
    look = keeping.look_of(subject)
    return tuple(round(keeping.kept(look, frame), 4) for frame in frames)


def _stop_if_asked(watch: StepWatcher) -> None:
    if watch.is_cancelled():
        raise Cancelled
