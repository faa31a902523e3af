"""How much a panel changes when its identity is kept in fewer bytes, as a share of what the identity does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np
import torch

from charabook.engine import draw, identities, pictures
from charabook.engine.codec import Basis, Codec, Packed, evaluate, pack, pages_bytes
from charabook.engine.families.flux import FluxAdapter, attached
from charabook.engine.identities import Kept
from charabook.engine.identity import Recipe
from charabook.engine.requests import Likeness
from charabook.engine.schedule import Method, plan
from charabook.engine.script import Block, BlockCall, Script, is_shared
from charabook.engine.session import Session
from evaluate.drawing import WHOLE, Quiet, Studio, drawn, figure_of, request, sampling, seed_of
from evaluate.stories import Story, identity_of
from evaluate.ways import OFF, ON

CODECS = {
    "5 coefficients of 6 evaluations, 2 in int8, 3 in int4": Codec(),
    "5 of 6, all in int8": Codec(fine=5),
    "5 of 6, 1 in int8": Codec(fine=1),
    "5 of 6, all in int4": Codec(fine=0),
    "6 of 7, 2 in int8": Codec(nodes=7, rank=6),
    "4 of 5, 2 in int8": Codec(nodes=5, rank=4),
    "3 of 4, 2 in int8": Codec(nodes=4, rank=3),
    "1 of 1, in int8": Codec(nodes=1, rank=1, fine=1),
}

Features = tuple[dict[Block, torch.Tensor], dict[Block, torch.Tensor]]
"""Inputs and outputs [n, C] of every sharing block."""


class _Seen:
    """Keeps inputs and outputs of the character's tokens, exactly."""

    def __init__(self, mask: torch.Tensor) -> None:
        self.features: Features = ({}, {})
        self._mask = mask

    def hear(self, call: BlockCall, out: torch.Tensor) -> None:
        if is_shared(call.block, Method()):
            self.features[0][call.block] = call.image_input[0, self._mask].clone()
            self.features[1][call.block] = out[0, self._mask].clone()


@dataclass(frozen=True)
class _Lender:
    """Lends what `at` says."""

    recipe: Recipe
    at: Callable[[Block, float], tuple[torch.Tensor, torch.Tensor]]
    described: Callable[[Block], torch.Tensor]

    @property
    def tokens(self) -> int:
        return self.recipe.tokens

    @property
    def is_complete(self) -> bool:
        return True

    @property
    def places(self) -> torch.Tensor:
        return self.recipe.mask.reshape(tuple(self.recipe.grid)).nonzero()

    def lend(self, call: BlockCall, sigma: float, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return call.project(self.at(call.block, sigma)[0][rows].unsqueeze(0))

    def outputs(self, call: BlockCall, sigma: float, rows: torch.Tensor) -> torch.Tensor:
        return self.at(call.block, sigma)[1][rows]

    def descriptors(self, block: Block) -> torch.Tensor:
        return self.described(block)


class _Path:
    """An identity's picture under noise, and what the model sees of it at any level."""

    def __init__(self, studio: Studio, story: Story) -> None:
        # the windows of large models: their caches are what has to be small
        session = Session(model=studio.model, store=studio.store, watch=Quiet(), method=Method())
        self.kept = identities.identity(session, identity_of(story), sampling(studio.steps, 0))
        self._pipeline, self._grid = session.pipeline, self.kept.lender.recipe.grid
        self._clean = pictures.encode(self._pipeline, self.kept.picture.convert("RGB"))
        self._noise = pictures.start_noise(self._pipeline, self._grid, [story.number], session.device)
        steps = plan(session.method, session.schedule(self._grid), studio.steps)
        shared_in = session.method.described.window(Likeness.BALANCED).steps(studio.steps)
        self.sigmas = [step.sigma for step in steps if step.index in shared_in]
        self._known: dict[float, Features] = {}

    def features(self, sigma: float) -> Features:
        if sigma not in self._known:
            with attached(self._pipeline.transformer, self._grid) as model:
                self._known[sigma] = self._evaluated(model, sigma)
        return self._known[sigma]

    def _evaluated(self, model: FluxAdapter, sigma: float) -> Features:
        recipe = self.kept.lender.recipe
        seen = _Seen(recipe.mask)
        latents = (1 - sigma) * self._clean + sigma * self._noise
        model.velocity(latents, sigma, recipe.conditioning, Script(listeners=(seen,)))
        return seen.features

    def exact(self) -> _Lender:
        """Every step's own features."""
        for sigma in self.sigmas:
            self.features(sigma)
        return self._lender(lambda block, sigma: (self._known[sigma][0][block], self._known[sigma][1][block]))

    def coded(self, codec: Codec) -> _Lender:
        """Polynomials through a few evaluations, packed."""
        recipe = self.kept.lender.recipe
        basis = replace(recipe.basis, rank=codec.rank)
        nodes = basis.nodes(codec.nodes)
        seen = [self.features(node) for node in nodes]
        kept = {
            (stream, block): _packed(basis, nodes, [features[stream][block] for features in seen], codec)
            for stream in (0, 1)
            for block in seen[0][0]
        }
        return self._lender(
            lambda block, sigma: (
                evaluate(kept[0, block], basis, sigma),
                evaluate(kept[1, block], basis, sigma),
            )
        )

    def _lender(self, at: Callable[[Block, float], tuple[torch.Tensor, torch.Tensor]]) -> _Lender:
        return _Lender(self.kept.lender.recipe, at, self.kept.lender.descriptors)


def _packed(basis: Basis, nodes: Sequence[float], values: list[torch.Tensor], codec: Codec) -> Packed:
    coefficients = torch.einsum("rk,knc->rnc", basis.fit(nodes), torch.stack(values))
    return pack(coefficients, codec)


# -------------------------------------------------------------------------------------------- panels


@contextmanager
def _lent(kept: Kept, lender: _Lender) -> Iterator[list[torch.Tensor]]:
    """Panels borrow from this lender; the final latents of each are collected."""
    finals: list[torch.Tensor] = []
    decode = pictures.decode

    def collect(pipeline: object, tokens: torch.Tensor, grid: object) -> object:
        finals.append(tokens)
        return decode(pipeline, tokens, grid)

    with (
        patch.object(draw.identities, "identity", lambda *_: Kept(lender=lender, picture=kept.picture)),
        patch.object(draw.pictures, "decode", collect),
    ):
        yield finals


def changes(studio: Studio, told: Sequence[Story]) -> dict[str, list[float]]:
    """For each codec and panel: |coded - exact| / |without identity - exact| of the final latents."""
    found: dict[str, list[float]] = {}
    for story in told:
        path = _Path(studio, story)
        exact, off = _final(studio, story, path, path.exact()), _final(studio, story, path, None)
        for name, codec in CODECS.items():
            coded = _final(studio, story, path, path.coded(codec))
            found.setdefault(name, []).append(float((coded - exact).norm() / (off - exact).norm()))
    return found


def _final(studio: Studio, story: Story, path: _Path, lender: _Lender | None) -> torch.Tensor:
    moment, way = story.moments[0], replace(ON if lender else OFF, method=lambda _: Method())
    asked = request(
        moment.background, (figure_of(story, moment, WHOLE, way),), sampling(studio.steps, seed_of(story, 0)), way
    )
    with _lent(path.kept, lender or path.exact()) as finals:
        drawn(studio, asked, way)
    return finals[-1]


def table(studio: Studio, told: Sequence[Story]) -> str:
    """A Markdown table: what each codec costs at FLUX.1-dev 1024x1024, and what it changes."""
    lines = [
        "### Codecs",
        "",
        "| kept | FLUX.1-dev 1024x1024, character on 25% | change of the panel, share of the identity's effect |",
        "|---|---|---|",
    ]
    for name, values in changes(studio, told).items():
        size = pages_bytes(tokens=1024, width=3072, blocks=19, codec=CODECS[name]) / 1e6
        lines.append(f"| {name} | {size:.0f} MB | {np.mean(values):.4f} (worst {max(values):.4f}) |")
    return "\n".join(lines)
