"""Nothing is ever lost: kill it, fill the disk, race, damage. A few rounds by default, many with `-m reliability`."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from charabook.errors import Unavailable
from projects import connection, publishing
from projects.project import Project
from projects.records import Book, Page
from tests.projects import reliability, test_strangers
from tests.projects.conftest import png

Report = Callable[[str, str, "Counter[str]"], None]
LONG = pytest.mark.reliability
POWER_CUTS = 20
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the runs fork and kill processes")
IS_ROOT_ON_LINUX = sys.platform == "linux" and os.geteuid() == 0


def rounds(few: int, many: int) -> list[object]:
    """A short version of a run, and the long one."""
    return [few, pytest.param(many, marks=LONG)]


@pytest.mark.parametrize("kills", rounds(2, 200))
def test_no_edit_is_lost_by_killing_the_program(tmp_path: Path, kills: int, report: Report) -> None:
    outcome = reliability.kill_while_writing(tmp_path, kills)
    report(f"{kills} random kill -9 while editing and saving", "0 lost edits, 0 broken files", outcome)
    assert outcome["lost_edits"] == outcome["broken_files"] == outcome["lost_pictures"] == outcome["left_behind"] == 0


@LONG
@pytest.mark.skipif(not IS_ROOT_ON_LINUX, reason="mounting a disk needs root")
@pytest.mark.parametrize("mode", ["synced", "unsynced"])
def test_no_edit_is_lost_by_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, report: Report
) -> None:
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "disk" / "local"))
    outcome = reliability.cut_the_power(tmp_path, POWER_CUTS, mode)
    if mode == "unsynced":
        report("control: power cuts without waiting for the disk", "must break", outcome)
        assert outcome["lost_edits"] + outcome["broken_files"] + outcome["lost_pictures"] > 0
    else:
        report(f"{POWER_CUTS} power cuts while editing and saving", "0 lost edits, 0 broken files", outcome)
        assert outcome["lost_edits"] == outcome["broken_files"] == outcome["lost_pictures"] == 0


@LONG
def test_the_control_that_writes_in_place_loses_its_file(tmp_path: Path, report: Report) -> None:
    outcome = reliability.kill_in_place(tmp_path, 20)
    report("control: the same kills on a program that writes in place", "must break", outcome)
    assert outcome["broken_files"] > 0


@pytest.mark.parametrize("step", ["sealed", "swapped", *(pytest.param(s, marks=LONG) for s in reliability.STEPS)])
def test_dying_at_any_step_of_a_save_leaves_a_whole_file(tmp_path: Path, step: str, report: Report) -> None:
    after_death, after_next_save = reliability.kill_at_step(tmp_path, step)
    outcome = Counter(shared_file_counts=after_death, after_next_save=after_next_save)
    report(f"kill at the step “{step}” of a save", "the old file or the new one", outcome)
    assert after_death == (1 if step in {"swapped", "done"} else 0)
    assert after_next_save == 1


@pytest.mark.parametrize(("savers", "saves"), [(2, 2), pytest.param(3, 40, marks=LONG)])
def test_nobody_loses_a_page_in_a_race(tmp_path: Path, savers: int, saves: int, report: Report) -> None:
    outcome = reliability.race(tmp_path, savers, saves)
    report(f"{savers} savers racing, {savers * saves} saves", "every page of every saver", outcome)
    assert outcome["missing_pages"] == outcome["left_behind"] == 0


@pytest.mark.parametrize("many", rounds(25, 500))
def test_a_damaged_file_is_refused_or_unchanged(tmp_path: Path, many: int, report: Report) -> None:
    outcome = reliability.damage(tmp_path, many)
    report(f"{many} files cut, zeroed, flipped or sprinkled", "refused, or provably the same", outcome)
    assert outcome["accepted_changed"] == 0
    assert outcome["refused"] > 0


@LONG
def test_the_control_without_a_manifest_accepts_damaged_files(tmp_path: Path, report: Report) -> None:
    outcome = reliability.damage(tmp_path, 200)
    missed = outcome["sqlite_alone_noticed_nothing"]
    report("control: the same with SQLite's integrity check alone", "must miss some", Counter(missed=missed))
    assert missed > 0


@pytest.mark.skipif(not IS_ROOT_ON_LINUX, reason="small disks need root")
@pytest.mark.parametrize("sizes", rounds(2, 30))
def test_a_full_disk_leaves_the_shared_file_intact(tmp_path: Path, sizes: int, report: Report) -> None:
    outcome = reliability.fill_the_disk(tmp_path, sizes)
    report(f"disk full at {sizes} sizes", "shared file intact, nothing left behind, said clearly", outcome)
    assert outcome["broken_files"] == outcome["left_behind"] == 0
    assert outcome["failed_clearly"] + outcome["succeeded"] == outcome["saves"]
    assert outcome["failed_clearly"] > 0


def test_a_full_disk_under_the_working_copy_loses_no_earlier_edit(project: Project, report: Report) -> None:
    with project.gesture("Page") as edit:
        edit.insert(Page(title="kept"))
    project._db.execute(f"PRAGMA max_page_count={project._db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(Unavailable, match="disk is full"), project.gesture("Much") as edit:
        edit.add_asset(os.urandom(500_000), "application/octet-stream")
    assert [page.title for page in project.pages()] == ["kept"]
    with project.gesture("Small") as edit:
        edit.update(Page, project.pages()[0].id, title="goes on")
    assert [page.title for page in project.pages()] == ["goes on"]
    report("disk full under the working copy", "earlier edits kept, work goes on", Counter(lost_edits=0))


@pytest.mark.parametrize("name", test_strangers.REFUSED)
@LONG
def test_strange_files_are_refused(name: str, tmp_path: Path, report: Report) -> None:
    path = tmp_path / "book.charabook"
    reliability.begin(path)
    with Project.open(path) as project, project.gesture("Title") as edit:
        edit.update(Book, "book", title="The Lantern")
        edit.add_asset(png("red", (300, 300)))
    with Project.open(path) as project:
        project.publish()
    test_strangers.test_it_is_refused_in_its_own_words(name, path)
    report(f"hostile or strange: {name}", "refused in under 2 s", Counter(refused=1))


def test_a_commit_is_on_the_disk_when_it_returns(project: Project) -> None:
    """What makes an edit survive a power cut; the power cut itself needs a machine of its own."""
    project.close()
    db = connection.connect(project._folder / "work.db")
    pragmas = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")}
    db.close()
    assert pragmas == {"journal_mode": "delete", "foreign_keys": 1}
    assert "synchronous=EXTRA" in _shipped_pragmas()


def _shipped_pragmas() -> str:
    code = "from projects import connection; print(' '.join(connection.WORKING_COPY_PRAGMAS))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_a_save_flushes_the_file_before_the_swap_and_the_folder_after(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for name in ("sync_file", "exchange", "sync_folder"):
        real = getattr(publishing.exchange, name)

        def watched(*paths: Path, name: str = name, real: Callable[..., object] = real) -> object:
            done.append(name)
            return real(*paths)

        monkeypatch.setattr(publishing.exchange, name, watched)
    project.publish()
    assert done == ["sync_file", "exchange", "sync_folder"]
