"""The tables behind the records, mapped with SQLAlchemy. Which columns there are follows from the records alone.

The text of the schema is not made here: it is frozen in `projects.schema`, letter by letter, and a test holds the
two together.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from types import MappingProxyType, NoneType
from typing import Any, get_args, get_origin, get_type_hints

import sqlalchemy as sa

from projects import records
from projects.records import R, Record

KINDS: tuple[type[Record], ...] = get_args(Record)
"""Every kind of record, parents before children."""

BY_NAME: MappingProxyType[str, type[Record]]
"""Record types by the name of their table."""


class _Word(sa.TypeDecorator[StrEnum]):
    """A word of a fixed list. The inspection of a file refuses all others."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(self.words(value))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class _Flag(sa.TypeDecorator[bool]):
    """Yes or no, as 1 or 0."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: sa.Dialect) -> int | None:  # noqa: FBT001 - not ours
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> bool | None:
        return None if value is None else bool(value)


class _Words(sa.TypeDecorator[tuple[str, ...]]):
    """A tuple of texts, as a JSON array."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


def table_name(kind: type[Record]) -> str:
    """`TakeEdit` is kept in the table `take_edit`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).lstrip("_")


def _is_optional(hint: Any) -> bool:
    return NoneType in get_args(hint)


def _plain(hint: Any) -> Any:
    """The type behind `X | None`."""
    return next(part for part in get_args(hint) if part is not NoneType) if _is_optional(hint) else hint


def _column_type(hint: Any) -> sa.types.TypeEngine[Any]:
    hint = getattr(hint, "__supertype__", hint)
    if get_origin(hint) is tuple:
        return _Words()
    if issubclass(hint, StrEnum):
        return _Word(hint)
    plain: dict[type, sa.types.TypeEngine[Any]] = {str: sa.Text(), int: sa.Integer(), float: sa.Float(), bool: _Flag()}
    return plain[hint]


_OWNER_OF_ID = {getattr(records, f"{kind.__name__}Id"): kind for kind in KINDS}


def _column(name: str, hint: Any) -> sa.Column[Any]:
    return sa.Column(name, _column_type(_plain(hint)), nullable=_is_optional(hint))


def _hints(kind: type[Record]) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(kind).items() if name != "id"}


def _table(kind: type[Record], metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        table_name(kind),
        metadata,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("deleted", _Flag, nullable=False, server_default="0"),
        *(_column(name, hint) for name, hint in _hints(kind).items()),
    )


METADATA = sa.MetaData()
TABLES: Mapping[type[Any], sa.Table] = MappingProxyType({kind: _table(kind, METADATA) for kind in KINDS})
BY_NAME = MappingProxyType({table_name(kind): kind for kind in KINDS})

COLUMNS: Mapping[type[Any], tuple[str, ...]] = MappingProxyType(
    {kind: tuple(field.name for field in fields(kind) if field.name != "id") for kind in KINDS}
)
"""The columns of each kind that hold a value of the user's, in order; `id` and `deleted` stand before them."""

REFERENCES = MappingProxyType(
    {
        (kind, name): _OWNER_OF_ID[_plain(hint)]
        for kind in KINDS
        for name, hint in _hints(kind).items()
        if _plain(hint) in _OWNER_OF_ID
    }
)
"""Which columns point to a record, and of which kind."""

ASSET_COLUMNS = frozenset(
    (kind, name) for kind in KINDS for name, hint in _hints(kind).items() if _plain(hint) is records.AssetHash
)
ASSET_LISTS = frozenset(
    (kind, name)
    for kind in KINDS
    for name, hint in _hints(kind).items()
    if get_origin(hint) is tuple and get_args(hint)[0] is records.AssetHash
)
LISTS = frozenset((kind, name) for kind in KINDS for name, hint in _hints(kind).items() if get_origin(hint) is tuple)
WORDS = MappingProxyType(
    {
        (kind, name): tuple(hint)
        for kind in KINDS
        for name, hint in _hints(kind).items()
        if isinstance(hint, type) and issubclass(hint, StrEnum)
    }
)
"""Which columns hold one of a fixed list of words, and the words."""

PARENTS: Mapping[type[Any], tuple[str, ...]] = MappingProxyType(
    {
        records.Look: ("character",),
        records.Panel: ("page",),
        records.Figure: ("panel",),
        records.Lettering: ("panel", "page"),
        records.LetteringText: ("lettering",),
        records.Take: ("panel", "look", "setting"),
        records.TakeEdit: ("take",),
        records.Comment: ("panel", "page"),
    }
)
"""Whose part a record is: deleting the parent deletes it too. A page outlives its chapter."""


def record_from(kind: type[R], row: sa.Row[Any]) -> R:
    """The record of a row that was selected with the columns of `TABLES[kind]`."""
    values = dict(row._mapping)  # noqa: SLF001 - the public name of SQLAlchemy begins like this
    values.pop("deleted", None)
    return kind(**values)
