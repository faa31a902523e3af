"""Models become pipelines in memory: from folders, single files of both layouts, GGUF, with LoRA, always offline."""

import json
import shutil
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
import torch
from diffusers import FluxPipeline
from diffusers.loaders.single_file_utils import convert_flux_transformer_checkpoint_to_diffusers
from peft import LoraConfig, get_peft_model_state_dict
from safetensors.torch import load_file, save_file

from charabook.engine.models.headers import read_table
from charabook.engine.models.memory import Placement
from charabook.engine.models.opening import OpenModel, open_model, step_down
from charabook.engine.models.original_layout import to_diffusers_names
from charabook.engine.models.planning import plan_model
from charabook.engine.requests import ModelId
from charabook.errors import BadInput, Damaged, KnownError, Unavailable
from tests.engine.models.original_names import with_original_names
from tests.engine.models.tiny_pipeline import tiny_pipeline, tiny_transformer

CPU = torch.device("cpu")


def opened(path: Path) -> OpenModel:
    return open_model(ModelId(str(path)), device=CPU, pixels=64 * 64, tell=lambda what, done: None)


def velocity(model: OpenModel | Any) -> torch.Tensor:
    """What the transformer makes of fixed inputs: [1, 16, 16]."""
    transformer = model.loaded.pipeline.transformer if isinstance(model, OpenModel) else model
    transformer = transformer.eval()
    generator = torch.Generator().manual_seed(7)

    def random(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=generator)

    with torch.no_grad():
        return torch.as_tensor(
            transformer(
                hidden_states=random(1, 16, 16).to(transformer.dtype),
                encoder_hidden_states=random(1, 5, 32).to(transformer.dtype),
                pooled_projections=random(1, 32).to(transformer.dtype),
                timestep=torch.tensor([0.5]),
                guidance=torch.tensor([3.5]) if transformer.config.guidance_embeds else None,
                img_ids=torch.cartesian_prod(torch.zeros(1), torch.arange(4.0), torch.arange(4.0)),
                txt_ids=torch.zeros(5, 3),
                return_dict=False,
            )[0]
        )


def single_file(folder: Path, transformer: Any, prefix: str = "") -> Path:
    path = folder / "flux.safetensors"
    save_file(with_original_names(transformer.state_dict(), prefix), path)
    return path


@pytest.fixture
def library(flux_folder: Path, tmp_path: Path) -> Path:
    """A models folder whose pipeline lends its text encoders to single files beside it."""
    shutil.copytree(flux_folder, tmp_path / "library" / "base")
    return tmp_path / "library"


# ---------------------------------------------------------------------------------------------- folders


def test_a_folder_gives_the_pipeline_that_was_saved(flux_folder: Path) -> None:
    model = opened(flux_folder)
    assert isinstance(model.loaded.pipeline, FluxPipeline)
    assert torch.equal(velocity(model), velocity(tiny_transformer()))
    assert model.loaded.pipeline.transformer.dtype == torch.float32


def test_loading_tells_how_far_it_is(flux_folder: Path) -> None:
    told: list[float] = []
    open_model(ModelId(str(flux_folder)), device=CPU, pixels=4096, tell=lambda what, done: told.append(done))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_revision_is_the_same_for_the_same_weights_wherever_they_lie(flux_folder: Path, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(flux_folder, tmp_path / "elsewhere")
    assert opened(flux_folder).loaded.revision == opened(elsewhere).loaded.revision


def test_one_changed_number_changes_the_revision(flux_folder: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(flux_folder, tmp_path / "changed")
    file = changed / "vae" / "diffusion_pytorch_model.safetensors"
    entry = next(iter(read_table(file).tensors.values()))
    content = bytearray(file.read_bytes())
    content[entry.start] ^= 1
    file.write_bytes(content)
    assert opened(flux_folder).loaded.revision != opened(changed).loaded.revision


def test_weights_of_another_shape_are_damaged(flux_folder: Path, tmp_path: Path) -> None:
    wrong = shutil.copytree(flux_folder, tmp_path / "wrong")
    config = wrong / "transformer" / "config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "joint_attention_dim": 48}))
    with pytest.raises(Damaged, match="do not fit together"):
        opened(wrong)


def test_weights_that_are_missing_from_a_part_are_damaged(flux_folder: Path, tmp_path: Path) -> None:
    wrong = shutil.copytree(flux_folder, tmp_path / "wrong")
    weights = tiny_transformer().state_dict()
    del weights["proj_out.bias"]
    save_file(weights, wrong / "transformer" / "diffusion_pytorch_model.safetensors")
    with pytest.raises(Damaged, match=r"proj_out\.bias"):
        opened(wrong)


@pytest.mark.parametrize("part", ["text_encoder", "text_encoder_2", "vae"])
def test_gaps_in_any_part_are_damaged(flux_folder: Path, tmp_path: Path, part: str) -> None:
    wrong = shutil.copytree(flux_folder, tmp_path / "wrong")
    file = next((wrong / part).glob("*.safetensors"))
    weights = load_file(file)
    del weights[max(weights)]
    save_file(weights, file)
    with pytest.raises(Damaged, match="incomplete"):
        opened(wrong)


def test_guidance_tells_dev_from_schnell_and_the_licence_follows(flux_folder: Path, tmp_path: Path) -> None:
    assert plan_model(ModelId(str(flux_folder))).licence.commercial
    tiny_pipeline(tiny_transformer(guided=True)).save_pretrained(tmp_path / "dev")
    plan = plan_model(ModelId(str(tmp_path / "dev")))
    assert plan.variant == "FLUX.1 dev"
    assert not plan.licence.commercial


# ---------------------------------------------------------------------------------------------- single files


@pytest.mark.parametrize("prefix", ["", "model.diffusion_model.", "diffusion_model."])
def test_a_single_file_in_the_original_layout_draws_the_same(library: Path, prefix: str) -> None:
    transformer = tiny_transformer(guided=True)
    model = opened(single_file(library, transformer, prefix))
    assert torch.equal(velocity(model), velocity(transformer))
    assert model.plan.variant == "FLUX.1 dev"


def test_a_single_file_in_the_layout_of_diffusers_draws_the_same(library: Path) -> None:
    transformer = tiny_transformer(double=2, single=1)
    path = library / "flux.safetensors"
    save_file(transformer.state_dict(), path)
    assert torch.equal(velocity(opened(path)), velocity(transformer))


def test_an_fp8_file_draws_nearly_the_same(library: Path) -> None:
    transformer = tiny_transformer()
    weights = with_original_names(transformer.state_dict())
    path = library / "flux-fp8.safetensors"
    save_file({name: tensor.to(torch.float8_e4m3fn) for name, tensor in weights.items()}, path)
    assert torch.nn.functional.cosine_similarity(velocity(opened(path)), velocity(transformer), dim=-1).min() > 0.98


def test_renaming_agrees_with_the_librarys_own_conversion_at_full_width() -> None:
    names = with_original_names(tiny_transformer(guided=True, double=1, single=1).state_dict())
    original = {name: full_rows(name, number) for number, name in enumerate(names)}
    ours = to_diffusers_names(original, width=3072)
    theirs = convert_flux_transformer_checkpoint_to_diffusers(dict(original))
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def full_rows(name: str, number: int) -> torch.Tensor:
    """A column with as many rows as the tensor has at FLUX.1's width."""
    rows = 9216 if "qkv" in name else 21504 if "linear1" in name else 6144 if "adaLN" in name else 64
    return torch.arange(rows)[:, None] + number * 100_000


def test_a_file_with_gaps_is_damaged_rather_than_filled_with_noise(library: Path) -> None:
    weights = with_original_names(tiny_transformer().state_dict())
    del weights["single_blocks.1.linear2.bias"]
    save_file(weights, library / "flux.safetensors")
    with pytest.raises(Damaged, match="1 tensors are missing"):
        opened(library / "flux.safetensors")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["double_stream_modulation_img.lin.weight", "img_in.weight"], "FLUX.2"),
        (["input_blocks.0.0.weight"], "Stable Diffusion"),
        (["model.diffusion_model.joint_blocks.0.x_block.attn.qkv.weight"], "Stable Diffusion 3"),
        (["lora_unet_double_blocks_0.lora_up.weight"], "is a LoRA"),
        (["something"], "no FLUX.1 transformer"),
        (["img_in.weight", "vector_in.in_layer.weight"], "tensors are missing"),
    ],
)
def test_other_files_are_named_for_what_they_are(library: Path, names: list[str], words: str) -> None:
    save_file({name: torch.zeros(2, 2) for name in names}, library / "other.safetensors")
    with pytest.raises(BadInput, match=words):
        opened(library / "other.safetensors")


def test_schemes_of_quantisation_without_a_name_here_are_refused(library: Path) -> None:
    weights = with_original_names(tiny_transformer().state_dict())
    weights["double_blocks.0.img_attn.qkv.scale_weight"] = torch.ones(1)
    save_file(weights, library / "flux.safetensors")
    with pytest.raises(BadInput, match="quantised in a way"):
        opened(library / "flux.safetensors")


def test_a_single_file_alone_says_what_it_needs_beside_it(tmp_path: Path) -> None:
    lonely = tmp_path / "lonely"
    lonely.mkdir()
    with pytest.raises(Unavailable, match="text encoders"):
        opened(single_file(lonely, tiny_transformer()))


# ---------------------------------------------------------------------------------------------- GGUF


def write_gguf(path: Path, transformer: Any, kind: gguf.GGMLQuantizationType) -> None:
    writer = gguf.GGUFWriter(path, "flux")
    for name, tensor in with_original_names(transformer.state_dict()).items():
        values = tensor.numpy()
        if tensor.ndim == 2 and tensor.shape[1] % 32 == 0:
            packed = gguf.quants.quantize(values, kind)
            writer.add_tensor(name, packed, raw_dtype=kind)
        else:
            writer.add_tensor(name, values.astype(np.float16 if tensor.ndim == 2 else np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.mark.parametrize(("kind", "agreement"), [("Q8_0", 0.99), ("Q4_0", 0.9)])
def test_a_gguf_file_draws_nearly_the_same(library: Path, kind: str, agreement: float) -> None:
    transformer = tiny_transformer(guided=True)
    path = library / "flux.gguf"
    write_gguf(path, transformer, gguf.GGMLQuantizationType[kind])
    model = opened(path)
    drawn = velocity(model).float()
    assert torch.nn.functional.cosine_similarity(drawn, velocity(transformer), dim=-1).min() > agreement
    assert model.plan.size.fixed_transformer_bytes


def test_a_gguf_table_has_the_shapes_of_the_weights(tmp_path: Path) -> None:
    path = tmp_path / "flux.gguf"
    write_gguf(path, tiny_transformer(), gguf.GGMLQuantizationType.Q8_0)
    assert read_table(path).tensors["img_in.weight"].shape == (32, 16)


# ---------------------------------------------------------------------------------------------- LoRA


def write_lora(path: Path, *, rank: int = 2) -> None:
    transformer = tiny_transformer()
    torch.manual_seed(3)
    transformer.add_adapter(LoraConfig(r=rank, target_modules=["to_q", "to_v"], init_lora_weights=False))
    FluxPipeline.save_lora_weights(
        path.parent, transformer_lora_layers=get_peft_model_state_dict(transformer), weight_name=path.name
    )


def described(library: Path, **lora: object) -> Path:
    path = library / "mine.toml"
    entries = "".join(f"{name} = {json.dumps(value)}\n" for name, value in lora.items())
    path.write_text(f'base = "base"\n[[lora]]\n{entries}')
    return path


def test_a_lora_changes_the_picture_and_the_revision(library: Path) -> None:
    write_lora(library / "style.safetensors")
    plain, styled = opened(library / "base"), opened(described(library, file="style.safetensors"))
    assert not torch.allclose(velocity(plain), velocity(styled), atol=1e-3)
    assert plain.loaded.revision != styled.loaded.revision


def test_the_strength_of_a_lora_matters_to_both(library: Path) -> None:
    write_lora(library / "style.safetensors")
    weak = opened(described(library, file="style.safetensors", strength=0.1))
    strong = opened(described(library, file="style.safetensors", strength=1.0))
    none = opened(described(library, file="style.safetensors", strength=0.0))
    assert weak.loaded.revision != strong.loaded.revision
    assert torch.allclose(velocity(none), velocity(tiny_transformer()), atol=1e-6)
    distance = [(velocity(model) - velocity(none)).abs().mean() for model in (weak, strong)]
    assert distance[0] < distance[1]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["transformer.transformer_blocks.0.attn.to_q.weight"], "is not a LoRA"),
        (["unet.down_blocks.0.lora_A.weight"], "does not fit"),
        (["transformer.transformer_blocks.0.attn.to_q.lora_A.weight"], "does not fit"),
    ],
)
def test_loras_for_other_models_are_refused(library: Path, names: list[str], words: str) -> None:
    save_file({name: torch.zeros(2, 5) for name in names}, library / "style.safetensors")
    with pytest.raises(BadInput, match=words):
        opened(described(library, file="style.safetensors"))


# ---------------------------------------------------------------------------------------------- ids and devices


@pytest.mark.parametrize("model", ["", " ", "nothing/here", "a\x00b", "x" * 5000])
def test_an_id_that_means_nothing_is_told_calmly(model: str) -> None:
    with pytest.raises(KnownError):
        plan_model(ModelId(model))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.zip").write_bytes(b"PK")
    with pytest.raises(BadInput, match="not a model"):
        plan_model(ModelId(str(tmp_path / "model.zip")))


def test_a_small_model_has_no_lower_rung(flux_folder: Path) -> None:
    model = opened(flux_folder)
    assert model.rung.placement is Placement.DEVICE
    with pytest.raises(Unavailable, match="does not fit into the"):
        step_down(model, tell=lambda what, done: None)


def test_a_pinned_precision_without_its_package_names_the_package(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library / "small.toml"
    path.write_text('base = "base"\nprecision = "int8"')
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Unavailable, match="torchao"):
        opened(path)


def test_bf16_is_kept_when_it_is_asked_for(library: Path) -> None:
    path = library / "half.toml"
    path.write_text('base = "base"\nprecision = "bf16"')
    model = opened(path)
    assert model.loaded.pipeline.transformer.dtype == torch.bfloat16
    assert model.loaded.revision != opened(library / "base").loaded.revision
