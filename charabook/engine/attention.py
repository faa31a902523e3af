"""Attention in parts: plain attention for everybody, and a few more keys for some queries.

Who may look at whom is never written as a mask. A query that sees further keys attends to them in a small call of
its own, and the results are joined by their log-sum-exps, which is exactly one softmax over all keys. Where no kernel
gives the log-sum-exp, queries with the same keys are gathered and attend together, which is exact as well.
All tensors are [batch, sequence, heads, head width].
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from diffusers.models.embeddings import apply_rotary_emb
from torch.nn import functional as fn

Rope = tuple[torch.Tensor, torch.Tensor]
"""Cosines and sines of FLUX's rotary embedding, each [sequence, head width]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Further keys for some queries. `sample` is None where the part applies to every picture of the batch."""

    queries: torch.Tensor
    """[n] indices into the query sequence."""
    key: torch.Tensor
    """[1 or B, m, H, D], rotated."""
    value: torch.Tensor
    sample: int | None = None
    times: int = 1
    """How often each of these keys counts."""


def rotate(tensor: torch.Tensor, rope: Rope, positions: torch.Tensor) -> torch.Tensor:
    """Give keys [B, m, H, D] the rotary embedding of these sequence positions [m]."""
    return rotated(tensor, (rope[0][positions], rope[1][positions]))


def rotated(tensor: torch.Tensor, rope: Rope) -> torch.Tensor:
    """Queries or keys [B, S, H, D] under the rotary embedding of their positions."""
    turn: Any = apply_rotary_emb
    turned: torch.Tensor = turn(tensor, rope, sequence_dim=1)
    return turned


def attend(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    """Plain attention: [B, S, H, D] x [B, M, H, D] to [B, S, H, D]."""
    out = fn.scaled_dot_product_attention(query.transpose(1, 2), key.transpose(1, 2), value.transpose(1, 2))
    return out.transpose(1, 2)


# -------------------------------------------------------------------------------------------- with log-sum-exp

WithLse = tuple[torch.Tensor, torch.Tensor]
"""An attention result [B, S, H, D] and the log-sum-exp of its scores [B, S, H] in float32."""

# The kernels behind torch's public call are asked by their own names: it keeps their log-sum-exp to itself.


def _cpu_flash(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> tuple[Any, Any]:
    out, lse = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu(query, key, value)  # noqa: SLF001
    return out, lse


def _cuda_flash(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> tuple[Any, Any]:
    result = torch.ops.aten._scaled_dot_product_flash_attention(query, key, value)  # noqa: SLF001
    return result[0], result[1]


def _cuda_efficient(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> tuple[Any, Any]:
    kernel = torch.ops.aten._scaled_dot_product_efficient_attention  # noqa: SLF001
    out, lse, *_ = kernel(query, key, value, None, compute_log_sumexp=True)
    return out, lse[:, :, : query.shape[2]]  # padded to a multiple of 32 queries


_FLASH_CARDS = (8, 0)
"""Cards before this compute capability (Turing and older) have no flash attention."""


def _kernel(query: torch.Tensor) -> Callable[..., tuple[Any, Any]] | None:
    if query.device.type == "cpu":
        return _cpu_flash
    if query.device.type != "cuda":
        return None
    half = query.dtype in (torch.float16, torch.bfloat16)
    fits = half and query.shape[-1] % 8 == 0 and torch.cuda.get_device_capability(query.device) >= _FLASH_CARDS
    return _cuda_flash if fits else _cuda_efficient


def gives_lse(query: torch.Tensor) -> bool:
    """Whether a kernel for this device returns the log-sum-exp."""
    return _kernel(query) is not None


def attend_with_lse(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> WithLse:
    """Attention that also tells the log-sum-exp of its scores; only where `gives_lse`."""
    kernel = _kernel(query)
    assert kernel is not None, "ask gives_lse first"
    out, lse = kernel(query.transpose(1, 2), key.transpose(1, 2), value.transpose(1, 2))
    # out: [B, H, S, D], lse: [B, H, S]
    return out.transpose(1, 2), lse.transpose(1, 2)


def join(one: WithLse, other: WithLse) -> WithLse:
    """One softmax over the keys of both: exact and associative."""
    share = torch.sigmoid(other[1] - one[1]).unsqueeze(-1)
    # share of the other: [B, S, H, 1]
    out = torch.lerp(one[0].float(), other[0].float(), share).to(one[0].dtype)
    return out, torch.logaddexp(one[1], other[1])


# -------------------------------------------------------------------------------------------- parts


def attend_in_parts(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, parts: Sequence[Part]) -> torch.Tensor:
    """Every query attends to `key`; the queries of each part also attend to the part's keys, in one softmax."""
    if not parts:
        return attend(query, key, value)
    return _joined(query, key, value, parts) if gives_lse(query) else _gathered(query, key, value, parts)


def _joined(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, parts: Sequence[Part]) -> torch.Tensor:
    out, lse = attend_with_lse(query, key, value)
    for part in parts:
        who = slice(None) if part.sample is None else slice(part.sample, part.sample + 1)
        asked = query[who, part.queries]
        # asked: [B or 1, n, H, D]
        lent, scores = attend_with_lse(asked, *_spread(part, asked.shape[0]))
        further = lent, scores + math.log(part.times)
        out[who, part.queries], lse[who, part.queries] = join((out[who, part.queries], lse[who, part.queries]), further)
    return out


def _spread(part: Part, batch: int) -> tuple[torch.Tensor, torch.Tensor]:
    return part.key.expand(batch, -1, -1, -1), part.value.expand(batch, -1, -1, -1)


def _gathered(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, parts: Sequence[Part]) -> torch.Tensor:
    out = torch.empty_like(query)
    for sample in range(query.shape[0]):
        own = [part for part in parts if part.sample in (None, sample)]
        for queries, sources in _same_keys(query.shape[1], own, query.device):
            keys = [key[sample : sample + 1], *(_row(part.key, sample, part.times) for part in sources)]
            values = [value[sample : sample + 1], *(_row(part.value, sample, part.times) for part in sources)]
            asked = query[sample : sample + 1, queries]
            out[sample, queries] = attend(asked, torch.cat(keys, dim=1), torch.cat(values, dim=1))[0]
    return out


def _row(tensor: torch.Tensor, sample: int, times: int) -> torch.Tensor:
    one = tensor if tensor.shape[0] == 1 else tensor[sample : sample + 1]
    return one.repeat(1, times, 1, 1)


def _same_keys(length: int, parts: Sequence[Part], device: torch.device) -> list[tuple[torch.Tensor, list[Part]]]:
    """Queries that see the same parts, together with those parts."""
    signature = torch.zeros(length, dtype=torch.long, device=device)
    for bit, part in enumerate(parts):
        signature[part.queries] += 1 << bit
    groups = sorted(set(signature.tolist()))
    return [
        ((signature == group).nonzero().squeeze(1), [p for bit, p in enumerate(parts) if group >> bit & 1])
        for group in groups
    ]
