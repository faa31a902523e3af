"""Every check of the project, in one go: `make test` runs this and so does continuous integration.

The static checks run side by side, then the tests. All of them run even when one fails, so that one run tells
everything; the exit code is that of the first that failed.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("charabook", "gui", "layouts", "projects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One command and what it proves."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a check ended."""

    name: str
    code: int
    seconds: float
    output: str


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """A command that runs an installed module with this very Python."""
    return (sys.executable, "-m", name, *arguments)


STATIC = (
    Check(name="format", command=module("ruff", "format", "--check", ".")),
    Check(name="lint", command=module("ruff", "check", ".")),
    Check(name="types", command=module("mypy")),
    Check(name="recipe", command=module("mypy", "--config-file", "packaging/demo_model/mypy.ini")),
    Check(name="walls", command=(str(Path(sys.executable).with_name("lint-imports")),)),
)
TESTS = Check(name="tests", command=module("coverage", "run", "-m", "pytest", "-q", "-m", "not reliability"))


def environment() -> dict[str, str]:
    """Two numeric threads at most and no window: what a test machine offers."""
    # Tests of the engine start processes of their own; one thread each keeps small machines responsive.
    defaults = {"OMP_NUM_THREADS": "1", "QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1"}
    return {**defaults, **os.environ}


def run_quietly(check: Check) -> Verdict:
    """Run a check and keep what it prints."""
    started = time.monotonic()
    done = subprocess.run(check.command, cwd=ROOT, env=environment(), text=True, capture_output=True, check=False)
    return Verdict(
        name=check.name,
        code=done.returncode,
        seconds=time.monotonic() - started,
        output=done.stdout + done.stderr,
    )


def run_aloud(check: Check) -> Verdict:
    """Run a check and let it print as it goes."""
    started = time.monotonic()
    done = subprocess.run(check.command, cwd=ROOT, env=environment(), check=False)
    return Verdict(name=check.name, code=done.returncode, seconds=time.monotonic() - started, output="")


def say(text: str) -> None:
    """Print at once, so that lines of child processes keep their order."""
    print(text, flush=True)


def report(verdict: Verdict) -> None:
    """One line for a passed check; for a failed one also everything it said."""
    mark = "ok    " if verdict.code == 0 else "FAILED"
    say(f"{mark} {verdict.name:<8} {verdict.seconds:6.1f} s")
    if verdict.code:
        say(verdict.output)


def report_coverage() -> None:
    """How much of each room the tests reach, one line a room."""
    subprocess.run(module("coverage", "combine", "--quiet"), cwd=ROOT, check=False, capture_output=True)
    for room in ROOMS:
        total = subprocess.run(
            module("coverage", "report", "--format=total", f"--include={room}/*"),
            cwd=ROOT,
            text=True,
            capture_output=True,
            check=False,
        ).stdout.strip()
        say(f"coverage {room:<10} {total or 'nothing measured'} %")


def main() -> int:
    """Run everything; the exit code of the first failed check, or 0."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        verdicts = list(pool.map(run_quietly, STATIC))
    for verdict in verdicts:
        report(verdict)
    tests = run_aloud(TESTS)
    report_coverage()
    for verdict in (*verdicts, tests):
        if verdict.code:
            say(f"FAILED: {verdict.name}")
    return next((verdict.code for verdict in (*verdicts, tests) if verdict.code), 0)


if __name__ == "__main__":
    sys.exit(main())
