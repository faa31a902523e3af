"""Saving and opening: what teammates get, and what happens when two of them do it at once."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from charabook.errors import BadInput, Cancelled, Unavailable
from projects import exchange, inspection, leftovers, publishing, workplace
from projects.inspection import Depth
from projects.project import Project
from projects.records import Book, Page, PageId
from projects.refusals import AlreadyOpen, Missing, NotWritable, OtherProject
from projects.saving import Saver
from tests.projects.conftest import Picture


class Watching:
    """Remembers what was said, and asks to stop when told to."""

    def __init__(self, *, stop_at: str | None = None) -> None:
        self.stages: list[str] = []
        self.stop_at = stop_at

    def advance(self, stage: str, done: float, total: float) -> None:
        assert 0 <= done <= total
        self.stages.append(stage)

    def is_cancelled(self) -> bool:
        return self.stop_at is not None and self.stop_at in self.stages


def add_page(project: Project, title: str) -> None:
    """One gesture."""
    with project.gesture("Page") as edit:
        edit.insert(Page(id=PageId(f"page {title}"), title=title))


def titles(project: Project) -> set[str]:
    """The titles of all pages."""
    return {page.title for page in project.pages()}


def mailed(project: Project, folder: Path) -> Path:
    """A copy of the saved file, as a teammate gets it by mail."""
    project.publish()
    copy = folder / f"mailed-{len(list(folder.iterdir()))}.charabook"
    shutil.copyfile(project.path, copy)
    return copy


def save_as_colleague(project: Project, folder: Path, title: str) -> None:
    """A colleague, on another machine with another working copy, adds a page and saves to the same place."""
    copy = folder / f"colleague {title}.charabook"
    shutil.copyfile(project.path, copy)
    with Project.open(copy, person="Ben") as ben:
        add_page(ben, title)
        ben.publish()
    copy.replace(project.path)


def test_what_was_saved_is_found_on_another_machine(project: Project, picture: Picture, tmp_path: Path) -> None:
    add_page(project, "one")
    sha256 = project.add_asset(picture("red"))
    with Project.open(mailed(project, tmp_path), person="Ben") as ben:
        assert titles(ben) == {"one"}
        assert ben.asset(sha256) == picture("red")
        assert ben.is_published()
        assert ben.notices == ()


def test_edits_are_kept_without_saving(project: Project, shared: Path) -> None:
    add_page(project, "one")
    assert not project.is_published()
    project.close()
    with Project.open(shared / "book.charabook") as again:
        assert titles(again) == {"one"}
        assert not again.is_published()
        again.publish()
        assert again.is_published()


def test_a_saved_file_holds_no_trace_of_the_working_copy(project: Project) -> None:
    project.publish()
    db = sqlite3.connect(project.path)
    assert {key for (key,) in db.execute("SELECT key FROM meta")} == {"project_id", "publish_id", "manifest"}
    db.close()
    assert sorted(path.name for path in project.path.parent.iterdir()) == ["book.charabook"]


def test_saving_merges_what_a_colleague_saved(project: Project, tmp_path: Path) -> None:
    save_as_colleague(project, tmp_path, "theirs")
    add_page(project, "mine")
    changes = project.publish()
    assert changes.ids(Page) == {"page theirs"}
    assert titles(project) == {"mine", "theirs"}
    assert project.is_published()


def test_opening_merges_what_a_colleague_saved(project: Project, tmp_path: Path) -> None:
    add_page(project, "mine")
    save_as_colleague(project, tmp_path, "theirs")
    project.close()
    with Project.open(project.path) as again:
        assert titles(again) == {"mine", "theirs"}


def test_a_colleague_who_saves_in_the_last_moment_is_not_overwritten(project: Project, tmp_path: Path) -> None:
    add_page(project, "mine")
    saver = Saver(project._db, project._lock, tmp_path)
    seen = []

    def sneak_in(stage: str) -> None:
        if stage == "checked" and not seen:
            seen.append(stage)
            save_as_colleague(project, tmp_path, "theirs")

    place = publishing.Place(target=project.path, previous=tmp_path / "previous")
    publishing.publish(saver, place, Watching(), sneak_in)
    with Project.open(mailed(project, tmp_path), person="Cleo") as cleo:
        assert titles(cleo) == {"mine", "theirs"}


def test_what_an_interrupted_save_left_of_a_colleague_is_merged(project: Project, tmp_path: Path) -> None:
    kept = project.path.with_name(f".book.charabook.{leftovers.host_mark()}-4194303-00000000.saving")
    save_as_colleague(project, tmp_path, "theirs")
    shutil.copyfile(project.path, kept)
    unfinished = kept.with_name(kept.name.replace("00000000", "11111111"))
    unfinished.write_bytes(kept.read_bytes()[:5000])
    hardly_begun = kept.with_name(kept.name.replace("00000000", "22222222"))
    hardly_begun.write_bytes(bytes(16384))
    project.publish()
    project.close()
    with Project.open(project.path) as again:
        assert titles(again) == {"theirs"}
    assert sorted(path.name for path in project.path.parent.iterdir()) == ["book.charabook"]


def test_a_save_that_may_still_run_is_left_alone(project: Project) -> None:
    own = leftovers.saving_name(project.path)
    elsewhere = own.with_name(f".book.charabook.ffffffff-17-{'0' * 8}.saving")
    for path in (own, elsewhere):
        path.write_bytes(b"half a file")
    assert leftovers.abandoned(project.path) == ()


def test_editing_goes_on_while_a_save_copies(project: Project, picture: Picture, tmp_path: Path) -> None:
    with project.gesture("Pictures") as edit:
        for number in range(40):
            edit.add_asset(os.urandom(200_000) + bytes([number]), "application/octet-stream")
    copying, edited = threading.Event(), threading.Event()

    class Slow(Watching):
        def advance(self, stage: str, done: float, total: float) -> None:
            super().advance(stage, done, total)
            copying.set()
            edited.wait(10)

    saver = threading.Thread(target=project.publish, args=(Slow(),))
    saver.start()
    assert copying.wait(20)
    add_page(project, "meanwhile")
    edited.set()
    saver.join()
    inspection.inspect(project.path, Depth.PICTURES)
    project.publish()
    with Project.open(mailed(project, tmp_path), person="Ben") as ben:
        assert titles(ben) == {"meanwhile"}


def test_a_save_can_be_cancelled_and_leaves_everything_as_it_was(project: Project) -> None:
    before = project.path.read_bytes()
    add_page(project, "one")
    with pytest.raises(Cancelled):
        project.publish(Watching(stop_at="Saving"))
    assert project.path.read_bytes() == before
    assert sorted(path.name for path in project.path.parent.iterdir()) == ["book.charabook"]


def test_a_save_says_how_far_it_is(project: Project) -> None:
    watching = Watching()
    project.publish(watching)
    assert "Saving" in watching.stages


def test_one_project_is_open_once_on_a_machine(project: Project) -> None:
    with pytest.raises(AlreadyOpen):
        Project.open(project.path)


def test_a_project_that_was_closed_can_be_opened_at_once(project: Project) -> None:
    project.close()
    project.close()
    Project.open(project.path).close()


def test_a_link_to_a_project_stays_a_link(project: Project, tmp_path: Path) -> None:
    project.close()
    link = tmp_path / "link.charabook"
    link.symlink_to(project.path)
    with Project.open(link) as opened:
        add_page(opened, "one")
        opened.publish()
    assert link.is_symlink()
    inspection.inspect(project.path, Depth.ROWS)


def test_an_existing_file_is_never_overwritten_by_a_new_project(project: Project) -> None:
    with pytest.raises(BadInput):
        Project.create(project.path)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        Project.open(tmp_path / "nothing.charabook")


def test_a_file_that_is_gone_is_written_again_from_the_working_copy(project: Project) -> None:
    add_page(project, "one")
    project.close()
    project.path.unlink()
    with Project.open(project.path) as again:
        assert "working copy" in again.notices[0]
        again.publish()
    inspection.inspect(project.path, Depth.PICTURES)


def test_a_damaged_shared_file_is_set_aside_and_replaced(project: Project) -> None:
    add_page(project, "one")
    project.publish()
    project.path.write_bytes(project.path.read_bytes()[:9000])
    project.close()
    with Project.open(project.path) as again:
        assert "working copy" in again.notices[0]
        again.publish()
    inspection.inspect(project.path, Depth.PICTURES)
    assert project.path.with_name("book (damaged 1).charabook").stat().st_size == 9000


def test_another_project_at_the_same_place_gets_its_own_working_copy(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "other.charabook"
    with Project.create(other, Book(title="Other")):
        pass
    add_page(project, "mine")
    shutil.copyfile(other, project.path)
    with pytest.raises(OtherProject):
        project.publish()
    project.close()
    with Project.open(project.path) as opened:
        assert opened.book().title == "Other"
        assert "set aside" in opened.notices[0]
    assert list(workplace.workplace_of(project.path).glob("set-aside-*/work.db"))


def test_a_damaged_working_copy_is_set_aside(project: Project) -> None:
    project.publish()
    project.close()
    work = workplace.workplace_of(project.path) / workplace.WORK_NAME
    work.write_bytes(b"SQLite format 3\0" + bytes(5000))
    with Project.open(project.path) as again:
        assert "set aside" in again.notices[0]
        assert again.book().title == "The Lantern"


def test_a_journal_beside_a_shared_file_is_never_played_back(project: Project, tmp_path: Path) -> None:
    """A stray hot journal would roll the file back to something else, were it honoured."""
    copy = mailed(project, tmp_path)
    crash = (
        "import sqlite3, os, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA cache_size=2'); db.execute('BEGIN')\n"
        "db.execute('UPDATE book SET title = hex(randomblob(300000))')\n"
        "db.execute('UPDATE book SET notes = hex(randomblob(300000))')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", crash, str(copy)], check=False)
    journal = copy.with_name(f"{copy.name}-journal")
    assert journal.stat().st_size > 0
    shutil.copyfile(project.path, copy)
    with Project.open(copy) as opened:
        assert opened.book().title == "The Lantern"
    assert journal.exists()


def test_a_read_only_file_is_not_replaced(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != project.path and real(path, mode))
    with pytest.raises(NotWritable, match="read-only"):
        project.publish()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != project.path.parent and real(path, mode))
    with pytest.raises(NotWritable, match="folder"):
        project.publish()


def test_a_folder_that_is_gone_is_said_so(project: Project) -> None:
    shutil.rmtree(project.path.parent)
    with pytest.raises(Missing):
        project.publish()


def test_those_who_keep_meeting_give_up_in_the_end(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "ATTEMPTS", 2)
    monkeypatch.setattr(publishing, "LONGEST_PAUSE_S", 0.0)
    monkeypatch.setattr(publishing, "_put_in_place", lambda *_: False)
    with pytest.raises(Unavailable, match="Others keep saving"):
        project.publish()


# ---------------------------------------------------------------------------------------------- the exchange of names


def two_files(folder: Path) -> tuple[Path, Path]:
    """A new file under a temporary name, and an old one."""
    new, target = folder / ".book.00.saving", folder / "book"
    new.write_text("new")
    target.write_text("old")
    return new, target


def test_names_are_swapped(tmp_path: Path) -> None:
    new, target = two_files(tmp_path)
    assert exchange.exchange(new, target).read_text() == "old"
    assert target.read_text() == "new"


def test_a_drive_that_cannot_swap_gets_a_second_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(new: Path, target: Path) -> None:
        raise OSError(next(iter(exchange.CANNOT_SWAP)), "no")

    monkeypatch.setattr(exchange, "_swap", refuse)
    new, target = two_files(tmp_path)
    assert exchange.exchange(new, target).read_text() == "old"
    assert target.read_text() == "new"


def test_a_drive_without_hard_links_keeps_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    new, target = two_files(tmp_path)
    assert exchange.replace_with_second_name(new, target).read_text() == "old"
    fresh = tmp_path / "fresh"
    fresh.write_text("fresh")
    assert not exchange.create(fresh, target)
    assert exchange.create(fresh, tmp_path / "free")
    assert (tmp_path / "free").read_text() == "fresh"


def test_any_other_failure_of_a_swap_is_told(tmp_path: Path) -> None:
    new, _ = two_files(tmp_path)
    with pytest.raises(FileNotFoundError):
        exchange.exchange(new, tmp_path / "nothing")


def test_windows_waits_for_whoever_holds_the_file(tmp_path: Path) -> None:
    new, target = two_files(tmp_path)
    codes, pauses = iter([32, 5, 0]), []

    def replace_file(replaced: str, replacement: str, backup: str) -> int:
        code = next(codes)
        if code == 0:
            Path(replaced).replace(backup)
            Path(replacement).replace(replaced)
        return code

    assert exchange.replace_on_windows(new, target, replace_file, pauses.append).read_text() == "old"
    assert target.read_text() == "new"
    assert len(pauses) == 2


def test_windows_gives_up_on_other_errors(tmp_path: Path) -> None:
    new, target = two_files(tmp_path)
    calls: list[str] = []
    with pytest.raises(OSError, match="Windows error 1"):
        exchange.replace_on_windows(new, target, lambda *names: calls.append(names[0]) or 1, lambda _: None)
    assert len(calls) == 1
    with pytest.raises(OSError, match="Windows error 32"):
        exchange.replace_on_windows(new, target, lambda *_: 32, lambda _: None)


def test_a_name_that_was_taken_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    new, target = two_files(tmp_path)
    assert not exchange.create(new, target)
    assert target.read_text() == "old"
