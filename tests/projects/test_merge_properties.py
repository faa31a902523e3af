"""Merging, held against an oracle that knows nothing of how it is done."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from projects import connection
from tests.projects.replicas import STORIES, live_through

EXAMPLES = 12
LONG_EXAMPLES = 400


@pytest.fixture(autouse=True, scope="module")
def in_memory() -> Iterator[None]:
    """Thousands of little files need no disk."""
    kept = connection.WORKING_COPY_PRAGMAS
    slow = ("synchronous", "journal_mode")
    connection.WORKING_COPY_PRAGMAS = (
        *(pragma for pragma in kept if not pragma.startswith(slow)),
        "synchronous=OFF",
        "journal_mode=MEMORY",
    )
    yield
    connection.WORKING_COPY_PRAGMAS = kept


def live(story: list[tuple[int, str, int, int]]) -> None:
    """Live one story in a folder of its own."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        live_through(Path(folder), story)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(STORIES)
def test_merging_loses_nothing_and_needs_no_order(story: list[tuple[int, str, int, int]]) -> None:
    live(story)


@pytest.mark.reliability
@settings(max_examples=LONG_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(STORIES)
def test_merging_loses_nothing_in_many_stories(story: list[tuple[int, str, int, int]]) -> None:
    live(story)
