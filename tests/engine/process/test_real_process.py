"""The whole way with nothing faked: a request through the engine process, a real (tiny, untrained) FLUX, a picture."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from charabook.engine.client import EngineProcess
from charabook.engine.requests import (
    Box,
    Done,
    Failed,
    Figure,
    Identity,
    IdentityRequest,
    JobId,
    ModelId,
    PanelRequest,
    PromptSpans,
    Request,
    Sampling,
    Span,
    Stepped,
    Stopped,
    UpscaleRequest,
)
from tests.engine.models.tiny_pipeline import save_tiny
from tests.engine.process.stage import until_final, wait_for

TEXT = "in a meadow, a small red fox, waving"
FOX = Identity(look_id="fox", character="a small red fox", width_px=64, height_px=64)
SIZE = Sampling(steps=4, width_px=64, height_px=64)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelId:
    return ModelId(str(save_tiny(tmp_path_factory.mktemp("models") / "tiny")))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineProcess]:
    """One process for all tests of this file: each start imports torch."""
    engine = started(tmp_path_factory.mktemp("cache"))
    yield engine
    engine.close()


def started(cache: Path) -> EngineProcess:
    environment = {"CHARABOOK_CACHE": str(cache), "CHARABOOK_DEVICE": "cpu", "CHARABOOK_MODELS": str(cache)}
    return EngineProcess(environment=environment)


def panel(model: ModelId) -> PanelRequest:
    figure = Figure(
        identity=FOX, prompt="a small red fox, waving", region=Box(left=0.1, top=0.1, width=0.6, height=0.8)
    )
    spans = (Span(start=13, end=len(TEXT)),)
    prompt = PromptSpans(text=TEXT, background=Span(start=0, end=11), figures=spans)
    return PanelRequest(model=model, prompt=prompt, sampling=SIZE, figures=(figure,))


def result(engine: EngineProcess, request: Request, job: str = "job") -> Done:
    engine.submit(JobId(job), request)
    event = until_final(engine, job)[job]
    assert isinstance(event, Done), event
    return event


def test_a_panel_comes_back_as_a_picture_with_masks_and_timings(engine: EngineProcess, model: ModelId) -> None:
    done = result(engine, panel(model))
    assert Image.open(BytesIO(done.image_png)).size == (done.width_px, done.height_px) == (64, 64)
    assert [figure.look_id for figure in done.figures] == ["fox"]
    assert done.timings
    assert len(done.model_revision) == 20


def test_the_same_request_gives_the_same_pixels_in_another_process(
    engine: EngineProcess, model: ModelId, tmp_path: Path
) -> None:
    again = started(tmp_path)
    try:
        assert result(engine, panel(model)).image_png == result(again, panel(model)).image_png
    finally:
        again.close()


def test_an_identity_comes_back_with_its_mask(engine: EngineProcess, model: ModelId) -> None:
    done = result(engine, IdentityRequest(model=model, identity=FOX, sampling=SIZE))
    assert Image.open(BytesIO(done.figures[0].mask_png)).mode == "L"


def test_a_panel_stops_between_two_steps_and_the_next_one_is_drawn(engine: EngineProcess, model: ModelId) -> None:
    endless = replace(panel(model), sampling=replace(SIZE, steps=500))
    engine.submit(JobId("endless"), endless)
    wait_for(engine, Stepped)
    engine.cancel(JobId("endless"))
    assert isinstance(until_final(engine, "endless")["endless"], Stopped)
    assert result(engine, panel(model), "next").image_png


def test_a_picture_is_enlarged_four_times(engine: EngineProcess, model: ModelId) -> None:
    small = result(engine, panel(model)).image_png
    done = result(engine, UpscaleRequest(image=small), "large")
    assert (done.width_px, done.height_px) == (256, 256)


def test_a_model_that_is_not_there_is_told_calmly(engine: EngineProcess) -> None:
    engine.submit(JobId("job"), panel(ModelId("/no/such/model")))
    event = until_final(engine, "job")["job"]
    assert isinstance(event, Failed)
    assert event.what == "There is no model at /no/such/model."


def test_a_hostile_request_is_refused_before_any_model_is_touched(engine: EngineProcess, model: ModelId) -> None:
    engine.submit(JobId("job"), replace(panel(model), sampling=replace(SIZE, width_px=10**9)))
    event = until_final(engine, "job")["job"]
    assert isinstance(event, Failed)
    assert "Choose sides" in event.remedy


def test_the_process_tells_about_the_machine(engine: EngineProcess, model: ModelId) -> None:
    result(engine, panel(model))
    facts = engine.describe()
    assert facts.device == "cpu"
    assert facts.torch
    assert facts.memory_bytes > facts.free_bytes > 0
    assert facts.loaded_model == "tiny, 32 bit"
