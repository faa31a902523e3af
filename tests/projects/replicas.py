"""Three people with copies of one project, and an oracle that knows by other means what must come of their edits.

The oracle keeps a list of writes. Each write names the writes of the same field that its author had seen; a write is
superseded once another has seen it. What a copy shows, and keeps as alternatives, must be exactly the writes that it
knows and that nothing it knows has superseded. The oracle knows nothing of dots, vectors or Lamport times.
"""

import itertools
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from projects import conflicts, inspection, merging, schema
from projects.inspection import Depth
from projects.records import Book, Page, PageId, Panel, PanelId, Record, Take, TakeId
from projects.session import Session
from projects.tables import COLUMNS, KINDS, table_name

PEOPLE = 3
VERBS = (
    "page", "panel", "take", "title", "title", "action", "move", "delete", "delete", "undelete",
    "merge", "merge", "undo", "redo", "settle", "duplicate", "reopen",
)  # fmt: skip
STEP = st.tuples(st.integers(0, PEOPLE - 1), st.sampled_from(VERBS), st.integers(0, 5), st.integers(0, 3))
STORIES = st.lists(STEP, min_size=8, max_size=50)

Field = tuple[str, str, str]


class World:
    """The copies, and the oracle."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.serial = itertools.count()
        self.writes: dict[int, tuple[Field, Any, frozenset[int]]] = {}
        self.pictures: list[set[str]] = [set() for _ in range(PEOPLE)]
        first = self.begin(folder / "first.db")
        known = {self.write(field, value, frozenset()) for field, value in visible(first).items()}
        first.close()
        self.known = [set(known) for _ in range(PEOPLE)]
        self.sessions = [self.copy(folder / "first.db", person) for person in range(PEOPLE)]

    def begin(self, path: Path) -> Session:
        """The book that everybody starts from."""
        import sqlite3  # noqa: PLC0415 - only the beginning needs it

        db = sqlite3.connect(path, isolation_level=None)
        schema.create(db, "book-of-three")
        db.close()
        session = Session(path, "first")
        with session.gesture("Begin") as edit:
            edit.insert(Book(title="t0"))
            for number in range(2):
                edit.insert(Page(id=PageId(f"page{number}"), title="t0", rank=f"a{number}"))
            edit.insert(Panel(id=PanelId("panel0"), page=PageId("page0"), action="a0", rank="a0"))
        return session

    def path(self, person: int) -> Path:
        """Where a person's copy is."""
        return self.folder / f"copy{person}.db"

    def copy(self, source: Path, person: int) -> Session:
        """Go on in a byte copy of a file."""
        shutil.copyfile(source, self.path(person))
        return Session(self.path(person), f"person{person}")

    def close(self) -> None:
        """Let go of the files."""
        for session in self.sessions:
            session.close()

    # -------------------------------------------------------------------------------- the oracle

    def write(self, field: Field, value: Any, seen: frozenset[int]) -> int:
        """Note one write."""
        number = next(self.serial)
        self.writes[number] = (field, value, seen)
        return number

    def observe(self, person: int, before: dict[Field, Any], settled: set[Field]) -> None:
        """Whatever a person's copy now shows differently, that person wrote, having seen all that the copy knew."""
        after = visible(self.sessions[person])
        fields = set(settled)
        for field, value in after.items():
            if field not in before or before[field] != value:
                fields |= {field, (field[0], field[1], "deleted")}
            if field[2] == "deleted" and before.get(field) == 1 and value == 0:
                fields |= {other for other in after if other[:2] == field[:2]}
        for field in sorted(fields):
            seen = frozenset(number for number in self.known[person] if self.writes[number][0] == field)
            self.known[person].add(self.write(field, after[field], seen))

    def check(self, person: int) -> None:
        """Compare a copy with what the oracle expects."""
        known = self.known[person]
        superseded = {seen for number in known for seen in self.writes[number][2]}
        expected = defaultdict(list)
        for number in known - superseded:
            field, value, _ = self.writes[number]
            expected[field].append(value)
        session = self.sessions[person]
        found = {field: [value] for field, value in visible(session).items()}
        for *field, value in session._db.execute("SELECT tbl, row, col, value FROM cell_alt"):
            found[tuple(field)].append(value)  # type: ignore[index]
        assert {field: sorted(map(repr, values)) for field, values in found.items()} == {
            field: sorted(map(repr, values)) for field, values in expected.items()
        }
        stored = {sha256 for (sha256,) in session._db.execute("SELECT sha256 FROM blob")}
        assert self.pictures[person] <= stored
        assert not session._db.execute("PRAGMA foreign_key_check").fetchall()

    # -------------------------------------------------------------------------------- what people do

    def do(self, person: int, verb: str, which: int, how: int) -> None:
        """One step of the story."""
        session = self.sessions[person]
        before = visible(session)
        settled = getattr(self, f"_{verb}")(person, which, how)
        if settled is not None:
            self.observe(person, before, settled)
        self.check(person)

    def _rows(self, person: int, kind: type[Record]) -> list[str]:
        return [row for (row,) in self.sessions[person]._db.execute(f"SELECT id FROM {table_name(kind)} ORDER BY id")]

    def _pick(self, person: int, kind: type[Record], which: int) -> str:
        rows = self._rows(person, kind)
        return rows[which % len(rows)]

    def _page(self, person: int, which: int, how: int) -> set[Field]:
        name = f"p{next(self.serial)}"
        with self.sessions[person].gesture("page") as edit:
            edit.insert(Page(id=PageId(name), title=name, rank=f"a{how}"))
        return set()

    def _panel(self, person: int, which: int, how: int) -> set[Field]:
        page = PageId(self._pick(person, Page, which))
        with self.sessions[person].gesture("panel") as edit:
            edit.insert(Panel(id=PanelId(f"n{next(self.serial)}"), page=page, rank=f"a{how}"))
        return set()

    def _take(self, person: int, which: int, how: int) -> set[Field]:
        number = next(self.serial)
        with self.sessions[person].gesture("take") as edit:
            sha256 = edit.add_asset(f"picture {number}".encode(), "application/octet-stream")
            panel = PanelId(self._pick(person, Panel, which))
            edit.insert(Take(id=TakeId(f"k{number}"), panel=panel, asset=sha256, created_s=1.0))
        self.pictures[person].add(sha256)
        return set()

    def _title(self, person: int, which: int, how: int) -> set[Field]:
        with self.sessions[person].gesture("title") as edit:
            edit.update(Page, self._pick(person, Page, which), title=f"v{how}")
        return set()

    def _action(self, person: int, which: int, how: int) -> set[Field]:
        with self.sessions[person].gesture("action") as edit:
            edit.update(Panel, self._pick(person, Panel, which), action=f"v{next(self.serial)}", rank=f"b{how}")
        return set()

    def _move(self, person: int, which: int, how: int) -> set[Field]:
        with self.sessions[person].gesture("move") as edit:
            edit.update(Panel, self._pick(person, Panel, which), page=self._pick(person, Page, how))
        return set()

    def _delete(self, person: int, which: int, how: int) -> set[Field] | None:
        return self._flag(person, which, how, 1)

    def _undelete(self, person: int, which: int, how: int) -> set[Field] | None:
        return self._flag(person, which, how, 0)

    def _flag(self, person: int, which: int, how: int, deleted: int) -> set[Field] | None:
        kind = (Page, Panel, Take)[how % 3]
        if not self._rows(person, kind):
            return None
        row = self._pick(person, kind, which)
        with self.sessions[person].gesture("flag") as edit:
            edit.database.execute(f"UPDATE {table_name(kind)} SET deleted = ? WHERE id = ?", (deleted, row))
        return set()

    def _merge(self, person: int, which: int, how: int) -> None:
        other = how % PEOPLE
        if other != person:
            merge(self.sessions[person], self.path(other))
            self._learn(person, other)

    def _learn(self, person: int, other: int) -> None:
        self.known[person] |= self.known[other]
        self.pictures[person] |= self.pictures[other]

    def _undo(self, person: int, which: int, how: int) -> set[Field]:
        self.sessions[person].undo()
        return set()

    def _redo(self, person: int, which: int, how: int) -> set[Field]:
        self.sessions[person].redo()
        return set()

    def _settle(self, person: int, which: int, how: int) -> set[Field] | None:
        session = self.sessions[person]
        waiting = conflicts.conflicts(session._db)
        if not waiting:
            return None
        conflict = waiting[which % len(waiting)]
        if conflict.field == "deleted":
            return self._settle_deletion(person, conflict)
        choice = how % len(conflict.alternatives)
        with session.gesture("choose") as edit:
            conflicts.choose(edit, conflict, choice)
        field = (table_name(conflict.kind), conflict.id, conflict.field)
        return {field, (*field[:2], "deleted")} if choice else {field}

    def _settle_deletion(self, person: int, conflict: conflicts.Conflict) -> set[Field]:
        with self.sessions[person].gesture("choose") as edit:
            conflicts.choose(edit, conflict, 0)
        return {(table_name(conflict.kind), conflict.id, "deleted")}

    def _duplicate(self, person: int, which: int, how: int) -> None:
        """Give everything to somebody, and go on in a byte copy of their file."""
        other = how % PEOPLE
        if other == person:
            return
        merge(self.sessions[other], self.path(person))
        self._learn(other, person)
        self.sessions[person].close()
        self.known[person], self.pictures[person] = set(self.known[other]), set(self.pictures[other])
        self.sessions[person] = self.copy(self.path(other), person)

    def _reopen(self, person: int, which: int, how: int) -> None:
        self.sessions[person].close()
        self.sessions[person] = Session(self.path(person), f"person{person}")


def merge(session: Session, path: Path) -> None:
    """Merge a file into an open session."""
    merging.merge_file(session._db, path, inspection.inspect(path, Depth.IDENTITY))


def visible(session: Session) -> dict[Field, Any]:
    """What a copy shows, field by field."""
    shown: dict[Field, Any] = {}
    for kind in KINDS:
        names = ("deleted", *COLUMNS[kind])
        columns = ", ".join(f'"{name}"' for name in names)
        for row, *values in session._db.execute(f'SELECT id, {columns} FROM "{table_name(kind)}"'):
            shown.update({(table_name(kind), row, name): value for name, value in zip(names, values, strict=True)})
    return shown


def merged(world: World, into: str, *others: str) -> list[Any]:
    """All that a copy holds after merging some others into it."""
    path = world.folder / "trial.db"
    shutil.copyfile(world.folder / into, path)
    session = Session(path, "trial")
    for other in others:
        merge(session, world.folder / other)
    content = content_of(session)
    session.close()
    return content


def content_of(session: Session) -> list[Any]:
    """All that a copy holds, row by row; the name of the session that merged is no part of it."""
    tables = [table_name(kind) for kind in KINDS]
    queries = [f'SELECT * FROM "{table}" ORDER BY id' for table in tables]
    queries += ["SELECT * FROM cell ORDER BY 1, 2, 3", "SELECT * FROM cell_alt ORDER BY 1, 2, 3, 4, 5"]
    queries += [
        "SELECT * FROM version_vector ORDER BY 1",
        "SELECT * FROM asset ORDER BY 1",
        "SELECT sha256 FROM blob ORDER BY 1",
    ]
    return [session._db.execute(query).fetchall() for query in queries]


def live_through(folder: Path, story: list[tuple[int, str, int, int]]) -> None:
    """Let the people live a story, and check every promise of merging on the way and at the end."""
    world = World(folder)
    try:
        for person, verb, which, how in story:
            world.do(person, verb, which, how)
        both = merged(world, "copy0.db", "copy1.db")
        assert both == merged(world, "copy1.db", "copy0.db"), "commutative"
        assert both == merged(world, "copy0.db", "copy1.db", "copy1.db"), "idempotent"
        assert content_of(world.sessions[0]) == merged(world, "copy0.db", "copy0.db"), "merging oneself is nothing"
        shutil.copyfile(world.folder / "copy1.db", world.folder / "pair.db")
        pair = Session(world.folder / "pair.db", "pair")
        merge(pair, world.folder / "copy2.db")
        pair.close()
        all_three = merged(world, "copy0.db", "copy1.db", "copy2.db")
        assert all_three == merged(world, "copy0.db", "pair.db"), "associative"
        assert all_three == merged(world, "copy2.db", "copy1.db", "copy0.db"), "in any order"
    finally:
        world.close()
