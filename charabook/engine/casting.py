"""The actors of a panel: who is where, which of their tokens match which of their identity's."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch

from charabook.engine.attention import Part, rotate
from charabook.engine.lending import Lender
from charabook.engine.masks import Grid, dilate, prominent
from charabook.engine.matching import Pairs, match, spread
from charabook.engine.merge import merge_tokens
from charabook.engine.script import BlockCall

WHOLE = 0.9
"""A region that covers this much of the picture is no region: the character may be anywhere, or nowhere."""

TOO_SMALL = 0.2
"""A mask smaller than this part of its region is not believed; the region stands in for it."""


@dataclass(slots=True, kw_only=True)
class Actor:
    """One figure in one panel, for every picture of the batch."""

    region: torch.Tensor
    """[N] bool as the user drew it; overlaps are allowed."""
    owned: torch.Tensor
    """[N] bool: the region without what figures in front cover."""
    lender: Lender | None = None
    """The identity; None for a figure drawn from its words alone."""
    shared_in: range = range(0)
    """The steps of the run in which the identity is shared."""
    found: list[torch.Tensor] = field(default_factory=list)
    """[N] bool for each picture: where the character was seen before it was drawn; sharing goes by it."""
    shown: list[torch.Tensor] = field(default_factory=list)
    """[N] bool for each picture: where the character came to be. Empty before it was drawn."""
    pairs: list[Pairs] = field(default_factory=list)
    """Matched tokens for each picture; `identity` counts the lender's rows."""

    @property
    def is_anywhere(self) -> bool:
        """Whether the region says nothing about the place."""
        return bool(self.region.float().mean() >= WHOLE)

    def tokens(self) -> list[torch.Tensor]:
        """Indices of the character's tokens in each picture. On a card this waits for it: ask once a step."""
        return [found.nonzero().squeeze(1) for found in self.found]

    def parts(self, call: BlockCall, sigma: float, tokens: Sequence[torch.Tensor]) -> list[Part]:
        """The identity's keys, turned to where their partners are in the panel, for the character's `tokens`."""
        if self.lender is None:
            return []
        parts = []
        for sample, (asked, pairs) in enumerate(zip(tokens, self.pairs, strict=True)):
            if not pairs.count or not asked.numel():
                continue
            queries = call.text_length + asked
            key, value = self.lender.lend(call, sigma, pairs.identity)
            key = rotate(key, call.rope, call.text_length + pairs.frame)
            parts.append(Part(queries=queries, key=key, value=value, sample=sample))
        return parts

    def merge(self, call: BlockCall, out: torch.Tensor, sigma: float, weight: float) -> None:
        """Lean the matched tokens of `out` [B, N, C] towards the identity's outputs, in place."""
        if self.lender is None:
            return
        for sample, pairs in enumerate(self.pairs):
            if pairs.count:
                lent = self.lender.outputs(call, sigma, pairs.identity)
                own = out[sample, pairs.frame]
                out[sample, pairs.frame] = merge_tokens(own, lent, pairs.similarity, weight).to(out.dtype)


# -------------------------------------------------------------------------------------------- seeing


Sightings = list[list[torch.Tensor]]
"""For each actor and each picture of the batch: [N] bool, where the character was seen."""


def see(actors: Sequence[Actor], prominence: torch.Tensor, grid: Grid) -> Sightings:
    """Where each actor is, from how much every token stands out as each of them [B, N, actors].

    Within the actor's region grown a little, its tokens are those that stand out against the background; a token that
    several claim is whose it most is. Where an actor with a region is hardly seen, the region stands in.
    """
    if not actors:
        return []
    allowed = _allowed(actors, grid)
    owner = prominence.masked_fill(~allowed.T, -torch.inf).argmax(dim=-1)
    # owner: [B, N]
    seen = []
    for index, actor in enumerate(actors):
        masks = [prominent(one[:, index], allowed[index]) for one in prominence]
        seen.append([_believed(mask & (whose == index), actor) for mask, whose in zip(masks, owner, strict=True)])
    return _settled(actors, seen)


def _allowed(actors: Sequence[Actor], grid: Grid) -> torch.Tensor:
    """Where each actor may be found: its own region grown a little, but in nobody else's. [actors, N]."""
    regions = torch.stack([actor.owned for actor in actors])
    taken = regions.any(dim=0)
    return torch.stack([region | (dilate(region, grid, 3) & ~taken) for region in regions])


def _believed(seen: torch.Tensor, actor: Actor) -> torch.Tensor:
    if actor.is_anywhere or int(seen.sum()) >= TOO_SMALL * int(actor.owned.sum()):
        return seen
    return actor.owned


def _settled(actors: Sequence[Actor], seen: Sightings) -> Sightings:
    """A token that two actors claim goes to the one whose region it lies in."""
    contested = [torch.stack(claims).sum(dim=0) > 1 for claims in zip(*seen, strict=True)]
    return [
        [mask & (~several | actor.owned) for mask, several in zip(masks, contested, strict=True)]
        for actor, masks in zip(actors, seen, strict=True)
    ]


def confined(actors: Sequence[Actor], seen: Sightings) -> Sightings:
    """Every actor within its own region: in strict isolation the background must not know anybody."""
    return [[mask & actor.owned for mask in masks] for actor, masks in zip(actors, seen, strict=True)]


def stand_in(actors: Sequence[Actor], batch: int) -> None:
    """Take the regions for where the actors are."""
    for actor in actors:
        actor.found = [actor.owned.clone() for _ in range(batch)]


# -------------------------------------------------------------------------------------------- matching


def pair(actor: Actor, similarities: torch.Tensor, threshold: float, grid: Grid) -> None:
    """Match the actor's tokens with its identity's, from similarities [B, N, n], then their neighbours."""
    everyone = torch.ones(similarities.shape[-1], dtype=torch.bool, device=similarities.device)
    if actor.lender is None or not everyone.numel():
        actor.pairs = [Pairs.none(similarities.device) for _ in actor.found]
        return
    matched = [
        match(one, frame_mask=found, identity_mask=everyone, threshold=threshold)[0]
        for one, found in zip(similarities, actor.found, strict=True)
    ]
    actor.pairs = [
        spread(pairs, found, actor.lender.places, grid.width) for pairs, found in zip(matched, actor.found, strict=True)
    ]


def pair_by_place(found: torch.Tensor, places: torch.Tensor, grid: Grid, similarity: float) -> Pairs:
    """Pairs without features: the identity laid over the region, each token with the nearest of the identity's.

    `places` [n, 2] are rows and columns of the identity's tokens.
    """
    frame = found.nonzero().squeeze(1)
    if not frame.numel() or not places.numel():
        return Pairs.none(found.device)
    here = torch.stack([frame // grid.width, frame % grid.width], dim=-1)
    nearest = torch.cdist(_stretched(here), _stretched(places)).argmin(dim=-1)
    # nearest: [tokens in the region]
    return Pairs(frame=frame, identity=nearest, similarity=torch.full_like(frame, similarity, dtype=torch.float32))


def _stretched(places: torch.Tensor) -> torch.Tensor:
    low, high = places.amin(dim=0), places.amax(dim=0)
    return (places - low) / (high - low).clamp_min(1)


# -------------------------------------------------------------------------------------------- a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """A location that the panel's background borrows from, token for token at its own place."""

    lender: Lender
    shared_in: range
    """The steps of the run in which it is shared."""

    def parts(self, call: BlockCall, sigma: float, free: Sequence[torch.Tensor]) -> list[Part]:
        """The location's keys for each picture's background: the tokens `free` of figures, as indices."""
        parts = []
        for sample, background in enumerate(free):
            if not background.numel():
                continue
            positions = call.text_length + background
            key, value = self.lender.lend(call, sigma, background)
            parts.append(Part(queries=positions, key=rotate(key, call.rope, positions), value=value, sample=sample))
        return parts
