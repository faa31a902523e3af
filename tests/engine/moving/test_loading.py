"""Every layout in which Phantom-Wan is found gives exactly the model that was saved."""

import contextlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import pytest
import torch
from diffusers import AutoencoderKLWan, WanTransformer3DModel
from diffusers.loaders.single_file_utils import convert_wan_transformer_to_diffusers, convert_wan_vae_to_diffusers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file

from charabook.engine.models.places import models_folder
from charabook.engine.moving.listing import offered_clip_models
from charabook.engine.moving.loading import load_part, load_tokenizer, tensors_of
from charabook.engine.moving.parts import ClipModelPlan, plan_clip_model
from charabook.engine.moving.wan_names import Part, renaming
from charabook.engine.moving.wan_shapes import config_of
from charabook.engine.moving.weights import read_weights
from charabook.engine.moving.words import WORDS, embed
from charabook.engine.requests import DEMO_MODEL, ModelId
from charabook.errors import BadInput, Damaged, KnownError, Unavailable
from tests.engine.moving import tiny_wan

LAYOUTS: dict[str, Callable[[Path], Path]] = {
    "diffusers": tiny_wan.save_diffusers,
    "release": tiny_wan.save_release,
    "safetensors": tiny_wan.save_safetensors,
}
MADE: dict[Part, Callable[[], Any]] = {
    Part.TRANSFORMER: tiny_wan.tiny_transformer,
    Part.TEXT_ENCODER: tiny_wan.tiny_text_encoder,
    Part.VAE: tiny_wan.tiny_vae,
}


@pytest.fixture(autouse=True)
def _no_models_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARABOOK_MODELS", str(tmp_path / "models"))


@pytest.fixture(scope="module", params=list(LAYOUTS))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return LAYOUTS[request.param](tmp_path_factory.mktemp("models") / request.param)


def planned(path: Path) -> ClipModelPlan:
    return plan_clip_model(ModelId(str(path)))


def loaded(plan: ClipModelPlan, part: Part) -> Any:
    files = {Part.TRANSFORMER: plan.transformer, Part.TEXT_ENCODER: plan.text_encoder, Part.VAE: plan.vae}[part]
    return load_part(part, files, dtype=torch.float32, device=torch.device("cpu"))


@pytest.mark.parametrize("part", list(Part))
def test_every_layout_gives_the_same_weights(folder: Path, part: Part) -> None:
    found, made = loaded(planned(folder), part).state_dict(), MADE[part]().state_dict()
    assert found.keys() == made.keys()
    for name, tensor in made.items():
        torch.testing.assert_close(found[name], tensor, rtol=0, atol=0)


def full_size(part: Part) -> dict[str, torch.Tensor]:
    """The names and shapes of the published parts."""
    with torch.device("meta"):
        if part is Part.VAE:
            return dict(AutoencoderKLWan().state_dict())
        return dict(
            WanTransformer3DModel(num_attention_heads=12, ffn_dim=8960, num_layers=30, text_dim=4096).state_dict()
        )


@pytest.mark.parametrize("part", [Part.TRANSFORMER, Part.VAE])
def test_names_are_what_the_library_makes_of_them(part: Part) -> None:
    inverse, convert = {
        Part.TRANSFORMER: (tiny_wan.original_transformer, convert_wan_transformer_to_diffusers),
        Part.VAE: (tiny_wan.original_vae, convert_wan_vae_to_diffusers),
    }[part]
    theirs = full_size(part)
    original = {name: str(number) for number, name in enumerate(inverse(theirs))}
    shapes = {name: tuple(tensor.shape) for name, tensor in inverse(theirs).items()}
    assert "blocks.0.self_attn.q.weight" in original or "decoder.upsamples.3.resample.1.weight" in original
    rename = renaming(part, shapes)
    ours = {rename(name): number for name, number in original.items()}
    assert ours == convert(dict(original))
    assert ours.keys() == theirs.keys()


def test_the_published_models_are_known_by_their_shapes() -> None:
    shapes = {name: tuple(tensor.shape) for name, tensor in full_size(Part.TRANSFORMER).items()}
    config = config_of(Part.TRANSFORMER, shapes, {}, "x")
    assert (config["num_attention_heads"], config["attention_head_dim"], config["num_layers"]) == (12, 128, 30)
    shapes = {name: tuple(tensor.shape) for name, tensor in full_size(Part.VAE).items()}
    config = config_of(Part.VAE, shapes, {}, "x")
    assert config["dim_mult"] == [1, 2, 4, 4]
    assert config["temperal_downsample"] == [False, True, True]
    assert (config["base_dim"], config["z_dim"], config["num_res_blocks"]) == (96, 16, 2)
    assert (config["scale_factor_spatial"], config["scale_factor_temporal"]) == (8, 4)


@torch.no_grad()
def test_every_layout_gives_the_same_pictures(folder: Path) -> None:
    plan = planned(folder)
    latents, text = torch.randn(1, 16, 2, 4, 4), torch.randn(1, 6, tiny_wan.TEXT_WIDTH)
    given = {"hidden_states": latents, "timestep": torch.tensor([500]), "encoder_hidden_states": text}
    torch.testing.assert_close(
        loaded(plan, Part.TRANSFORMER)(**given).sample, tiny_wan.tiny_transformer()(**given).sample, rtol=0, atol=0
    )
    torch.testing.assert_close(
        loaded(plan, Part.VAE).decode(latents).sample, tiny_wan.tiny_vae().decode(latents).sample, rtol=0, atol=0
    )


def test_every_layout_reads_the_same_words(folder: Path) -> None:
    plan = planned(folder)
    words = embed(load_tokenizer(plan.tokenizer), loaded(plan, Part.TEXT_ENCODER), "the small  red fox waves")
    assert words.shape == (1, WORDS, tiny_wan.TEXT_WIDTH)
    expected = embed(tiny_wan.tokenizer(), tiny_wan.tiny_text_encoder(), "the small red fox waves")
    torch.testing.assert_close(words, expected, rtol=0, atol=0)
    assert words[0, 6:].abs().max() == 0, "nothing behind the five words and the end"
    assert words[0, :6].abs().amax(dim=1).min() > 0


def test_a_file_alone_finds_its_companions_beside_it_and_in_the_models_folder(tmp_path: Path) -> None:
    release = tiny_wan.save_release(tmp_path / "Wan2.1-T2V-1.3B")
    file = release / "Phantom-Wan-1.3B.pth"
    alone = tmp_path / "elsewhere" / file.name
    alone.parent.mkdir()
    file.rename(alone)
    assert planned(alone).vae.weights.name == "Wan2.1_VAE.pth"
    models_folder().mkdir()
    release.rename(models_folder() / "wan")
    far = tmp_path / "far" / "away" / file.name
    far.parent.mkdir(parents=True)
    alone.rename(far)
    assert planned(far).tokenizer.parent.parent.name == "wan"


def test_phantoms_file_is_chosen_before_plain_wan(tmp_path: Path) -> None:
    release = tiny_wan.save_release(tmp_path / "wan")
    weights = torch.load(release / "Phantom-Wan-1.3B.pth", weights_only=True)
    torch.save(weights, release / "diffusion_pytorch_model.pth")
    assert planned(release).transformer.weights.name == "Phantom-Wan-1.3B.pth"


def test_shards_with_an_index_are_one_model(tmp_path: Path) -> None:
    folder = tiny_wan.save_diffusers(tmp_path / "wan")
    assert len(planned(folder).transformer.weights.tables) > 1
    index = next((folder / "transformer").glob("*.index.json"))
    plan = planned(index)
    assert plan.transformer.weights.numbers == planned(folder).transformer.weights.numbers


def test_shards_without_an_index_are_one_model_too(tmp_path: Path) -> None:
    release = tiny_wan.save_release(tmp_path / "wan")
    weights = torch.load(release / "Phantom-Wan-1.3B.pth", weights_only=True)
    names = sorted(weights)
    halves = (names[: len(names) // 2], names[len(names) // 2 :])
    for number, half in enumerate(halves, start=1):
        save_file(
            {name: weights[name] for name in half}, release / f"Phantom_Wan_14B-0000{number}-of-00002.safetensors"
        )
    with pytest.raises(BadInput, match=r"several models: Phantom-Wan-1\.3B, Phantom_Wan_14B"):
        planned(release)
    (release / "Phantom-Wan-1.3B.pth").unlink()
    plan = planned(release)
    assert plan.transformer.weights.numbers == sum(tensor.numel() for tensor in weights.values())
    assert planned(release / "Phantom_Wan_14B-00002-of-00002.safetensors").name == "Phantom_Wan_14B"
    (release / "Phantom_Wan_14B-00001-of-00002.safetensors").unlink()
    refused(release, Damaged, "00001-of-00002.safetensors is missing")


def test_clip_models_of_the_models_folder_are_listed_with_their_licence() -> None:
    assert offered_clip_models() == ()
    tiny_wan.save_release(models_folder() / "wan")
    (models_folder() / "broken.pth").write_bytes(b"x")
    (facts,) = offered_clip_models()
    assert (facts.name, facts.licence, facts.commercial) == ("wan", "Apache-2.0", True)
    assert facts.bytes_on_disk > 100_000


def test_a_description_puts_a_model_together(tmp_path: Path) -> None:
    tiny_wan.save_release(tmp_path / "wan")
    text = 'name = "Mine"\nbase = "wan"\ntransformer = "wan/Phantom-Wan-1.3B.pth"\nprecision = "bf16"\n'
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    plan = planned(tmp_path / "mine.toml")
    assert (plan.name, plan.precision, plan.licence.name) == ("Mine", "bf16", "Apache-2.0")
    (tmp_path / "mine.toml").write_text('base = "wan"\nprecision = "int4"\n', "utf-8")
    with pytest.raises(BadInput, match="fp32 or bf16"):
        planned(tmp_path / "mine.toml")


def test_sixteen_bits_keep_what_the_library_keeps_exact(tmp_path: Path) -> None:
    plan = planned(tiny_wan.save_release(tmp_path / "wan"))
    model = load_part(Part.TRANSFORMER, plan.transformer, dtype=torch.bfloat16, device=torch.device("cpu"))
    assert model.dtype == torch.bfloat16
    assert model.scale_shift_table.dtype == torch.float32
    assert model.condition_embedder.time_embedder.linear_1.weight.dtype == torch.float32
    assert model.blocks[0].attn1.to_q.weight.dtype == torch.bfloat16
    encoder = load_part(Part.TEXT_ENCODER, plan.text_encoder, dtype=torch.bfloat16, device=torch.device("cpu"))
    assert {weight.dtype for weight in encoder.parameters()} == {torch.bfloat16}
    words = embed(load_tokenizer(plan.tokenizer), encoder, "the small red fox")
    assert torch.isfinite(words).all()


def test_the_licence_is_apache(tmp_path: Path) -> None:
    licence = planned(tiny_wan.save_safetensors(tmp_path / "wan")).licence
    assert licence.commercial
    assert "Phantom" in licence.note


# ---------------------------------------------------------------------------------------------- what is wrong


def refused(path: Path, kind: type[KnownError], words: str) -> None:
    with pytest.raises(kind, match=words) as caught:
        load_all(path)
    assert caught.value.remedy


def load_all(path: Path) -> None:
    plan = planned(path)
    for part in Part:
        loaded(plan, part)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_wan.save_release(tmp_path_factory.mktemp("saved") / "wan")


@pytest.fixture
def release(tmp_path: Path, saved: Path) -> Path:
    return Path(shutil.copytree(saved, tmp_path / "wan"))


def test_what_is_no_clip_model_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(tmp_path / "nothing", Unavailable, "no clip model")
    refused(tmp_path / "empty", BadInput, "holds no Phantom-Wan")
    (tmp_path / "a.txt").write_text("x", "utf-8")
    refused(tmp_path / "a.txt", BadInput, "can open")
    with pytest.raises(BadInput, match="pictures, no clips"):
        plan_clip_model(DEMO_MODEL)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("models_t5_umt5-xxl-enc-bf16.pth", "lacks its text encoder"),
        ("Wan2.1_VAE.pth", "lacks its autoencoder"),
        ("google/umt5-xxl/tokenizer.json", "lacks a tokenizer"),
    ],
)
def test_a_missing_part_is_named(release: Path, name: str, words: str) -> None:
    (release / name).unlink()
    refused(release, Unavailable, words)


@pytest.mark.parametrize("name", ["Phantom-Wan-1.3B.pth", "models_t5_umt5-xxl-enc-bf16.pth", "Wan2.1_VAE.pth"])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_file_that_ends_early_is_damaged(release: Path, name: str, share: float) -> None:
    content = (release / name).read_bytes()
    (release / name).write_bytes(content[: int(len(content) * share)])
    refused(release, KnownError, "damaged|incomplete|not a safetensors")


def test_a_missing_tensor_is_named(release: Path) -> None:
    file = release / "Phantom-Wan-1.3B.pth"
    weights = torch.load(file, weights_only=True)
    del weights["blocks.1.self_attn.k.bias"]
    torch.save(weights, file)
    refused(release, Damaged, "attn1.to_k.bias")


def test_a_tensor_of_another_shape_is_damage(release: Path) -> None:
    file = release / "Phantom-Wan-1.3B.pth"
    weights = torch.load(file, weights_only=True)
    weights["blocks.1.self_attn.k.bias"] = torch.zeros(3)
    torch.save(weights, file)
    refused(release, Damaged, "do not fit together")


@pytest.mark.parametrize("name", ["img_emb.proj.0.weight", "vace_patch_embedding.weight"])
def test_other_wan_models_are_told_apart(release: Path, name: str) -> None:
    file = release / "Phantom-Wan-1.3B.pth"
    torch.save({**torch.load(file, weights_only=True), name: torch.zeros(1)}, file)
    refused(release, BadInput, "not Phantom")


def test_parts_of_different_models_are_told_apart(release: Path) -> None:
    other = tiny_wan.tiny_transformer(text_dim=48).state_dict()
    torch.save(tiny_wan.original_transformer(other), release / "Phantom-Wan-1.3B.pth")
    refused(release, BadInput, "speaks in 32 numbers")


def test_other_ways_of_quantising_are_refused(release: Path) -> None:
    file = release / "Phantom-Wan-1.3B.pth"
    torch.save({**torch.load(file, weights_only=True), "blocks.0.ffn.0.weight.quant_state": torch.zeros(1)}, file)
    refused(release, BadInput, "do not belong to it")


def original_weights(release: Path) -> dict[str, torch.Tensor]:
    """The transformer of a release under its original names; the file is taken away."""
    file = release / "Phantom-Wan-1.3B.pth"
    weights: dict[str, torch.Tensor] = torch.load(file, weights_only=True)
    file.unlink()
    return weights


def linear_weights(module: Any) -> dict[str, torch.Tensor]:
    """Those that quantised files quantise: of the blocks' linear layers."""
    return {name: one for name, one in module.state_dict().items() if name.startswith("blocks.") and one.ndim == 2}


@pytest.mark.parametrize("ending", [".scale_weight", ".weight_scale"])
def test_scaled_fp8_files_are_brought_back_to_numbers(release: Path, ending: str) -> None:
    exact = linear_weights(loaded(planned(release), Part.TRANSFORMER))
    stored: dict[str, torch.Tensor] = {"scaled_fp8": torch.zeros(2, dtype=torch.float8_e4m3fn)}
    for name, weight in original_weights(release).items():
        if name.startswith("blocks.") and name.endswith(".weight") and weight.ndim == 2:
            scale = weight.abs().max() / 448
            stored[name] = (weight / scale).to(torch.float8_e4m3fn)
            stored[name.removesuffix(".weight") + ending] = scale.reshape(1)
        else:
            stored[name] = weight
    save_file(stored, release / "Phantom-Wan-1.3B_fp8_scaled.safetensors")
    found = linear_weights(loaded(planned(release), Part.TRANSFORMER))
    for name, weight in exact.items():
        torch.testing.assert_close(found[name], weight, rtol=0.07, atol=float(weight.abs().max()) / 448)


def test_plain_fp8_files_are_read_as_they_are(release: Path) -> None:
    weights = original_weights(release)
    small = {name: one.to(torch.float8_e4m3fn) if one.ndim == 2 else one for name, one in weights.items()}
    save_file(small, release / "Phantom-Wan-1.3B_fp8_e4m3fn.safetensors")
    query = loaded(planned(release), Part.TRANSFORMER).blocks[0].attn1.to_q.weight
    torch.testing.assert_close(query, small["blocks.0.self_attn.q.weight"].float(), rtol=0, atol=0)


@pytest.mark.parametrize("kind", [gguf.GGMLQuantizationType.F16, gguf.GGMLQuantizationType.Q8_0])
def test_gguf_files_are_brought_back_to_numbers(release: Path, kind: gguf.GGMLQuantizationType) -> None:
    exact = loaded(planned(release), Part.TRANSFORMER).state_dict()
    writer = gguf.GGUFWriter(release / "Phantom-Wan-1.3B-Q8_0.gguf", "wan")
    weights = original_weights(release)
    assert any(one.ndim == 2 and one.shape[-1] % 32 == 0 for one in weights.values())  # something is quantised
    for name, weight in weights.items():
        values = weight.float().numpy()
        fits = weight.ndim == 2 and weight.shape[-1] % 32 == 0
        chosen = kind if fits else gguf.GGMLQuantizationType.F32
        writer.add_tensor(name, gguf.quantize(values, chosen), raw_dtype=chosen)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    found = loaded(planned(release), Part.TRANSFORMER).state_dict()
    assert found.keys() == exact.keys()
    for name, weight in exact.items():
        torch.testing.assert_close(found[name], weight, rtol=0.02, atol=float(weight.abs().max()) / 127)


def test_a_gguf_file_that_ends_early_is_damaged(release: Path) -> None:
    original_weights(release)
    (release / "Phantom-Wan-1.3B.gguf").write_bytes(b"GGUF\x03\x00\x00\x00" + bytes(40))
    with pytest.raises(KnownError):
        planned(release)


class Program:
    """What a hostile file would run when it is opened."""

    ran = False

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return exec, ("import tests.engine.moving.test_loading as here; here.Program.ran = True",)


def test_a_program_in_a_weight_file_is_never_run(release: Path) -> None:
    torch.save({"patch_embedding.weight": torch.zeros(1), "x": Program()}, release / "Phantom-Wan-1.3B.pth")
    refused(release, BadInput, "stranger's program")
    assert not Program.ran


def test_one_number_that_claims_to_be_many_is_damage(release: Path) -> None:
    huge = torch.zeros(1).expand(2**20, 2**20)
    torch.save({"patch_embedding.weight": huge}, release / "Phantom-Wan-1.3B.pth")
    refused(release, Damaged, "claims more numbers")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_scrambled_archive_is_refused_in_a_sentence_or_read(tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "a.pth"
    torch.save({"a": torch.arange(6.0), "b": torch.ones(2, dtype=torch.bfloat16)}, file)
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 40))
    file.write_bytes(content[: len(content) - cut])
    with contextlib.suppress(KnownError):
        list(tensors_of(read_weights(file)))


@pytest.mark.parametrize("tree", [[1, 2], {}, {"a": 1}, {1: torch.zeros(1)}])
def test_what_is_no_weights_is_said(release: Path, tree: object) -> None:
    torch.save(tree, release / "Phantom-Wan-1.3B.pth")
    refused(release, BadInput, "holds")


def test_a_compressed_archive_is_refused(release: Path) -> None:
    with zipfile.ZipFile(release / "Phantom-Wan-1.3B.pth", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", b"x" * 1000)
    refused(release, BadInput, "no weight file as torch writes it")


def test_a_damaged_tokenizer_is_said(release: Path) -> None:
    (release / "google/umt5-xxl/tokenizer.json").write_text("{", "utf-8")
    with pytest.raises(Damaged, match="tokenizer"):
        load_tokenizer(planned(release).tokenizer)


def test_an_index_that_names_files_elsewhere_is_damage(tmp_path: Path) -> None:
    folder = tiny_wan.save_diffusers(tmp_path / "wan")
    index = next((folder / "transformer").glob("*.index.json"))
    index.write_text('{"weight_map": {"a": "../../secret"}}', "utf-8")
    refused(folder, Damaged, "damaged")
