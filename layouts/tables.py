"""Reads the tables of data files (TOML) into records, and says in words what is wrong with a file."""

import tomllib
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from charabook.errors import BadInput
from layouts.display_list import Colour

Record = TypeVar("Record")

MAX_FILE_BYTES = 64 * 1024
_LARGEST_NUMBER = 10_000.0
_LONGEST_TEXT = 2_000
_LONGEST_LIST = 500


def read_table(path: Path, what: str) -> dict[str, Any]:
    """The top table of a TOML file. Raises BadInput if it is too large, unreadable or malformed."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise BadInput(f"{path.name} is too large for a {what}.", f"Choose a {what} file.")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"The {what} {path.name} cannot be read: {error}.", "Correct the file.") from error


def record(kind: type[Record], table: object, where: str) -> Record:
    """A table as a record whose fields have the names of the entries.

    Raises BadInput naming the entry that is missing, unknown or of the wrong kind.
    """
    if not isinstance(table, dict):
        raise BadInput(f"{where} is missing or is no table.", "Add it; the shipped files show how.")
    wanted = _entries(kind)
    unknown = set(table) - set(wanted)
    if unknown:
        raise BadInput(f"{where} has the unknown entry {min(unknown)}.", f"Known are: {', '.join(wanted)}.")
    missing = [name for name, (_, is_required) in wanted.items() if is_required and name not in table]
    if missing:
        raise BadInput(f"{where} lacks the entry {missing[0]}.", "Add it; the shipped files show how.")
    return kind(**{name: _value(raw, wanted[name][0], f"{where}.{name}") for name, raw in table.items()})


def _entries(kind: type) -> dict[str, tuple[Any, bool]]:
    """For each field of a record: its type, and whether a file must give it."""
    hints = get_type_hints(kind)
    return {
        field.name: (hints[field.name], field.default is MISSING and field.default_factory is MISSING)
        for field in fields(kind)
    }


def _value(raw: object, kind: Any, where: str) -> object:
    if isinstance(kind, UnionType):
        kind = get_args(kind)[0]
    if get_origin(kind) is tuple:
        return _list(raw, get_args(kind), where)
    if kind is Colour:
        return _colour(raw, where)
    if issubclass(kind, Enum):
        return _choice(raw, kind, where)
    return record(kind, raw, where) if _is_record(kind) else _plain(raw, kind, where)


def _is_record(kind: type) -> bool:
    return is_dataclass(kind)


def _plain(raw: object, kind: Any, where: str) -> object:
    """A number or a text."""
    numbers = {float: int | float, int: int}.get(kind)
    if numbers is not None and isinstance(raw, numbers) and not isinstance(raw, bool):
        return kind(_number(raw, where))
    if kind is str and isinstance(raw, str) and len(raw) <= _LONGEST_TEXT:
        return raw
    raise BadInput(f"{where} = {_shown(raw)} is of the wrong kind.", "Correct the file; the shipped ones show how.")


def _number(number: float, where: str) -> float:
    if not abs(number) <= _LARGEST_NUMBER:
        raise BadInput(f"{where} = {number} is out of bounds.", "Use a number below 10,000.")
    return number


def _list(raw: object, kinds: tuple[Any, ...], where: str) -> tuple[object, ...]:
    if not isinstance(raw, list) or len(raw) > _LONGEST_LIST:
        raise BadInput(f"{where} is no list, or too long a list.", "Correct the file; the shipped ones show how.")
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(raw)
    if len(raw) != len(kinds):
        raise BadInput(f"{where} has {len(raw)} entries.", f"Give {len(kinds)}.")
    return tuple(_value(one, kind, f"{where}[{at}]") for at, (one, kind) in enumerate(zip(raw, kinds, strict=True)))


def _colour(raw: object, where: str) -> Colour:
    try:
        return Colour.from_hex(str(raw))
    except ValueError as error:
        raise BadInput(f"{where} = {_shown(raw)} is no colour.", "Write it as #rrggbb.") from error


def _choice(raw: object, kind: type[Enum], where: str) -> Enum:
    try:
        return kind(raw)
    except ValueError as error:
        known = ", ".join(str(one.value) for one in kind)
        raise BadInput(f"{where} = {_shown(raw)} is not known.", f"Choose one of: {known}.") from error


def _shown(raw: object) -> str:
    return repr(raw)[:60]
