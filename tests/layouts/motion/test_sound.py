"""Music and narration: levels, fades, ducking; files that cannot be played are told of in words."""

from pathlib import Path

import av
import numpy as np
import pytest

from charabook.errors import BadInput
from layouts.motion.narration import narration_of
from layouts.motion.soundtrack import BLOCK, RATE_HZ, Mix, Recording, Soundtrack, SoundWish, Spoken
from layouts.motion.timeline import Timeline
from tests.layouts.motion.sounds import tone


def heard(mix: Mix) -> np.ndarray:
    return np.concatenate(list(mix.blocks()))


def loudness(sound: np.ndarray, start_s: float, end_s: float) -> float:
    return float(np.sqrt(np.mean(sound[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)] ** 2)))


def test_a_recording_is_read_as_48_khz_stereo_whatever_it_is(tmp_path: Path) -> None:
    recording = Recording(tone(tmp_path / "a.wav", 1.0, rate=22_050))
    assert recording.length_s == pytest.approx(1.0, abs=0.02)
    samples = recording.read(10 * RATE_HZ)
    assert samples.shape == (pytest.approx(RATE_HZ, abs=200), 2)
    assert recording.read(10).shape == (0, 2)


def test_music_goes_on_for_as_long_as_the_film_and_fades_at_both_ends(tmp_path: Path) -> None:
    wish = SoundWish(music=tone(tmp_path / "a.wav", 0.7), music_level=0.5, fade_in_s=1.0, fade_out_s=1.0)
    sound = heard(Mix(wish, (), 5.0))
    assert len(sound) == 5 * RATE_HZ
    middle = loudness(sound, 2, 3)
    assert middle == pytest.approx(0.5 * 0.5 / 2**0.5, rel=0.05)
    assert loudness(sound, 0, 0.05) < middle * 0.1
    assert loudness(sound, 4.95, 5) < middle * 0.1


def test_music_steps_back_while_somebody_speaks(tmp_path: Path) -> None:
    music, speech = tone(tmp_path / "m.wav", 1.0), tone(tmp_path / "s.wav", 2.0, hertz=200, level=0.4)
    wish = SoundWish(music=music, duck=0.25, narration_level=0.0001, fade_in_s=0.01, fade_out_s=0.01)
    quiet = heard(Mix(wish, (Spoken(path=speech, at_s=2.0),), 8.0))
    assert loudness(quiet, 3, 3.9) == pytest.approx(loudness(quiet, 0.5, 1.5), rel=0.01)  # too soft to be speech
    wish = SoundWish(music=music, duck=0.0, fade_in_s=0.01, fade_out_s=0.01)
    ducked = heard(Mix(wish, (Spoken(path=speech, at_s=2.0),), 8.0))
    assert loudness(ducked, 3, 3.9) == pytest.approx(0.4 / 2**0.5, rel=0.03)  # the speech alone
    assert loudness(ducked, 7, 7.9) == pytest.approx(loudness(ducked, 0.5, 1.5), rel=0.05)  # and the music is back


def test_what_is_spoken_begins_at_its_time(tmp_path: Path) -> None:
    spoken = (Spoken(path=tone(tmp_path / "s.wav", 0.5), at_s=1.23),)
    sound = heard(Mix(SoundWish(), spoken, 3.0))
    first = np.flatnonzero(np.abs(sound[:, 0]) > 1e-3)
    assert first[0] / RATE_HZ == pytest.approx(1.23, abs=0.01)
    assert first[-1] / RATE_HZ == pytest.approx(1.73, abs=0.02)


def test_the_mix_comes_in_short_blocks_and_never_overflows(tmp_path: Path) -> None:
    loud = tone(tmp_path / "a.wav", 1.0, level=1.0)
    blocks = list(Mix(SoundWish(music=loud, music_level=4.0), (Spoken(path=loud, at_s=0.0),), 2.03).blocks())
    assert max(len(block) for block in blocks) <= BLOCK
    assert max(float(np.abs(block).max()) for block in blocks) <= 1.0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello" * 100,
        b"#EXTM3U\n#EXTINF:1,\nhttp://localhost:9/a.mp3\n",
        b"ffconcat version 1.0\nfile a.wav\n",
    ],
)
def test_what_is_no_sound_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mp3").write_bytes(content)
    with pytest.raises(BadInput, match=r"a\.mp3 cannot be played"):
        Recording(tmp_path / "a.mp3")


def test_a_damaged_sound_is_refused_in_words(tmp_path: Path) -> None:
    whole = tone(tmp_path / "a.wav", 0.5).read_bytes()
    (tmp_path / "b.wav").write_bytes(whole[:20])
    with pytest.raises(BadInput, match=r"b\.wav"):
        Recording(tmp_path / "b.wav").read(RATE_HZ)


def test_a_damaged_spot_is_passed_over(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "a.mp3"), "w") as file:
        stream = file.add_stream("mp3", rate=48_000, layout="stereo")
        at = np.arange(96_000) / 48_000
        wave = np.repeat((np.sin(at * 440 * 2 * np.pi) * 0.5).astype(np.float32), 2)
        frame = av.AudioFrame.from_ndarray(np.stack([wave[::2], wave[::2]]), format="fltp", layout="stereo")
        frame.sample_rate = 48_000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    whole = bytearray((tmp_path / "a.mp3").read_bytes())
    whole[8_000:8_600] = b"?" * 600
    (tmp_path / "b.mp3").write_bytes(whole + b"some words at the end")
    heard_ = Recording(tmp_path / "b.mp3").read(10 * RATE_HZ)
    assert len(heard_) / RATE_HZ == pytest.approx(2.0, abs=0.3)
    assert loudness(heard_, 1.5, 1.8) == pytest.approx(0.5 / 2**0.5, rel=0.1)


def test_a_missing_sound_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no sound file"):
        Recording(tmp_path / "none.wav")


@pytest.mark.parametrize("level", [-1.0, 5.0, float("nan")])
def test_levels_out_of_reach_are_refused(level: float) -> None:
    with pytest.raises(BadInput):
        SoundWish(music_level=level)


def test_recordings_in_a_folder_belong_to_the_pages_that_their_names_number(tmp_path: Path, timeline: Timeline) -> None:
    for name in ("page-2.wav", "3 comic.wav", "cover.wav"):
        tone(tmp_path / name, 1.0)
    (tmp_path / "2.txt").write_text("notes")
    narration = narration_of(tmp_path, [(1, "title"), (2, "story"), (3, "comic")])
    assert {page: path.name for page, path in narration.by_page.items()} == {
        "story": "page-2.wav",
        "comic": "3 comic.wav",
    }
    assert narration.shortest_s(1.0)["story"] == pytest.approx(3.0, abs=0.1)
    begin = narration.spoken(timeline)[0].at_s
    assert timeline.start_s(1) + timeline.scenes[1].opening.length_s < begin < timeline.start_s(2)


def test_one_recording_reads_the_whole_film(tmp_path: Path, timeline: Timeline) -> None:
    narration = narration_of(tone(tmp_path / "all.wav", 1.0), [(1, "title")])
    assert [one.at_s for one in narration.spoken(timeline)] == [0.0]
    assert narration.shortest_s(1.0) == {}


def test_narration_that_fits_no_page_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no narration"):
        narration_of(tmp_path / "nowhere", [])
    with pytest.raises(BadInput, match="named by a page"):
        narration_of(tmp_path, [(1, "title")])
    assert narration_of(None, []).by_page == {}


@pytest.mark.parametrize("from_s", [0.4, 1.3, 2.9])
def test_sound_from_the_middle_is_what_is_heard_there(tmp_path: Path, from_s: float) -> None:
    wish = SoundWish(music=tone(tmp_path / "music.wav", 0.7, rate=RATE_HZ), fade_in_s=0.0, fade_out_s=0.0, duck=1.0)
    spoken = (Spoken(path=tone(tmp_path / "voice.wav", 1.0, hertz=97, rate=RATE_HZ), at_s=0.5),)
    track = Soundtrack(wish=wish, spoken=spoken, length_s=3.0)
    whole, rest = (np.concatenate(list(track.blocks(at_s))) for at_s in (0.0, from_s))
    assert np.abs(rest - whole[round(from_s * RATE_HZ) :]).max() < 1e-4
