"""Weights of 8 and 4 bits, by bitsandbytes on CUDA and torchao elsewhere. Both packages are optional.

Only linear layers are quantised, so attention processors and identity caches work as ever.
"""

from typing import Any

from charabook.engine.models.backends import backend_for, packages_for
from charabook.engine.models.descriptions import Precision
from charabook.engine.models.headers import missing_package
from charabook.engine.models.memory import DeviceKind
from charabook.errors import KnownError, Unavailable

QUANTISED_PARTS = ("transformer", "text_encoder_2")
"""Where the weights are. The small parts suffer more than they save."""

_PURPOSE = "hold weights in 8 or 4 bits"


def is_quantised(precision: Precision) -> bool:
    """Whether `precision` needs one of the packages."""
    return precision in (Precision.INT8, Precision.INT4)


def pipeline_config(kind: DeviceKind, precision: Precision, parts: tuple[str, ...] = QUANTISED_PARTS) -> Any:
    """The `PipelineQuantizationConfig` for these parts. Raises Unavailable if no package can do it."""
    from diffusers.quantizers.pipe_quant_config import PipelineQuantizationConfig  # noqa: PLC0415 - heavy, and rarely wanted

    return PipelineQuantizationConfig(quant_mapping={part: part_config(kind, precision, part) for part in parts})


def part_config(kind: DeviceKind, precision: Precision, part: str) -> Any:
    """The quantisation of one part, in the class that the part's own library wants."""
    match backend_for(kind, precision):
        case "bitsandbytes":
            return _bitsandbytes(precision, part)
        case "torchao":
            return _torchao(precision, part)
        case _:
            raise _cannot(kind, precision)


def _cannot(kind: DeviceKind, precision: Precision) -> KnownError:
    if able := packages_for(kind, precision):
        return missing_package(able[0], _PURPOSE)
    what = "Weights of 4 bits need a CUDA device, which this machine does not have."
    return Unavailable(what, "Ask for int8 in the model's description, or use a GGUF file with 4 bits.")


def _bitsandbytes(precision: Precision, part: str) -> Any:
    import torch  # noqa: PLC0415 - as above

    config = _library(part).BitsAndBytesConfig
    if precision is Precision.INT8:
        return config(load_in_8bit=True)
    return config(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16)


def _torchao(precision: Precision, part: str) -> Any:
    from torchao.quantization import Int4WeightOnlyConfig, Int8WeightOnlyConfig  # noqa: PLC0415 - optional

    kind = Int8WeightOnlyConfig if precision is Precision.INT8 else Int4WeightOnlyConfig
    return _library(part).TorchAoConfig(kind(version=2) if precision is Precision.INT8 else kind())


def _library(part: str) -> Any:
    if part == "transformer":
        import diffusers  # noqa: PLC0415 - as above

        return diffusers
    import transformers  # noqa: PLC0415 - as above

    return transformers
