"""Records as JSON and back: what the engine process and the window say to each other, and what a take remembers.

A record becomes an object with its class in `type` and its fields by name; bytes are base64, tuples are lists. The
outermost object also carries `version`. Reading is strict, because the text may come from a stranger's project file:
unknown fields, wrong types, doubled keys and numbers that are not finite are refused with the place that is wrong.
"""

import base64
import binascii
import dataclasses
import functools
import json
import math
import types
import typing
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NewType, Union, get_args, get_origin

from charabook.engine.requests import Request
from charabook.errors import BadInput

VERSION = 1
"""Raised when a field changes its meaning; a new field with a default needs no new version."""

MAX_CHARACTERS = 256 * 2**20
"""Longest text that is read: far above any real picture, far below what would exhaust memory."""

_REMEDY = "It was written by another program or is damaged. Make this picture anew from its panel."


def request_to_json(request: Request) -> str:
    """`request` as one line of text, ready to be stored with its take."""
    return to_json(request)


def request_from_json(text: str) -> Request:
    """Read what `request_to_json` wrote; BadInput tells what is wrong and where."""
    request: Request = from_json(text, Request)
    return request


def to_json(record: object) -> str:
    """Any record of frozen dataclasses as one line of ASCII with sorted keys."""
    tree = {"version": VERSION, **_plain_record(record)}
    try:
        return json.dumps(tree, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        raise BadInput("A setting is not a finite number.", "Enter an ordinary number.") from error


def from_json(text: str, kind: Any) -> Any:
    """Read a record of class `kind`, or of any class of the union `kind`."""
    tree = _parsed(text)
    if not isinstance(tree, dict):
        raise _refusal("", "is not an object")
    version = tree.pop("version", None)
    if isinstance(version, int) and version > VERSION:
        what = f"These settings have the newer format {version}; this program reads up to {VERSION}."
        raise BadInput(what, "Update charabook.")
    if version != VERSION or isinstance(version, bool):
        raise _refusal("version", "is missing or not a known number")
    return _reader(kind)(tree, "")


# ---------------------------------------------------------------------------------------------- writing


def _plain_record(record: Any) -> dict[str, object]:
    fields = {field.name: _plain(getattr(record, field.name)) for field in dataclasses.fields(record)}
    return {"type": type(record).__name__, **fields}


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return _plain_record(value) if dataclasses.is_dataclass(value) else value


# ---------------------------------------------------------------------------------------------- reading

_Reader = Callable[[object, str], object]


def _parsed(text: str) -> object:
    if len(text) > MAX_CHARACTERS:
        raise _refusal("", "are too long")
    try:
        return json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise _refusal("", "are not readable JSON") from error


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise ValueError("doubled key")
    return tree


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _refusal(path: str, problem: str) -> BadInput:
    where = f"the value at {path}" if path else "they"
    return BadInput(f"The stored settings of a picture cannot be read: {where} {problem}.", _REMEDY)


@functools.cache
def _reader(kind: Any) -> _Reader:
    """The function that reads one value of the annotated type `kind`."""
    if isinstance(kind, NewType):
        return _reader(kind.__supertype__)
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin in (Union, types.UnionType):
        return _union_reader(get_args(kind))
    if _is_record(kind):
        return _record_reader(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return functools.partial(_choice, kind)
    return _SIMPLE[kind]


def _is_record(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind)


def _union_reader(kinds: tuple[Any, ...]) -> _Reader:
    records = {kind.__name__: kind for kind in kinds if _is_record(kind)}
    others = [_reader(kind) for kind in kinds if kind is not types.NoneType and not _is_record(kind)]
    optional = types.NoneType in kinds

    def read(value: object, path: str) -> object:
        if value is None and optional:
            return None
        if isinstance(value, dict) and value.get("type") in records:
            return _reader(records[value["type"]])(value, path)
        if others and not isinstance(value, dict):
            return others[0](value, path)
        raise _refusal(path or "type", "is none of the known kinds")

    return read


def _record_reader(kind: Any) -> _Reader:
    annotations = typing.get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    required = {name for name, field in fields.items() if not _has_default(field)}
    allowed = {"type", *fields}

    def read(value: object, path: str) -> object:
        if not isinstance(value, dict) or value.get("type") != kind.__name__:
            raise _refusal(path or "type", f"is not a {kind.__name__}")
        if unknown := value.keys() - allowed:
            raise _refusal(_join(path, min(unknown)[:40]), "is not known to this version")
        if missing := required - value.keys():
            raise _refusal(_join(path, min(missing)), "is missing")
        return kind(
            **{
                name: _reader(annotations[name])(part, _join(path, name))
                for name, part in value.items()
                if name != "type"
            }
        )

    return read


def _has_default(field: "dataclasses.Field[Any]") -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _tuple_reader(kinds: tuple[Any, ...]) -> _Reader:
    homogeneous = len(kinds) == 2 and kinds[1] is Ellipsis

    def read(value: object, path: str) -> object:
        if not isinstance(value, list):
            raise _refusal(path, "is not a list")
        if not homogeneous and len(value) != len(kinds):
            raise _refusal(path, f"does not have {len(kinds)} parts")
        each = (kinds[0],) * len(value) if homogeneous else kinds
        return tuple(
            _reader(kind)(part, f"{path}[{index}]") for index, (kind, part) in enumerate(zip(each, value, strict=True))
        )

    return read


def _choice(kind: type[StrEnum], value: object, path: str) -> StrEnum:
    try:
        return kind(_text(value, path))
    except ValueError as error:
        raise _refusal(path, f"is none of {', '.join(kind)}") from error


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise _refusal(path, "is not text")
    return value


def _whole_number(value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
        raise _refusal(path, "is not a whole number")
    return value


def _number(value: object, path: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _refusal(path, "is not a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _refusal(path, "is not a finite number")
    return number


def _truth(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise _refusal(path, "is neither true nor false")
    return value


def _bytes(value: object, path: str) -> bytes:
    try:
        return base64.b64decode(_text(value, path), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refusal(path, "is not base64") from error


_SIMPLE: dict[Any, _Reader] = {str: _text, int: _whole_number, float: _number, bool: _truth, bytes: _bytes}
