"""Attention in parts equals attention under a dense mask."""

from dataclasses import replace
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional as fn

from charabook.engine import attention
from charabook.engine.attention import Part, attend_in_parts

HEADS, WIDTH = 2, 8


def numbers(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def part(queries: list[int], keys: int, seed: int, sample: int | None = None) -> Part:
    return Part(
        queries=torch.tensor(queries, dtype=torch.long),
        key=numbers(1, keys, HEADS, WIDTH, seed=seed),
        value=numbers(1, keys, HEADS, WIDTH, seed=seed + 50),
        sample=sample,
    )


def dense(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, parts: list[Part]) -> torch.Tensor:
    batch, length = query.shape[:2]
    mask = [torch.ones(batch, length, key.shape[1], dtype=torch.bool)]
    for one in parts:
        seen = torch.zeros(batch, length, one.key.shape[1], dtype=torch.bool)
        who = slice(None) if one.sample is None else slice(one.sample, one.sample + 1)
        seen[who, one.queries] = True
        mask.append(seen)
    keys = torch.cat([key, *(one.key.expand(batch, -1, -1, -1) for one in parts)], dim=1)
    values = torch.cat([value, *(one.value.expand(batch, -1, -1, -1) for one in parts)], dim=1)
    out = fn.scaled_dot_product_attention(
        query.transpose(1, 2), keys.transpose(1, 2), values.transpose(1, 2), attn_mask=torch.cat(mask, -1)[:, None]
    )
    return out.transpose(1, 2)


def own(batch: int, length: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    return tuple(numbers(batch, length, HEADS, WIDTH, seed=90 + i) for i in range(3))  # type: ignore[return-value]


@pytest.fixture(params=["log-sum-exp", "gathered"])
def way(request: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "gathered":
        monkeypatch.setattr(attention, "_kernel", lambda query: None)
    return str(request.param)


def test_overlapping_parts_are_one_softmax(way: str) -> None:
    parts = [part([0, 1, 2, 5], 3, 1), part([2, 5, 9], 7, 2), part([5], 1, 3)]
    tensors = own(1, 10)
    torch.testing.assert_close(attend_in_parts(*tensors, parts), dense(*tensors, parts), atol=1e-5, rtol=1e-5)


def test_each_picture_of_a_batch_has_its_own_parts(way: str) -> None:
    parts = [part([0, 3], 4, 1, sample=0), part([3, 7, 8], 2, 2, sample=1), part([1, 3], 2, 3)]
    tensors = own(2, 10)
    torch.testing.assert_close(attend_in_parts(*tensors, parts), dense(*tensors, parts), atol=1e-5, rtol=1e-5)


def test_keys_that_count_thrice_are_three_keys(way: str) -> None:
    emphasised = [replace(part([0, 3], 4, 1, sample=0), times=3), part([1, 3], 2, 3)]
    repeated = [replace(one, key=one.key.repeat(1, one.times, 1, 1)) for one in emphasised]
    repeated = [replace(one, value=one.value.repeat(1, one.times, 1, 1)) for one in repeated]
    tensors = own(2, 10)
    torch.testing.assert_close(attend_in_parts(*tensors, emphasised), dense(*tensors, repeated), atol=1e-5, rtol=1e-5)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sets(st.integers(0, 11), min_size=1), st.integers(1, 20)), max_size=4))
def test_any_parts_equal_the_dense_mask(asked: list[tuple[set[int], int]]) -> None:
    parts = [part(sorted(queries), keys, seed) for seed, (queries, keys) in enumerate(asked)]
    tensors = own(1, 12)
    torch.testing.assert_close(attend_in_parts(*tensors, parts), dense(*tensors, parts), atol=1e-5, rtol=1e-5)


def test_half_precision_stays_close_to_the_dense_mask() -> None:
    parts = [part([0, 1, 2, 5], 3, 1), part([2, 5, 9], 7, 2)]
    tensors = own(1, 10)
    halves = [tensor.bfloat16() for tensor in tensors]
    half_parts = [Part(queries=p.queries, key=p.key.bfloat16(), value=p.value.bfloat16()) for p in parts]
    got = attend_in_parts(*halves, half_parts)
    assert got.dtype is torch.bfloat16
    torch.testing.assert_close(got.float(), dense(*tensors, parts), atol=3e-2, rtol=3e-2)


def test_other_queries_do_not_notice_a_part_at_all() -> None:
    tensors, queries = own(1, 10), [1, 4, 6]
    others = [i for i in range(10) if i not in queries]
    one, other = (attend_in_parts(*tensors, [part([0, 2], 3, 9), part(queries, 5, seed)]) for seed in (1, 2))
    assert torch.equal(one[:, others], other[:, others])
    assert not torch.equal(one[:, queries], other[:, queries])
