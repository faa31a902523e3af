"""Point matching: which identity token each token of the character in a panel corresponds to."""

from dataclasses import dataclass

import torch
from torch.nn import functional as fn


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Matched tokens of one character in one picture; all three are [n], in the order of `frame`."""

    frame: torch.Tensor
    """Image tokens of the panel, ascending."""
    identity: torch.Tensor
    """The identity's image token that each was matched to (many to one happens)."""
    similarity: torch.Tensor

    @property
    def count(self) -> int:
        """How many tokens were matched."""
        return int(self.frame.numel())

    @property
    def mean_similarity(self) -> float:
        """Mean similarity of the tokens that matched by themselves, 0 without any."""
        own = self.similarity[self.similarity > 0]
        return float(own.float().mean()) if own.numel() else 0.0

    @classmethod
    def none(cls, device: torch.device | str = "cpu") -> "Pairs":
        """No match at all."""
        nowhere = torch.empty(0, dtype=torch.long, device=device)
        return cls(frame=nowhere, identity=nowhere, similarity=torch.empty(0, device=device))


def cosine(frame: torch.Tensor, identity: torch.Tensor) -> torch.Tensor:
    """Cosine similarity of every frame token with every identity token: [..., N, C] and [..., M, C] to [..., N, M]."""
    return fn.normalize(frame.float(), dim=-1) @ fn.normalize(identity.float(), dim=-1).transpose(-1, -2)


def spread(pairs: Pairs, found: torch.Tensor, places: torch.Tensor, width: int) -> Pairs:
    """Pair the character's tokens that matched nothing as their nearest matched neighbour is paired.

    What an identity has to carry (the colour of a coat that no word names) is just what does not match by itself.
    Such a token takes the displacement of the nearest matched one, where that leads to a token of the identity. Its
    similarity is zero: it may look at its partner, but is not merged with it, which would copy the pose as well.
    `found` [N] is over a grid of this `width`; `places` [n, 2] are rows and columns of the identity's tokens, which
    `pairs.identity` counts.
    """
    alone = found.clone()
    alone[pairs.frame] = False
    lost = alone.nonzero().squeeze(1)
    if not pairs.count or not lost.numel():
        return pairs
    here, matched = _places(lost, width), _places(pairs.frame, width)
    nearest = torch.cdist(here, matched).argmin(dim=1)
    wanted = places.float()[pairs.identity][nearest] + here - matched[nearest]
    # wanted: [lost, 2] places in the identity's picture
    distance, row = torch.cdist(wanted, places.float()).min(dim=1)
    kept = distance < 0.5
    return _joined(pairs, lost[kept], row[kept], torch.zeros_like(pairs.similarity[nearest][kept]))


def _places(tokens: torch.Tensor, width: int) -> torch.Tensor:
    return torch.stack([tokens // width, tokens % width], dim=-1).float()


def _joined(pairs: Pairs, frame: torch.Tensor, identity: torch.Tensor, similarity: torch.Tensor) -> Pairs:
    order = torch.cat([pairs.frame, frame]).argsort()
    return Pairs(
        frame=torch.cat([pairs.frame, frame])[order],
        identity=torch.cat([pairs.identity, identity])[order],
        similarity=torch.cat([pairs.similarity, similarity])[order],
    )


def match(
    similarities: torch.Tensor, *, frame_mask: torch.Tensor, identity_mask: torch.Tensor, threshold: float
) -> tuple[Pairs, torch.Tensor]:
    """Pair each frame token with its most similar identity token, where both are the character and s > threshold.

    `similarities` [N, M] is averaged over blocks; masks are bool [N] and [M]. Also returns the best similarity of
    every frame token, [N]. Source: arXiv 2507.11533, point-tracking.
    """
    best, partner = similarities.max(dim=-1)
    # best, partner: [N]
    kept = frame_mask & identity_mask[partner] & (best > threshold)
    frame = kept.nonzero().squeeze(1)
    return Pairs(frame=frame, identity=partner[frame], similarity=best[frame]), best
