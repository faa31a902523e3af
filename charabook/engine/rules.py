"""Rules of attention for panels with regions: whose text reaches whom, and how far figures see each other.

The sequence is [P1 .. Pr | G | I]: each figure's own text, the text of the whole panel, the image. FLUX.1 gives all
text the same position, so that this order changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from charabook.engine.attention import Part, attend, attend_in_parts
from charabook.engine.script import BlockCall


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayout:
    """Which tokens of the text sequence belong to whom."""

    figures: tuple[slice, ...]
    """P1 .. Pr, contiguous from the beginning; empty when the panel has no regional text."""
    length: int
    """Text tokens in all."""

    @property
    def shared_from(self) -> int:
        """Where G begins."""
        return self.figures[-1].stop if self.figures else 0


Regions = Sequence[Sequence[torch.Tensor]]
"""For each figure and each picture of the batch, the image tokens that the figure's text reaches, as indices.

Indices rather than masks: turning one into the other makes a card wait, and every block of a step needs them.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regional:
    """A figure's text reaches its region only; image tokens see each other, so that it stays one picture.

    | queries | keys |
    |---|---|
    | G and all image tokens | G + I |
    | image in a figure's region | + its own text |
    | a figure's text | itself + G + its region |
    """

    layout: TextLayout
    regions: Regions

    @classmethod
    def of(cls, layout: TextLayout, masks: Sequence[Sequence[torch.Tensor]]) -> "Regional":
        """The rule for regions given as masks [N] bool, for each figure and each picture."""
        return cls(layout=layout, regions=[[mask.nonzero().squeeze(1) for mask in figure] for figure in masks])

    def attend(self, call: BlockCall, parts: Sequence[Part]) -> torch.Tensor:
        """Attention under this rule: [B, T + N, H, D]."""
        shared = self.layout.shared_from
        query, key, value = call.query, call.key, call.value
        further = [*self._texts(call), *(_moved(part, -shared) for part in parts)]
        rest = attend_in_parts(query[:, shared:], key[:, shared:], value[:, shared:], further)
        # rest: [B, T + N - shared, H, D]
        prompts = [self._prompt(call, figure) for figure in range(len(self.layout.figures))]
        return torch.cat([*prompts, rest], dim=1)

    def _texts(self, call: BlockCall) -> list[Part]:
        parts = []
        for span, regions in zip(self.layout.figures, self.regions, strict=True):
            for sample, region in enumerate(regions):
                queries = call.text_length - self.layout.shared_from + region
                one = slice(sample, sample + 1)
                if queries.numel():
                    part = Part(queries=queries, key=call.key[one, span], value=call.value[one, span], sample=sample)
                    parts.append(part)
        return parts

    def _prompt(self, call: BlockCall, figure: int) -> torch.Tensor:
        span = self.layout.figures[figure]
        rows = []
        for sample, region in enumerate(self.regions[figure]):
            seen = torch.cat([_range(span, region), _range(self._shared_text(call), region), _image(call, region)])
            one = slice(sample, sample + 1)
            rows.append(attend(call.query[one, span], call.key[one, seen], call.value[one, seen]))
        return torch.cat(rows)

    def _shared_text(self, call: BlockCall) -> slice:
        return slice(self.layout.shared_from, call.text_length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strict:
    """A figure reads itself, the panel's text and the background; these read no figure. Nothing leaks at all.

    Regions must not overlap and are the same for every picture of the batch.
    """

    layout: TextLayout
    regions: Sequence[torch.Tensor]
    """Indices of each figure's image tokens."""
    free: torch.Tensor
    """Indices of the image tokens of no figure."""

    @classmethod
    def of(cls, layout: TextLayout, masks: Sequence[torch.Tensor]) -> "Strict":
        """The rule for regions given as masks [N] bool, for each figure."""
        free = (~torch.stack(list(masks)).any(dim=0)).nonzero().squeeze(1)
        return cls(layout=layout, regions=[mask.nonzero().squeeze(1) for mask in masks], free=free)

    def attend(self, call: BlockCall, parts: Sequence[Part]) -> torch.Tensor:
        """Attention under this rule: [B, T + N, H, D]."""
        open_tokens = self._open(call)
        cliques = [self._clique(call, figure) for figure in range(len(self.layout.figures))]
        own = [Part(queries=who, key=call.key[:, who], value=call.value[:, who]) for who in cliques]
        return attend_in_parts(call.query, call.key[:, open_tokens], call.value[:, open_tokens], [*own, *parts])

    def _clique(self, call: BlockCall, figure: int) -> torch.Tensor:
        region = self.regions[figure]
        return torch.cat([_range(self.layout.figures[figure], region), _image(call, region)])

    def _open(self, call: BlockCall) -> torch.Tensor:
        shared_text = slice(self.layout.shared_from, call.text_length)
        return torch.cat([_range(shared_text, self.free), _image(call, self.free)])


def _moved(part: Part, by: int) -> Part:
    return replace(part, queries=part.queries + by)


def _range(span: slice, like: torch.Tensor) -> torch.Tensor:
    return torch.arange(span.start, span.stop, device=like.device)


def _image(call: BlockCall, region: torch.Tensor) -> torch.Tensor:
    return call.text_length + region
