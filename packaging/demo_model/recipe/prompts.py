"""From captions to what the transformer reads: token ids, and for panels with regions who may read what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from recipe.wording import CLIP_LENGTH, END_ID

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

    from recipe.network import StoryNetwork
    from recipe.shards import Worded


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Text as the transformer takes it; `mask` [B, 1, S, S] is True where a query may read a key."""

    words: torch.Tensor
    summary: torch.Tensor
    mask: torch.Tensor | None = None


def token_ids(tokenizer: PreTrainedTokenizerFast, texts: list[str], length: int) -> torch.Tensor:
    """Ids [B, length], padded and cut as ``FluxPipeline`` does."""
    return tokenizer(texts, padding="max_length", truncation=True, max_length=length, return_tensors="pt").input_ids


def _device(network: StoryNetwork) -> torch.device:
    return network.transformer.device


def longest(tokenizer: PreTrainedTokenizerFast, texts: list[str]) -> int:
    return max(len(ids) for ids in tokenizer(texts).input_ids)


def rounded_up(length: int, step: int = 8) -> int:
    return -(-length // step) * step


def summaries(network: StoryNetwork, tokenizer: PreTrainedTokenizerFast, texts: list[str]) -> torch.Tensor:
    """Pooled text [B, C]. Attention is causal, so padding after the end token changes nothing and is cut."""
    length = min(CLIP_LENGTH, longest(tokenizer, texts))
    return network.summary(token_ids(tokenizer, texts, length).to(_device(network))).pooler_output
    # [B, C]


def plain(network: StoryNetwork, tokenizer: PreTrainedTokenizerFast, texts: list[str], length: int) -> Conditions:
    words = network.words(token_ids(tokenizer, texts, length).to(_device(network)))[0]
    # [B, length, C]
    return Conditions(words=words, summary=summaries(network, tokenizer, texts))


def regional(
    network: StoryNetwork,
    tokenizer: PreTrainedTokenizerFast,
    wordings: list[Worded],
    inside: torch.Tensor,
    lengths: tuple[int, int],
) -> Conditions:
    """Text in the order [P1 .. Pr | G] and the mask that goes with it.

    `inside` [B, R, N] is True where an image token lies in a figure's region; `lengths` are those of a
    region prompt and of the global prompt. Everybody but other regions' prompts reads the global prompt;
    a region prompt is read by itself and by the image tokens of its region.
    """
    batch, regions, _ = inside.shape
    region_length, global_length = lengths
    phrases = [(w.regions[r] if r < len(w.regions) else "") for w in wordings for r in range(regions)]
    region_ids = token_ids(tokenizer, phrases, region_length).to(inside.device)
    real = (region_ids > END_ID).view(batch, regions, region_length)
    region_words = network.words(region_ids)[0]
    region_words = region_words.view(batch, regions * region_length, -1)
    # [B, R*P, C]
    global_ids = token_ids(tokenizer, [w.background for w in wordings], global_length).to(inside.device)
    global_words = network.words(global_ids)[0]
    # [B, G, C]
    return Conditions(
        words=torch.cat([region_words, global_words], 1),
        summary=summaries(network, tokenizer, [w.text for w in wordings]),
        mask=reading_mask(inside, real, global_length),
    )


def reading_mask(inside: torch.Tensor, real: torch.Tensor, global_length: int) -> torch.Tensor:
    """Who reads whom, [B, 1, S, S], for the order [P1 .. Pr | G | image].

    `real` [B, R, P] is False for the end token and the padding of a region prompt: nobody reads those.
    """
    batch, regions, count = inside.shape
    region_length = real.shape[2]
    start = regions * region_length
    size = start + global_length + count
    mask = torch.zeros(batch, size, size, dtype=torch.bool, device=inside.device)
    mask[:, start:, start:] = True
    for region in range(regions):
        mine = slice(region * region_length, (region + 1) * region_length)
        mask[:, mine, mine] = real[:, region, None, :]
        mask[:, mine, start : start + global_length] = True
        mask[:, mine, start + global_length :] = inside[:, region, None, :]
        mask[:, start + global_length :, mine] = inside[:, region, :, None] & real[:, region, None, :]
    return mask[:, None]
