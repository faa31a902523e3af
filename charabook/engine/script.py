"""What the attention of every block does during one evaluation of a transformer.

A transformer family brings each block's attention into the form of a `BlockCall`; a `Script` carries it out: which
rule of attention, which further keys, which merge, who listens. Families know nothing of characters, scripts nothing
of model classes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

import torch

from charabook.engine.attention import Part, Rope, attend_in_parts
from charabook.engine.schedule import Method


class Stream(StrEnum):
    """Two kinds of block: text and image with weights of their own, or one sequence for both."""

    DOUBLE = "double"
    SINGLE = "single"


class Block(NamedTuple):
    """One block of the transformer."""

    stream: Stream
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockCall:
    """The attention of one block, projected and ready to be carried out. Sequences are [text, image]."""

    block: Block
    query: torch.Tensor
    """[B, T + N, H, D], normed and rotated."""
    key: torch.Tensor
    value: torch.Tensor
    still_key: torch.Tensor
    """[B, N, H, D]: keys of the image tokens before the rotation."""
    image_input: torch.Tensor
    """[B, N, C]: what the block's projections of the image tokens were given."""
    rope: Rope
    text_length: int
    project: Callable[[torch.Tensor], tuple[torch.Tensor, torch.Tensor]]
    """Keys (before the rotation) and values of image tokens from their `image_input`: [b, n, C] to [b, n, H, D]."""
    plain: Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor]
    """Attention as the model would have done it."""


class Listener(Protocol):
    """Whoever wants to know what happens in a block; nothing it does changes the picture."""

    def hear(self, call: BlockCall, out: torch.Tensor) -> None:
        """`out` [B, N, C] are the image tokens' attention outputs before merge and output projection."""


class Rule(Protocol):
    """Who may look at whom within the picture's own sequence."""

    def attend(self, call: BlockCall, parts: Sequence[Part]) -> torch.Tensor:
        """Attention under this rule with further keys for some queries: [B, T + N, H, D]."""


class Open:
    """Everything looks at everything, as the model was trained."""

    def attend(self, call: BlockCall, parts: Sequence[Part]) -> torch.Tensor:
        """Plain attention, with further keys for some."""
        if not parts:
            return call.plain(call.query, call.key, call.value)
        return attend_in_parts(call.query, call.key, call.value, parts)


OPEN = Open()


def no_parts(call: BlockCall) -> Sequence[Part]:
    """No further keys."""
    del call
    return ()


def no_merge(call: BlockCall, out: torch.Tensor) -> torch.Tensor:
    """Outputs as they are."""
    del call
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One evaluation: a rule of attention, further keys, a merge of outputs, listeners."""

    rule: Rule = OPEN
    parts: Callable[[BlockCall], Sequence[Part]] = no_parts
    merge: Callable[[BlockCall, torch.Tensor], torch.Tensor] = no_merge
    """Changes the image tokens' attention outputs [B, N, C] before the output projection."""
    listeners: tuple[Listener, ...] = ()

    def carry_out(self, call: BlockCall) -> torch.Tensor:
        """Attention outputs of the whole sequence before the output projection: [B, T + N, C]."""
        out = self.rule.attend(call, self.parts(call)).flatten(2, 3).to(call.query.dtype)
        # out: [B, T + N, C]
        image = out[:, call.text_length :]
        for listener in self.listeners:
            listener.hear(call, image)
        merged = self.merge(call, image)
        if merged is image:
            return out
        return torch.cat([out[:, : call.text_length], merged], dim=1)


PLAIN = Script()
"""The model as it is."""


def is_shared(block: Block, method: Method) -> bool:
    """Whether identities are shared in this block."""
    return block.stream is Stream.SINGLE and block.number % method.share_every == 0


def block_of(processor_name: str) -> Block:
    """The block that a processor's name in `attn_processors` speaks of."""
    list_name, index, *_ = processor_name.split(".")
    return Block(Stream.SINGLE if list_name.startswith("single") else Stream.DOUBLE, int(index))
