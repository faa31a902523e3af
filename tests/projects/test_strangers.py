"""A stranger's file is refused quickly, in little memory, each kind with words of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from charabook.errors import BadInput, KnownError
from charabook.progress import SILENT
from projects import assets, inspection, refusals
from projects.inspection import Depth
from projects.inspection_process import inspect_apart
from projects.project import Project
from projects.records import Page, Panel, Take
from tests.projects import strangers
from tests.projects.conftest import Picture, png
from tests.projects.strangers import Spoil, with_content, with_sql

REFUSED: dict[str, tuple[Spoil, type[KnownError], str]] = {
    "a picture": (with_content(b"\x89PNG\r\n" + bytes(300)), refusals.NotAProject, "not a charabook project"),
    "an empty file": (with_content(b""), refusals.NotAProject, "empty"),
    "a placeholder of git": (
        with_content(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"),
        refusals.NotAProject,
        "Git LFS",
    ),
    "another database": (with_sql("PRAGMA application_id=1"), refusals.NotAProject, "another program"),
    "a newer format": (with_sql("PRAGMA user_version=2"), refusals.MadeByNewer, "newer charabook"),
    "a running copy": (with_sql("PRAGMA journal_mode=WAL"), refusals.UnfinishedCopy, "running program"),
    "an interrupted download": (strangers.cut, refusals.Incomplete, "incomplete"),
    "a flipped bit in a text": (strangers.flipped, refusals.ContentDamaged, "not what was written"),
    "a flipped bit in a picture": (
        strangers.damaged_picture,
        refusals.ContentDamaged,
        "picture in this file is damaged",
    ),
    "a row changed by other means": (
        with_sql("UPDATE book SET title = 'Tampered'"),
        refusals.ContentDamaged,
        "not what was written",
    ),
    "a trigger": (
        with_sql("CREATE TRIGGER t AFTER UPDATE ON page BEGIN DELETE FROM panel; END"),
        refusals.Tampered,
        "trigger t",
    ),
    "a view": (
        with_sql("CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT * FROM c"),
        refusals.Tampered,
        "view v",
    ),
    "an index with code": (with_sql("CREATE INDEX i ON page(lower(title))"), refusals.Tampered, "index i"),
    "a virtual table": (with_sql("CREATE VIRTUAL TABLE f USING fts5(x)"), refusals.Tampered, "table f"),
    "a word that is none": (
        with_sql("UPDATE book SET direction = 'upwards'", sealed=True),
        refusals.ContentDamaged,
        "unknown kind",
    ),
    "a broken list": (
        with_sql("UPDATE book SET languages = '{\"a\":1}'", sealed=True),
        refusals.ContentDamaged,
        "list",
    ),
    "fields without a writer": (with_sql("DELETE FROM cell", sealed=True), refusals.ContentDamaged, "who wrote"),
    "fields that do not exist": (
        with_sql("INSERT INTO cell VALUES ('meta', 'x', 'value', 'a', 1, 1)", sealed=True),
        refusals.ContentDamaged,
        "do not exist",
    ),
    "an enormous text": (
        with_sql("UPDATE book SET story = hex(zeroblob(12000000))", sealed=True),
        refusals.Oversized,
        "text of absurd size",
    ),
    "an enormous picture": (
        with_sql("UPDATE blob SET content = zeroblob(300000000)", sealed=True),
        refusals.Oversized,
        "picture of absurd size",
    ),
    "a picture bomb": (strangers.picture_bomb, refusals.Oversized, "far too large"),
}


@pytest.fixture
def sound(project: Project, picture: Picture) -> Path:
    """A saved project with a page, a panel and a take."""
    with project.gesture("Page") as edit:
        page = edit.insert(Page())
        panel = edit.insert(Panel(page=page.id, action="waits"))
        edit.insert(Take(panel=panel.id, asset=edit.add_asset(png("red", (300, 300)))))
    project.publish()
    return project.path


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_its_own_words(name: str, sound: Path) -> None:
    spoil, kind, words = REFUSED[name]
    copy = strangers.copy_of(sound, spoil, "strange")
    begin = time.process_time()
    with pytest.raises(kind, match=words) as caught:
        inspection.inspect(copy)
    assert time.process_time() - begin < 2.0
    assert type(caught.value) is kind
    assert caught.value.remedy


def test_the_messages_differ() -> None:
    words = [(kind, words) for _, kind, words in REFUSED.values()]
    assert len(set(words)) >= len(words) - 1  # two ways to change a row are one reason


def test_a_sound_file_is_not_refused(sound: Path) -> None:
    assert inspection.inspect(sound) == inspect_apart(sound, Depth.PICTURES, SILENT)


def test_a_strange_file_is_refused_by_opening_and_leaves_no_working_copy(sound: Path, local_data: Path) -> None:
    copy = strangers.copy_of(sound, strangers.flipped, "strange")
    with pytest.raises(refusals.ContentDamaged):
        Project.open(copy)
    assert len(list(local_data.rglob("work.*"))) == 1  # that of the sound project
    copy.unlink()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much memory a process has had at most")
def test_a_bomb_is_refused_in_little_memory(sound: Path) -> None:
    copy = strangers.copy_of(sound, REFUSED["an enormous picture"][0], "strange")
    code = (
        "import sys; from pathlib import Path; from projects import inspection\n"
        "try: inspection.inspect(Path(sys.argv[1])); print('opened')\n"
        "except Exception as error: print(type(error).__name__)\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(int(status.split('VmHWM:')[1].split()[0]) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(copy)], capture_output=True, text=True, check=True)
    verdict, megabytes = done.stdout.split()
    copy.unlink()
    assert verdict == "Oversized"
    assert int(megabytes) < 200


def test_a_reader_that_dies_is_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("projects.inspection_process._work", _die)
    with pytest.raises(refusals.ContentDamaged, match="brought its reader down"):
        inspect_apart(tmp_path / "x", Depth.ROWS, SILENT)


def _die(*_: object) -> None:
    os._exit(1)


@pytest.mark.parametrize("spoil", [(50_000, 50_000), (17_000, 11_000)])
def test_a_picture_bomb_is_not_added(project: Project, spoil: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="far too large"):
        project.add_asset(strangers.png_bomb(*spoil))


def test_a_file_of_absurd_size_is_not_added(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "MAX_ASSET_BYTES", 10)
    with pytest.raises(BadInput, match="too large"):
        project.add_asset(b"12345678901", "text/plain")


def test_nothing_of_a_strange_file_is_merged(project: Project, sound: Path) -> None:
    project.publish()
    for spoil in (strangers.flipped, strangers.damaged_picture, strangers.cut):
        copy = strangers.copy_of(sound, spoil, "strange")
        with pytest.raises(refusals.Damaged):
            project.merge(copy)
        copy.unlink()
    assert project.book().title == "The Lantern"
