"""The memory ladder: arithmetic on the figures of real models and real cards."""

import pytest

from charabook.engine.models.descriptions import Precision
from charabook.engine.models.memory import (
    DeviceKind,
    Machine,
    ModelSize,
    Placement,
    Rung,
    estimate,
    first_that_fits,
    ladder,
)

GIB = 2**30
FLUX_DEV = ModelSize(
    transformer=11_901_408_320, text=4_762_310_656 + 123_060_480, autoencoder=83_819_683, width=3072, blocks=57
)
FLUX_Q4 = ModelSize(
    transformer=11_901_408_320,
    text=4_885_371_136,
    autoencoder=83_819_683,
    width=3072,
    blocks=57,
    fixed_transformer_bytes=6_800_000_000,
)
TINY = ModelSize(transformer=13_500_000, text=5_000_000, autoencoder=3_000_000, width=256, blocks=9)
SQUARE = 1024 * 1024


def anything(_: Precision) -> bool:
    return True


def nothing(_: Precision) -> bool:
    return False


def rung(precision: str, placement: str = "device") -> Rung:
    return Rung(precision=Precision(precision), placement=Placement(placement))


@pytest.mark.parametrize(
    ("card_gib", "expected"),
    [
        (80, rung("bf16")),
        (40, rung("bf16")),
        (24, rung("int8")),
        (16, rung("int4")),
        (12, rung("int4", "turns")),
        (6, rung("bf16", "stream")),
        (2, None),
    ],
)
def test_flux_dev_takes_the_best_rung_that_a_card_can_hold(card_gib: int, expected: Rung | None) -> None:
    rungs = ladder(DeviceKind.CUDA, FLUX_DEV, can_quantise=anything)
    machine = Machine(kind=DeviceKind.CUDA, device_bytes=int(card_gib * GIB * 0.95), host_bytes=64 * GIB)
    assert first_that_fits(rungs, FLUX_DEV, machine, pixels=SQUARE) == expected


def test_streaming_needs_the_host_to_hold_the_model() -> None:
    rungs = ladder(DeviceKind.CUDA, FLUX_DEV, can_quantise=anything)
    machine = Machine(kind=DeviceKind.CUDA, device_bytes=6 * GIB, host_bytes=16 * GIB)
    assert first_that_fits(rungs, FLUX_DEV, machine, pixels=SQUARE) is None


def test_each_rung_down_wants_less_of_the_device() -> None:
    rungs = ladder(DeviceKind.CUDA, FLUX_DEV, can_quantise=anything)
    wanted = [estimate(FLUX_DEV, each, pixels=SQUARE).device_bytes for each in rungs]
    assert wanted == sorted(wanted, reverse=True)
    assert len(set(wanted)) == len(rungs) == 5


def test_without_quantising_packages_the_ladder_still_goes_down() -> None:
    assert ladder(DeviceKind.CUDA, FLUX_DEV, can_quantise=nothing) == (
        rung("bf16"),
        rung("bf16", "turns"),
        rung("bf16", "stream"),
    )


def test_a_cpu_has_no_other_place_to_put_weights() -> None:
    rungs = ladder(DeviceKind.CPU, FLUX_DEV, can_quantise=anything)
    assert {each.placement for each in rungs} == {Placement.DEVICE}


@pytest.mark.parametrize("kind", list(DeviceKind))
def test_small_models_are_exact_everywhere(kind: DeviceKind) -> None:
    assert ladder(kind, TINY, can_quantise=anything) == (rung("fp32"),)
    assert estimate(TINY, rung("fp32"), pixels=256 * 256).device_bytes < 1.5 * GIB


def test_a_quantised_file_keeps_its_bits() -> None:
    rungs = ladder(DeviceKind.CUDA, FLUX_Q4, can_quantise=anything)
    assert {each.precision for each in rungs} == {Precision.BF16}
    card = Machine(kind=DeviceKind.CUDA, device_bytes=12 * GIB, host_bytes=32 * GIB)
    assert first_that_fits(rungs, FLUX_Q4, card, pixels=SQUARE) == rung("bf16", "turns")


def test_a_pinned_precision_is_kept_on_every_rung() -> None:
    rungs = ladder(DeviceKind.CUDA, FLUX_DEV, can_quantise=anything, pinned=Precision.INT8)
    assert rungs == (rung("int8"), rung("int8", "turns"))


def test_rungs_read_like_words() -> None:
    assert rung("int4", "turns").in_words() == "4 bit, parts taking turns"
