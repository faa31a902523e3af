"""A project as a folder for git and back: rows as sorted JSON lines, files by their hash. Byte for byte stable.

project.json            format and project id
records/<table>.jsonl   one record a line, by id
stamps/<table>.jsonl    who wrote each field of a record, and values that wait for a choice
people.jsonl            who the writers are, and how much of each has been seen
assets.jsonl            what is known of each stored file
assets/ab/abcd...       its bytes
previews/ab/abcd...     a small picture in place of the bytes
"""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from charabook.errors import BadInput
from charabook.progress import SILENT, Progress, checkpoint
from projects import assets, exchange, inspection, leftovers, publishing, schema
from projects.refusals import ContentDamaged, MadeByNewer, NotAProject, Oversized
from projects.tables import BY_NAME, COLUMNS, KINDS, table_name

MAX_LINE_BYTES = inspection.MAX_TEXT_BYTES
REPAIR = "Restore the folder from git and import it again."


# ---------------------------------------------------------------------------------------------- out


def export_folder(db: sqlite3.Connection, folder: Path, progress: Progress = SILENT) -> None:
    """Write the project into `folder`, which must be empty, new, or an earlier export."""
    _require_ours(folder)
    for name in ("records", "stamps"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _write_lines(folder / "project.json", [_about(db)])
    for kind in KINDS:
        name = table_name(kind)
        _write_lines(folder / "records" / f"{name}.jsonl", _records(db, name, ("id", "deleted", *COLUMNS[kind])))
        _write_lines(folder / "stamps" / f"{name}.jsonl", _stamps(db, name))
    _write_lines(folder / "people.jsonl", _people(db))
    _write_lines(folder / "assets.jsonl", _assets(db))
    _write_files(db, folder, progress)


def _require_ours(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / "project.json").is_file():
        raise BadInput(f"The folder {folder.name} holds something else.", "Choose an empty folder.")
    folder.mkdir(parents=True, exist_ok=True)


def _line(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _write_lines(path: Path, rows: Iterable[Any]) -> None:
    # Written beside and renamed: a full disk leaves the earlier export as it was.
    beside = path.with_name(f"{path.name}.writing")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{_line(row)}\n" for row in rows)
    beside.replace(path)


def _about(db: sqlite3.Connection) -> dict[str, Any]:
    (project,) = db.execute("SELECT value FROM meta WHERE key = 'project_id'").fetchone()
    return {"charabook": "project", "format": schema.FORMAT, "project_id": project}


def _records(db: sqlite3.Connection, table: str, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    columns = ", ".join(f'"{name}"' for name in names)
    for row in db.execute(f'SELECT {columns} FROM "{table}" ORDER BY id'):
        yield dict(zip(names, row, strict=True))


def _stamps(db: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    for (record,) in db.execute(f'SELECT id FROM "{table}" ORDER BY id').fetchall():
        written = db.execute(
            "SELECT col, actor, counter, lamport FROM cell WHERE tbl = ? AND row = ? ORDER BY col", (table, record)
        )
        waiting = db.execute(
            "SELECT col, actor, counter, lamport, value FROM cell_alt WHERE tbl = ? AND row = ? "
            "ORDER BY col, actor, counter",
            (table, record),
        ).fetchall()
        yield {"id": record, "written": {col: list(stamp) for col, *stamp in written}, "waiting": waiting}


def _people(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    query = (
        "SELECT actor, person, started_s, counter FROM actor FULL JOIN version_vector USING (actor) ORDER BY actor"
        if sqlite3.sqlite_version_info >= (3, 39)
        else "SELECT actor, person, started_s, counter FROM version_vector LEFT JOIN actor USING (actor) ORDER BY actor"
    )
    for actor, person, started_s, counter in db.execute(query):
        yield {"actor": actor, "person": person, "started_s": started_s, "seen": counter}


def _assets(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    query = (
        "SELECT asset.sha256, asset.mime, width_px, height_px, size_bytes, dropped, preview.digest, preview.mime "
        "FROM asset LEFT JOIN preview USING (sha256) ORDER BY sha256"
    )
    names = ("sha256", "mime", "width_px", "height_px", "size_bytes", "dropped", "preview", "preview_mime")
    for row in db.execute(query):
        yield dict(zip(names, row, strict=True))


def _write_files(db: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    for table, name in (("blob", "assets"), ("preview", "previews")):
        rows = db.execute(f"SELECT id, sha256 FROM {table} ORDER BY sha256").fetchall()
        wanted = {_place(folder / name, sha256) for _, sha256 in rows}
        for done, (blob, sha256) in enumerate(rows):
            checkpoint(progress)
            progress.advance("Writing files", done, len(rows))
            _write_file(db, table, blob, _place(folder / name, sha256))
        for path in (folder / name).glob("??/*"):
            if path not in wanted:
                path.unlink()


def _place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def _write_file(db: sqlite3.Connection, table: str, blob: int, path: Path) -> None:
    with db.blobopen(table, "content", blob, readonly=True) as content:
        if path.is_file() and path.stat().st_size == len(content) and table == "blob":
            return  # named by its hash: it can only be the same
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.writing")
        with beside.open("wb") as file:
            while chunk := content.read(assets.CHUNK_BYTES):
                file.write(chunk)
        beside.replace(path)


# ---------------------------------------------------------------------------------------------- in


def import_folder(folder: Path, target: Path, progress: Progress = SILENT) -> None:
    """Make a project file at `target`, where no file may be yet, from an exported folder."""
    if target.exists():
        raise BadInput(f"There is already a file {target.name}.", "Choose another name.")
    about = _read_about(folder)
    path = leftovers.saving_name(target)
    try:
        with publishing.room_for(target):
            with closing(sqlite3.connect(path, isolation_level=None)) as db:
                _fill(db, folder, about["project_id"], progress)
            publishing.seal(path)
            exchange.sync_file(path)
        inspection.inspect(path, inspection.Depth.PICTURES, progress)
        if not exchange.create(path, target):
            raise BadInput(f"There is already a file {target.name}.", "Choose another name.")
        exchange.sync_folder(target.parent)
    finally:
        path.unlink(missing_ok=True)


def _read_about(folder: Path) -> dict[str, Any]:
    if not (folder / "project.json").is_file():
        raise NotAProject(f"The folder {folder.name} is not an exported project.", "Choose one with a project.json.")
    about = next(_read_lines(folder / "project.json"), {})
    if about.get("charabook") != "project" or not isinstance(about.get("project_id"), str):
        raise NotAProject(f"The folder {folder.name} is not an exported project.", "Choose one that charabook made.")
    if about.get("format") != schema.FORMAT:
        raise MadeByNewer(f"The folder {folder.name} was exported by another version.", "Update charabook.")
    return about


def _fill(db: sqlite3.Connection, folder: Path, project_id: str, progress: Progress) -> None:
    schema.create(db, project_id)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA journal_mode=OFF")
    db.execute("BEGIN")
    try:
        _read_assets(db, folder, progress)
        for kind in KINDS:
            _read_records(db, folder, table_name(kind))
        _read_people(db, folder)
        db.execute("COMMIT")
    except (sqlite3.Error, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContentDamaged(f"The folder {folder.name} is damaged, or a git merge has mixed it up.", REPAIR) from error


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        while line := file.readline(MAX_LINE_BYTES + 1):
            if len(line) > MAX_LINE_BYTES:
                raise Oversized(f"A line of {path.name} is of absurd length.", REPAIR)
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ContentDamaged(f"{path.name} holds something that is no record.", REPAIR) from error
            if not isinstance(row, dict):
                raise ContentDamaged(f"{path.name} holds something that is no record.", REPAIR)
            yield row


def _read_records(db: sqlite3.Connection, folder: Path, table: str) -> None:
    names = ("id", "deleted", *COLUMNS[BY_NAME[table]])
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    for row in _read_lines(folder / "records" / f"{table}.jsonl"):
        db.execute(f'INSERT INTO "{table}"({columns}) VALUES ({marks})', [row[name] for name in names])
    for row in _read_lines(folder / "stamps" / f"{table}.jsonl"):
        cells = [(table, row["id"], column, *stamp) for column, stamp in row["written"].items()]
        db.executemany("INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?)", cells)
        waiting = [(table, row["id"], *value) for value in row["waiting"]]
        db.executemany("INSERT INTO cell_alt VALUES (?, ?, ?, ?, ?, ?, ?)", waiting)


def _read_people(db: sqlite3.Connection, folder: Path) -> None:
    for row in _read_lines(folder / "people.jsonl"):
        if row["person"] is not None:
            db.execute("INSERT INTO actor VALUES (?, ?, ?)", (row["actor"], row["person"], row["started_s"]))
        if row["seen"] is not None:
            db.execute("INSERT INTO version_vector VALUES (?, ?)", (row["actor"], row["seen"]))


def _read_assets(db: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    rows = list(_read_lines(folder / "assets.jsonl"))
    for done, row in enumerate(rows):
        checkpoint(progress)
        progress.advance("Reading files", done, len(rows))
        known = (row["sha256"], row["mime"], row["width_px"], row["height_px"], row["size_bytes"], row["dropped"])
        db.execute("INSERT INTO asset VALUES (?, ?, ?, ?, ?, ?)", known)
        content = _read_file(folder / "assets", row["sha256"], row["sha256"])
        if content is not None:
            db.execute("INSERT INTO blob(sha256, content) VALUES (?, ?)", (row["sha256"], content))
        small = _read_file(folder / "previews", row["sha256"], row["preview"]) if row["preview"] else None
        if small is not None:
            db.execute(
                "INSERT INTO preview(sha256, digest, mime, content) VALUES (?, ?, ?, ?)",
                (row["sha256"], row["preview"], row["preview_mime"], small),
            )


def _read_file(folder: Path, name: str, digest: str) -> bytes | None:
    """The bytes of a stored file, None if the folder does not hold them."""
    if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
        raise ContentDamaged("The folder names a file in a way that charabook never does.", REPAIR)
    path = _place(folder, name)
    if not path.is_file() or path.is_symlink():
        return None
    if path.stat().st_size > assets.MAX_ASSET_BYTES:
        raise Oversized("The folder holds a file of absurd size.", REPAIR)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise ContentDamaged("A file in the folder is damaged.", "Run “git lfs pull”, or restore it from git.")
    return content
