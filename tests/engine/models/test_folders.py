"""Pipeline folders: complete, FLUX.1, free of programs, or refused in a sentence."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from charabook.engine.models.family import Variant
from charabook.engine.models.folders import check_folder
from charabook.errors import BadInput, Damaged, KnownError, Unavailable
from tests.engine.models.tiny_pipeline import save_tiny


@pytest.fixture
def folder(flux_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(flux_folder, tmp_path / "copy"))


def edit_index(folder: Path, **changes: Any) -> None:
    index = folder / "model_index.json"
    index.write_text(json.dumps({**json.loads(index.read_text()), **changes}))


def test_a_whole_folder_tells_the_size_of_each_part(flux_folder: Path) -> None:
    checked = check_folder(flux_folder)
    assert checked.numbers("transformer") > 10_000
    assert set(checked.weights) == {"transformer", "text_encoder", "text_encoder_2", "vae"}


def test_shards_are_found_and_counted_like_one_file(flux_folder: Path, tmp_path: Path) -> None:
    sharded = check_folder(save_tiny(tmp_path / "sharded", max_shard_size="100KB"))
    assert len(sharded.weights["transformer"]) > 1
    assert sharded.numbers("transformer") == check_folder(flux_folder).numbers("transformer")


def test_a_missing_shard_is_named(tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "sharded", max_shard_size="100KB")
    shard = min((folder / "transformer").glob("*00002*.safetensors"))
    shard.unlink()
    with pytest.raises(Damaged, match=shard.name):
        check_folder(folder)


@pytest.mark.parametrize("part", ["transformer", "vae", "text_encoder_2", "tokenizer", "scheduler"])
def test_a_missing_part_is_named(folder: Path, part: str) -> None:
    shutil.rmtree(folder / part)
    with pytest.raises(Damaged, match=part):
        check_folder(folder)


def test_a_part_that_another_file_provides_may_be_missing(folder: Path) -> None:
    shutil.rmtree(folder / "transformer")
    assert "transformer" not in check_folder(folder, without=frozenset({"transformer"})).weights


def test_a_truncated_part_is_damaged(folder: Path) -> None:
    weights = folder / "vae" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(Damaged, match="incomplete"):
        check_folder(folder)


def test_pickled_weights_are_refused(folder: Path) -> None:
    weights = folder / "vae" / "diffusion_pytorch_model.safetensors"
    weights.rename(weights.with_suffix(".bin"))
    with pytest.raises(BadInput, match="pickled"):
        check_folder(folder)


def test_other_families_are_named(folder: Path) -> None:
    edit_index(folder, _class_name="StableDiffusionXLPipeline")
    with pytest.raises(BadInput, match="StableDiffusionXLPipeline"):
        check_folder(folder)


def test_kontext_is_known_by_its_pipeline(folder: Path) -> None:
    edit_index(folder, _class_name="FluxKontextPipeline")
    assert check_folder(folder).variant is Variant.KONTEXT


@pytest.mark.parametrize(
    "changes",
    [
        {"vae": ["evil_module", "AutoencoderKL"]},
        {"vae": ["diffusers", "AutoencoderTiny"]},
        {"scheduler": ["os", "system"]},
        {"image_encoder": ["evil_module", "Encoder"]},
        {"helper": ["evil_module", "Helper"]},
        {"vae": "AutoencoderKL"},
        {"vae": None},
        {"vae": [1, 2]},
    ],
)
def test_folders_that_bring_their_own_classes_are_refused(folder: Path, changes: dict[str, Any]) -> None:
    edit_index(folder, **changes)
    with pytest.raises(KnownError):
        check_folder(folder)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b.safetensors", "..", 7])
def test_shard_names_stay_inside_their_folder(folder: Path, name: object) -> None:
    index = {"weight_map": {"a": name}}
    (folder / "vae" / "diffusion_pytorch_model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(Damaged, match="damaged"):
        check_folder(folder)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"_class_name": 3}'])
def test_an_index_that_is_no_index_is_refused(folder: Path, text: str) -> None:
    (folder / "model_index.json").write_text(text)
    with pytest.raises(KnownError):
        check_folder(folder)


def test_a_folder_without_an_index_says_what_to_choose(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"model_index\.json"):
        check_folder(tmp_path)


def test_no_folder_at_all_is_told_calmly(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no model"):
        check_folder(tmp_path / "nothing")
