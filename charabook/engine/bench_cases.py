"""What the benchmark runs on: transformers with random or trained weights, and identities of a given size."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import FluxTransformer2DModel

from charabook.engine.cache_store import CacheStore, Descriptors
from charabook.engine.casting import Actor
from charabook.engine.codec import Basis, Codec, pack, pages_bytes
from charabook.engine.families.flux import Conditioning, FluxAdapter
from charabook.engine.identity import Page, Recipe
from charabook.engine.lending import CachedLender
from charabook.engine.masks import Grid
from charabook.engine.matching import Pairs
from charabook.engine.panel import Panel, Words
from charabook.engine.requests import Likeness
from charabook.engine.rules import TextLayout
from charabook.engine.sampler import Told
from charabook.engine.schedule import Method, NoiseSchedule, method_for, plan
from charabook.engine.script import Block, Stream, is_shared

REGION_TEXT = 24
"""Text tokens of a figure's own prompt."""

SCHEDULER = {"use_dynamic_shifting": True, "base_shift": 0.5, "max_shift": 1.15}
"""FLUX.1's scheduler; the rest are its class's defaults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One transformer and one size of picture."""

    name: str
    transformer: Any
    grid: Grid
    text_tokens: int

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return torch.device(self.transformer.device)

    @property
    def dtype(self) -> torch.dtype:
        """What it computes in."""
        dtype: torch.dtype = self.transformer.dtype
        return dtype

    @property
    def width(self) -> int:
        """Channels of a token inside the transformer."""
        return int(self.transformer.inner_dim)

    @property
    def method(self) -> Method:
        """How identities are shared."""
        return method_for(self.width)

    @property
    def shared_blocks(self) -> list[Block]:
        """The single blocks that share identities."""
        blocks = [Block(Stream.SINGLE, i) for i in range(len(self.transformer.single_transformer_blocks))]
        return [block for block in blocks if is_shared(block, self.method)]

    def random(self, *shape: int) -> torch.Tensor:
        """Normal numbers on the case's device."""
        return torch.randn(*shape, device=self.device, dtype=self.dtype)

    def latents(self) -> torch.Tensor:
        """Start noise: [1, N, channels]."""
        return self.random(1, self.grid.tokens, self.transformer.config.in_channels)

    def told(self, text_tokens: int) -> Conditioning:
        """Random text of this length."""
        config = self.transformer.config
        return Conditioning(
            text=self.random(1, text_tokens, config.joint_attention_dim),
            pooled=self.random(1, config.pooled_projection_dim),
            guidance=3.5 if config.guidance_embeds else None,
        )


def flux_dev(*, double: int, single: int, device: str, dtype: torch.dtype, side_px: int = 1024) -> Case:
    """FLUX.1-dev with random weights and this many of its 19 + 38 blocks, for a square picture."""
    with torch.device(device):
        before = torch.get_default_dtype()
        torch.set_default_dtype(dtype)
        try:
            make: Any = FluxTransformer2DModel
            model = make(num_layers=double, num_single_layers=single, guidance_embeds=True)
        finally:
            torch.set_default_dtype(before)
    return Case(
        name=f"FLUX.1-dev, {double}+{single} of 19+38 blocks, {side_px}x{side_px}, {str(dtype).removeprefix('torch.')}",
        transformer=model.eval().requires_grad_(requires_grad=False),
        grid=Grid(side_px // 16, side_px // 16),
        text_tokens=512,
    )


def demo(folder: Path, side_px: int = 256) -> Case:
    """The embedded model at its own size."""
    load: Any = FluxTransformer2DModel.from_pretrained
    return Case(
        name=f"demo model, {side_px}x{side_px}",
        transformer=load(folder / "transformer", torch_dtype=torch.float32).eval(),
        grid=Grid(side_px // 16, side_px // 16),
        text_tokens=64,
    )


# -------------------------------------------------------------------------------------------- identities


def lender(case: Case, tokens: int, store: CacheStore, key: str) -> CachedLender:
    """An identity with random features of the real size in the real store."""
    codec = Codec()
    coefficients = torch.randn(codec.rank, tokens, case.width) / torch.arange(1, codec.rank + 1)[:, None, None]
    inputs, outputs = pack(coefficients, codec), pack(coefficients.flip(1), codec)
    store.keep_pages(key, {block: Page(inputs=inputs, outputs=outputs) for block in case.shared_blocks})
    mask = torch.zeros(case.grid.tokens, dtype=torch.bool, device=case.device)
    mask[:tokens] = True
    recipe = Recipe(
        grid=case.grid,
        sigmas=(1.0,),
        latents=case.latents(),
        conditioning=case.told(8),
        mask=mask,
        basis=Basis(low=0.4, high=0.99, rank=codec.rank),
    )
    described: Descriptors = {
        Block(Stream.SINGLE, i): case.random(tokens, case.width)
        for i in range(len(case.transformer.single_transformer_blocks))
    }
    return CachedLender(key=key, recipe=recipe, store=store, described=described, shared=case.shared_blocks)


def fractions(characters: int) -> float:
    """How much of the picture each character covers: a quarter when alone, less in company."""
    return 0.25 if characters == 1 else 0.12


def cache_bytes(case: Case, characters: int) -> int:
    """Bytes of the pages of this many characters."""
    tokens = round(fractions(characters) * case.grid.tokens)
    blocks = len(case.shared_blocks)
    return characters * pages_bytes(tokens=tokens, width=case.width, blocks=blocks, codec=Codec())


# -------------------------------------------------------------------------------------------- panels


def panel(case: Case, model: FluxAdapter, characters: int, steps: int, store: CacheStore) -> Panel:
    """A panel with this many characters, everything about them known as after a probe."""
    schedule = NoiseSchedule(config=SCHEDULER, tokens=case.grid.tokens)
    return Panel(
        model=model,
        grid=case.grid,
        words=_words(case, characters),
        steps=plan(case.method, schedule, steps),
        match_sigma=float(schedule.levels([case.method.match_at])[0]),
        actors=_actors(case, characters, case.method.described.window(Likeness.BALANCED).steps(steps), store),
        method=case.method,
    )


def _words(case: Case, characters: int) -> Words:
    regional = characters if characters > 1 else 0
    figures = tuple(slice(i * REGION_TEXT, (i + 1) * REGION_TEXT) for i in range(regional))
    length = case.text_tokens + regional * REGION_TEXT
    real = torch.arange(min(length, 40 + regional * REGION_TEXT), device=case.device)
    spans = [real[-10:], *(real[span] for span in figures)] if regional else [real[:10], real[10:]]
    return Words(
        told=Told(positive=case.told(length)),
        layout=TextLayout(figures=figures, length=length),
        real_text=real,
        spans=tuple(spans),
    )


def _actors(case: Case, characters: int, shared_in: range, store: CacheStore) -> Sequence[Actor]:
    columns = torch.arange(case.grid.tokens, device=case.device) % case.grid.width
    actors = []
    for i in range(characters):
        region = (columns >= i * case.grid.width // characters) & (columns < (i + 1) * case.grid.width // characters)
        count = round(fractions(characters) * case.grid.tokens)
        found = region.clone()
        found[region.nonzero().squeeze(1)[count:]] = False
        frame = found.nonzero().squeeze(1)
        pairs = Pairs(
            frame=frame,
            identity=torch.randint(0, count, frame.shape, device=case.device),
            similarity=torch.full(frame.shape, 0.7, device=case.device),
        )
        keeper = lender(case, count, store, f"character-{i}-of-{characters}")
        actors.append(
            Actor(region=region, owned=region, lender=keeper, shared_in=shared_in, found=[found], pairs=[pairs])
        )
    return actors
