"""The frozen text of the schema and the records say the same."""

import dataclasses
import sqlite3

import sqlalchemy as sa

from projects import connection, schema
from projects.records import Book, Record
from projects.tables import COLUMNS, KINDS, METADATA, TABLES, table_name


def in_memory() -> sqlite3.Connection:
    """An empty project."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(db, "some project")
    return db


def test_the_tables_in_a_file_are_those_of_the_records() -> None:
    inspector = sa.inspect(connection.engine_over(in_memory()))
    assert set(METADATA.tables) <= set(inspector.get_table_names())
    for kind in KINDS:
        found = inspector.get_columns(table_name(kind))
        assert [column["name"] for column in found] == ["id", "deleted", *COLUMNS[kind]]
        for column in found[2:]:
            mapped = TABLES[kind].c[column["name"]]
            assert column["nullable"] == mapped.nullable, (kind, column)
            assert str(column["type"]) == mapped.type.compile(sa.dialects.sqlite.dialect()).replace("FLOAT", "REAL")


def test_the_defaults_in_a_file_are_those_of_the_records() -> None:
    db = in_memory()
    db.execute("INSERT INTO book(id) VALUES ('book')")
    with connection.engine_over(db).connect() as opened:
        (row,) = opened.execute(sa.select(TABLES[Book]))
    shown = dict(row._mapping)
    assert {field.name: getattr(Book(), field.name) for field in dataclasses.fields(Book)} == {
        name: value for name, value in shown.items() if name != "deleted"
    }


def test_a_file_holds_no_code() -> None:
    kinds = {kind for kind, *_ in schema.expected_schema()}
    assert kinds == {"table", "index"}


def test_every_record_can_be_copied_and_compared() -> None:
    for kind in KINDS:
        assert dataclasses.is_dataclass(kind)
        assert hasattr(kind, "__slots__")


def test_nobody_holds_records_by_position() -> None:
    required = {kind: [field.name for field in dataclasses.fields(kind) if field.kw_only] for kind in KINDS}
    assert all(len(names) == len(dataclasses.fields(kind)) for kind, names in required.items())
    assert Record is not None
