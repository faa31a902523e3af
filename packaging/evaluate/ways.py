"""Ways to draw the same panel: charabook's, the paper's, and charabook's with one part of the method taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from unittest.mock import patch

import torch

from charabook.engine import casting, panel
from charabook.engine.casting import Actor
from charabook.engine.masks import Grid
from charabook.engine.requests import Identity, Likeness, Sharing
from charabook.engine.schedule import Method
from evaluate.stories import Story, drawn_identity_of, identity_of


@dataclass(frozen=True, slots=True)
class Way:
    """A way of sharing; `without` takes a part out while the panel is drawn."""

    name: str
    sharing: Sharing
    method: Callable[[Method], Method] = lambda usual: usual
    """What becomes of the model's usual settings."""
    without: Callable[[], AbstractContextManager[None]] = nullcontext
    identity: Callable[[Story], Identity] = identity_of
    likeness: Likeness = Likeness.BALANCED


@contextmanager
def no_matching() -> Iterator[None]:
    """Pairs by place instead of by features."""

    def by_place(actor: Actor, similarities: torch.Tensor, threshold: float, grid: Grid) -> None:
        del similarities, threshold
        places = actor.lender.places
        actor.pairs = [casting.pair_by_place(found, places, grid, panel.PLACED_SIMILARITY) for found in actor.found]

    with patch.object(panel, "pair", by_place):
        yield


@contextmanager
def no_spreading() -> Iterator[None]:
    """Only tokens that match by themselves are paired."""
    with patch.object(casting, "spread", lambda pairs, *_: pairs):
        yield


@contextmanager
def no_reencoding() -> Iterator[None]:
    """The identity's keys stay at the identity's own places."""
    parts = Actor.parts

    def in_place(actor: Actor, call: object, sigma: float, tokens: object) -> list[object]:
        own = actor.lender.recipe.mask.nonzero().squeeze(1)
        rows = [pairs.identity for pairs in actor.pairs]

        def rotate(tensor: torch.Tensor, rope: object, positions: torch.Tensor) -> torch.Tensor:
            del positions
            return kept(tensor, rope, call.text_length + own[rows.pop(0)])

        kept = casting.rotate
        with patch.object(casting, "rotate", rotate):
            return parts(actor, call, sigma, tokens)

    with patch.object(Actor, "parts", in_place):
        yield


@contextmanager
def no_mask() -> Iterator[None]:
    """Every image token may look at the identity."""
    parts = Actor.parts

    def for_all(actor: Actor, call: object, sigma: float, tokens: list[torch.Tensor]) -> list[object]:
        everything = torch.arange(actor.region.numel())
        return parts(actor, call, sigma, [everything for _ in tokens])

    with patch.object(Actor, "parts", for_all):
        yield


OFF = Way("off", Sharing.OFF)
ON = Way("charabook", Sharing.CHARABOOK)
FROM_DRAWING = Way("from a drawing", Sharing.CHARABOOK, identity=drawn_identity_of)
GENTLE, FIRM = (Way(how.value, Sharing.CHARABOOK, likeness=how) for how in (Likeness.GENTLE, Likeness.FIRM))
DRAWING_GENTLE, DRAWING_FIRM = (
    Way(f"from a drawing, {how.value}", Sharing.CHARABOOK, identity=drawn_identity_of, likeness=how)
    for how in (Likeness.GENTLE, Likeness.FIRM)
)
ABLATIONS = (
    Way("fast", Sharing.FAST),
    Way("paper", Sharing.PAPER),
    Way("no matching", Sharing.CHARABOOK, without=no_matching),
    Way("no spreading", Sharing.CHARABOOK, without=no_spreading),
    Way("no re-encoding", Sharing.CHARABOOK, without=no_reencoding),
    Way("no merge", Sharing.CHARABOOK, method=lambda usual: replace(usual, merge_weight=0.0)),
    Way("no mask", Sharing.CHARABOOK, without=no_mask),
)
