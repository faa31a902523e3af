"""Moving takes of a book: what they are made from, how they are kept, shown, chosen and made again."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from charabook.engine.requests import ClipRequest, Drawing
from charabook.engine.wire import request_from_json
from charabook.errors import BadInput, KnownError, Unavailable
from charabook.queue import JobState
from charabook.studio import Studio
from charabook.studio.clip_drawings import drawing_from
from charabook.studio.clips import ClipWish
from charabook.studio.moving_takes import clip_of, is_moving
from charabook.studio.recording import UPSCALE
from projects.editing import Edit
from projects.project import Project
from projects.records import LookId, Panel, Take, TakeEdit, TakeId
from projects.sharing import Light
from tests.fakes.engine import FakeEngine, flat_png

SCRIPT = """Title: Crown
# Cast
## Mina
look: a girl with red pigtails in a blue dress
## Pip
look: a fox in a green sweater
# Settings
meadow: a flower meadow
# Page 1
## Panel
setting: meadow
> Mina left: waving
> Pip right: sitting
## Panel
setting: meadow
"""
MODEL = "/models/Phantom-Wan-1.3B.pth"
WISH = ClipWish(model=MODEL)


class Desk:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = FakeEngine()
        self.studio = Studio.create(path, engine=lambda: self.engine)
        self.studio.import_script(SCRIPT)

    @property
    def panel(self) -> Panel:
        return self.studio.project.panels()[0]

    def looks(self) -> list[LookId]:
        return [look.id for look in self.studio.project.looks()]

    def work(self) -> None:
        self.studio.queue.start()
        assert self.studio.queue.wait(20)

    def draw_identities(self) -> None:
        for look in self.looks():
            self.studio.looks.make_identity(look)
        self.work()

    def clip(self, wish: ClipWish = WISH) -> Take:
        job = self.studio.clips.make(self.panel.id, wish)
        self.work()
        return self.studio.project.get(Take, TakeId(job))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    desk = Desk(tmp_path / "book.charabook")
    yield desk
    desk.studio.close()


def grey(png: bytes) -> float:
    return float(np.asarray(Image.open(io.BytesIO(png)).convert("L")).mean())


def test_a_clip_is_made_from_the_panels_words_and_its_looks_pictures(desk: Desk) -> None:
    desk.draw_identities()
    request = desk.studio.clips.request(desk.panel.id, WISH)
    assert request.model == MODEL
    assert "a girl with red pigtails in a blue dress, waving" in request.prompt
    assert [subject.look_id for subject in request.subjects] == desk.looks()
    pictures = [desk.studio.project.takes_of_look(look)[0] for look in desk.looks()]
    assert [subject.drawing.image for subject in request.subjects] == [
        desk.studio.asset(take.asset) for take in pictures if take.asset
    ]
    sampling = request.sampling
    assert (sampling.frames, sampling.steps, sampling.image_guidance, sampling.text_guidance) == (81, 50, 5.0, 7.5)
    assert sampling.width_px % 16 == sampling.height_px % 16 == 0
    assert sampling.width_px * sampling.height_px == pytest.approx(832 * 480, rel=0.1)


def test_a_drawing_defines_its_subject_until_an_identity_is_drawn(desk: Desk) -> None:
    drawing, mask = flat_png(40, 60, 1), flat_png(40, 60, 0xFFFFFF)
    for look in desk.looks():
        desk.studio.looks.use_drawing(look, drawing, mask)
    request = desk.studio.clips.request(desk.panel.id, WISH)
    assert request.subjects[0].drawing == Drawing(image=drawing, mask_png=mask)


def test_what_is_missing_is_one_sentence(desk: Desk) -> None:
    clips = desk.studio.clips
    assert "No clip model is chosen" in clips.why_not(desk.panel.id)
    assert "No picture shows Mina yet" in clips.why_not(desk.panel.id, WISH)
    empty = desk.studio.project.panels()[1]
    assert "one to 4 subjects, not of 0" in clips.why_not(empty.id, WISH)
    desk.draw_identities()
    assert clips.why_not(desk.panel.id, WISH) == ""
    assert "no picture that the clip could begin near" in clips.why_not(
        desk.panel.id, ClipWish(model=MODEL, start_noise=0.8)
    )


def test_looks_and_drawings_may_be_named(desk: Desk) -> None:
    desk.draw_identities()
    toy = Drawing(image=flat_png(20, 20, 7))
    wish = ClipWish(model=MODEL, prompt="A toy flies past Pip.", looks=(desk.looks()[1],), drawings=(toy,), seed=9)
    request = desk.studio.clips.request(desk.panel.id, wish)
    assert [subject.look_id for subject in request.subjects] == [desk.looks()[1], ""]
    assert request.subjects[1].drawing == toy
    assert (request.prompt, request.sampling.seed) == ("A toy flies past Pip.", 9)
    with pytest.raises(BadInput, match="not of 5"):
        desk.studio.clips.request(desk.panel.id, ClipWish(model=MODEL, drawings=(toy,) * 5))


def test_a_clip_may_keep_drawings_alone(desk: Desk) -> None:
    toy = Drawing(image=flat_png(20, 20, 7))
    request = desk.studio.clips.request(desk.panel.id, ClipWish(model=MODEL, looks=(), drawings=(toy,)))
    assert [subject.drawing for subject in request.subjects] == [toy]


@pytest.mark.parametrize("content", [b"", b"%!PS-Adobe-3.0 EPSF-3.0\n", b"\x89PNG\r\n\x1a\n cut off"])
def test_a_drawing_that_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "drawing.png").write_bytes(content)
    with pytest.raises(BadInput, match=r"drawing\.png is not a readable picture"):
        drawing_from(tmp_path / "drawing.png")


def test_a_drawing_that_is_too_small_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(flat_png(3, 400, 7))
    with pytest.raises(BadInput, match="only 3 x 400 pixels"):
        drawing_from(tmp_path / "dot.png")
    with pytest.raises(Unavailable, match=r"none\.png cannot be read"):
        drawing_from(tmp_path / "none.png")


def test_a_clip_is_a_take_of_its_panel(desk: Desk) -> None:
    desk.draw_identities()
    take = desk.clip()
    assert take.panel == desk.panel.id
    assert is_moving(take)
    assert take.asset
    assert grey(desk.studio.asset(take.asset)) == 0
    clip = desk.studio.clips.clip(take.id)
    assert clip is not None
    assert (clip.frames, clip.length_s, clip.still) == (5, 5 / 8, 0)
    assert clip.video in take.mask_assets
    assert desk.studio.clips.path(take.id).read_bytes() == desk.studio.clips.video(take.id)
    assert isinstance(request_from_json(take.request_json), ClipRequest)
    assert [one.take.id for one in desk.studio.clips.takes()] == [take.id]


def test_the_drift_of_a_clip_is_stored_with_it(desk: Desk) -> None:
    desk.draw_identities()
    clip = clip_of(desk.clip())
    assert clip is not None
    mina, pip = clip.subjects
    assert (mina.look, pip.look) == tuple(desk.looks())
    assert mina.mean == pytest.approx(0.675)
    assert mina.drift == pytest.approx(0.9 - 0.45)
    assert mina.worst_frame == 3
    assert clip.drift == mina.drift
    assert clip.kept == min(subject.mean for subject in clip.subjects)


def test_a_clip_stands_for_its_panel_only_if_chosen(desk: Desk) -> None:
    desk.draw_identities()
    moving = desk.clip()
    assert desk.panel.id in desk.studio.drawing.panels_without_picture()
    desk.studio.takes.choose(moving.id)
    assert desk.panel.id not in desk.studio.drawing.panels_without_picture()
    assert desk.panel.id not in desk.studio.drawing.stale_panels()


def test_a_chosen_frame_is_the_picture_on_page_and_in_print(desk: Desk) -> None:
    desk.draw_identities()
    take = desk.clip()
    changes = desk.studio.clips.use_frame(take.id, 3)
    assert changes
    record = desk.studio.project.get(Take, take.id)
    assert record.asset
    assert grey(desk.studio.asset(record.asset)) == pytest.approx(120, abs=3)
    clip = clip_of(record)
    assert clip is not None
    assert clip.still == 3
    desk.studio.undo()
    assert desk.studio.project.get(Take, take.id) == take
    with pytest.raises(BadInput, match="no frame 9"):
        desk.studio.clips.use_frame(take.id, 8)


def test_another_frame_forgets_what_was_enlarged_of_the_old_one(desk: Desk) -> None:
    desk.draw_identities()
    take = desk.clip()

    def enlarge(edit: Edit) -> None:
        edit.insert(TakeEdit(take=take.id, kind=UPSCALE, asset=edit.add_asset(flat_png(4, 4, 1))))

    desk.studio.edit("Enlarge", enlarge)
    desk.studio.clips.use_frame(take.id, 2)
    assert desk.studio.project.take_edits(take.id) == ()


def test_a_clip_can_be_made_again_and_varied(desk: Desk) -> None:
    desk.draw_identities()
    take = desk.clip()
    again = desk.studio.takes.regenerate(take.id)
    varied = desk.studio.takes.vary(take.id)
    desk.work()
    same, other = (desk.studio.project.get(Take, TakeId(job)) for job in (again, varied))
    assert same.request_json == take.request_json
    assert same.asset == take.asset
    assert is_moving(other)
    assert other.seed != take.seed
    assert len(desk.studio.clips.takes(desk.panel.id)) == 3


def test_a_clip_may_begin_near_the_panels_picture(desk: Desk) -> None:
    desk.studio.drawing.generate(desk.panel.id)
    desk.work()
    still = desk.studio.project.takes(desk.panel.id)[0]
    request = desk.studio.clips.request(desk.panel.id, ClipWish(model=MODEL, start_noise=0.7))
    assert request.start is not None
    assert still.asset
    assert request.start.image == desk.studio.asset(still.asset)


def test_a_full_disk_loses_no_clip(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.draw_identities()
    aside = Project.aside

    def full(*_: object) -> object:
        raise Unavailable("The disk is full.", "Free some space.")

    monkeypatch.setattr(Project, "aside", full)
    job = desk.studio.clips.make(desk.panel.id, WISH)
    desk.work()
    (failed,) = desk.studio.queue.jobs()
    assert (failed.state, failed.what) == (JobState.FAILED, "The disk is full.")
    drawn = len(desk.engine.requests)
    monkeypatch.setattr(Project, "aside", aside)
    desk.studio.queue.retry(job)
    desk.work()
    assert is_moving(desk.studio.project.get(Take, TakeId(job)))
    assert len(desk.engine.requests) == drawn, "the finished clip was kept, not drawn again"


def test_a_full_disk_leaves_no_half_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.draw_identities()
    take = desk.clip()
    target = tmp_path / "out" / "clip.mp4"
    target.parent.mkdir()
    target.write_bytes(b"before")
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Unavailable, match="disk became full"):
        desk.studio.clips.write(take.id, target)
    monkeypatch.undo()
    assert target.read_bytes() == b"before"
    assert [one.name for one in target.parent.iterdir()] == ["clip.mp4"]


def test_clips_travel_with_the_book(desk: Desk) -> None:
    desk.draw_identities()
    take = desk.clip()
    video = desk.studio.clips.video(take.id)
    desk.studio.publish()
    desk.studio.close()
    desk.studio = Studio.open(desk.path, engine=FakeEngine)
    assert desk.studio.clips.video(take.id) == video


@pytest.mark.parametrize("light", list(Light))
def test_a_chosen_clip_travels_in_light_copies(desk: Desk, tmp_path: Path, light: Light) -> None:
    desk.draw_identities()
    take = desk.clip()
    desk.studio.takes.choose(take.id)
    desk.studio.publish()
    copy = tmp_path / "light.charabook"
    desk.studio.project.export_light(copy, light)
    with Studio.open(copy, engine=FakeEngine) as studio:
        assert studio.clips.video(take.id) == desk.studio.clips.video(take.id)


def test_clips_come_with_a_merge(desk: Desk, tmp_path: Path) -> None:
    desk.studio.publish()
    colleagues = Path(shutil.copy(desk.path, tmp_path / "colleague.charabook"))
    desk.draw_identities()
    take = desk.clip()
    desk.studio.publish()
    with Studio.open(colleagues, engine=FakeEngine) as other:
        other.merge(desk.path)
        assert other.clips.video(take.id) == desk.studio.clips.video(take.id)


def test_still_takes_have_no_frames(desk: Desk) -> None:
    desk.studio.drawing.generate(desk.panel.id)
    desk.work()
    still = desk.studio.project.takes(desk.panel.id)[0]
    assert clip_of(still) is None
    with pytest.raises(BadInput, match="does not move"):
        desk.studio.clips.video(still.id)


def test_only_a_clip_model_becomes_the_books(desk: Desk) -> None:
    with pytest.raises(KnownError):
        desk.studio.clips.set_model("/nowhere")
    assert desk.studio.clips.model() == ""


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        "[]",
        '{"clip": 3}',
        '{"clip": {"video": 3, "mime": "", "frames": 1, "frames_per_second": 1, "still": 0, "subjects": []}}',
        '{"clip": {"video": "a", "mime": "", "frames": 1e999, "frames_per_second": 1, "still": 0, "subjects": []}}',
    ],
)
def test_what_a_stranger_wrote_there_is_no_clip(stored: str) -> None:
    assert not is_moving(Take(masks_json=stored))
