"""What the engine process does with a job, looked at from inside: memory that runs out, models that change."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from PIL import Image

from charabook.engine import worker_jobs
from charabook.engine.draw import Drawn
from charabook.engine.models import opening
from charabook.engine.models.descriptions import Precision
from charabook.engine.models.memory import Placement, Rung
from charabook.engine.requests import JobId, ModelId, PanelRequest, PromptSpans, Sampling, Span
from charabook.engine.worker import Service
from charabook.engine.worker_failures import failure_of, is_out_of_memory
from charabook.engine.worker_jobs import ModelArtist
from charabook.engine.worker_messages import Submit
from charabook.engine.worker_watch import JobWatch
from charabook.errors import Cancelled, Unavailable
from tests.engine.models.tiny_pipeline import save_tiny

RUNGS = (
    Rung(precision=Precision.FP32, placement=Placement.DEVICE),
    Rung(precision=Precision.BF16, placement=Placement.DEVICE),
)
PICTURE = Drawn(image=Image.new("RGB", (8, 8)))
JOB = JobId("job")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelId:
    return ModelId(str(save_tiny(tmp_path_factory.mktemp("models") / "tiny")))


@pytest.fixture
def artist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelArtist:
    monkeypatch.setenv("CHARABOOK_CACHE", str(tmp_path))
    monkeypatch.setenv("CHARABOOK_DEVICE", "cpu")
    monkeypatch.setattr(opening, "_rungs", lambda plan, device: RUNGS)
    return ModelArtist()


@pytest.fixture
def watch() -> JobWatch:
    return JobWatch(JOB, lambda event: None)


def panel(model: ModelId) -> PanelRequest:
    prompt = PromptSpans(text="a red fox", background=Span(start=0, end=0))
    return PanelRequest(model=model, prompt=prompt, sampling=Sampling(steps=4, width_px=64, height_px=64))


def drawing(*results: Any) -> Callable[..., Drawn]:
    """A way to draw that gives or raises these, one after the other."""
    left = list(results)

    def draw(*_: object, **__: object) -> Drawn:
        result = left.pop(0)
        if isinstance(result, BaseException):
            raise result
        assert isinstance(result, Drawn)
        return result

    return draw


def test_out_of_memory_steps_down_once_and_says_so_once(
    artist: ModelArtist, watch: JobWatch, model: ModelId, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = torch.OutOfMemoryError("CUDA out of memory")
    monkeypatch.setattr(worker_jobs, "draw_panel", drawing(PICTURE, before, PICTURE, PICTURE))
    first = artist.fulfil(JOB, panel(model), watch)
    second = artist.fulfil(JOB, panel(model), watch)
    third = artist.fulfil(JOB, panel(model), watch)
    assert first.notes == third.notes == ()
    assert second.notes == ("Memory ran out with the model at 32 bit; it was loaded again at 16 bit.",)
    assert first.model_revision != second.model_revision == third.model_revision


def test_at_the_end_of_the_ladder_the_job_fails_with_advice(
    artist: ModelArtist, watch: JobWatch, model: ModelId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_jobs, "draw_panel", drawing(MemoryError(), MemoryError(), PICTURE, MemoryError()))
    with pytest.raises(MemoryError):
        artist.fulfil(JOB, panel(model), watch)
    artist.fulfil(JOB, panel(model), watch)
    with pytest.raises(Unavailable, match="does not fit"):
        artist.fulfil(JOB, panel(model), watch)


def test_memory_that_runs_out_while_loading_takes_the_next_rung(
    artist: ModelArtist, watch: JobWatch, model: ModelId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def place(pipeline: Any, device: torch.device, rung: Rung) -> None:
        if rung.precision is Precision.FP32:
            raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(opening, "_place", place)
    monkeypatch.setattr(worker_jobs, "draw_panel", drawing(PICTURE))
    done = artist.fulfil(JOB, panel(model), watch)
    assert done.notes == ("Memory ran out with the model at 32 bit; it was loaded again at 16 bit.",)


def test_other_errors_pass_and_the_model_stays(
    artist: ModelArtist, watch: JobWatch, model: ModelId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_jobs, "draw_panel", drawing(RuntimeError("shapes"), PICTURE))
    with pytest.raises(RuntimeError, match="shapes"):
        artist.fulfil(JOB, panel(model), watch)
    kept = artist._model
    artist.fulfil(JOB, panel(model), watch)
    assert artist._model is not None
    assert artist._model.loaded is kept.loaded  # type: ignore[union-attr]


def test_a_job_can_be_cancelled_while_its_model_loads(artist: ModelArtist, watch: JobWatch, model: ModelId) -> None:
    watch.cancel()
    with pytest.raises(Cancelled):
        artist.fulfil(JOB, panel(model), watch)
    assert artist._model is None


def test_the_old_model_is_let_go_before_a_new_one_is_loaded(
    artist: ModelArtist, watch: JobWatch, model: ModelId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_jobs, "draw_panel", drawing(PICTURE))
    artist.fulfil(JOB, panel(model), watch)
    with pytest.raises(Unavailable, match="no model"):
        artist.fulfil(JOB, replace(panel(model), model=ModelId("/nothing")), watch)
    assert artist._model is None


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory"),
        RuntimeError("MPS backend out of memory (MPS allocated: 5 GB)"),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 8 bytes"),
    ],
)
def test_every_librarys_word_for_full_memory_is_known(error: Exception) -> None:
    assert is_out_of_memory(error)
    assert failure_of(JOB, error).what.startswith("Memory ran out")


def test_other_runtime_errors_are_not_about_memory() -> None:
    assert not is_out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ModuleNotFoundError("No module named 'x'", name="x"), "“x” is missing"),
        (OSError(28, "No space left on device"), "disk is full"),
        (PermissionError(13, "Permission denied", "/cache"), "/cache cannot be used"),
        (ValueError("surprise"), "your work is safe"),
    ],
)
def test_every_failure_has_a_sentence_and_a_remedy(error: Exception, words: str) -> None:
    failed = failure_of(JOB, error)
    assert words in failed.what
    assert failed.remedy
    assert type(error).__name__ in failed.details


def test_a_job_that_comes_again_under_its_name_while_the_first_ends_is_done_too() -> None:
    told: list[Any] = []
    panel = PanelRequest(
        model=ModelId("demo"),
        prompt=PromptSpans(text="a fox", background=Span(start=0, end=0), figures=()),
        sampling=Sampling(),
    )
    again = Submit(job=JobId("job"), request=panel)

    def send(message: Any) -> None:
        told.append(message)
        if len(told) == 1:
            service._receive(again)

    class Refusing:
        def fulfil(self, *_: Any) -> Any:
            raise Unavailable("There is no model.", "Choose one.")

        def facts(self) -> Any:
            raise AssertionError

    service = Service(SimpleNamespace(send=send), Refusing)  # type: ignore[arg-type]
    service.artist()
    service._receive(again)
    service.fulfil_next()
    service.fulfil_next()
    assert [type(message).__name__ for message in told] == ["Failed", "Failed"]
