"""Listeners: what masks, matching and identity caches take from the blocks of a running transformer."""

from collections.abc import Callable, Sequence

import torch

from charabook.engine.masks import add_image_attention, prominence, span_scores, text_attention, walked
from charabook.engine.matching import cosine
from charabook.engine.schedule import Method
from charabook.engine.script import Block, BlockCall, Stream, is_shared

FARTHEST = 8192
"""Larger pictures, in tokens, are judged by words alone: attention to itself takes 4 N^2 bytes (here 268 MB)."""


class TextEvidence:
    """How much each image token looks at each span of text, averaged over the single blocks, as released.

    `real_text` are the text tokens that are no padding [M]; `spans` index into those.
    """

    def __init__(self, real_text: torch.Tensor, spans: Sequence[torch.Tensor]) -> None:
        self._real_text = real_text
        self._spans = spans
        self._sum: torch.Tensor | None = None
        self._blocks = 0

    def hear(self, call: BlockCall, out: torch.Tensor) -> None:
        """Add one block's attention to the text."""
        del out
        if call.block.stream is not Stream.SINGLE:
            return
        seen = text_attention(call.query[:, call.text_length :], call.key[:, self._real_text])
        # seen: [B, N, M]
        self._sum = seen if self._sum is None else self._sum + seen
        self._blocks += 1

    def scores(self) -> torch.Tensor:
        """Mean attention to each span: [B, N, len(spans)]."""
        assert self._sum is not None, "no single block was heard"
        return span_scores(self._sum / self._blocks, self._spans)


class Prominence:
    """How much each image token stands out as each figure, by attention to the words in all blocks.

    `real_text` are the text tokens that are no padding [M]; `spans`, the background's first, index into those. The
    picture's attention to itself, which carries what was found from token to token, is taken from the sharing blocks:
    half of the blocks tell as much as all.
    """

    def __init__(self, real_text: torch.Tensor, spans: Sequence[torch.Tensor], method: Method) -> None:
        self._real_text, self._spans, self._method = real_text, spans, method
        self._told: torch.Tensor | None = None
        self._looked: torch.Tensor | None = None

    def hear(self, call: BlockCall, out: torch.Tensor) -> None:
        """Add one block's attention to the text, and to the picture."""
        del out
        query = call.query[:, call.text_length :]
        scores = span_scores(text_attention(query, call.key[:, self._real_text]), self._spans)
        # scores: [B, N, 1 + R]
        told = prominence(scores[..., :1], scores[..., 1:])
        self._told = told if self._told is None else self._told + told
        if is_shared(call.block, self._method) and query.shape[1] <= FARTHEST:
            if self._looked is None:
                self._looked = told.new_zeros(*query.shape[:2], query.shape[1])
            add_image_attention(self._looked, query, call.key[:, call.text_length :])

    def of_figures(self) -> torch.Tensor:
        """How much each token stands out as each figure: [B, N, R]. To be asked once: it lets go of what was heard."""
        assert self._told is not None, "no block was heard"
        told, looked = self._told, self._looked
        self._told = self._looked = None
        return told if looked is None else walked(told, looked)


class Outputs:
    """Keeps the attention outputs of some tokens `mask` [N] in every single block, as descriptors for matching."""

    def __init__(self, mask: torch.Tensor) -> None:
        self.of_block: dict[Block, torch.Tensor] = {}
        self._mask = mask

    def hear(self, call: BlockCall, out: torch.Tensor) -> None:
        """Keep one block's outputs of the first picture, [n, C], in host memory: there are many blocks."""
        if call.block.stream is Stream.SINGLE:
            self.of_block[call.block] = out[0, self._mask].cpu()


class Similarities:
    """Cosine similarity of the picture's tokens with an identity's, averaged over the single blocks."""

    def __init__(self, descriptors: Callable[[Block], torch.Tensor]) -> None:
        self._descriptors = descriptors
        self._sum: torch.Tensor | None = None
        self._blocks = 0

    def hear(self, call: BlockCall, out: torch.Tensor) -> None:
        """Add one block's similarities."""
        if call.block.stream is not Stream.SINGLE:
            return
        found = cosine(out, self._descriptors(call.block).to(out.device))
        # found: [B, N, M]
        self._sum = found if self._sum is None else self._sum + found
        self._blocks += 1

    def mean(self) -> torch.Tensor:
        """Similarities averaged over the blocks: [B, N, M]."""
        assert self._sum is not None, "no single block was heard"
        return self._sum / self._blocks
