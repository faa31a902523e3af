"""From a checkpoint to the folder that ``FluxPipeline.from_pretrained`` loads."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import torch
from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline

from recipe.autoencoder import new_autoencoder
from recipe.encoding import FROZEN, wording
from recipe.network import SIZES, StoryNetwork
from recipe.pieces import load_pieces
from recipe.wording import CLIP_LENGTH, as_pretrained

if TYPE_CHECKING:
    from pathlib import Path

    from diffusers import AutoencoderKL

TEXT_LENGTH = 64
MOST_BYTES = 38 * 1024 * 1024
DECODER = "decoder"


def best_autoencoder(root: Path) -> AutoencoderKL:
    """The frozen autoencoder, with the decoder as far as it was trained on alone."""
    autoencoder, further = new_autoencoder(), load_pieces(root / DECODER)
    autoencoder.load_state_dict(further["average"] if further else load_pieces(root / FROZEN))
    return autoencoder.eval().requires_grad_(requires_grad=False)


def trained_network(root: Path, size: str) -> StoryNetwork:
    """The running average of a training's weights."""
    tokenizer, _ = wording(root)
    network = StoryNetwork(SIZES[size], len(tokenizer))
    state = load_pieces(root / f"transformer-{size}")
    if state is None:
        raise FileNotFoundError(f"No transformer was trained in {root} yet; run `python -m recipe transformer` first.")
    network.load_state_dict(state["average"])
    return network.eval().requires_grad_(requires_grad=False)


def pipeline(root: Path, size: str) -> FluxPipeline:
    """A whole pipeline of plain library classes."""
    tokenizer, _ = wording(root)
    network = trained_network(root, size)
    return FluxPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15),
        vae=best_autoencoder(root),
        text_encoder=network.summary,
        tokenizer=as_pretrained(tokenizer.backend_tokenizer, CLIP_LENGTH),
        text_encoder_2=network.words,
        tokenizer_2=as_pretrained(tokenizer.backend_tokenizer, TEXT_LENGTH),
        transformer=network.transformer,
    )


def export(root: Path, size: str, folder: Path) -> None:
    """Write the pipeline in bfloat16 with a manifest of hashes; the folder appears whole or not at all."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    pipeline(root, size).to(torch.bfloat16).save_pretrained(part)
    written = sorted(path for path in part.rglob("*") if path.is_file())
    total = sum(path.stat().st_size for path in written)
    if total > MOST_BYTES:
        msg = f"The model takes {total} bytes, more than the {MOST_BYTES} that may ship."
        raise ValueError(msg)
    digests = {path.relative_to(part).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in written}
    for path in written:
        path.chmod(0o644)
    (part / "manifest.json").write_text(json.dumps({"sha256": digests}, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
