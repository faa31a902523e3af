"""One request in, one clip out, on a tiny random Phantom; what runs out, what is wrong, what is kept."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
import torch
from PIL import Image

from charabook.engine.client import EngineProcess
from charabook.engine.models.memory import DeviceKind, Machine
from charabook.engine.moving import clips, maker, opening
from charabook.engine.moving.bench import SIZES
from charabook.engine.moving.maker import ClipMaker
from charabook.engine.moving.memory import Rung, Stage, estimate, first_that_fits, ladder, tokens_of
from charabook.engine.moving.parts import plan_clip_model
from charabook.engine.moving.phantom import Batching
from charabook.engine.moving.video import decoded, encoded, frame_of
from charabook.engine.requests import (
    ClipRequest,
    ClipSampling,
    Done,
    Drawing,
    Failed,
    JobId,
    Loading,
    ModelId,
    StartPicture,
    Stepped,
    Stopped,
    Subject,
)
from charabook.engine.wire import request_from_json, request_to_json
from charabook.engine.worker_limits import check_request
from charabook.engine.worker_watch import JobWatch
from charabook.errors import BadInput, Cancelled, Damaged, Unavailable
from tests.engine.moving import tiny_wan
from tests.engine.process.stage import until_final, wait_for

CPU = torch.device("cpu")
SIZE = ClipSampling(steps=2, width_px=64, height_px=32, frames=5, frames_per_second=8)


def png(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


FOX = Subject(drawing=Drawing(image=png(Image.new("RGB", (40, 60), "orange"))), look_id="fox")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelId:
    return ModelId(str(tiny_wan.save_release(tmp_path_factory.mktemp("models") / "wan")))


@pytest.fixture(scope="module")
def asked(model: ModelId) -> ClipRequest:
    return ClipRequest(model=model, prompt="the small red fox waves", subjects=(FOX,), sampling=SIZE)


class Heard:
    """What a job told, and when it shall stop."""

    def __init__(self, stop: Callable[[object], bool] = lambda event: False) -> None:
        self.events: list[object] = []
        self.watch = JobWatch(JobId("job"), self.hear)
        self._stop = stop

    def hear(self, event: object) -> None:
        self.events.append(event)
        if self._stop(event):
            self.watch.cancel()


LOADED = ClipMaker(CPU)
"""Keeps its model from test to test."""


def made(request: ClipRequest, heard: Heard | None = None, by: ClipMaker = LOADED) -> Done:
    return by.fulfil(JobId("job"), request, (heard or Heard()).watch)


def pixels(image_png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(image_png)).convert("RGB"), dtype=np.int16)


def test_a_clip_comes_with_its_first_frame_and_its_figures(asked: ClipRequest) -> None:
    heard = Heard()
    done = made(asked, heard, ClipMaker(CPU))
    assert done.clip is not None
    assert (done.width_px, done.height_px, done.clip.frames) == (64, 32, 5)
    frames = list(decoded(done.clip.video))
    assert len(frames) == 5
    # What is noise in colour is averaged over four pixels in the file; brightness is not.
    assert np.abs(frames[0].mean(axis=2) - pixels(done.image_png).mean(axis=2)).mean() < 4
    (kept,) = done.clip.subjects
    assert kept.look_id == "fox"
    assert kept.frames == (0, 1, 2, 3, 4)
    assert all(0 <= value <= 1 for value in kept.kept)
    steps = [event for event in heard.events if isinstance(event, Stepped)]
    assert [(event.step, event.steps) for event in steps] == [(1, 2), (2, 2)]
    assert steps[0].preview_png
    assert {event.what for event in heard.events if isinstance(event, Loading)} >= {"Loading Wan2.1_VAE.pth"}
    assert len(done.model_revision) == 20


def test_the_same_request_gives_the_same_clip(asked: ClipRequest) -> None:
    again = request_from_json(request_to_json(asked))
    assert again == asked
    assert isinstance(again, ClipRequest)
    first, second = made(asked), made(again, by=ClipMaker(CPU))
    assert first.image_png == second.image_png
    assert first.clip == second.clip
    other = replace(asked, sampling=replace(SIZE, seed=1))
    assert made(other).image_png != first.image_png


def test_subjects_and_words_matter(asked: ClipRequest) -> None:
    first = made(asked).image_png
    assert made(replace(asked, prompt="the bear")).image_png != first
    blue = Subject(drawing=Drawing(image=png(Image.new("RGB", (40, 60), "blue"))))
    assert made(replace(asked, subjects=(blue,))).image_png != first


def test_a_mask_cuts_the_subject_out(asked: ClipRequest) -> None:
    scene = Image.new("RGB", (80, 80), "green")
    scene.paste("orange", (20, 10, 60, 70))
    mask = Image.new("L", (8, 8), 0)
    mask.paste(255, (2, 1, 6, 7))
    whole = replace(FOX, drawing=Drawing(image=png(scene)))
    masked = replace(FOX, drawing=Drawing(image=png(scene), mask_png=png(mask)))
    assert made(replace(asked, subjects=(whole,))).image_png != made(replace(asked, subjects=(masked,))).image_png


def test_less_noise_stays_nearer_to_the_start_picture(asked: ClipRequest) -> None:
    picture = png(Image.new("RGB", (64, 32), "navy"))
    sampling = replace(SIZE, steps=6)
    near, far = (
        made(replace(asked, sampling=sampling, start=StartPicture(image=picture, noise=noise))).image_png
        for noise in (0.5, 1.0)
    )
    whole = made(replace(asked, sampling=sampling)).image_png
    assert np.abs(pixels(far) - pixels(whole)).mean() < np.abs(pixels(near) - pixels(whole)).mean()


def test_a_clip_that_shall_stop_stops_within_a_step(asked: ClipRequest) -> None:
    heard = Heard(stop=lambda event: isinstance(event, Stepped))
    with pytest.raises(Cancelled):
        made(replace(asked, sampling=replace(SIZE, steps=9)), heard)
    assert sum(isinstance(event, Stepped) for event in heard.events) == 1


# ---------------------------------------------------------------------------------------------- memory


def test_every_rung_draws_the_same_clip(asked: ClipRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_clip_model(asked.model)
    rungs = ladder(DeviceKind.CUDA, plan.size)
    assert [rung.stage for rung in rungs] == list(Stage)
    drawn = []
    for rung in rungs:
        monkeypatch.setattr(opening, "ladder", lambda *_, rung=rung: (rung,))
        drawn.append(pixels(made(asked, by=ClipMaker(CPU)).image_png))
    for picture in drawn[1:]:
        assert np.abs(picture - drawn[0]).max() <= 1


@pytest.mark.parametrize("part", ["transformer", "decode", "words"])
def test_memory_that_runs_out_steps_down_once(asked: ClipRequest, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    rungs: list[Stage] = []

    def tight(model: opening.OpenClipModel) -> None:
        rungs.append(model.rung.stage)
        if model.rung.stage is Stage.TOGETHER:
            raise torch.OutOfMemoryError

    name = {"transformer": "_drawn", "decode": "_decoded", "words": "_check_size"}[part]
    work = getattr(clips, name)

    def worked(model: opening.OpenClipModel, *given: object) -> object:
        tight(model)
        return work(model, *given)

    monkeypatch.setattr(clips, name, worked)
    done = made(asked, by=ClipMaker(CPU))
    assert rungs == [Stage.TOGETHER, Stage.TEXT_FIRST]
    assert "Memory ran out" in done.notes[0]


def test_memory_that_runs_out_twice_is_said(asked: ClipRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise torch.OutOfMemoryError

    monkeypatch.setattr(clips, "_drawn", full)
    with pytest.raises(torch.OutOfMemoryError):
        made(asked, by=ClipMaker(CPU))


def test_a_model_that_fits_nowhere_is_refused_before_it_is_loaded(
    asked: ClipRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "machine_of", lambda _: Machine(kind=DeviceKind.CPU, device_bytes=9, host_bytes=9))
    heard = Heard()
    with pytest.raises(Unavailable, match="does not fit"):
        made(asked, heard, ClipMaker(CPU))
    assert not [event for event in heard.events if isinstance(event, Loading) and event.what.startswith("Loading")]


def full_size(subjects: int = 2, **changes: int) -> ClipRequest:
    sampling = ClipSampling(**changes)
    return ClipRequest(model=ModelId(""), prompt="x", subjects=(FOX,) * subjects, sampling=sampling)


def test_the_estimate_of_the_real_models_is_what_their_owners_report() -> None:
    def gib(model: str, stage: Stage) -> float:
        rung = next(rung for rung in ladder(DeviceKind.CUDA, SIZES[model]) if rung.stage is stage)
        return estimate(SIZES[model], rung, full_size()).device_bytes / 2**30

    for model in SIZES:
        needs = [gib(model, stage) for stage in Stage]
        assert needs == sorted(needs, reverse=True)
    assert tokens_of(SIZES["1.3B"], full_size()) == (21 + 2) * 30 * 52
    assert 8 < gib("1.3B", Stage.STREAM) + gib("1.3B", Stage.TURNS) < 32
    assert gib("14B", Stage.STREAM) < 16 < gib("14B", Stage.TURNS)


def test_the_best_rung_that_fits_is_taken() -> None:
    rungs = ladder(DeviceKind.CUDA, SIZES["1.3B"])

    def chosen(gib: float) -> Rung | None:
        machine = Machine(kind=DeviceKind.CUDA, device_bytes=round(gib * 2**30), host_bytes=64 * 2**30)
        return first_that_fits(rungs, SIZES["1.3B"], machine, full_size())

    assert chosen(80) == rungs[0]
    assert chosen(1) is None
    found = [chosen(gib) for gib in range(4, 81)]
    assert [rungs.index(rung) for rung in found if rung] == sorted((rungs.index(r) for r in found if r), reverse=True)


# ---------------------------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"width_px": 72}, "does not fit this model"),
        ({"frames": 6}, "does not fit this model"),
    ],
)
def test_sizes_that_the_model_cannot_draw_are_refused(asked: ClipRequest, changes: dict[str, int], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        made(replace(asked, sampling=replace(SIZE, **changes)))


@pytest.mark.parametrize(
    "sampling",
    [
        replace(SIZE, frames=10**6),
        replace(SIZE, frames=0),
        replace(SIZE, frames_per_second=0),
        replace(SIZE, steps=0),
        replace(SIZE, shift=0.0),
        replace(SIZE, shift=float("nan")),
        replace(SIZE, text_guidance=float("inf")),
        replace(SIZE, width_px=4096, height_px=2048),
    ],
)
def test_what_no_model_should_begin_with_is_refused(sampling: ClipSampling) -> None:
    with pytest.raises(BadInput):
        check_request(ClipRequest(model=ModelId("m"), prompt="x", subjects=(FOX,), sampling=sampling))


@pytest.mark.parametrize("count", [0, 5])
def test_one_to_four_subjects(count: int) -> None:
    with pytest.raises(BadInput, match="one to 4"):
        check_request(ClipRequest(model=ModelId("m"), prompt="x", subjects=(FOX,) * count))


@pytest.mark.parametrize("image", [b"no picture", png(Image.new("RGB", (4, 4)))])
def test_a_reference_that_is_no_picture_is_one_clear_sentence(asked: ClipRequest, image: bytes) -> None:
    with pytest.raises(BadInput, match=r"reference picture"):
        made(replace(asked, subjects=(Subject(drawing=Drawing(image=image)),)))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "CMYK", "I;16", "F"])
def test_references_of_every_mode_make_clips(asked: ClipRequest, mode: str) -> None:
    picture = Image.new("L", (37, 91), 90).convert(mode) if mode != "I;16" else Image.new(mode, (37, 91), 9000)
    target = io.BytesIO()
    picture.save(target, "TIFF")
    subject = Subject(drawing=Drawing(image=target.getvalue()))
    assert made(replace(asked, sampling=replace(SIZE, steps=1), subjects=(subject,))).clip is not None


def test_weights_that_give_no_numbers_are_said(asked: ClipRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clips, "_drawn", lambda model, inputs, *_: inputs.noise[:, :, :2] * float("nan"))
    with pytest.raises(BadInput, match="no sensible pictures"):
        made(asked)


# ---------------------------------------------------------------------------------------------- files


def ramp(count: int = 6) -> list[np.ndarray]:
    return [np.full((32, 48, 3), 20 * number, np.uint8) for number in range(count)]


def test_a_file_gives_its_frames_back() -> None:
    video = encoded(ramp(), 8)
    assert video == encoded(ramp(), 8), "the same frames give the same bytes"
    found = list(decoded(video))
    assert len(found) == 6
    for frame, given in zip(found, ramp(), strict=True):
        assert np.abs(frame.astype(int) - given).max() <= 3
    assert np.abs(frame_of(video, 4).astype(int) - 80).max() <= 3
    with pytest.raises(BadInput, match="has no frame 7"):
        frame_of(video, 6)


def test_odd_sides_are_refused() -> None:
    with pytest.raises(BadInput, match="even sides"):
        encoded([np.zeros((31, 48, 3), np.uint8)], 8)


@pytest.mark.parametrize("content", [b"", b"no video", encoded(ramp(), 8)[:200]])
def test_a_damaged_video_is_said(content: bytes) -> None:
    with pytest.raises(Damaged):
        list(decoded(content))


def test_a_missing_codec_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(av, "codecs_available", frozenset())
    with pytest.raises(Unavailable, match=r"H\.264"):
        encoded(ramp(), 8)


# ---------------------------------------------------------------------------------------------- the process


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EngineProcess]:
    environment = {"CHARABOOK_CACHE": str(tmp_path), "CHARABOOK_DEVICE": "cpu", "CHARABOOK_MODELS": str(tmp_path)}
    engine = EngineProcess(environment=environment)
    yield engine
    engine.close()


def test_the_engine_process_makes_stops_and_refuses_clips(engine: EngineProcess, asked: ClipRequest) -> None:
    engine.submit(JobId("clip"), asked)
    done = until_final(engine, "clip")["clip"]
    assert isinstance(done, Done)
    assert done.clip is not None
    assert len(list(decoded(done.clip.video))) == 5
    engine.submit(JobId("long"), replace(asked, sampling=replace(SIZE, steps=400)))
    wait_for(engine, Stepped)
    engine.cancel(JobId("long"))
    assert isinstance(until_final(engine, "long")["long"], Stopped)
    engine.submit(JobId("none"), replace(asked, model=ModelId("nowhere")))
    failed = until_final(engine, "none")["none"]
    assert isinstance(failed, Failed)
    assert "no clip model" in failed.what


def test_both_ways_of_batching_are_used(asked: ClipRequest) -> None:
    plan = plan_clip_model(asked.model)
    first = opening.open_clip_model(asked, plan, device=CPU, tell=lambda *_: None)
    lower = opening.open_clip_model(asked, plan, device=CPU, tell=lambda *_: None, above=first.rung)
    assert (first.batching, lower.batching) == (Batching.TOGETHER, Batching.IN_TURN)
    assert maker.ClipMaker(CPU).loaded == ""
