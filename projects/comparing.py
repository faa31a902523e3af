"""What another copy of the project would bring, told by page and panel, before anything is merged."""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns
import sqlite3
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from projects import merging
from projects.changes import Change, Touched
from projects.connection import transaction
from projects.inspection import Identity
from projects.merging import Pictures
from projects.records import Page, PageId, Panel, PanelId, Record
from projects.tables import BY_NAME, PARENTS, REFERENCES, table_name


class Side(Enum):
    """Who changed it."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One record that differs between the two copies, and where in the book it belongs."""

    side: Side
    touched: Touched
    page: PageId | None
    panel: PanelId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs, in reading order; what belongs to no page comes first."""

    differences: tuple[Difference, ...] = ()

    def pages(self) -> tuple[PageId | None, ...]:
        """The pages that differ, in reading order; None for what belongs to no page."""
        return tuple(dict.fromkeys(difference.page for difference in self.differences))

    def of_page(self, page: PageId | None) -> tuple[Difference, ...]:
        """What differs on one page."""
        return tuple(difference for difference in self.differences if difference.page == page)

    def count(self, side: Side) -> int:
        """How many records one side changed."""
        return sum(difference.side is side for difference in self.differences)


def compare(db: sqlite3.Connection, path: Path, seen: Identity) -> Comparison:
    """Merge the inspected file at `path` for trial, see what changes, and take it all back."""
    with merging.attached(db, path):
        merging.require_same_project(db, seen)
        with transaction(db):
            mine = _only_mine(db)
            merged = merging.merge_attached(db, Pictures.LEAVE)
            both = {(table, row) for table, row, _ in merged.conflicts}
            theirs = {(table_name(touched.kind), touched.id): touched for touched in merged.records()}
            found = [
                _difference(db, touched, Side.BOTH if key in both else Side.THEIRS) for key, touched in theirs.items()
            ]
            found += [
                _difference(db, touched, Side.BOTH if key in both else Side.MINE)
                for key, touched in mine.items()
                if key not in theirs
            ]
            order = _reading_order(db)
            db.execute("ROLLBACK")
    last = len(order)
    found.sort(key=lambda difference: (order.get(difference.page, -1), order.get(difference.panel, last)))
    return Comparison(differences=tuple(found))


def _only_mine(db: sqlite3.Connection) -> dict[tuple[str, str], Touched]:
    """Records with a field whose writer they have not seen."""
    rows = db.execute(
        "SELECT c.tbl, c.row, group_concat(c.col), NOT EXISTS "
        "(SELECT 1 FROM theirs.cell AS t WHERE t.tbl = c.tbl AND t.row = c.row) FROM main.cell AS c "
        "LEFT JOIN theirs.version_vector AS v USING (actor) "
        "WHERE c.counter > ifnull(v.counter, 0) GROUP BY c.tbl, c.row"
    ).fetchall()
    return {(table, row): _mine(db, table, row, columns, new) for table, row, columns, new in rows}


def _mine(db: sqlite3.Connection, table: str, row: str, columns: str, new: int) -> Touched:
    (deleted,) = db.execute(f'SELECT deleted FROM main."{table}" WHERE id = ?', (row,)).fetchone()
    change = Change.REMOVED if deleted else Change.ADDED if new else Change.CHANGED
    fields = frozenset(columns.split(",")) - {"deleted"} if change is Change.CHANGED else frozenset()
    return Touched(kind=BY_NAME[table], id=row, change=change, fields=fields)


def _difference(db: sqlite3.Connection, touched: Touched, side: Side) -> Difference:
    page, panel = place_of(db, touched.kind, touched.id)
    return Difference(side=side, touched=touched, page=page, panel=panel)


def place_of(db: sqlite3.Connection, kind: type[Record], record: str | None) -> tuple[PageId | None, PanelId | None]:
    """The page and the panel that a record is a part of."""
    if record is None or kind is Page:
        return (PageId(record) if record else None), None
    for column in PARENTS.get(kind, ()):
        row = db.execute(f'SELECT "{column}" FROM "{table_name(kind)}" WHERE id = ?', (record,)).fetchone()
        if row and row[0]:
            page, panel = place_of(db, REFERENCES[kind, column], row[0])
            return page, PanelId(record) if kind is Panel else panel
    return None, None


def _reading_order(db: sqlite3.Connection) -> dict[str | None, int]:
    """The place of every page and panel in the book."""
    rows = [row for table in ("page", "panel") for row in db.execute(f"SELECT id FROM {table} ORDER BY rank, id")]
    return {row: number for number, (row,) in enumerate(rows)}
