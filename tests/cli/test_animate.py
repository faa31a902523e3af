"""`charabook animate` as people call it."""

import json
from pathlib import Path

import av
import pytest

from charabook.cli import exit_codes
from charabook.cli.app import run
from charabook.studio import Studio
from tests.fakes.engine import FakeEngine

SCRIPT = """Title: Crown
# Page
## Panel
caption: Once.
# Page
## Panel
caption: Then.
"""
QUICK = ("--size", "96x54", "--pace", "5", "--cards", "none")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    path = tmp_path / "crown.charabook"
    with Studio.create(path, engine=FakeEngine) as studio:
        studio.import_script(SCRIPT)
    return path


def animate(book: Path, *options: object) -> int:
    return run(["animate", str(book), *(str(option) for option in options)])


def test_a_book_becomes_a_film_beside_it(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert animate(book, *QUICK, "--subtitles", "en", "--json") == exit_codes.OK
    answer = json.loads(capsys.readouterr().out)
    assert answer["output"] == str(book.with_suffix(".mp4"))
    assert answer["subtitles"] == [str(book.with_name("crown.en.srt"))]
    with av.open(answer["output"]) as film:
        picture = film.streams.video[0]
        assert (picture.width, picture.height, picture.average_rate) == (96, 54, 24)


def test_pages_and_pace_make_films_shorter(book: Path, tmp_path: Path) -> None:
    lengths = []
    for options in (("--pages", "1-2"), ("--pages", "2")):
        target = tmp_path / "film.webm"
        assert animate(book, *QUICK, "-o", target, "--fps", "30", "--transition", "cut", *options) == exit_codes.OK
        with av.open(str(target)) as film:
            lengths.append(sum(1 for _ in film.decode(video=0)))
    assert lengths[1] < lengths[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--pages", "3"), "pages 1-2"),
        (("--pages", "2-1"), "pages 1-2"),
        (("--pages", "all"), "pages 1-2"),
        (("--size", "1281x721"), "1282x722"),
        (("--size", "huge"), "16:9"),
        (("-o", "film.avi"), ".webm"),
        (("--music", "no-such.mp3"), "no sound file"),
        (("--narration", "no-such-folder"), "no narration"),
        (("--subtitles", "fr"), "languages are en"),
    ],
)
def test_what_cannot_be_filmed_is_told_in_a_sentence(
    book: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    assert animate(book, *options) == exit_codes.BAD_INPUT
    assert said in capsys.readouterr().err
    assert not book.with_suffix(".mp4").exists()


def test_a_small_shape_is_enough_for_pictures_that_move(book: Path, tmp_path: Path) -> None:
    assert animate(book, "-o", tmp_path / "film.gif", "--pages", "1", "--pace", "5", "--cards", "none") == exit_codes.OK
    assert (tmp_path / "film.gif").read_bytes()[6:10] == (640).to_bytes(2, "little") + (360).to_bytes(2, "little")
