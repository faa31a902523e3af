"""How fast the project file is, for `charabook bench project`: a large project, and what users do in it."""

import argparse
import gc
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import psutil

from charabook.progress import SILENT, Progress, checkpoint
from projects.project import Project
from projects.records import Book, Page, PageId, Panel, PanelId, Take

PANELS = 300
PANELS_PER_PAGE = 5
TAKES_PER_PANEL = 3
TAKE_BYTES = 3_000_000
DISK_FACTOR = 4
"""Working copy, shared file, the file being saved, and the previous one."""
BINARY = "application/octet-stream"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement, and the limit that it is held against (None: only told)."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the value keeps its limit."""
        return self.limit is None or self.value <= self.limit


def run(folder: Path | None = None, progress: Progress = SILENT) -> tuple[Row, ...]:
    """Build a project of 300 panels with 900 takes of 3 MB in a temporary folder, and measure.

    With too little room on the disk, the takes are smaller; the row "take size" says how large they were.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix="charabook-bench-") as place, _local_data(Path(place)):
        size = take_size_bytes(shutil.disk_usage(place).free)
        path = Path(place) / "bench.charabook"
        _build(path, size, progress)
        return (
            Row(name="take size", value=size / MEGABYTE, unit="MB"),
            Row(name="file size", value=path.stat().st_size / MEGABYTE, unit="MB"),
            *_measure(path, size, progress),
        )


def take_size_bytes(free_bytes: int) -> int:
    """How large the takes may be so that half of the free disk is left."""
    fitting = free_bytes // (2 * DISK_FACTOR * PANELS * TAKES_PER_PANEL)
    return min(TAKE_BYTES, fitting)


@contextmanager
def _local_data(folder: Path) -> Iterator[None]:
    """Keep the working copy of the benchmark out of the user's own data."""
    before = os.environ.get("CHARABOOK_DATA")
    os.environ["CHARABOOK_DATA"] = str(folder / "local")
    try:
        yield
    finally:
        if before is None:
            del os.environ["CHARABOOK_DATA"]
        else:
            os.environ["CHARABOOK_DATA"] = before


def _build(path: Path, size: int, progress: Progress) -> None:
    noise = random.Random(1).randbytes(size)  # noqa: S311 - it only has to be incompressible
    with Project.create(path, Book(title="Bench")) as project:
        for number in range(PANELS // PANELS_PER_PAGE):
            checkpoint(progress)
            progress.advance("Building a large project", number, PANELS // PANELS_PER_PAGE)
            with project.gesture("Page") as edit:
                page = edit.insert(Page(id=PageId(f"page {number}")))
                for place in range(PANELS_PER_PAGE):
                    panel = edit.insert(Panel(page=page.id, key=f"{number}-{place}", action="a fox walks by the river"))
                    for take in range(TAKES_PER_PANEL):
                        content = f"{number} {place} {take}".encode() + noise
                        asset = edit.add_asset(content, BINARY)
                        edit.insert(Take(panel=panel.id, asset=asset, request_json='{"prompt": "a fox"}' * 20))
        project.publish(progress)


def _measure(path: Path, size: int, progress: Progress) -> Iterator[Row]:
    gc.collect()
    memory = psutil.Process()
    before = memory.memory_info().rss
    yield Row(name="open and list every panel", value=_seconds(lambda: _open_and_list(path)), unit="s", limit=0.2)
    with Project.open(path) as project:
        panels = project.panels()
        yield Row(name="edit a text", value=_median_ms(lambda n: _write(project, panels[n].id, n)), unit="ms", limit=50)
        yield Row(
            name="add a take", value=_median_ms(lambda n: _add_take(project, panels[n].id, size)), unit="ms", limit=100
        )
        yield Row(name="undo", value=_median_ms(lambda _: project.undo()), unit="ms", limit=50)
        yield Row(name="save", value=_seconds(lambda: project.publish(progress)), unit="s")
        grown = (memory.memory_info().rss - before) / MEGABYTE
        yield Row(name="memory of an open project, beyond the program", value=max(grown, 0.0), unit="MB", limit=200)


def _open_and_list(path: Path) -> None:
    with Project.open(path) as project:
        project.book()
        project.characters()
        project.pages()
        project.panels()


def _write(project: Project, panel: PanelId, number: int) -> None:
    with project.gesture("Write") as edit:
        edit.update(Panel, panel, action=f"a fox sleeps {number}")


def _add_take(project: Project, panel: PanelId, size: int) -> None:
    content = os.urandom(size)
    with project.aside("A picture arrives") as edit:
        edit.insert(Take(panel=panel, asset=edit.add_asset(content, BINARY)))


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _median_ms(work: Callable[[int], object], rounds: int = 15) -> float:
    times = sorted(_seconds(partial(work, number)) for number in range(rounds))
    return times[rounds // 2] * 1000


def main() -> int:
    """Measure and print; with --json as one object. Returns 1 if a limit is not kept."""
    parser = argparse.ArgumentParser(prog="charabook bench project", description=__doc__)
    parser.add_argument("--folder", type=Path, help="where to build the large project (about 11 GB while it runs)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    rows = run(arguments.folder)
    if arguments.json:
        sys.stdout.write(json.dumps([{**asdict(row), "met": row.is_met} for row in rows]) + "\n")
    else:
        sys.stdout.writelines(f"{_told(row)}\n" for row in rows)
    return 0 if all(row.is_met for row in rows) else 1


def _told(row: Row) -> str:
    limit = "" if row.limit is None else f"   limit {row.limit:g} {row.unit}{'' if row.is_met else ': NOT KEPT'}"
    return f"{row.name:46} {row.value:10.3f} {row.unit:3}{limit}"


if __name__ == "__main__":
    sys.exit(main())
