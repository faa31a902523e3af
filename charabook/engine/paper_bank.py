"""What a run of paper mode leaves behind for later frames: keys, values and outputs of some tokens."""

from dataclasses import dataclass, field
from enum import StrEnum

import torch

from charabook.engine.paper_inputs import PaperRun, TokenMerge
from charabook.engine.script import Block, BlockCall, Stream

Moment = tuple[Block, int]
"""One block in one step."""


@dataclass(slots=True, kw_only=True)
class TokenBank:
    """Keys before the rotation, values and outputs of some image tokens, for every block and step that reads them."""

    mask: torch.Tensor
    """[N] bool: the tokens kept, all of them while recording."""
    keys: dict[Moment, torch.Tensor] = field(default_factory=dict)
    values: dict[Moment, torch.Tensor] = field(default_factory=dict)
    outputs: dict[Moment, torch.Tensor] = field(default_factory=dict)

    def reduced(self, mask: torch.Tensor) -> "TokenBank":
        """The same with only the tokens of `mask`."""

        def cut(bank: dict[Moment, torch.Tensor]) -> dict[Moment, torch.Tensor]:
            return {moment: tensor[:, mask] for moment, tensor in bank.items()}

        return TokenBank(mask=mask, keys=cut(self.keys), values=cut(self.values), outputs=cut(self.outputs))

    def rows(self, tokens: torch.Tensor) -> torch.Tensor:
        """Where these image tokens, all of them kept, lie in the bank."""
        return self.mask.long().cumsum(0)[tokens] - 1

    @property
    def nbytes(self) -> int:
        """Bytes of all tensors."""
        banks = (self.keys, self.values, self.outputs)
        return sum(tensor.numel() * tensor.element_size() for bank in banks for tensor in bank.values())


# -------------------------------------------------------------------------------------------- recording


class BankKind(StrEnum):
    """What a bank is kept for."""

    FOREGROUND = "foreground"
    BACKGROUND = "background"

    def reads(self, block: Block) -> bool:
        """Characters are shared in every second single block, backgrounds in all of them."""
        return self is BankKind.BACKGROUND or block.number % 2 == 0


class Recorder:
    """Listener that fills a `TokenBank` in the blocks and steps that later frames will read."""

    def __init__(self, run: PaperRun, bank: TokenBank, kind: BankKind) -> None:
        self._run, self._bank, self._kind = run, bank, kind
        self.step = 0

    def hear(self, call: BlockCall, out: torch.Tensor) -> None:
        """Keep one block's keys, values and outputs where this step is one of those read later."""
        if call.block.stream is not Stream.SINGLE or not self._kind.reads(call.block):
            return
        moment = (call.block, self.step)
        if self._run.schedule.shares(self.step):
            self._bank.keys[moment] = call.still_key.clone()
            self._bank.values[moment] = call.value[:, call.text_length :].clone()
        if self._kind is BankKind.FOREGROUND and self._merges():
            self._bank.outputs[moment] = out.clone()

    def kept(self, mask: torch.Tensor) -> TokenBank:
        """What was recorded, reduced to the tokens of `mask`."""
        return self._bank.reduced(mask)

    def _merges(self) -> bool:
        return self._run.merge is TokenMerge.ON and self._run.schedule.merge_at(self.step) > 0


def empty_bank(run: PaperRun, latents: torch.Tensor) -> TokenBank:
    """A bank of all tokens in which nothing is kept yet."""
    return TokenBank(mask=torch.ones(run.grid.tokens, dtype=torch.bool, device=latents.device))
