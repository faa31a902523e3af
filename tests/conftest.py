"""What every test may rely on."""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _gradients_are_on_afterwards() -> Iterator[None]:
    """The engine process turns gradients off for good; tests that run its parts in this process must not."""
    yield
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "set_grad_enabled"):
        torch.set_grad_enabled(True)
