"""The text of the schema, letter by letter, and how a fresh file begins.

A file whose schema differs in one letter is refused: that is how triggers, views, virtual tables and expression
indexes of a stranger's file never run. So nothing here may change without a new format number, a step in
`projects.migration` and a new golden file in the tests.

Beside the records stand:
* `asset`, `blob`, `preview`  files by their sha256: what is known of them, their bytes, and a small picture in
  place of bytes that a light copy left behind;
* `cell`      who wrote the visible value of each field last (actor, counter, Lamport clock);
* `cell_alt`  values of a field that lost against the visible one and wait for the user's choice;
* `version_vector`  which writes of which actor this file has seen;  `actor`  who they are;
* `meta`      the file's own identity.
"""
# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

import sqlite3
from functools import cache

APPLICATION_ID = 0x43484252
"""CHBR, in the header of every project file."""

FORMAT = 1
"""The format that this program writes, as `user_version` in the header."""

PAGE_SIZE_BYTES = 16384

_RECORDS = """
CREATE TABLE book(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    languages TEXT NOT NULL DEFAULT '["en"]',
    direction TEXT NOT NULL DEFAULT 'ltr',
    page_format TEXT NOT NULL DEFAULT '',
    trim_width_mm REAL NOT NULL DEFAULT 210.0,
    trim_height_mm REAL NOT NULL DEFAULT 210.0,
    style_prompt TEXT NOT NULL DEFAULT '',
    story TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    settings_json TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;

CREATE TABLE character(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    rank TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE look(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    character TEXT NOT NULL DEFAULT '' REFERENCES character(id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    seed INTEGER NOT NULL DEFAULT 0,
    settings_json TEXT NOT NULL DEFAULT '{}',
    reference_asset TEXT REFERENCES asset(sha256) DEFERRABLE INITIALLY DEFERRED,
    mask_asset TEXT REFERENCES asset(sha256) DEFERRABLE INITIALLY DEFERRED,
    identity_asset TEXT REFERENCES asset(sha256) DEFERRABLE INITIALLY DEFERRED,
    identity_take TEXT REFERENCES take(id) DEFERRABLE INITIALLY DEFERRED,
    locked INTEGER NOT NULL DEFAULT 0,
    notes TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE setting(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    rank TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    prompt TEXT NOT NULL DEFAULT '',
    time_of_day TEXT NOT NULL DEFAULT '',
    seed INTEGER NOT NULL DEFAULT 0,
    reference_asset TEXT REFERENCES asset(sha256) DEFERRABLE INITIALLY DEFERRED,
    settings_json TEXT NOT NULL DEFAULT '{}',
    notes TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE chapter(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    rank TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE page(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    chapter TEXT REFERENCES chapter(id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'story',
    title TEXT NOT NULL DEFAULT '',
    template TEXT NOT NULL DEFAULT '',
    spread INTEGER NOT NULL DEFAULT 0,
    settings_json TEXT NOT NULL DEFAULT '{}',
    notes TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE panel(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    page TEXT NOT NULL DEFAULT '' REFERENCES page(id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    frame_json TEXT,
    setting TEXT REFERENCES setting(id) DEFERRABLE INITIALLY DEFERRED,
    shot TEXT NOT NULL DEFAULT '',
    action TEXT NOT NULL DEFAULT '',
    alt_text TEXT NOT NULL DEFAULT '',
    prompt TEXT NOT NULL DEFAULT '',
    seed INTEGER,
    locked INTEGER NOT NULL DEFAULT 0,
    notes TEXT NOT NULL DEFAULT '',
    focus_json TEXT,
    crop_json TEXT,
    settings_json TEXT NOT NULL DEFAULT '{}',
    chosen_take TEXT REFERENCES take(id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE figure(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    panel TEXT NOT NULL DEFAULT '' REFERENCES panel(id) DEFERRABLE INITIALLY DEFERRED,
    look TEXT REFERENCES look(id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    placement TEXT NOT NULL DEFAULT 'centre',
    region_json TEXT,
    z INTEGER NOT NULL DEFAULT 0,
    action TEXT NOT NULL DEFAULT '',
    expression TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    settings_json TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;

CREATE TABLE lettering(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    panel TEXT REFERENCES panel(id) DEFERRABLE INITIALLY DEFERRED,
    page TEXT REFERENCES page(id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'balloon',
    speaker TEXT REFERENCES character(id) DEFERRABLE INITIALLY DEFERRED,
    style TEXT NOT NULL DEFAULT '',
    geometry_json TEXT,
    tail_json TEXT,
    notes TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE lettering_text(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    lettering TEXT NOT NULL DEFAULT '' REFERENCES lettering(id) DEFERRABLE INITIALLY DEFERRED,
    language TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE take(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    panel TEXT REFERENCES panel(id) DEFERRABLE INITIALLY DEFERRED,
    look TEXT REFERENCES look(id) DEFERRABLE INITIALLY DEFERRED,
    setting TEXT REFERENCES setting(id) DEFERRABLE INITIALLY DEFERRED,
    asset TEXT REFERENCES asset(sha256) DEFERRABLE INITIALLY DEFERRED,
    masks_json TEXT NOT NULL DEFAULT '{}',
    mask_assets TEXT NOT NULL DEFAULT '[]',
    request_json TEXT NOT NULL DEFAULT '{}',
    model TEXT NOT NULL DEFAULT '',
    model_revision TEXT NOT NULL DEFAULT '',
    seed INTEGER NOT NULL DEFAULT 0,
    width_px INTEGER NOT NULL DEFAULT 0,
    height_px INTEGER NOT NULL DEFAULT 0,
    timings_json TEXT NOT NULL DEFAULT '{}',
    notes TEXT NOT NULL DEFAULT '',
    rating TEXT NOT NULL DEFAULT 'none',
    created_s REAL NOT NULL DEFAULT 0.0
) STRICT, WITHOUT ROWID;

CREATE TABLE take_edit(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    take TEXT NOT NULL DEFAULT '' REFERENCES take(id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    settings_json TEXT NOT NULL DEFAULT '{}',
    asset TEXT REFERENCES asset(sha256) DEFERRABLE INITIALLY DEFERRED,
    created_s REAL NOT NULL DEFAULT 0.0
) STRICT, WITHOUT ROWID;

CREATE TABLE comment(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    panel TEXT REFERENCES panel(id) DEFERRABLE INITIALLY DEFERRED,
    page TEXT REFERENCES page(id) DEFERRABLE INITIALLY DEFERRED,
    answers TEXT REFERENCES comment(id) DEFERRABLE INITIALLY DEFERRED,
    author TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    pin_json TEXT,
    resolved INTEGER NOT NULL DEFAULT 0,
    created_s REAL NOT NULL DEFAULT 0.0
) STRICT, WITHOUT ROWID;

CREATE TABLE version(
    id TEXT PRIMARY KEY NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    created_s REAL NOT NULL DEFAULT 0.0,
    snapshot_asset TEXT REFERENCES asset(sha256) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID
"""

_KEEPING = """
CREATE TABLE asset(
    sha256 TEXT PRIMARY KEY NOT NULL,
    mime TEXT NOT NULL,
    width_px INTEGER,
    height_px INTEGER,
    size_bytes INTEGER NOT NULL,
    dropped INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE blob(
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE REFERENCES asset(sha256),
    content BLOB NOT NULL
) STRICT;

CREATE TABLE preview(
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE REFERENCES asset(sha256),
    digest TEXT NOT NULL,
    mime TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE cell(
    tbl TEXT NOT NULL,
    row TEXT NOT NULL,
    col TEXT NOT NULL,
    actor TEXT NOT NULL,
    counter INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    PRIMARY KEY(tbl, row, col)
) STRICT, WITHOUT ROWID;

CREATE TABLE cell_alt(
    tbl TEXT NOT NULL,
    row TEXT NOT NULL,
    col TEXT NOT NULL,
    actor TEXT NOT NULL,
    counter INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    value ANY,
    PRIMARY KEY(tbl, row, col, actor, counter)
) STRICT, WITHOUT ROWID;

CREATE TABLE version_vector(
    actor TEXT PRIMARY KEY NOT NULL,
    counter INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE actor(
    actor TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL,
    started_s REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meta(
    key TEXT PRIMARY KEY NOT NULL,
    value ANY
) STRICT, WITHOUT ROWID;

CREATE INDEX panel_by_page ON panel(page);

CREATE INDEX figure_by_panel ON figure(panel);

CREATE INDEX lettering_by_panel ON lettering(panel);

CREATE INDEX lettering_text_by_lettering ON lettering_text(lettering);

CREATE INDEX take_by_panel ON take(panel)
"""

STATEMENTS = tuple(part.strip() for part in f"{_RECORDS};{_KEEPING}".split(";"))
"""The statements that make an empty project, in order."""

FORMATS = {FORMAT: STATEMENTS}
"""The statements of every format that can be read; the older ones are migrated."""


def create(db: sqlite3.Connection, project_id: str) -> None:
    """Turn the empty database `db` into an empty project of the current format."""
    db.execute(f"PRAGMA page_size={PAGE_SIZE_BYTES}")
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute("BEGIN IMMEDIATE")
    for statement in STATEMENTS:
        db.execute(statement)
    meta = {"project_id": project_id, "publish_id": "", "manifest": ""}
    db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    db.execute(f"PRAGMA user_version={FORMAT}")
    db.execute("COMMIT")


def schema_of(db: sqlite3.Connection, database: str = "main") -> frozenset[tuple[str, ...]]:
    """Every entry of the schema of an attached database, as SQLite keeps it."""
    return frozenset(db.execute(f"SELECT type, name, tbl_name, ifnull(sql, '') FROM {database}.sqlite_schema"))


def expected_schema(made_in: int = FORMAT) -> frozenset[tuple[str, ...]]:
    """What `schema_of` says of a sound file of a format. Empty for a format that never was."""
    return _schema_from(FORMATS.get(made_in, ()))


@cache
def _schema_from(statements: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    db = sqlite3.connect(":memory:")
    try:
        for statement in statements:
            db.execute(statement)
        return schema_of(db)
    finally:
        db.close()
