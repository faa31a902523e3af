"""The whole way with nothing faked: script, project, queue, engine process, a real (tiny, untrained) FLUX, pages."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from charabook.engine.client import EngineProcess
from charabook.queue import Job, JobState
from charabook.studio import Studio
from charabook.studio.models import DrawingSettings, with_drawing
from projects.records import BOOK, Book
from tests.engine.models.tiny_pipeline import save_tiny

SCRIPT = """Title: Crown
Format: square-210
Seed: 5
# Cast
## Mina
look: a girl in a blue dress
## Pip
look: a small fox
# Settings
meadow: a meadow
# Page
## Panel
setting: meadow
> Mina left: waving
> Pip right: sitting
Mina: Hello!
## Panel
> Pip: sleeping
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(save_tiny(tmp_path_factory.mktemp("models") / "tiny"))


@pytest.fixture
def studio(tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    environment = {"CHARABOOK_CACHE": str(tmp_path / "cache"), "CHARABOOK_DEVICE": "cpu"}
    with Studio.create(tmp_path / "book.charabook", engine=lambda: EngineProcess(environment=environment)) as studio:
        studio.import_script(SCRIPT)
        studio.set_model(model)
        small = with_drawing("", DrawingSettings(steps=4, area_px=64 * 64))
        studio.edit("Draw small", lambda edit: edit.update(Book, BOOK, settings_json=small))
        yield studio


def child_processes() -> list[psutil.Process]:
    return [one for one in psutil.Process().children(recursive=True) if "charabook.engine" in " ".join(one.cmdline())]


@pytest.mark.slow
def test_a_book_is_drawn_and_every_take_can_be_made_again(studio: Studio) -> None:
    studio.drawing.generate_missing()
    studio.queue.start()
    assert studio.queue.wait(240)
    assert studio.queue.jobs() == ()
    first, second = (studio.project.takes(panel.id)[0] for panel in studio.project.panels())
    assert first.asset != second.asset
    studio.takes.regenerate(first.id)
    assert studio.queue.wait(120)
    again = studio.project.takes(studio.project.panels()[0].id)[1]
    assert again.asset == first.asset
    page = studio.page(studio.project.pages()[0].id)
    assert page.composition.display_list.ops
    estimate = studio.drawing.estimate([studio.project.panels()[0].id])
    assert estimate.seconds is not None
    assert estimate.seconds > 0


@pytest.mark.slow
def test_an_engine_killed_in_the_middle_loses_nothing_but_its_job(studio: Studio) -> None:
    running = threading.Event()

    def hear(job: Job) -> None:
        if job.stage not in ("", "Starting the engine"):  # one that is killed while it starts is simply started anew
            running.set()

    studio.queue.listen(hear)
    panel = studio.project.panels()[1].id
    job = studio.drawing.generate_many([panel])[0]
    studio.queue.start()
    assert running.wait(240)
    for process in child_processes():
        process.kill()
    assert studio.queue.wait(240)
    failed = [one for one in studio.queue.jobs() if one.state is JobState.FAILED]
    assert len(failed) == 1
    assert "engine" in failed[0].what
    assert failed[0].remedy
    studio.queue.retry(failed[0].id)
    assert studio.queue.wait(240)
    assert len(studio.project.takes(panel)) == 1
    assert job not in [one.id for one in studio.queue.jobs()]
