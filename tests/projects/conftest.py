"""Shared by the tests of the project file."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from projects import connection
from projects.project import Project
from projects.records import Book

RESULTS = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- begin: written by pytest -m reliability -->", "<!-- end -->"
TABLE_HEAD = ("| run | must | found |", "|---|---|---|")
ROWS: list[str] = []

Picture = Callable[[str], bytes]


@pytest.fixture(autouse=True)
def local_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Working copies of a test live in a folder of its own."""
    folder = tmp_path / "local"
    monkeypatch.setenv("CHARABOOK_DATA", str(folder))
    return folder


@pytest.fixture
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: for tests that are about logic, never for those about crashes."""
    kept = [pragma for pragma in connection.WORKING_COPY_PRAGMAS if not pragma.startswith("synchronous")]
    monkeypatch.setattr(connection, "WORKING_COPY_PRAGMAS", (*kept, "synchronous=OFF"))


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The folder that teammates share."""
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def project(shared: Path, unsynced: None) -> Iterator[Project]:
    """A fresh project at shared/book.charabook."""
    with Project.create(shared / "book.charabook", Book(title="The Lantern"), person="Anna") as opened:
        yield opened


@pytest.fixture
def picture() -> Picture:
    """A small PNG of one colour."""
    return png


@pytest.fixture
def report() -> Callable[[str, str, Counter[str]], None]:
    """Take down one row of the reliability table."""

    def take_down(run: str, promise: str, outcome: Counter[str]) -> None:
        counted = ", ".join(f"{name.replace('_', ' ')}: {count}" for name, count in outcome.items())
        ROWS.append(f"| {run} | {promise} | {counted} |")

    return take_down


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """After a long run, print the table, and if everything passed put its rows into the documentation."""
    if "reliability" not in config.getoption("markexpr") or not ROWS:
        return
    terminalreporter.write_line("\n".join([*TABLE_HEAD, *ROWS]))
    if not terminalreporter.stats.get("failed") and RESULTS.is_file():
        before, _, rest = RESULTS.read_text().partition(BEGIN)
        known, _, after = rest.partition(END)
        rows = {row.split("|")[1]: row for row in [*known.strip().splitlines()[len(TABLE_HEAD) :], *ROWS]}
        table = "\n".join([*TABLE_HEAD, *rows.values()])
        RESULTS.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}")


def png(colour: str, size: tuple[int, int] = (24, 16)) -> bytes:
    """A PNG of one colour."""
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, "PNG")
    return content.getvalue()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long runs are for `pytest -m reliability` only."""
    if "reliability" in config.getoption("markexpr"):
        return
    long = [item for item in items if item.get_closest_marker("reliability")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
