"""Other pictures from the same wish: what may differ, the seeds of a row of variations, the same in every likeness."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from charabook.engine.requests import ClipRequest, Figure, IdentityRequest, Likeness, PanelRequest
from charabook.studio.seeds import SEED_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Remake:
    """What shall differ from the take; None leaves it as it was."""

    seed: int | None = None
    steps: int | None = None
    guidance: float | None = None
    likeness: tuple[Likeness, ...] | None = None
    """One for each figure of the picture."""


Drawable = PanelRequest | IdentityRequest | ClipRequest
"""What becomes a take."""


def remade(request: Drawable, remake: Remake) -> Drawable:
    """The request with these things changed. The identity picture of a look is drawn from the same seed."""
    if isinstance(request, ClipRequest):
        return _remade_clip(request, remake)
    before = request.sampling
    sampling = replace(
        before,
        seed=before.seed if remake.seed is None else remake.seed,
        steps=before.steps if remake.steps is None else remake.steps,
        guidance=before.guidance if remake.guidance is None else remake.guidance,
    )
    if isinstance(request, IdentityRequest):
        return replace(request, sampling=sampling, identity=replace(request.identity, seed=sampling.seed))
    return replace(request, sampling=sampling, figures=_held(request.figures, remake))


def _held(figures: tuple[Figure, ...], remake: Remake) -> tuple[Figure, ...]:
    if remake.likeness is None:
        return figures
    return tuple(replace(figure, likeness=how) for figure, how in zip(figures, remake.likeness, strict=True))


def other_likenesses(request: PanelRequest) -> tuple[Remake, ...]:
    """The same picture with everybody held in one way, for each way but the one that it has."""
    now = {figure.likeness for figure in request.figures}
    return tuple(Remake(likeness=(one,) * len(request.figures)) for one in Likeness if now != {one})


def _remade_clip(request: ClipRequest, remake: Remake) -> ClipRequest:
    before = request.sampling
    sampling = replace(
        before,
        seed=before.seed if remake.seed is None else remake.seed,
        steps=before.steps if remake.steps is None else remake.steps,
        text_guidance=before.text_guidance if remake.guidance is None else remake.guidance,
    )
    return replace(request, sampling=sampling)


def further_seeds(first: int, taken: set[int]) -> Iterator[int]:
    """Seeds behind `first` that no take has yet, without end."""
    seed = first
    while True:
        seed = (seed + 1) % SEED_LIMIT
        if seed not in taken:
            taken.add(seed)
            yield seed
