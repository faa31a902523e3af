"""How fast sharing is: `python -m charabook.engine.bench`. Everything side by side in one run, as ratios.

Every kind of evaluation that a panel consists of is timed on its own, in turns; a panel is then their sum over the
plan's steps, the probe included. On a CUDA machine the whole FLUX.1-dev transformer is run; on a CPU a few of its
blocks, in the proportion that the whole has.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from charabook.engine import bench_cases
from charabook.engine.bench_cases import Case, cache_bytes, panel
from charabook.engine.bench_released import ReleasedSharing
from charabook.engine.cache_store import CacheStore
from charabook.engine.families.flux import FluxAdapter, attached
from charabook.engine.listeners import TextEvidence
from charabook.engine.panel import Panel
from charabook.engine.schedule import PaperSchedule, Step
from charabook.engine.script import PLAIN, Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way to draw a panel on one case."""

    case: str
    way: str
    panel_seconds: float
    ratio: float
    """Of the plain pipeline."""
    evaluations: float
    """The panel's time in plain evaluations of the transformer."""
    peak_bytes: int | None
    """Memory in use at most, weights included; None where the system does not tell."""
    cache_bytes: int
    """What the ways keep of their characters."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of evaluation and how often a panel needs it."""

    count: int
    run: Callable[[], object]


def run(cases: Sequence[Case], *, steps: int = 28, repeats: int = 5) -> list[Row]:
    """Time every way to draw a panel of `steps` steps on every case."""
    return [row for case in cases for row in _rows(case, steps, repeats)]


def _rows(case: Case, steps: int, repeats: int) -> list[Row]:
    with (
        tempfile.TemporaryDirectory(prefix="charabook-bench-") as folder,
        attached(case.transformer, case.grid) as model,
    ):
        store = CacheStore(Path(folder))
        ways: dict[str, tuple[list[_Kind], int]] = {"plain": (_plain(case, model, steps), 0)}
        released = ReleasedSharing(case)
        ways["released flow, dense mask"] = (_released(case, model, released, steps), _bank_bytes(released, steps))
        for characters in (1, 2, 4):
            drawn = panel(case, model, characters, steps, store)
            ways[f"charabook, {characters}"] = (_charabook(case, drawn), cache_bytes(case, characters))
        timer = _Timer(case, store)
        for _ in range(repeats):
            for way, (kinds, _) in ways.items():
                timer.turn(way, kinds)
    seconds = {way: timer.panel_seconds(way, kinds) for way, (kinds, _) in ways.items()}
    return [
        Row(
            case=case.name,
            way=way,
            panel_seconds=seconds[way],
            ratio=seconds[way] / seconds["plain"],
            evaluations=steps * seconds[way] / seconds["plain"],
            peak_bytes=timer.peaks[way],
            cache_bytes=kept,
        )
        for way, (_, kept) in ways.items()
    ]


# -------------------------------------------------------------------------------------------- kinds of evaluation


def _plain(case: Case, model: FluxAdapter, steps: int) -> list[_Kind]:
    latents, told = case.latents(), case.told(case.text_tokens)
    return [_Kind(steps, lambda: model.velocity(latents, 0.8, told, PLAIN))]


def _released(case: Case, model: FluxAdapter, sharing: ReleasedSharing, steps: int) -> list[_Kind]:
    """Pre-run to the matching step, then all steps; masks at every step up to it."""
    schedule = PaperSchedule.scaled(steps)
    latents, told = case.latents(), case.told(case.text_tokens)
    real = torch.arange(40, device=case.device)

    def seen(script: Script) -> Script:
        evidence = TextEvidence(real, [real[:10], real[10:]])
        return Script(rule=script.rule, merge=script.merge, listeners=(evidence,))

    early = schedule.match_at + 1
    shared = sum(schedule.shares(step) for step in range(steps))
    return [
        _Kind(early + 1, lambda: model.velocity(latents, 0.8, told, seen(PLAIN))),
        _Kind(early - 1, lambda: model.velocity(latents, 0.8, told, seen(sharing.script()))),
        _Kind(shared - early + 1, lambda: model.velocity(latents, 0.8, told, sharing.script())),
        _Kind(steps - shared - 1, lambda: model.velocity(latents, 0.8, told, PLAIN)),
    ]


def _charabook(case: Case, drawn: Panel) -> list[_Kind]:
    """A probe, which is the first step as well, the review, and the other steps of the plan by what they share."""
    latents, told = case.latents(), drawn.words.told.positive

    def evaluate(step: Step) -> Callable[[], object]:
        return lambda: drawn.model.velocity(latents, step.sigma, told, drawn.script(step))

    def probe() -> None:
        known = [(actor.found, actor.pairs) for actor in drawn.actors]
        drawn.probe(latents)
        for actor, (found, pairs) in zip(drawn.actors, known, strict=True):
            actor.found, actor.pairs = found, pairs  # random weights see nobody: keep the panel that is timed

    def review() -> None:
        onlooker, step = drawn.onlooker(), drawn.review_step
        drawn.model.velocity(latents, step.sigma, told, replace(drawn.script(step), listeners=(onlooker,)))
        drawn.seen(onlooker)

    kinds: dict[tuple[bool, bool], list[Step]] = {}
    for step in drawn.steps[1:]:
        if step is not drawn.review_step:
            kinds.setdefault((bool(drawn.lending(step)), step.merge_weight > 0), []).append(step)
    return [_Kind(1, probe), _Kind(1, review), *(_Kind(len(alike), evaluate(alike[-1])) for alike in kinds.values())]


def _bank_bytes(sharing: ReleasedSharing, steps: int) -> int:
    schedule = PaperSchedule.scaled(steps)
    return sharing.nbytes * sum(schedule.shares(step) for step in range(steps))


# -------------------------------------------------------------------------------------------- measuring


class _Timer:
    """Seconds and peak memory of every way."""

    def __init__(self, case: Case, store: CacheStore) -> None:
        self.peaks: dict[str, int | None] = {}
        self._case, self._store = case, store
        self._rounds: dict[tuple[str, int], list[float]] = {}

    def turn(self, way: str, kinds: Sequence[_Kind]) -> None:
        """One round of one way: every kind of its evaluations."""
        self._store.leave_device()
        if self._case.device.type == "cuda":  # identities come to the card once in a run, kernels are chosen once
            for kind in kinds:
                kind.run()
        _forget_peak(self._case)
        for place, kind in enumerate(kinds):
            self._rounds.setdefault((way, place), []).append(_seconds(self._case, kind.run))
        self.peaks[way] = _peak(self._case)

    def panel_seconds(self, way: str, kinds: Sequence[_Kind]) -> float:
        """Seconds of a whole panel."""
        return sum(kind.count * statistics.median(self._rounds[way, place]) for place, kind in enumerate(kinds))


def _seconds(case: Case, work: Callable[[], object]) -> float:
    """Seconds by the clock on a device; on a CPU those that this process computed, whatever else the machine does."""
    clock = time.perf_counter if case.device.type == "cuda" else time.process_time
    _settle(case)
    started = clock()
    work()
    _settle(case)
    return clock() - started


def _settle(case: Case) -> None:
    if case.device.type == "cuda":
        torch.cuda.synchronize(case.device)


def _forget_peak(case: Case) -> None:
    if case.device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(case.device)
        return
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return


def _peak(case: Case) -> int | None:
    """Most memory in use since it was last forgotten."""
    return int(torch.cuda.max_memory_allocated(case.device)) if case.device.type == "cuda" else _high_water()


def _high_water() -> int | None:
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), None)


# -------------------------------------------------------------------------------------------- command


def table(rows: Sequence[Row]) -> str:
    """Rows as a Markdown table."""
    lines = ["| case | way | panel | ratio to plain | peak memory | cache |", "|---|---|---|---|---|---|"]
    for row in rows:
        peak = "unknown" if row.peak_bytes is None else f"{row.peak_bytes / 1e9:.2f} GB"
        lines.append(
            f"| {row.case} | {row.way} | {row.panel_seconds:.2f} s | {row.ratio:.3f} | {peak} "
            f"| {row.cache_bytes / 1e6:.1f} MB |"
        )
    return "\n".join(lines)


def default_cases(demo: Path | None, *, only: str | None = None, side_px: int = 1024) -> list[Case]:
    """The demo model where its folder is known; the whole FLUX.1-dev on CUDA, three of its blocks elsewhere."""
    cases = []
    if demo is not None and only != "flux":
        cases.append(bench_cases.demo(demo))
    if only == "demo":
        return cases
    if torch.cuda.is_available():
        cases.append(bench_cases.flux_dev(double=19, single=38, device="cuda", dtype=torch.bfloat16, side_px=side_px))
    else:
        cases.append(bench_cases.flux_dev(double=1, single=2, device="cpu", dtype=torch.float32, side_px=side_px))
    return cases


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="charabook bench engine", description=__doc__)
    parser.add_argument("--steps", type=int, default=28, help="steps of a panel (28)")
    parser.add_argument("--repeats", type=int, default=5, help="rounds of measuring (5)")
    parser.add_argument("--demo", type=Path, help="folder of the demo model")
    parser.add_argument("--only", choices=["demo", "flux"], help="one of the two cases")
    parser.add_argument(
        "--side", type=int, default=1024, help="pixels of FLUX.1-dev's picture, a multiple of 16 (1024)"
    )
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    options = parser.parse_args(arguments)
    cases = default_cases(options.demo, only=options.only, side_px=options.side)
    rows = run(cases, steps=options.steps, repeats=options.repeats)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    sys.stdout.write(table(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
