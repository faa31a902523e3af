"""The long runs of `pytest -m reliability`, each with a number of rounds; the default run does a few of each."""

import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from charabook.errors import KnownError
from charabook.progress import SILENT
from projects import connection, exchange, inspection, publishing
from projects.manifest import manifest_of
from projects.project import Project
from projects.records import Page, PageId, Panel, PanelId, Take

PICTURES = 30
PICTURE_BYTES = 60_000
BINARY = "application/octet-stream"
STEPS = ("copied", "sealed", "flushed", "checked", "swapped", "done")

FORK = multiprocessing.get_context("fork") if sys.platform != "win32" else None
"""Processes that begin at once, without loading the program anew: so many more can be killed."""


def _writer(path: Path, mode: str, say: Connection) -> None:
    """Edit, add pictures and save without pause, and say what is done."""
    if mode == "unsynced":
        connection.WORKING_COPY_PRAGMAS += ("synchronous=OFF",)
        exchange.sync_file = exchange.sync_folder = lambda _: None
    with Project.open(path, person="Anna") as project:
        number = int(project.get(Page, "count").title)
        say.send(("ready", 0))
        while True:
            for _ in range(4):
                number += 1
                with project.gesture("Count") as edit:
                    edit.update(Page, "count", title=str(number))
                    picture = edit.add_asset(os.urandom(20_000), BINARY)
                    edit.insert(Take(panel=PanelId("panel"), asset=picture))
                say.send(("edited", number))
            say.send(("saving", number))
            project.publish()
            say.send(("saved", number))


def _stepper(path: Path, step: str) -> None:
    """Save, and die right after one step of it."""

    def die(stage: str) -> None:
        if stage == step:
            os.kill(os.getpid(), signal.SIGKILL)

    project = Project.open(path)
    with project.gesture("New") as edit:
        edit.update(Page, "count", title="1")
    place = publishing.Place(target=project.path, previous=path.with_suffix(".previous"))
    publishing.publish(project._saver(), place, SILENT, die)


def _racer(own: Path, shared: Path, name: str, saves: int) -> None:
    """Add pages and save each of them to a place that others save to as well."""
    with Project.open(own, person=name) as project:
        place = publishing.Place(target=shared, previous=own.with_suffix(".previous"))
        for number in range(saves):
            with project.gesture("Page") as edit:
                edit.insert(Page(id=PageId(f"{name} {number}")))
            publishing.publish(project._saver(), place, SILENT)


def _start(target: Callable[..., None], *arguments: object) -> Any:
    """A process that runs `target`."""
    assert FORK is not None
    process = FORK.Process(target=target, args=arguments)
    process.start()
    return process


def begin(path: Path) -> None:
    """A saved project with a page that counts, a panel and some pictures; closed again."""
    with Project.create(path) as project:
        with project.gesture("Begin") as edit:
            edit.insert(Page(id=PageId("count"), title="0"))
            edit.insert(Panel(id=PanelId("panel"), page=PageId("count")))
            for _ in range(PICTURES):
                picture = edit.add_asset(os.urandom(PICTURE_BYTES), BINARY)
                edit.insert(Take(panel=PanelId("panel"), asset=picture))
        project.publish()


def count_in(path: Path) -> int:
    """What a saved file counts, after looking at every bit of it."""
    inspection.inspect(path)
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    (title,) = db.execute("SELECT title FROM page WHERE id = 'count'").fetchone()
    db.close()
    return int(title)


def left_behind(folder: Path) -> list[Path]:
    """Temporary files of saves."""
    return list(folder.glob(".*.saving"))


def kill_while_writing(folder: Path, rounds: int) -> Counter[str]:
    """Kill a program that edits and saves, at random moments; then look for what it had said was done."""
    path = folder / "book.charabook"
    begin(path)
    outcome: Counter[str] = Counter(killed=rounds, lost_edits=0, broken_files=0, lost_pictures=0)
    for number in range(rounds):
        process, said = _begin_writing(path, number, "synced")
        process.kill()
        process.join()
        _look_for_losses(path, _last(said), outcome)
    outcome["left_behind"] = len(left_behind(folder))
    return outcome


def cut_the_power(folder: Path, rounds: int, mode: str) -> Counter[str]:
    """Take what a disk holds at a random moment while a program edits and saves on it, and look for losses there.

    The disk is an ext4 image that is mounted, and copied while the program stands still: the copy holds only what the
    file system has really sent to it. Needs root. In the mode "unsynced" the program never waits for the disk.
    """
    disk, image, frozen = folder / "disk", folder / "disk.img", folder / "frozen.img"
    disk.mkdir()
    outcome: Counter[str] = Counter(power_cuts=rounds, lost_edits=0, broken_files=0, lost_pictures=0)
    for number in range(rounds):
        image.unlink(missing_ok=True)
        _command("truncate", "-s", "128M", str(image))
        _command("mkfs.ext4", "-q", "-F", str(image))
        with _mounted(image, disk):
            begin(disk / "book.charabook")
            _command("sync", "-f", str(disk))
            process, said = _begin_writing(disk / "book.charabook", number, mode)
            os.kill(process.pid, signal.SIGSTOP)
            os.waitpid(process.pid, os.WUNTRACED)
            shutil.copyfile(image, frozen)
            process.kill()
            process.join()
        with _mounted(frozen, disk):
            _look_for_losses(disk / "book.charabook", _last(said), outcome)
    return outcome


def _command(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def _mounted(image: Path, folder: Path) -> Iterator[None]:
    _command("mount", "-o", "loop,commit=1", str(image), str(folder))
    try:
        yield
    finally:
        _command("umount", str(folder))


def _begin_writing(path: Path, number: int, mode: str) -> tuple[Any, Connection]:
    """A program that has been editing and saving for a random time, and what it says."""
    said, say = multiprocessing.Pipe(duplex=False)
    process = _start(_writer, path, mode, say)
    say.close()
    assert said.recv() == ("ready", 0)
    process.join(random.Random(number).uniform(0.02, 0.8))
    return process, said


def _last(said: Connection) -> dict[str, int]:
    """The last number of everything that a killed program had said was done."""
    last = dict.fromkeys(("edited", "saving", "saved"), 0)
    with suppress(EOFError, OSError), said:
        while True:
            word, number = said.recv()
            last[word] = number
    return last


def _look_for_losses(path: Path, last: dict[str, int], outcome: Counter[str]) -> None:
    outcome["while_saving"] += last["saving"] > last["saved"]
    try:
        outcome["lost_edits"] += count_in(path) < last["saved"]
        with Project.open(path) as again:
            found = int(again.get(Page, "count").title)
            takes = again.takes(PanelId("panel"))
            outcome["lost_edits"] += found < last["edited"]
            outcome["lost_pictures"] += len(takes) != PICTURES + found
            outcome["lost_pictures"] += sum(not again.asset(take.asset) for take in takes if take.asset)
            again.publish()
        outcome["broken_files"] += count_in(path) != found
    except (KnownError, sqlite3.Error):
        outcome["broken_files"] += 1


def kill_at_step(folder: Path, step: str) -> tuple[int, int]:
    """Kill a program at one step of a save; return what the shared file counts then, and after the next save."""
    path = folder / "book.charabook"
    begin(path)
    process = _start(_stepper, path, step)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    after_death = count_in(path)
    with Project.open(path) as again:
        assert again.get(Page, "count").title == "1"
        again.publish()
    assert left_behind(folder) == []
    return after_death, count_in(path)


def race(folder: Path, savers: int, saves: int) -> Counter[str]:
    """Several people save to one place as fast as they can; then look for the pages of each."""
    shared = folder / "book.charabook"
    begin(shared)
    processes = []
    for number in range(savers):
        own = folder / f"own{number}.charabook"
        shutil.copyfile(shared, own)
        processes.append(_start(_racer, own, shared, f"person{number}", saves))
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * savers
    count_in(shared)
    db = sqlite3.connect(shared)
    pages = {page for (page,) in db.execute("SELECT id FROM page WHERE NOT deleted")} - {"count"}
    db.close()
    expected = {f"person{number} {save}" for number in range(savers) for save in range(saves)}
    missing, left = len(expected - pages), len(left_behind(folder))
    return Counter(saves=savers * saves, missing_pages=missing, left_behind=left)


def damage(folder: Path, rounds: int) -> Counter[str]:
    """Cut, zero and flip at random; a file must be refused, or its content must be provably the same."""
    path = folder / "book.charabook"
    begin(path)
    sound = path.read_bytes()
    content = _content(path)
    outcome: Counter[str] = Counter(damaged=0, refused=0, accepted_unchanged=0, accepted_changed=0)
    outcome["sqlite_alone_noticed_nothing"] = 0
    for number in range(rounds):
        spoiled = folder / "spoiled.charabook"
        spoiled.write_bytes(_spoil(sound, random.Random(number)))
        outcome["damaged"] += 1
        try:
            inspection.inspect(spoiled)
        except KnownError:
            outcome["refused"] += 1
            outcome["sqlite_alone_noticed_nothing"] += _sqlite_is_content(spoiled)
        else:
            same = _content(spoiled) == content
            outcome["accepted_unchanged" if same else "accepted_changed"] += 1
    return outcome


def _spoil(sound: bytes, chance: random.Random) -> bytes:
    content = bytearray(sound)
    kind = chance.choice(("flip", "flip", "flip", "cut", "zero", "noise"))
    at = chance.randrange(len(content))
    if kind == "flip":
        content[at] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del content[at:]
    elif kind == "zero":
        content[at : at + 65536] = bytes(len(content[at : at + 65536]))
    else:
        for _ in range(chance.randrange(1, 64)):
            content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def _content(path: Path) -> str:
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        return manifest_of(db)
    finally:
        db.close()


def _sqlite_is_content(path: Path) -> bool:
    """Whether SQLite's own check finds nothing wrong: why a manifest is needed."""
    try:
        db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        try:
            return bool(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
        finally:
            db.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def fill_the_disk(folder: Path, rounds: int) -> Counter[str]:
    """Save to ever larger disks that are too small at first. Needs root, for small disks in memory."""
    disk = folder / "disk"
    disk.mkdir()
    own = folder / "own.charabook"
    begin(own)
    size_kb = own.stat().st_size // 1024
    outcome: Counter[str] = Counter(saves=0, failed_clearly=0, succeeded=0, broken_files=0, left_behind=0)
    for number in range(rounds):
        # From less than one file to more than two: the second save needs room for both.
        room_kb = size_kb * 9 // 10 + (size_kb * 16 // 10) * number // rounds
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room_kb}k", "tmpfs", str(disk)], check=True)
        try:
            _save_on_small_disk(own, disk / "book.charabook", outcome)
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    return outcome


def _save_on_small_disk(own: Path, target: Path, outcome: Counter[str]) -> None:
    with Project.open(own) as project:
        place = publishing.Place(target=target, previous=own.with_suffix(".previous"))
        for _ in range(2):
            with project.gesture("Count") as edit:
                edit.update(Page, "count", title=str(int(project.get(Page, "count").title) + 1))
            before = count_in(target) if target.exists() else None
            outcome["saves"] += 1
            try:
                publishing.publish(project._saver(), place, SILENT)
                outcome["succeeded"] += 1
                outcome["broken_files"] += count_in(target) != int(project.get(Page, "count").title)
            except KnownError as error:
                outcome["failed_clearly"] += "full" in error.what
                outcome["broken_files"] += (count_in(target) if target.exists() else None) != before
            outcome["left_behind"] += len(left_behind(target.parent))


def kill_in_place(folder: Path, rounds: int) -> Counter[str]:
    """The control: a program that writes over the shared file as others do, killed in the same way."""
    path = folder / "book.zip"
    outcome: Counter[str] = Counter(killed=rounds, broken_files=0)
    code = (
        "import os, sys, zipfile\n"
        "os.write(1, b'ready\\n')\n"
        "while True:\n"
        "    with zipfile.ZipFile(sys.argv[1], 'w') as book:\n"
        "        for number in range(40): book.writestr(str(number), os.urandom(60_000))\n"
    )
    for number in range(rounds):
        process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(random.Random(number).uniform(0.1, 0.5))
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        process.stdout.close()
        try:
            with zipfile.ZipFile(path) as book:
                outcome["broken_files"] += book.testzip() is not None or len(book.namelist()) != 40
        except (zipfile.BadZipFile, OSError):
            outcome["broken_files"] += 1
    return outcome
