"""What other rooms say, in the language of the window: errors and what to do, findings, names of steps, remarks.

The other rooms speak English, in sentences that stand where they are raised. Here each sentence is known by its
template, the sentence with {0}, {1} … where values stand; a table for each language says the same there. A test reads
the templates out of the other rooms' code and looks for every one of them, so a new sentence cannot be forgotten.
What is not known is shown as it was said.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from gui.languages import FOLDER, spoken

PLACE = re.compile(r"\\\{(\d+)\\\}")
"""A value's place in an escaped template."""
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“'\d])")


UNSPACED = frozenset({"ja"})
"""Languages without a space between sentences."""


def in_our_words(said: str) -> str:
    """One or several sentences in the language of the moment."""
    return _said_in(spoken(), said)


def what_and_remedy(what: str, remedy: str) -> str:
    """What happened and what to do about it; sentences follow one another as the language of the moment has it."""
    return _in_a_row(spoken(), (in_our_words(what), in_our_words(remedy)))


def _in_a_row(language: str, sentences: Iterable[str | None]) -> str:
    return ("" if language in UNSPACED else " ").join(filter(None, sentences))


@lru_cache(maxsize=4096)
def _said_in(language: str, said: str) -> str:
    table = said_in(language)
    if said in table:
        return table[said]
    # Sentence by sentence first: a template with values in it could stretch over two sentences.
    parts = [_sentence(language, part) for part in BETWEEN_SENTENCES.split(said)]
    if None not in parts:
        return _in_a_row(language, parts)
    return _sentence(language, said) or said


def _sentence(language: str, said: str) -> str | None:
    """What the table has for a sentence; None if it knows none like it."""
    table = said_in(language)
    if said in table:
        return table[said]
    for start, template, words in _templates(language):
        match = _pattern(template).fullmatch(said) if said.startswith(start) else None
        if match is not None:
            return words.format(*(_said_in(language, value) for value in match.groups()))
    return None


@cache
def said_in(language: str) -> Mapping[str, str]:
    """The table of a language; empty for English and for a language that has none."""
    path = FOLDER / f"said_{language}.json"
    if not path.is_file():
        return {}
    table: dict[str, str] = json.loads(path.read_text("utf-8"))
    return table


@cache
def _templates(language: str) -> tuple[tuple[str, str, str], ...]:
    """The templates that hold values, those with the most words of their own first: beginning, template, words."""
    held = [(template, words) for template, words in said_in(language).items() if "{0}" in template]
    held.sort(key=lambda pair: len(re.sub(r"\{\d+\}", "", pair[0])), reverse=True)
    return tuple((template.partition("{")[0], template, words) for template, words in held)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Matches every sentence of a template; a value that stands twice in it must be the same both times.

    Made when a sentence begins like it: making all of them at once would hold the window up.
    """
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        number = match[1]
        if number in seen:
            return f"(?P=v{number})"
        seen.add(number)
        return f"(?P<v{number}>.*?)"

    return re.compile(PLACE.sub(group, re.escape(template)), re.DOTALL)
