"""What the libraries leave to chance when weights are missing or lie askew, settled after loading."""

from collections.abc import Iterator
from typing import Any

import torch

from charabook.engine.models.folders import WEIGHTED_PARTS
from charabook.engine.models.planning import ModelPlan
from charabook.errors import Damaged

_ALIGNED_BYTES = 64


def refuse_gaps(plan: ModelPlan, pipeline: Any) -> None:
    """Raise Damaged if a part got fewer numbers than it has: the libraries fill gaps with noise and only warn."""
    for part in WEIGHTED_PARTS:
        module = getattr(pipeline, part)
        if lost := next((name for name, weight in module.named_parameters() if weight.is_meta), ""):
            raise _gap(plan, f"{part} lacks {lost}")
        if part in plan.folder.weights and not _is_quantised(module):
            wanted = sum(weight.numel() for weight in module.parameters())
            if wanted > plan.folder.numbers(part):
                raise _gap(plan, f"{part} holds {plan.folder.numbers(part):,} of {wanted:,} numbers")


def own_the_weights(pipeline: Any) -> None:
    """Copy weights that lie in a mapped file to memory of our own, aligned as torch aligns everything else.

    The last digits of a matrix product depend on alignment, so the place of a tensor in its file would show in the
    picture; and a file that is replaced under a running program would end it.
    """
    for part in WEIGHTED_PARTS:
        for weight in _tensors(getattr(pipeline, part)):
            if weight.data_ptr() % _ALIGNED_BYTES:
                weight.data = weight.data.clone()


def _tensors(module: Any) -> Iterator[torch.Tensor]:
    yield from module.parameters()
    yield from module.buffers()


def _is_quantised(module: Any) -> bool:
    return getattr(module, "hf_quantizer", None) is not None


def _gap(plan: ModelPlan, gap: str) -> Damaged:
    what = f"The model {plan.description.name} is incomplete: {gap}."
    return Damaged(what, "Download it again, or choose another version.")
