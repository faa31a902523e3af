"""Films as files: whole or not at all, gone on with after an interruption, filmed anew only where something changed."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import av
import pytest
from PIL import Image

from charabook.errors import BadInput, Cancelled, Unavailable
from layouts.motion import ffmpeg, segments
from layouts.motion.direction import FilmStyle
from layouts.motion.film import FILMING, FilmOrder, write_film
from layouts.motion.kinds import CODECS, FilmKind
from layouts.motion.planning import plan
from layouts.motion.segments import SegmentFolder, pieces_of
from layouts.motion.soundtrack import SoundWish, Spoken
from layouts.motion.timeline import Timeline
from layouts.page import LetteringKind
from tests.layouts.motion.small_film import SMALL, SmallFilm, film_page, small_film
from tests.layouts.motion.sounds import tone
from tests.layouts.sample_pages import say


class Watch:
    """A progress that counts what is filmed, and may stop it."""

    def __init__(self, stop_after: int = 10**9) -> None:
        self.filmed: list[int] = []
        self.stages: list[str] = []
        self._stop_after = stop_after

    def advance(self, stage: str, done: float, total: float) -> None:
        self.stages.append(stage)
        if stage == FILMING:
            self.filmed.append(int(done))

    def is_cancelled(self) -> bool:
        return len(self.filmed) >= self._stop_after


@pytest.fixture
def two(film: SmallFilm) -> SmallFilm:
    return SmallFilm(film.pages["title"], film.pages["story"])


def order_of(source: SmallFilm, folder: Path, style: FilmStyle = SMALL) -> FilmOrder:
    """The beginning of each page is enough here."""
    made = plan(source, style)
    scenes = tuple(replace(scene, frames=min(scene.frames, 40)) for scene in made.scenes)
    return FilmOrder(timeline=replace(made, scenes=scenes), source=source, workshop=folder / "pieces")


def facts(path: Path) -> tuple[list[int], dict[str, str]]:
    """The times of all frames, and the codecs by the kind of stream."""
    with av.open(str(path)) as film:
        codecs = {stream.type: stream.codec_context.name for stream in film.streams}
        return [round(float(frame.time) * 24) for frame in film.decode(video=0)], codecs


@pytest.mark.parametrize("ending", ["mp4", "webm"])
def test_a_film_has_every_frame_once_at_its_time(two: SmallFilm, tmp_path: Path, ending: str) -> None:
    order, target = order_of(two, tmp_path), tmp_path / f"film.{ending}"
    write_film(order, target)
    times, codecs = facts(target)
    assert times == list(range(order.timeline.frames))
    assert codecs == {"video": {"mp4": "h264", "webm": "vp9"}[ending]}
    assert sorted(tmp_path.glob("*")) == sorted([target, tmp_path / "pieces"])


@pytest.mark.parametrize(("ending", "codec"), [("mp4", "aac"), ("webm", "opus")])
def test_the_sound_lasts_as_long_as_the_film(two: SmallFilm, tmp_path: Path, ending: str, codec: str) -> None:
    music = tone(tmp_path / "m.wav", 0.5)
    spoken = (Spoken(path=tone(tmp_path / "s.wav", 0.5), at_s=1.0),)
    order = replace(order_of(two, tmp_path), sound=SoundWish(music=music), spoken=spoken)
    write_film(order, tmp_path / f"film.{ending}")
    with av.open(str(tmp_path / f"film.{ending}")) as film:
        assert codec in film.streams.audio[0].codec_context.name
        end = max(float(frame.time) + frame.samples / frame.sample_rate for frame in film.decode(audio=0))
    assert end == pytest.approx(order.timeline.length_s, abs=0.1)


def test_a_cancelled_film_leaves_no_file_and_goes_on_where_it_stopped(two: SmallFilm, tmp_path: Path) -> None:
    order, target = order_of(two, tmp_path), tmp_path / "film.mp4"
    stop = order.timeline.scenes[0].frames + 5
    with pytest.raises(Cancelled):
        write_film(order, target, Watch(stop_after=stop))
    assert not target.exists()
    assert len(list((tmp_path / "pieces").iterdir())) == 1
    again = Watch()
    write_film(order, target, again)
    assert len(again.filmed) == 1 + order.timeline.scenes[1].frames  # the first piece is taken up in one step
    assert facts(target)[0] == list(range(order.timeline.frames))


def test_an_older_film_stays_while_a_new_one_is_not_finished(two: SmallFilm, tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    target.write_bytes(b"the film of last week")
    with pytest.raises(Cancelled):
        write_film(order_of(two, tmp_path), target, Watch(stop_after=3))
    assert target.read_bytes() == b"the film of last week"


def test_only_what_changed_is_filmed_anew(film: SmallFilm, tmp_path: Path) -> None:
    source = SmallFilm(film.pages["title"], film.pages["story"], film.pages["manga"])
    write_film(order_of(source, tmp_path), tmp_path / "film.mp4")
    page = film.pages["manga"].page
    words = (*page.letterings[:-1], say(9, LetteringKind.SPEECH, "Else.", panel=page.panels[1].id))
    changed = film_page("manga", replace(page, letterings=words))
    source.pages["manga"] = replace(changed, cutouts=film.pages["manga"].cutouts)
    order, watch = order_of(source, tmp_path), Watch()
    write_film(order, tmp_path / "film.mp4", watch)
    assert len(watch.filmed) == 2 + order.timeline.scenes[2].frames  # the two others are taken up in one step each


def test_a_picture_made_again_is_seen(tmp_path: Path) -> None:
    film = small_film(tmp_path)
    order = order_of(SmallFilm(film.pages["story"]), tmp_path)
    before = [piece.key for piece in pieces_of(order.timeline, order.source, CODECS[FilmKind.MP4], 1.0)]
    os.utime(tmp_path / "meadow.png", (1, 1))
    after = [piece.key for piece in pieces_of(order.timeline, order.source, CODECS[FilmKind.MP4], 1.0)]
    assert not set(before) & set(after)


def test_a_long_page_is_filmed_in_pieces(two: SmallFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "LONGEST_PIECE_S", 1)
    order = order_of(two, tmp_path)
    write_film(order, tmp_path / "film.mp4")
    pieces = list((tmp_path / "pieces").iterdir())
    assert len(pieces) == 4  # two of each page
    assert facts(tmp_path / "film.mp4")[0] == list(range(order.timeline.frames))


@pytest.mark.parametrize("ending", ["mp4", "webm"])
@pytest.mark.parametrize("lengths", [(1, 30, 1), (2, 9, 40), (40, 2, 3), (1, 1, 1)])
def test_pieces_of_any_length_join(film: SmallFilm, tmp_path: Path, ending: str, lengths: tuple[int, int, int]) -> None:
    source = SmallFilm(film.pages["title"], film.pages["story"], film.pages["manga"])
    order = order_of(source, tmp_path)
    scenes = [replace(scene, frames=count) for scene, count in zip(order.timeline.scenes, lengths, strict=True)]
    order = replace(order, timeline=replace(order.timeline, scenes=tuple(scenes)))
    write_film(order, tmp_path / f"film.{ending}")
    assert facts(tmp_path / f"film.{ending}")[0] == list(range(sum(lengths)))


def test_a_damaged_piece_is_filmed_anew(two: SmallFilm, tmp_path: Path) -> None:
    order = order_of(two, tmp_path)
    write_film(order, tmp_path / "film.mp4")
    first, second = sorted((tmp_path / "pieces").iterdir())
    first.write_bytes(first.read_bytes()[:300])
    second.write_bytes(b"")
    write_film(order, tmp_path / "film.mp4")
    assert facts(tmp_path / "film.mp4")[0] == list(range(order.timeline.frames))


def test_pieces_that_were_not_used_for_long_go_when_there_are_too_many(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.mp4").write_bytes(b"x" * 100)
        os.utime(tmp_path / f"{number}.mp4", (number, number))
    SegmentFolder(tmp_path).tidy(budget_bytes=250)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3.mp4", "4.mp4"]


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes: what a full disk looks like to the program."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_becomes_full_is_told_of_and_nothing_half_done_stays(two: SmallFilm, tmp_path: Path) -> None:
    order, target = order_of(two, tmp_path), tmp_path / "film.mp4"
    with files_up_to(4096), pytest.raises(Unavailable, match=r"full while .*pieces was"):
        write_film(order, target)
    assert not target.exists()
    assert not list((tmp_path / "pieces").iterdir())
    write_film(order, target)
    assert facts(target)[0] == list(range(order.timeline.frames))


def test_a_disk_that_becomes_full_in_the_end_keeps_what_was_filmed(two: SmallFilm, tmp_path: Path) -> None:
    order, target = order_of(two, tmp_path), tmp_path / "film.mp4"
    with pytest.raises(Cancelled):
        write_film(order, target, Watch(stop_after=order.timeline.frames))
    largest = max(path.stat().st_size for path in (tmp_path / "pieces").iterdir())
    with files_up_to(largest), pytest.raises(Unavailable, match="full"):
        write_film(order, target)
    assert not target.exists()
    assert len(list((tmp_path / "pieces").iterdir())) == 2


def test_a_sound_that_cannot_be_played_is_told_of_before_the_work(two: SmallFilm, tmp_path: Path) -> None:
    (tmp_path / "noise.mp3").write_bytes(b"no sound")
    watch = Watch()
    order = replace(order_of(two, tmp_path), sound=SoundWish(music=tmp_path / "noise.mp3"))
    with pytest.raises(BadInput, match=r"noise\.mp3"):
        write_film(order, tmp_path / "film.mp4", watch)
    assert not watch.filmed
    assert not (tmp_path / "film.mp4").exists()


def test_a_missing_codec_is_told_of_before_the_work(
    two: SmallFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CODECS, FilmKind.MP4, replace(CODECS[FilmKind.MP4], name="no-such-codec"))
    with pytest.raises(Unavailable, match=r"H\.264"):
        write_film(order_of(two, tmp_path), tmp_path / "film.mp4")


def test_without_the_video_library_pictures_that_move_can_still_be_made(
    two: SmallFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ffmpeg, "LIBRARY", "no_such_library")
    with pytest.raises(Unavailable, match=r"\.webp or \.gif"):
        write_film(order_of(two, tmp_path), tmp_path / "film.mp4")
    write_film(order_of(two, tmp_path), tmp_path / "film.webp")
    assert (tmp_path / "film.webp").exists()


@pytest.mark.parametrize("ending", ["webp", "gif"])
def test_a_picture_that_moves_keeps_time(two: SmallFilm, tmp_path: Path, ending: str) -> None:
    order, target = order_of(two, tmp_path), tmp_path / f"film.{ending}"
    watch = Watch()
    write_film(order, target, watch)
    with Image.open(target) as picture:
        lengths = []
        for number in range(picture.n_frames):
            picture.seek(number)
            picture.load()
            lengths.append(picture.info["duration"])
        assert picture.size == (order.timeline.width, order.timeline.height)
        assert picture.info["loop"] == 0
    assert sum(lengths) == pytest.approx(order.timeline.length_s * 1000, abs=100)
    assert watch.filmed[-1] <= order.timeline.frames


def test_a_gif_beyond_measure_is_refused(two: SmallFilm, tmp_path: Path) -> None:
    style = FilmStyle(width=1920, height=1080, pace=0.2)
    order = FilmOrder(timeline=plan(two, style), source=two, workshop=tmp_path)
    with pytest.raises(BadInput, match="far too large"):
        write_film(order, tmp_path / "film.gif")


def test_a_cancelled_picture_leaves_no_file(two: SmallFilm, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_film(order_of(two, tmp_path), tmp_path / "film.webp", Watch(stop_after=4))
    assert list(tmp_path.iterdir()) == []


def test_a_film_is_refused_where_no_file_can_be(two: SmallFilm, tmp_path: Path) -> None:
    order = order_of(two, tmp_path)
    two.asked.clear()
    with pytest.raises(Unavailable):
        write_film(order, tmp_path / "nowhere" / "film.mp4")
    assert not two.asked  # before any work
    with pytest.raises(BadInput):
        write_film(order_of(two, tmp_path), tmp_path / "film.avi")


def test_the_colours_of_the_page_arrive(two: SmallFilm, timeline: Timeline, tmp_path: Path) -> None:
    from layouts.motion.projector import Projector  # noqa: PLC0415 - beside its use

    order = order_of(two, tmp_path)
    write_film(order, tmp_path / "film.mp4")
    number = order.timeline.frames - 1
    painted = Projector(order.timeline, two).frame(number).pixelColor(80, 30)
    with av.open(str(tmp_path / "film.mp4")) as film:
        shown = list(film.decode(video=0))[number].to_image().getpixel((80, 30))
    assert shown == pytest.approx((painted.red(), painted.green(), painted.blue()), abs=12)
