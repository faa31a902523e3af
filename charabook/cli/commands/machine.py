"""This machine: its health, its speed."""

import shutil
import subprocess
import sys
from pathlib import Path

import click
import psutil

from charabook import __version__
from charabook.cli.exit_codes import NOT_ALL_DONE, OK
from charabook.cli.options import json_option
from charabook.cli.screen import Screen
from charabook.engine.client import EngineFacts, EngineProcess
from charabook.engine.demo_model import verified_folder
from charabook.engine.models.places import identity_cache_folder, models_folder
from charabook.errors import KnownError
from projects.workplace import local_data

_GB = 1e9
LITTLE_MEMORY_BYTES, LITTLE_DISK_BYTES = 3e9, 2e9
BENCHES = {
    "engine": "charabook.engine.bench",
    "project": "projects.bench",
    "pages": "layouts.bench",
    "film": "layouts.motion.bench",
    "moving": "charabook.engine.moving.bench",
    "window": "gui.bench",
}


@click.command("doctor")
@json_option
def doctor_command(as_json: bool) -> int:  # noqa: FBT001
    """Check this machine: device, memory, disk, models. Exit code 6 if something will not work."""
    screen = Screen(json=as_json)
    facts, problems = _engine_facts()
    problems += [*_machine_problems(), *_demo_model_problems()]
    rows = [*_machine_rows(), *(_engine_rows(facts) if facts else [])]
    screen.table(("what", "found"), rows)
    for problem in problems:
        screen.say(f"! {problem}", style="yellow")
    screen.say("" if problems else "Everything is in order.")
    screen.answer({"found": {what: str(found) for what, found in rows}, "problems": problems})
    return NOT_ALL_DONE if problems else OK


def _engine_facts() -> tuple[EngineFacts | None, list[str]]:
    engine = EngineProcess()
    try:
        facts = engine.describe()
    except KnownError as error:
        return None, [f"{error.what} {error.remedy}"]
    finally:
        engine.close()
    return facts, list(facts.problems)


def _machine_rows() -> list[tuple[str, object]]:
    memory = psutil.virtual_memory()
    return [
        ("charabook", f"{__version__}, Python {sys.version.split()[0]}"),
        ("memory", f"{memory.total / _GB:.1f} GB, {memory.available / _GB:.1f} GB free"),
        ("working copies and queue", f"{local_data()} ({_free_bytes(local_data()) / _GB:.0f} GB free)"),
        ("identity caches", identity_cache_folder()),
        ("models folder", models_folder()),
    ]


def _engine_rows(facts: EngineFacts) -> list[tuple[str, object]]:
    device = (
        f"{facts.device_name} ({facts.device}), {facts.free_bytes / _GB:.1f} of {facts.memory_bytes / _GB:.1f} GB free"
    )
    return [
        ("device", device),
        ("libraries", f"torch {facts.torch}, diffusers {facts.diffusers}"),
        ("models", ", ".join(model.name for model in facts.models) or "none"),
    ]


def _machine_problems() -> list[str]:
    problems = []
    if psutil.virtual_memory().available < LITTLE_MEMORY_BYTES:
        problems.append("Less than 3 GB of memory are free. Close other programs before drawing.")
    if _free_bytes(local_data()) < LITTLE_DISK_BYTES:
        problems.append("Less than 2 GB are free where working copies are kept. Free some space.")
    return problems


def _demo_model_problems() -> list[str]:
    try:
        verified_folder()
    except KnownError as error:
        return [f"{error.what} {error.remedy}"]
    return []


def _free_bytes(folder: Path) -> int:
    """Free space of the disk on which `folder` lies, or would lie."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return shutil.disk_usage(there).free


@click.command("bench", context_settings={"ignore_unknown_options": True})
@click.argument("what", type=click.Choice(list(BENCHES)))
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench_command(what: str, arguments: tuple[str, ...]) -> int:
    """Measure how fast this machine is: the engine, films, clips, the project file, pages and print, or the window.

    ARGUMENTS go to the measurement; try “charabook bench engine --help”.
    """
    # a process of its own: what is measured shall not share memory or torch with the command line
    return subprocess.run([sys.executable, "-m", BENCHES[what], *arguments], check=False).returncode  # noqa: S603
