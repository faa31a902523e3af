"""What can be wrong with a script: where, what, and what to do. All problems of a script are told at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from operator import attrgetter

from charabook.errors import BadInput
from charabook.story.words import folded

SHOWN_AT_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong at a line and column (both count from 1), and what to do about it."""

    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.what} {self.remedy}"


class ScriptError(BadInput):
    """A script that cannot be read; `problems` has every place, in order."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(sorted(problems, key=attrgetter("line", "column")))
        super().__init__(
            _summary(source, self.problems), "Correct the script and import it again; nothing was changed."
        )

    def __reduce__(self) -> tuple[type["ScriptError"], tuple[str, tuple[Problem, ...]]]:  # type: ignore[override]  # typeshed: any reduction
        return type(self), (self.source, self.problems)


def _summary(source: str, problems: tuple[Problem, ...]) -> str:
    count = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
    lines = [f"The script {source} has {count}:", *(f"  {problem}" for problem in problems[:SHOWN_AT_MOST])]
    if len(problems) > SHOWN_AT_MOST:
        lines.append(f"  ... and {len(problems) - SHOWN_AT_MOST} more.")
    return "\n".join(lines) + "\n"


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Advice for a word that is not known: the nearest known one, else `otherwise`."""
    by_folded = {folded(name): name for name in known}
    near = get_close_matches(folded(word), by_folded, n=1, cutoff=0.6)
    return f"Did you mean '{by_folded[near[0]]}'?" if near else otherwise
