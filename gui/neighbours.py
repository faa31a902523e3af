"""Where to go when what was looked at is gone."""

from collections.abc import Container, Sequence
from typing import TypeVar

T = TypeVar("T")


def nearest(row: Sequence[T], gone: T, left: Container[T]) -> T | None:
    """The first one behind `gone` in the `row` of before that is still `left`, else the last one ahead of it."""
    if gone not in row:
        return None
    at = row.index(gone)
    return next((one for one in (*row[at + 1 :], *reversed(row[:at])) if one in left), None)
