"""How fast clips are drawn: `charabook bench moving`. Both ways to batch side by side in one run, as ratios.

Random weights: speed and memory do not depend on them. On a CPU, a tiny transformer and a few blocks of full width on a
short, small clip; `--full` runs the whole transformer on the whole clip (1.3B, 480p, 81 frames without other options),
which needs a CUDA device.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from accelerate import init_empty_weights
from diffusers import WanTransformer3DModel

from charabook.engine.moving.memory import ClipModelSize
from charabook.engine.moving.phantom import Batching, PhantomInputs, PhantomSettings, draw_clip
from charabook.errors import Unavailable

_TRANSFORMER: Any = WanTransformer3DModel

SIZES = {
    "1.3B": ClipModelSize(
        transformer=1_418_996_800,
        text=5_680_910_336,
        autoencoder=126_892_531,
        width=1536,
        inner_width=8960,
        blocks=30,
        autoencoder_width=96,
    ),
    "14B": ClipModelSize(
        transformer=14_288_491_584,
        text=5_680_910_336,
        autoencoder=126_892_531,
        width=5120,
        inner_width=13824,
        blocks=40,
        autoencoder_width=96,
    ),
}
"""The published models. Numbers are counted from their configurations."""

_PLAIN = "one evaluation"
_TEXT = 4096
_WORDS = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One transformer and one size of clip, in latents."""

    name: str
    transformer: Any
    frames: int
    height: int
    width: int
    references: int = 2

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return torch.device(self.transformer.device)

    def inputs(self) -> PhantomInputs:
        """Random latents and words."""
        dice = torch.Generator().manual_seed(0)
        channels, text = self.transformer.config.in_channels, self.transformer.config.text_dim

        def random(*shape: int) -> torch.Tensor:
            return torch.randn(shape, generator=dice).to(self.device)

        return PhantomInputs(
            noise=random(1, channels, self.frames + self.references, self.height, self.width),
            references=random(1, channels, self.references, self.height, self.width),
            prompt=random(1, _WORDS, text),
            negative=random(1, _WORDS, text),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way to draw a step of one case."""

    case: str
    way: str
    step_seconds: float
    ratio: float
    """Of three plain evaluations."""
    peak_bytes: int | None
    """Memory in use at most, weights included; None where the system does not tell."""


def run(cases: Sequence[Case], *, repeats: int = 3) -> list[Row]:
    """Time a step of every case in both ways; ways take turns in every round."""
    return [row for case in cases for row in _rows(case, repeats)]


@torch.no_grad()
def _rows(case: Case, repeats: int) -> list[Row]:
    inputs = case.inputs()
    times: dict[str, list[float]] = {way: [] for way in (_PLAIN, *Batching)}
    peaks: dict[str, int | None] = {}
    for _ in range(repeats + 1):  # the first round warms up
        for way, seen in times.items():
            _forget_peak(case.device)
            seen.append(_seconds(case, inputs, way))
            peaks[way] = _peak(case.device)
    seconds = {way: statistics.median(seen[1:]) for way, seen in times.items()}
    return [
        Row(
            case=case.name,
            way=way,
            step_seconds=seconds[way],
            ratio=seconds[way] / (3 * seconds[_PLAIN]),
            peak_bytes=peaks[way],
        )
        for way in times
    ]


def _seconds(case: Case, inputs: PhantomInputs, way: str) -> float:
    """Seconds by the clock on a device; on a CPU those that this process computed, whatever else the machine does."""
    clock = time.perf_counter if case.device.type == "cuda" else time.process_time
    _settle(case.device)
    started = clock()
    if way == _PLAIN:
        dtype = case.transformer.dtype
        when = torch.tensor([500], device=case.device)
        case.transformer(inputs.noise.to(dtype), when, inputs.prompt.to(dtype), return_dict=False)
    else:
        draw_clip(case.transformer, inputs, PhantomSettings(steps=1, batching=Batching(way)))
    _settle(case.device)
    return clock() - started


def _settle(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def _forget_peak(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(device)
        return
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return


def _peak(device: torch.device) -> int | None:
    if device.type == "cuda":
        return int(torch.cuda.max_memory_allocated(device))
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), None)


# -------------------------------------------------------------------------------------------- cases


def small_cases() -> list[Case]:
    """A tiny transformer, and two blocks of the 1.3B model on a clip of nine frames of 128 x 128 pixels."""
    tiny = _random_transformer(heads=2, inner=512, blocks=4, text=64, device="cpu", dtype=torch.float32)
    wide = _random_transformer(heads=12, inner=8960, blocks=2, text=_TEXT, device="cpu", dtype=torch.float32)
    return [
        Case(name="tiny, 9 frames of 128 x 128", transformer=tiny, frames=3, height=16, width=16),
        Case(name="2 blocks of 1.3B, 9 frames of 128 x 128", transformer=wide, frames=3, height=16, width=16),
    ]


def full_case(model: str, *, frames: int, width_px: int, height_px: int) -> Case:
    """The whole transformer in bf16 on CUDA. Raises Unavailable without such a device."""
    if not torch.cuda.is_available():
        raise Unavailable("The whole model is measured on a CUDA device; there is none.", "Leave --full out.")
    size = SIZES[model]
    transformer = _random_transformer(
        heads=size.width // 128,
        inner=size.inner_width,
        blocks=size.blocks,
        text=_TEXT,
        device="cuda",
        dtype=torch.bfloat16,
    )
    return Case(
        name=f"Phantom-Wan {model}, {frames} frames of {width_px} x {height_px}",
        transformer=transformer,
        frames=(frames - 1) // 4 + 1,
        height=height_px // 8,
        width=width_px // 8,
    )


def _random_transformer(*, heads: int, inner: int, blocks: int, text: int, device: str, dtype: torch.dtype) -> Any:
    with init_empty_weights(include_buffers=False):
        model = _TRANSFORMER(num_attention_heads=heads, ffn_dim=inner, num_layers=blocks, text_dim=text)
    dice = torch.Generator(device).manual_seed(0)
    kept = tuple(model._keep_in_fp32_modules)  # noqa: SLF001 - as its own loader does
    weights = {
        name: (torch.randn(weight.shape, generator=dice, device=device) * 0.02).to(
            torch.float32 if any(one in name for one in kept) else dtype
        )
        for name, weight in model.state_dict().items()
    }
    model.load_state_dict(weights, assign=True)
    return model.to(device).eval()


# -------------------------------------------------------------------------------------------- command


def table(rows: Sequence[Row]) -> str:
    """Rows as a Markdown table."""
    lines = ["| case | a step | seconds | of three evaluations | peak memory |", "|---|---|---|---|---|"]
    for row in rows:
        peak = "unknown" if row.peak_bytes is None else f"{row.peak_bytes / 1e9:.2f} GB"
        lines.append(f"| {row.case} | {row.way} | {row.step_seconds:.3f} | {row.ratio:.3f} | {peak} |")
    return "\n".join(lines)


def _cases(options: argparse.Namespace) -> list[Case]:
    if not options.full:
        return small_cases()
    width, height = (int(side) for side in options.size.split("x"))
    return [full_case(options.full, frames=options.frames, width_px=width, height_px=height)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="charabook bench moving", description=__doc__)
    parser.add_argument("--full", choices=list(SIZES), help="the whole transformer of this size, on CUDA")
    parser.add_argument("--frames", type=int, default=81, help="frames of the whole clip (81)")
    parser.add_argument("--size", default="832x480", help="pixels of the whole clip (832x480)")
    parser.add_argument("--repeats", type=int, default=3, help="rounds of measuring (3)")
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    options = parser.parse_args(arguments)
    try:
        cases = _cases(options)
    except (Unavailable, ValueError) as error:
        parser.error(str(error))
    rows = run(cases, repeats=options.repeats)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    sys.stdout.write(table(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
