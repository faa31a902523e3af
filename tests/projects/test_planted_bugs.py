"""Every bug planted into merging, stamping or undo is noticed: by a short story, and by chance in a long run."""

from types import ModuleType
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from projects import merging, stamping, undo
from tests.projects.mutation import mutate
from tests.projects.replicas import STORIES
from tests.projects.test_merge_properties import in_memory, live  # noqa: F401 - a fixture

STORIES_TRIED = 300
Story = list[tuple[int, str, int, int]]


class Bug(NamedTuple):
    """What is broken, and a story that shows it: who does what to which record, and how."""

    module: ModuleType
    piece: str
    broken: str
    story: Story


BUGS: dict[str, Bug] = {
    "losing values are dropped": Bug(
        merging,
        "[(*cell, *dot, stay[dot].lamport, stay[dot].value) for dot in losers]",
        "[(*cell, *dot, stay[dot].lamport, stay[dot].value) for dot in losers[:0]]",
        [(0, "title", 0, 1), (1, "title", 0, 2), (0, "merge", 0, 1)],
    ),
    "what they have seen does not count": Bug(
        merging,
        "{dot: write for dot, write in mine.items() if dot in other or not _has_seen(theirs, dot)}",
        "dict(mine)",
        [(0, "title", 0, 1), (1, "merge", 0, 0), (1, "title", 0, 2), (0, "merge", 0, 1)],
    ),
    "what was seen is not remembered": Bug(
        merging,
        "DO UPDATE SET counter = max(counter, excluded.counter)",
        "DO UPDATE SET counter = counter",
        [
            (0, "title", 0, 1),
            (1, "merge", 0, 0),
            (0, "title", 0, 2),
            (1, "merge", 0, 0),
            (1, "title", 0, 3),
            (0, "merge", 0, 1),
        ],
    ),
    "the visible value is a matter of luck": Bug(
        merging,
        "winner, *losers = by_precedence(column, stay)",
        "winner, *losers = list(stay)",
        [(0, "title", 0, 1), (1, "title", 0, 2)],
    ),
    "pictures stay behind": Bug(
        merging,
        "if pictures is Pictures.TAKE:",
        "if pictures is None:",
        [(0, "take", 0, 0), (1, "merge", 0, 0)],
    ),
    "an edit does not say that the record exists": Bug(
        stamping,
        " OR fields.col = 'deleted'\"",
        '"',
        [(0, "delete", 0, 0), (1, "title", 0, 1), (0, "merge", 0, 1)],
    ),
    "an edit leaves the alternatives standing": Bug(
        stamping,
        "DELETE FROM cell_alt WHERE tbl = NEW.tbl AND row = NEW.row AND col = NEW.col;",
        "",
        [(0, "title", 0, 1), (1, "title", 0, 2), (0, "merge", 0, 1), (0, "title", 0, 3)],
    ),
    "a record that comes back comes back in parts": Bug(
        stamping,
        " OR (OLD.deleted AND NOT NEW.deleted)",
        "",
        [(0, "delete", 0, 0), (1, "title", 0, 1), (0, "undelete", 0, 0), (0, "merge", 0, 1)],
    ),
    "steps share a counter": Bug(
        stamping,
        "SET counter = counter + 1",
        "SET counter = counter",
        [(0, "title", 0, 1), (1, "merge", 0, 0), (0, "title", 0, 2), (1, "merge", 0, 0)],
    ),
    "undo is not written down": Bug(
        undo,
        "    tick(db)\n",
        '    tick(db)\n    db.execute("UPDATE temp.clock SET recording = 0")\n',
        [(0, "title", 0, 1), (1, "merge", 0, 0), (0, "undo", 0, 0), (1, "merge", 0, 0)],
    ),
}

RARE = frozenset({"a record that comes back comes back in parts"})
"""Its story is so long that chance seldom tells it."""


@pytest.mark.parametrize("bug", BUGS)
def test_the_story_of_a_bug_passes_without_the_bug(bug: str) -> None:
    live(BUGS[bug].story)


@pytest.mark.parametrize("bug", BUGS)
def test_the_story_of_a_bug_fails_with_the_bug(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, *BUGS[bug][:3])
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever goes wrong, it must not pass
        live(BUGS[bug].story)


@settings(
    max_examples=STORIES_TRIED,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
@given(STORIES)
def many_stories(story: Story) -> None:
    """The property, without the search for the smallest story."""
    live(story)


@pytest.mark.reliability
@pytest.mark.parametrize("bug", sorted(BUGS.keys() - RARE))
def test_chance_finds_the_bug_as_well(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, *BUGS[bug][:3])
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever goes wrong, it must not pass
        many_stories()
