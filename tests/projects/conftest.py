"""Shared by the tests of the project file."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from projects import connection
from projects.project import Project
from projects.records import Book

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
