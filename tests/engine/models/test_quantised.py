"""Weights of 8 and 4 bits, where the optional packages are installed."""

import importlib.util
import shutil
from pathlib import Path

import pytest
import torch

from charabook.engine.models import quantisation
from charabook.engine.models.backends import backend_for
from charabook.engine.models.descriptions import Precision
from charabook.engine.models.memory import DeviceKind, Placement, Rung
from charabook.engine.models.opening import OpenModel, load, open_model
from charabook.engine.models.planning import plan_model
from charabook.engine.requests import ModelId
from charabook.errors import Unavailable

CPU = torch.device("cpu")


def opened(library: Path, precision: str) -> OpenModel:
    path = library / f"{precision}.toml"
    path.write_text(f'base = "base"\nprecision = "{precision}"')
    return open_model(ModelId(str(path)), device=CPU, pixels=64 * 64, tell=lambda what, done: None)


@pytest.fixture
def library(flux_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(flux_folder, tmp_path / "base")
    return tmp_path


def picture(model: OpenModel) -> torch.Tensor:
    """Two steps of the plain pipeline: final latents."""
    latents = model.loaded.pipeline(
        "a small red fox",
        num_inference_steps=2,
        height=32,
        width=32,
        max_sequence_length=32,
        generator=torch.Generator().manual_seed(0),
        output_type="latent",
        return_dict=False,
    )[0]
    return torch.as_tensor(latents).float()


@pytest.mark.skipif(not importlib.util.find_spec("torchao"), reason="needs the package torchao")
def test_a_model_of_8_bits_draws_nearly_the_same(library: Path) -> None:
    full, fewer = opened(library, "fp32"), opened(library, "int8")
    assert fewer.loaded.pipeline.transformer.hf_quantizer is not None
    assert fewer.loaded.revision != full.loaded.revision
    likeness = torch.nn.functional.cosine_similarity(picture(full).flatten(), picture(fewer).flatten(), dim=0)
    assert likeness > 0.97


def test_four_bits_without_cuda_are_told_calmly(library: Path) -> None:
    with pytest.raises(Unavailable, match="CUDA"):
        opened(library, "int4")


@pytest.mark.parametrize(
    ("kind", "precision", "present", "expected"),
    [
        (DeviceKind.CUDA, Precision.INT8, {"torchao", "bitsandbytes"}, "bitsandbytes"),
        (DeviceKind.CUDA, Precision.INT4, {"torchao"}, "torchao"),
        (DeviceKind.CPU, Precision.INT8, {"torchao", "bitsandbytes"}, "torchao"),
        (DeviceKind.CPU, Precision.INT4, {"torchao"}, None),
        (DeviceKind.MPS, Precision.INT8, {"bitsandbytes"}, None),
        (DeviceKind.MPS, Precision.INT4, {"torchao", "bitsandbytes"}, None),
        (DeviceKind.CUDA, Precision.INT8, set(), None),
    ],
)
def test_the_package_follows_device_and_precision(
    monkeypatch: pytest.MonkeyPatch, kind: DeviceKind, precision: Precision, present: set[str], expected: str | None
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name in present)
    assert backend_for(kind, precision) == expected


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("placement", list(Placement))
@pytest.mark.parametrize("precision", [Precision.BF16, Precision.INT8, Precision.INT4])
def test_every_rung_draws_nearly_the_same_on_cuda(library: Path, precision: Precision, placement: Placement) -> None:
    cuda, silent = torch.device("cuda"), lambda what, done: None
    if quantisation.is_quantised(precision) and not backend_for(DeviceKind.CUDA, precision):
        pytest.skip("needs bitsandbytes or torchao")
    if quantisation.is_quantised(precision) and placement is Placement.STREAM:
        pytest.skip("no rung of the ladder streams quantised weights")
    plan = plan_model(ModelId(str(library / "base")))
    exact = Rung(precision=Precision.FP32, placement=Placement.DEVICE)
    full = load(ModelId("full"), plan, CPU, (exact,), tell=silent)
    rung = load(ModelId("rung"), plan, cuda, (Rung(precision=precision, placement=placement),), tell=silent)
    likeness = torch.nn.functional.cosine_similarity(picture(full).flatten(), picture(rung).cpu().flatten(), dim=0)
    assert likeness > 0.9
