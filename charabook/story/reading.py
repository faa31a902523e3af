"""What the parser carries along: the languages of the book, the problems found so far, and who was mentioned where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from charabook.story.lines import ESCAPE, Continuation, Line
from charabook.story.problems import Problem, did_you_mean
from charabook.story.script import DEFAULT_LANGUAGE, Text, Wording
from charabook.story.words import folded

LANGUAGE_MARK = re.compile(r"(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\s*[:：]\s*(?P<words>.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name that must be explained elsewhere in the script."""

    line: int
    column: int
    name: str


@dataclass(slots=True)
class Reading:
    """One script on its way to a story."""

    languages: tuple[str, ...] = (DEFAULT_LANGUAGE,)
    problems: list[Problem] = field(default_factory=list)
    people: list[Mention] = field(default_factory=list)
    looks: list[tuple[str, Mention]] = field(default_factory=list)
    settings: list[Mention] = field(default_factory=list)

    def object_to(self, line: Line | Continuation, what: str, remedy: str) -> None:
        """Note a problem at the words of `line`."""
        self.problems.append(Problem(line=line.number, column=line.column, what=what, remedy=remedy))

    def object_to_name(self, line: Line, what: str, remedy: str) -> None:
        """Note a problem at the beginning of `line`."""
        self.problems.append(Problem(line=line.number, column=1, what=what, remedy=remedy))

    def read_text(self, line: Line) -> Text:
        """The words of `line` in all their languages, in the order of the book's languages."""
        spoken: dict[str, list[str]] = {self.languages[0]: [unescaped(line.words)]} if line.words else {}
        current = self.languages[0]
        for more in line.more:
            mark = LANGUAGE_MARK.fullmatch(more.words)
            if mark is None:
                spoken.setdefault(current, []).append(unescaped(more.words))
                continue
            current = mark["language"]
            self._check_language(more, current, spoken)
            spoken[current] = [unescaped(mark["words"])] if mark["words"] else []
        found = {language: "\n".join(lines) for language, lines in spoken.items()}
        text = Text(
            tuple(
                Wording(language=language, words=found[language])
                for language in self.languages
                if found.get(language, "").strip()
            )
        )
        if not text:
            self.object_to(line, "There are no words here.", "Write some after the colon, or take the line out.")
        return text

    def _check_language(self, more: Continuation, language: str, spoken: dict[str, list[str]]) -> None:
        if language in spoken:
            self.object_to(more, f"The words in '{language}' stand here twice.", "Keep one of them.")
        elif language not in self.languages:
            self.object_to(
                more,
                f"'{language}' is not a language of this book.",
                f"Add it to 'Languages:' at the top, or begin the line with '{ESCAPE}' if it is meant as text.",
            )

    def refuse_more(self, line: Line) -> None:
        """Object to lines that continue something that cannot be continued."""
        if line.more:
            self.object_to(
                line.more[0], "This indented line continues nothing.", "Take it out, or take the spaces away."
            )

    def check_mentions(self, cast: dict[str, frozenset[str]], settings: Iterable[str], names: Iterable[str]) -> None:
        """Object to everybody who is not in the cast, looks that nobody has, and unknown settings.

        `cast` has the folded names with their folded looks; `names` are all words that advice may offer.
        """
        known_settings = {folded(setting): setting for setting in settings}
        for person in self.people:
            if folded(person.name) not in cast:
                self._unknown(person, "is not in the cast", names, "Add a heading '## {}' below '# Cast'.")
        for setting in self.settings:
            if folded(setting.name) not in known_settings:
                self._unknown(
                    setting, "is not a setting", known_settings.values(), "Add a line '{}: ...' below '# Settings'."
                )
        for name, look in self.looks:
            looks = cast.get(folded(name))
            if looks is not None and folded(look.name) not in looks:
                self._unknown(look, f"is not a look of {name}", looks, f"Add 'look ({{}}): ...' below '## {name}'.")

    def _unknown(self, mention: Mention, what: str, known: Iterable[str], otherwise: str) -> None:
        remedy = did_you_mean(mention.name, known, otherwise.format(mention.name))
        self.problems.append(
            Problem(line=mention.line, column=mention.column, what=f"'{mention.name}' {what}.", remedy=remedy)
        )


def unescaped(words: str) -> str:
    """`words` without the mark that takes a line literally."""
    return words.removeprefix(ESCAPE)


def escaped(words: str) -> str:
    """`words` such that they are read back as they are, whatever they begin with."""
    literal = not words or words[0].isspace() or words.startswith(ESCAPE) or LANGUAGE_MARK.fullmatch(words)
    return ESCAPE + words if literal else words
