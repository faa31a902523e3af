"""The released flow's way of attending, for comparison in the benchmark only: whole banks and a dense mask.

Our own writing of what arXiv 2507.11533's release does in every sharing block and step: copy the identity's whole
keys and values to the device, pick the matched ones, build an additive mask over all queries and keys, attend under it.
"""

from collections.abc import Sequence

import torch
from torch.nn import functional as fn

from charabook.engine.attention import Part, rotate
from charabook.engine.bench_cases import Case, fractions
from charabook.engine.matching import Pairs
from charabook.engine.merge import merge_tokens
from charabook.engine.script import BlockCall, Script


class ReleasedSharing:
    """One character shared as released; one step's bank stands for all steps."""

    def __init__(self, case: Case) -> None:
        heads = int(case.transformer.config.num_attention_heads)
        shape = (1, case.grid.tokens, heads, case.width // heads)
        # in host memory, as released: 71 GiB of it do not fit a card
        self._keys = {block: torch.randn(shape, dtype=case.dtype) for block in case.shared_blocks}
        self._values = {block: torch.randn(shape, dtype=case.dtype) for block in case.shared_blocks}
        self._outputs = {block: torch.randn(1, shape[1], case.width, dtype=case.dtype) for block in case.shared_blocks}
        count = round(fractions(1) * case.grid.tokens)
        self._found = torch.arange(case.grid.tokens, device=case.device) < count
        chosen = torch.arange(count, device=case.device)
        self._pairs = Pairs(frame=chosen, identity=chosen, similarity=torch.full((count,), 0.7, device=case.device))

    @property
    def nbytes(self) -> int:
        """Bytes of the banks of one step."""
        banks = (self._keys, self._values, self._outputs)
        return sum(t.numel() * t.element_size() for bank in banks for t in bank.values())

    def script(self) -> Script:
        """Sharing with token merge."""
        return Script(rule=self, merge=self._merge)

    def attend(self, call: BlockCall, parts: Sequence[Part]) -> torch.Tensor:
        """Attention under a dense additive mask where this block shares."""
        del parts
        if call.block not in self._keys:
            return call.plain(call.query, call.key, call.value)
        key, value = self._on_device(call)
        mask = self._mask(call, key.shape[1])
        keys, values = torch.cat([call.key, key], dim=1), torch.cat([call.value, value], dim=1)
        query, keys, values = (tensor.transpose(1, 2) for tensor in (call.query, keys, values))
        return fn.scaled_dot_product_attention(query, keys, values, attn_mask=mask).transpose(1, 2)

    def _on_device(self, call: BlockCall) -> tuple[torch.Tensor, torch.Tensor]:
        whole_key = self._keys[call.block].to(call.key.device)
        whole_value = self._values[call.block].to(call.key.device)
        key = rotate(whole_key[:, self._pairs.identity], call.rope, call.text_length + self._pairs.frame)
        return key, whole_value[:, self._pairs.identity]

    def _mask(self, call: BlockCall, borrowed: int) -> torch.Tensor:
        length = call.query.shape[1]
        mask = torch.zeros(1, 1, length, length + borrowed, dtype=call.query.dtype, device=call.query.device)
        mask[..., length:] = -torch.inf
        mask[:, :, call.text_length + self._found.nonzero().squeeze(1), length:] = 0
        return mask

    def _merge(self, call: BlockCall, out: torch.Tensor) -> torch.Tensor:
        if call.block not in self._outputs:
            return out
        lent = self._outputs[call.block].to(out.device)[0, self._pairs.identity]
        merged = out.clone()
        merged[0, self._pairs.frame] = merge_tokens(out[0, self._pairs.frame], lent, self._pairs.similarity, 0.8)
        return merged
