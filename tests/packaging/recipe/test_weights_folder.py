"""The folder that ships: what export writes, the library loads; what is damaged, nobody loads."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import FluxPipeline
from recipe import export
from recipe.autoencoder import new_autoencoder
from recipe.encoding import FROZEN
from recipe.network import SIZES, Size, StoryNetwork
from recipe.pieces import save_pieces
from recipe.wording import trained_tokenizer

from charabook.engine.demo_model import MANIFEST, verified_folder
from charabook.errors import Damaged

TINY = Size(
    heads=2,
    head_width=16,
    rope_widths=(4, 6, 6),
    double_blocks=1,
    single_blocks=1,
    text_width=32,
    text_blocks=1,
    pooled_width=16,
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained model, exported."""
    root = tmp_path_factory.mktemp("training")
    SIZES["tiny"] = TINY
    tokenizer = trained_tokenizer(["in a forest, a fox in a red shirt, waving"])
    tokenizer.save(str(root / "tokenizer.json"))
    (root / "names.json").write_text("{}")
    save_pieces(new_autoencoder().state_dict(), root / FROZEN)
    save_pieces({"average": StoryNetwork(TINY, tokenizer.get_vocab_size()).state_dict()}, root / "transformer-tiny")
    export.export(root, "tiny", root / "weights")
    del SIZES["tiny"]
    return root / "weights"


@pytest.fixture
def folder(shipped: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped, tmp_path / "weights"))


@pytest.mark.filterwarnings("ignore")
def test_the_library_loads_the_folder_and_draws(shipped: Path) -> None:
    pipeline = FluxPipeline.from_pretrained(verified_folder(shipped), torch_dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)

    drawn = pipeline("a fox", num_inference_steps=1, max_sequence_length=64, height=32, width=48, guidance_scale=1.0)

    assert drawn.images[0].size == (48, 32)


def test_weights_are_stored_in_half_the_bytes(shipped: Path) -> None:
    from safetensors.torch import load_file  # noqa: PLC0415 - only this test reads weights

    tensors = load_file(shipped / "transformer" / "diffusion_pytorch_model.safetensors")

    assert {tensor.dtype for tensor in tensors.values()} == {torch.bfloat16}


def test_a_truncated_file_is_refused_by_name(folder: Path) -> None:
    path = folder / "vae" / "diffusion_pytorch_model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(Damaged, match=r"diffusion_pytorch_model\.safetensors.*Install charabook again"):
        verified_folder(folder)


def test_one_flipped_bit_is_refused(folder: Path) -> None:
    path = folder / "transformer" / "diffusion_pytorch_model.safetensors"
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)

    with pytest.raises(Damaged, match="is not what it was"):
        verified_folder(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "tokenizer_2" / "tokenizer.json").unlink()

    with pytest.raises(Damaged, match=r"“tokenizer\.json” is missing"):
        verified_folder(folder)


def test_a_file_that_nobody_listed_is_refused(folder: Path) -> None:
    (folder / "transformer" / "extra.bin").write_bytes(b"?")

    with pytest.raises(Damaged, match="does not belong"):
        verified_folder(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sha256": []}', '{"sha256": 3}'])
def test_a_broken_list_of_files_is_refused(folder: Path, text: str) -> None:
    (folder / MANIFEST).write_text(text)

    with pytest.raises(Damaged, match="list of files"):
        verified_folder(folder)


def test_no_weights_at_all_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="weights are missing"):
        verified_folder(tmp_path / "nowhere")


def test_the_list_names_every_file(shipped: Path) -> None:
    listed = set(json.loads((shipped / MANIFEST).read_text())["sha256"])

    assert listed == {p.relative_to(shipped).as_posix() for p in shipped.rglob("*") if p.is_file()} - {MANIFEST}


def test_the_weights_that_ship_are_whole_and_small_enough() -> None:
    shipping = verified_folder()

    assert sum(path.stat().st_size for path in shipping.rglob("*")) < export.MOST_BYTES


@pytest.mark.filterwarnings("ignore")
def test_the_model_that_ships_draws_what_it_is_told() -> None:
    pipeline = FluxPipeline.from_pretrained(verified_folder(), torch_dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)

    def drawn(caption: str) -> np.ndarray:
        seeded = torch.Generator().manual_seed(0)
        return pipeline(
            caption,
            num_inference_steps=8,
            max_sequence_length=64,
            height=256,
            width=256,
            generator=seeded,
            output_type="np",
        ).images[0]

    fox, frog = (
        drawn("in a flower meadow, a fox in a red sweater, standing"),
        drawn("by a lake at night, a frog, standing"),
    )

    middle = (slice(96, 160), slice(96, 160))
    red, green, _ = fox[middle].mean((0, 1))
    assert red > green + 0.1  # orange
    red, green, _ = frog[middle].mean((0, 1))
    assert green > red
    assert fox[:32].mean() > 0.5 > frog[:32].mean()  # the sky by day and by night
