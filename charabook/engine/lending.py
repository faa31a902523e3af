"""Lenders: an identity whose features are at hand for every block and noise level of a panel."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import torch

from charabook.engine.cache_store import CacheStore, Descriptors
from charabook.engine.codec import Codec, Packed, evaluate
from charabook.engine.families.flux import FluxAdapter
from charabook.engine.identity import Page, Recipe, Use, capture, describe
from charabook.engine.schedule import Method
from charabook.engine.script import Block, BlockCall, Stream, is_shared
from charabook.errors import Unavailable


class Lender(Protocol):
    """Features of the n tokens of one character, or of a location."""

    tokens: int
    places: torch.Tensor
    """Rows and columns of the tokens in the identity's picture: [n, 2]."""

    def lend(self, call: BlockCall, sigma: float, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Keys before the rotation and values of these rows: [1, len(rows), H, D] each."""

    def outputs(self, call: BlockCall, sigma: float, rows: torch.Tensor) -> torch.Tensor:
        """Attention outputs of these rows before the output projection: [len(rows), C]."""

    def descriptors(self, block: Block) -> torch.Tensor:
        """Attention outputs of all n tokens at the matching level: [n, C], on any device."""


class CachedLender:
    """A lender out of the store."""

    def __init__(
        self, *, key: str, recipe: Recipe, store: CacheStore, described: Descriptors, shared: Sequence[Block]
    ) -> None:
        self.tokens = recipe.tokens
        self.places = recipe.mask.reshape(tuple(recipe.grid)).nonzero()
        self.recipe = recipe
        self._shared = tuple(shared)
        self._next = dict(zip(shared, [*shared[1:], shared[0]], strict=True))
        self._key, self._store, self._described = key, store, described
        self._pinned: dict[Block, Page] = {}

    @property
    def is_complete(self) -> bool:
        """Whether no page can be lost: each is held here or lies on disk."""
        return all(block in self._pinned or self._store.is_on_disk(self._key, block) for block in self._shared)

    def hold(self, pages: Mapping[Block, Page] | None = None) -> None:
        """Keep these pages in memory as long as the lender lives; all that the store has, if none are given."""
        if pages is None:
            known = {block: self._store.page(self._key, block) for block in self._shared if block not in self._pinned}
            pages = {block: page for block, page in known.items() if page is not None}
        self._pinned.update(pages)

    def lend(self, call: BlockCall, sigma: float, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Keys and values by the model's own projections of the block's stored input."""
        return call.project(self._features(call, "inputs", self._page(call).inputs, sigma)[rows].unsqueeze(0))

    def outputs(self, call: BlockCall, sigma: float, rows: torch.Tensor) -> torch.Tensor:
        """Stored attention outputs."""
        outputs = self._page(call).outputs
        assert outputs is not None, "nobody merges with a place"
        return self._features(call, "outputs", outputs, sigma)[rows]

    def descriptors(self, block: Block) -> torch.Tensor:
        """Stored attention outputs at the matching level, in host memory."""
        return self._described[block]

    def _features(self, call: BlockCall, stream: str, packed: Packed, sigma: float) -> torch.Tensor:
        near = self._store.near(self._key, call.block, stream, packed, call.image_input.device)
        return evaluate(near, self.recipe.basis, sigma).to(call.image_input.dtype)

    def _page(self, call: BlockCall) -> Page:
        page = self._pinned.get(call.block) or self._store.page(self._key, call.block)
        if page is None:
            raise Unavailable(
                "A character's cache disappeared from disk while a panel was being drawn.", "Draw the panel again."
            )
        self._store.read_ahead(self._key, self._next[call.block])
        return page


def ready(
    model: FluxAdapter,
    *,
    key: str,
    recipe: Recipe,
    method: Method,
    codec: Codec,
    use: Use,
    store: CacheStore,
    advance: Callable[[int], None],
) -> CachedLender:
    """A lender for this recipe; features that the store does not hold are made first (`codec.nodes` evaluations)."""
    blocks = [Block(Stream.SINGLE, index) for index in range(model.single_blocks)]
    shared = [block for block in blocks if is_shared(block, method)]
    described = _described(model, key, recipe, store) if use is Use.CHARACTER else {}
    lender = CachedLender(key=key, recipe=recipe, store=store, described=described, shared=shared)
    if any(store.page(key, block) is None for block in shared):
        lender.hold(store.keep_pages(key, capture(model, recipe, method, codec, use=use, advance=advance)))
    return lender


def _described(model: FluxAdapter, key: str, recipe: Recipe, store: CacheStore) -> Descriptors:
    known = store.descriptors.get(key)
    if known is None:
        known = describe(model, recipe)
        store.descriptors.put(key, known, sum(t.numel() * t.element_size() for t in known.values()))
    return known
