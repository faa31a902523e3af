"""A character's identity: a small recipe that is kept for good, and features that the recipe brings back.

The recipe holds the identity picture's latents at a few noise levels, the text it was drawn with, and which tokens
are the character. Evaluating the model once at each level gives the features that panels borrow: what the sharing
blocks were given (keys and values follow from it by the model's own projections) and their attention outputs.
A drawing becomes an identity in the same way: its latents at each level are the encoded drawing plus noise.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

import safetensors.torch
import torch
from safetensors import SafetensorError

from charabook.engine.codec import Basis, Codec, Packed, pack
from charabook.engine.families.flux import Conditioning, FluxAdapter
from charabook.engine.listeners import Outputs
from charabook.engine.masks import Grid
from charabook.engine.requests import Likeness
from charabook.engine.schedule import Method, Window
from charabook.engine.script import Block, BlockCall, Script, is_shared
from charabook.errors import Damaged

FORMAT = 4
"""Raised whenever the same key would mean other bytes."""


# -------------------------------------------------------------------------------------------- the key


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What of the method decides which features are kept; the rest may change and the features still fit."""

    share_start: float
    share_end: float
    match_at: float
    share_every: int

    @classmethod
    def by(cls, method: Method, shared: Window) -> "Captured":
        """That part of a method, for an identity that is shared in this window."""
        return cls(
            share_start=shared.start,
            share_end=shared.end,
            match_at=method.match_at,
            share_every=method.share_every,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyParts:
    """Everything that an identity's features depend on. Change one and it is another identity."""

    revision: str
    kind: str
    prompt: str
    negative: str
    seed: int
    width_px: int
    height_px: int
    steps: int
    guidance: float
    drawing: str = ""
    """Hash of the uploaded drawing and its mask."""
    captured: Captured = field(
        default_factory=lambda: Captured.by(Method(), Method().described.window(Likeness.BALANCED))
    )
    codec: Codec = field(default_factory=Codec)
    format: int = FORMAT

    def key(self) -> str:
        """The name of the cache entry."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:40]


# -------------------------------------------------------------------------------------------- the recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What brings an identity's features back with the same weights."""

    grid: Grid
    sigmas: tuple[float, ...]
    """Noise levels of `latents`; the last is the matching level, the others the nodes of the polynomials."""
    latents: torch.Tensor
    """[len(sigmas), N, channels]"""
    conditioning: Conditioning
    mask: torch.Tensor
    """[N] bool: the tokens that are the character (all of them for a location)."""
    basis: Basis

    @property
    def tokens(self) -> int:
        """How many tokens the features have."""
        return int(self.mask.sum())

    def to_bytes(self) -> bytes:
        """The recipe as a safetensors file."""
        facts = {
            "grid": list(self.grid),
            "sigmas": list(self.sigmas),
            "guidance": self.conditioning.guidance,
            "basis": asdict(self.basis),
        }
        return safetensors.torch.save(
            {
                "facts": torch.frombuffer(bytearray(json.dumps(facts).encode()), dtype=torch.uint8),
                "latents": self.latents.cpu().contiguous(),
                "text": self.conditioning.text.cpu().contiguous(),
                "pooled": self.conditioning.pooled.cpu().contiguous(),
                "mask": self.mask.cpu(),
            }
        )

    @classmethod
    def from_bytes(cls, content: bytes, device: torch.device | str) -> "Recipe":
        """The recipe again. Raises `Damaged` for anything that is not one."""
        try:
            tensors = {name: tensor.to(device) for name, tensor in safetensors.torch.load(content).items()}
            facts = json.loads(bytes(tensors["facts"].cpu().tolist()))
            return cls(
                grid=Grid(*facts["grid"]),
                sigmas=tuple(facts["sigmas"]),
                latents=tensors["latents"],
                conditioning=Conditioning(text=tensors["text"], pooled=tensors["pooled"], guidance=facts["guidance"]),
                mask=tensors["mask"],
                basis=Basis(**facts["basis"]),
            )
        except (SafetensorError, KeyError, ValueError, TypeError) as wrong:
            raise Damaged("The recipe of a character is damaged.", "It is made again from the prompt.") from wrong


# -------------------------------------------------------------------------------------------- features


class Use(StrEnum):
    """What features are borrowed for."""

    CHARACTER = "character"  # seen, and merged with
    PLACE = "place"  # seen only


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The packed features of one block: what its attention was given, and (for characters) what it put out."""

    inputs: Packed
    outputs: Packed | None

    @property
    def nbytes(self) -> int:
        """Bytes of all packed tensors."""
        packed = [*self.inputs.values(), *(self.outputs or {}).values()]
        return sum(tensor.numel() * tensor.element_size() for tensor in packed)

    def to_bytes(self) -> bytes:
        """The page as a safetensors file."""
        named = {f"inputs.{name}": tensor for name, tensor in self.inputs.items()}
        named |= {f"outputs.{name}": tensor for name, tensor in (self.outputs or {}).items()}
        return safetensors.torch.save(named)

    @classmethod
    def from_bytes(cls, content: bytes) -> "Page":
        """The page again. Raises `Damaged` for anything that is not one."""
        try:
            named = safetensors.torch.load(content)
        except SafetensorError as wrong:
            raise Damaged("A cache page is damaged.", "It is made again from the recipe.") from wrong

        def of(stream: str) -> Packed:
            start = stream + "."
            return {name.removeprefix(start): tensor for name, tensor in named.items() if name.startswith(start)}

        return cls(inputs=of("inputs"), outputs=of("outputs") or None)


class _Capture:
    """Listener that keeps inputs of some tokens in the sharing blocks, and for a character their outputs."""

    def __init__(self, mask: torch.Tensor, method: Method, use: Use) -> None:
        self._mask, self._method, self._use = mask, method, use
        self.inputs: dict[Block, torch.Tensor] = {}
        self.outputs: dict[Block, torch.Tensor] = {}

    def hear(self, call: BlockCall, out: torch.Tensor) -> None:
        if not is_shared(call.block, self._method):
            return
        # both [n, C], in host memory: a card has none to spare while it draws
        self.inputs[call.block] = call.image_input[0, self._mask].cpu()
        if self._use is Use.CHARACTER:
            self.outputs[call.block] = out[0, self._mask].cpu()


def capture(
    model: FluxAdapter, recipe: Recipe, method: Method, codec: Codec, *, use: Use, advance: Callable[[int], None]
) -> dict[Block, Page]:
    """Evaluate the model at every node of the recipe and pack what the sharing blocks saw.

    `advance` hears how many evaluations are done and may raise to stop.
    """
    seen: list[_Capture] = []
    for node, sigma in enumerate(recipe.sigmas[:-1]):
        heard = _Capture(recipe.mask, method, use)
        model.velocity(recipe.latents[node : node + 1], sigma, recipe.conditioning, Script(listeners=(heard,)))
        seen.append(heard)
        advance(node + 1)
    fit = recipe.basis.fit(recipe.sigmas[:-1])

    def fitted(values: Sequence[torch.Tensor]) -> Packed:
        stacked = torch.stack([value.float() for value in values])
        # stacked: [nodes, n, C]
        return pack(torch.einsum("rk,knc->rnc", fit, stacked), codec)

    pages = {}
    for block in list(seen[0].inputs):
        # taken out as they are packed: both at once would be too much for a small machine
        inputs = fitted([heard.inputs.pop(block) for heard in seen])
        outputs = fitted([heard.outputs.pop(block) for heard in seen]) if use is Use.CHARACTER else None
        pages[block] = Page(inputs=inputs, outputs=outputs)
    return pages


def describe(model: FluxAdapter, recipe: Recipe) -> dict[Block, torch.Tensor]:
    """Attention outputs [n, C] of the character's tokens in every single block at the matching level."""
    outputs = Outputs(recipe.mask)
    model.velocity(recipe.latents[-1:], recipe.sigmas[-1], recipe.conditioning, Script(listeners=(outputs,)))
    return outputs.of_block
