"""From characters to lines that mean something: headings, figures, fields, each with the lines that continue it."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from charabook.story.problems import Problem

COMMENT = "//"
ESCAPE = "\\"
INDENTS = (" ", "\t", "\u3000")

_HEADING = re.compile(r"(?P<marks>[#＃]+)\s*(?P<rest>.*)")
_FIGURE = re.compile(r"[>＞]\s*(?P<rest>.*)")
_FIELD = re.compile(r"(?P<head>[^:：]*?)\s*[:：]\s*(?P<rest>.*)")
_HEAD = re.compile(r"(?P<name>[^()（）]*?)\s*(?:[(（]\s*(?P<aside>[^()（）]*?)\s*[)）])?")


class LineKind(Enum):
    """What the first character of a line makes of it."""

    HEADING = auto()
    FIGURE = auto()
    FIELD = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """An indented line that belongs to the line above it."""

    number: int
    column: int
    words: str


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of the script. `column` is where `words` begin; `name` and `aside` are what stood before the colon."""

    kind: LineKind
    number: int
    column: int = 1
    level: int = 0
    name: str = ""
    aside: str = ""
    words: str = ""
    more: list[Continuation] = field(default_factory=list)

    def prose(self) -> str:
        """The words with their continuations as one line."""
        return " ".join(" ".join((self.words, *(line.words for line in self.more))).split())


def split_lines(script: str) -> tuple[list[Line], list[Problem]]:
    """All meaningful lines of a script, and what could not be understood."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for number, raw in enumerate(_physical_lines(script), start=1):
        if not raw.strip() or raw.startswith(COMMENT):
            continue
        if raw.startswith(INDENTS):
            _continue(lines, number, raw, problems)
        elif line := _read_line(number, raw):
            lines.append(line)
        else:
            problems.append(_not_understood(number))
    return lines, problems


def _physical_lines(script: str) -> list[str]:
    unified = script.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [line.rstrip() for line in unified.split("\n")]


def _continue(lines: list[Line], number: int, raw: str, problems: list[Problem]) -> None:
    words = raw.lstrip()
    column = len(raw) - len(words) + 1
    if lines:
        lines[-1].more.append(Continuation(number=number, column=column, words=words))
        return
    problems.append(
        Problem(
            line=number,
            column=column,
            what="This indented line continues nothing.",
            remedy="Take the spaces away, or put it below the line that it belongs to.",
        )
    )


def _read_line(number: int, raw: str) -> Line | None:
    if match := _HEADING.fullmatch(raw):
        level = len(match["marks"])
        return Line(
            kind=LineKind.HEADING, number=number, level=level, column=match.start("rest") + 1, words=match["rest"]
        )
    if match := _FIGURE.fullmatch(raw):
        return Line(kind=LineKind.FIGURE, number=number, column=match.start("rest") + 1, words=match["rest"])
    match = _FIELD.fullmatch(raw)
    head = _HEAD.fullmatch(match["head"]) if match else None
    if match is None or head is None or not head["name"]:
        return None
    return Line(
        kind=LineKind.FIELD,
        number=number,
        column=match.start("rest") + 1,
        name=" ".join(head["name"].split()),
        aside=head["aside"] or "",
        words=match["rest"],
    )


def _not_understood(number: int) -> Problem:
    return Problem(
        line=number,
        column=1,
        what="This line is neither a heading, a figure nor a line of text.",
        remedy="Headings begin with '#', figures with '>', speech looks like 'Mina: Hello!'; "
        "indent a line to continue the one above.",
    )
