"""The words of a clip as embeddings: UMT5, 512 places, zeros behind the last word, as Wan was trained."""

import html
from typing import Any

import torch

WORDS = 512

NEGATIVE = (
    "bright tones, overexposed, static, blurred details, subtitles, painting, still picture, greyish, worst quality, "
    "low quality, compression artefacts, ugly, incomplete, extra fingers, badly drawn hands, badly drawn faces, "
    "deformed, disfigured, malformed limbs, fused fingers, motionless picture, cluttered background, three legs, "
    "many people in the background, walking backwards"
)
"""What a clip should not be, in the sense of the release's own (Chinese) negative prompt; used where none is given."""


@torch.no_grad()
def embed(tokenizer: Any, encoder: Any, text: str) -> torch.Tensor:
    """Embedding of a text, [1, 512, D], in the encoder's precision, on its device."""
    tokens = tokenizer(
        [clean(text)],
        padding="max_length",
        max_length=WORDS,
        truncation=True,
        add_special_tokens=True,
        return_attention_mask=True,
        return_tensors="pt",
    )
    mask = tokens.attention_mask.to(encoder.device)
    # mask: [1, 512]
    states: torch.Tensor = encoder(tokens.input_ids.to(encoder.device), mask).last_hidden_state
    said: torch.Tensor = states * mask.unsqueeze(2).to(states.dtype)
    return said


def clean(text: str) -> str:
    """The text without character references and runs of blanks."""
    return " ".join(html.unescape(html.unescape(text)).split())
