"""From a request's prompts to text tokens: encoded once, with spans taken from the tokenizer's own offsets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from charabook.engine.families.flux import Conditioning
from charabook.engine.panel import Words
from charabook.engine.requests import PanelRequest, PromptSpans, Sampling, Span
from charabook.engine.rules import TextLayout
from charabook.engine.sampler import Told
from charabook.errors import BadInput

MAX_TEXT_TOKENS = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A tokenised text: the characters that each token stands for (empty for special tokens and padding)."""

    offsets: tuple[tuple[int, int], ...]

    @property
    def real_length(self) -> int:
        """Tokens before the end token and the padding."""
        return sum(start < end for start, end in self.offsets)

    def within(self, span: Span) -> torch.Tensor:
        """Indices of the tokens that stand for any character of the span."""
        inside = [i for i, (start, end) in enumerate(self.offsets) if max(start, span.start) < min(end, span.end)]
        return torch.tensor(inside, dtype=torch.long)


def tokenise(pipeline: Any, text: str) -> Tokens:
    """Tokenise for the transformer's text encoder. Raises `BadInput` for a tokenizer that knows no offsets."""
    if not getattr(pipeline.tokenizer_2, "is_fast", False):
        raise BadInput("This model's tokenizer cannot tell which words its tokens stand for.", "Use a fast tokenizer.")
    encoded = pipeline.tokenizer_2(
        text, return_offsets_mapping=True, truncation=True, max_length=text_tokens(pipeline), add_special_tokens=True
    )
    return Tokens(offsets=tuple((start, end) for start, end in encoded["offset_mapping"]))


def text_tokens(pipeline: Any) -> int:
    """How long the transformer's text sequence is for this model."""
    return int(min(MAX_TEXT_TOKENS, pipeline.tokenizer_2.model_max_length))


@torch.no_grad()
def encode(pipeline: Any, whole: Sequence[str], texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Encode `texts` for the sequence and `whole` for the pooled vector: [len, T, C] and [len, P]."""
    text, pooled, _ = pipeline.encode_prompt(
        prompt=list(whole), prompt_2=list(texts), max_sequence_length=text_tokens(pipeline)
    )
    dtype = pipeline.transformer.dtype
    return text.to(dtype), pooled.to(dtype)


# -------------------------------------------------------------------------------------------- a panel's words


def words_of(pipeline: Any, request: PanelRequest, *, regional: Sequence[int]) -> Words:
    """The panel's text. Figures in `regional` (all or none) bring their own text, seen by their region only."""
    prompt = request.prompt
    _check(prompt)
    return _regional(pipeline, request) if regional else _global(pipeline, request)


def _global(pipeline: Any, request: PanelRequest) -> Words:
    prompt, tokens = request.prompt, tokenise(pipeline, request.prompt.text)
    text, pooled = encode(pipeline, [prompt.text], [prompt.text])
    spans = (tokens.within(prompt.background), *(tokens.within(span) for span in prompt.figures))
    return Words(
        told=told(pipeline, request.sampling, text, pooled),
        layout=TextLayout(figures=(), length=text.shape[1]),
        real_text=torch.arange(tokens.real_length, device=text.device),
        spans=tuple(span.to(text.device) for span in spans),
    )


def _regional(pipeline: Any, request: PanelRequest) -> Words:
    """[P1 .. Pr | G]: G is the panel's text without its figures, Pi the real tokens of figure i's own prompt."""
    shared = shared_text(request.prompt)
    own = [figure.prompt.strip() or figure.identity.character.strip() or "someone" for figure in request.figures]
    lengths = [tokenise(pipeline, text).real_length for text in own]
    text, pooled = encode(pipeline, [request.prompt.text, *own], [shared, *own])
    pieces = [text[1 + i : 2 + i, :length] for i, length in enumerate(lengths)]
    sequence = torch.cat([*pieces, text[:1]], dim=1)
    # sequence: [1, P1 + .. + Pr + T, C]
    starts = [sum(lengths[:i]) for i in range(len(lengths) + 1)]
    figures = tuple(slice(start, start + length) for start, length in zip(starts, lengths, strict=False))
    background = starts[-1] + torch.arange(tokenise(pipeline, shared).real_length)
    spans = (background, *(torch.arange(span.start, span.stop) for span in figures))
    return Words(
        told=told(pipeline, request.sampling, sequence, pooled[:1]),
        layout=TextLayout(figures=figures, length=sequence.shape[1]),
        real_text=torch.arange(starts[-1] + background.numel(), device=text.device),
        spans=tuple(span.to(text.device) for span in spans),
    )


def shared_text(prompt: PromptSpans) -> str:
    """The panel's text without its figures: the background's span, or what the figures leave of the whole."""
    background = prompt.text[prompt.background.start : prompt.background.end].strip(" ,;.")
    if background:
        return background
    kept, at = [], 0
    for span in sorted(prompt.figures, key=lambda span: span.start):
        kept.append(prompt.text[at : span.start])
        at = max(at, span.end)
    return "".join([*kept, prompt.text[at:]]).strip(" ,;.")


def told(pipeline: Any, sampling: Sampling, text: torch.Tensor, pooled: torch.Tensor) -> Told:
    """Guidance as the model has it: distilled into an embedding, or by a second, negative evaluation."""
    if pipeline.transformer.config.guidance_embeds:
        return Told(positive=Conditioning(text=text, pooled=pooled, guidance=sampling.guidance))
    positive = Conditioning(text=text, pooled=pooled)
    if sampling.guidance <= 1.0:
        return Told(positive=positive)
    away, away_pooled = encode(pipeline, [sampling.negative], [sampling.negative])
    negative = Conditioning(text=away, pooled=away_pooled, branch="uncond")
    return Told(positive=positive, negative=negative, scale=sampling.guidance)


def _check(prompt: PromptSpans) -> None:
    for span in (prompt.background, *prompt.figures):
        if not 0 <= span.start <= span.end <= len(prompt.text):
            raise BadInput("A span of the prompt lies outside its text.", "Write the panel's prompt again.")
