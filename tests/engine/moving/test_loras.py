"""LoRA files of a clip model's description are melted into its transformer at their strengths."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from charabook.engine.models.memory import DeviceKind
from charabook.engine.moving.loading import load_part
from charabook.engine.moving.loras import melt_in
from charabook.engine.moving.memory import ladder
from charabook.engine.moving.opening import revision
from charabook.engine.moving.parts import ClipModelPlan, plan_clip_model
from charabook.engine.moving.wan_names import Part
from charabook.engine.requests import ModelId
from charabook.errors import BadInput
from tests.engine.moving import tiny_wan

RANK = 2
QUERY = {
    "diffusers": "transformer.blocks.0.attn1.to_q",
    "original": "diffusion_model.blocks.0.self_attn.q",
}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A description of a tiny model with one LoRA at half its strength."""
    tiny_wan.save_release(tmp_path / "wan")
    text = (
        'base = "wan"\ntransformer = "wan/Phantom-Wan-1.3B.pth"\n[[lora]]\nfile = "style.safetensors"\nstrength = 0.5\n'
    )
    (tmp_path / "styled.toml").write_text(text, "utf-8")
    return tmp_path / "styled.toml"


def planned(model: Path) -> ClipModelPlan:
    return plan_clip_model(ModelId(str(model)))


def transformer(plan: ClipModelPlan):
    return load_part(Part.TRANSFORMER, plan.transformer, dtype=torch.float32, device=torch.device("cpu"))


def lora(path: Path, stem: str, width: int) -> torch.Tensor:
    """Write a LoRA of one layer; returns what it adds at full strength."""
    down, up = torch.randn(RANK, width), torch.randn(width, RANK)
    save_file({f"{stem}.lora_A.weight": down, f"{stem}.lora_B.weight": up}, path)
    return up @ down


@pytest.mark.parametrize("layout", list(QUERY))
def test_a_lora_is_added_to_the_weights_at_its_strength(model: Path, layout: str) -> None:
    width = tiny_wan.tiny_transformer().blocks[0].attn1.to_q.in_features
    added = lora(model.parent / "style.safetensors", QUERY[layout], width)
    plan = planned(model)
    plain, styled = transformer(plan), transformer(plan)
    melt_in(styled, [one for one, _ in plan.loras])
    before, after = plain.state_dict(), styled.state_dict()
    assert before.keys() == after.keys()  # a plain transformer again
    torch.testing.assert_close(after["blocks.0.attn1.to_q.weight"], before["blocks.0.attn1.to_q.weight"] + 0.5 * added)
    changed = [name for name, weight in before.items() if not torch.equal(weight, after[name])]
    assert changed == ["blocks.0.attn1.to_q.weight"]


def test_a_loras_strength_is_part_of_the_models_name(model: Path) -> None:
    lora(model.parent / "style.safetensors", QUERY["diffusers"], 24)
    names = []
    for strength in ("0.5", "0.6"):
        model.write_text(model.read_text("utf-8").replace("0.5", strength), "utf-8")
        plan = planned(model)
        names.append(revision(plan, ladder(DeviceKind.CPU, plan.size)[0]))
    assert names[0] != names[1]


@pytest.mark.parametrize("stem", ["transformer.single_transformer_blocks.0.attn.to_q", "unet.mid.proj"])
def test_a_lora_for_another_model_is_refused_before_anything_is_loaded(model: Path, stem: str) -> None:
    lora(model.parent / "style.safetensors", stem, 24)
    with pytest.raises(BadInput, match=r"style\.safetensors does not fit"):
        planned(model)


def test_what_is_no_lora_is_refused(model: Path) -> None:
    save_file({"blocks.0.attn1.to_q.weight": torch.zeros(2, 2)}, model.parent / "style.safetensors")
    with pytest.raises(BadInput, match="is not a LoRA"):
        planned(model)


def test_a_lora_of_another_size_is_refused(model: Path) -> None:
    lora(model.parent / "style.safetensors", QUERY["diffusers"], 40)
    plan = planned(model)
    with pytest.raises(BadInput, match="does not fit this model"):
        melt_in(transformer(plan), [one for one, _ in plan.loras])
