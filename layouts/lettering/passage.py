"""A passage: cleaned text with its emphasis, readings, fonts and language, ready for shaping and breaking."""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from layouts.page import Emphasis, TextRun
from layouts.typefaces import Typeface

# Explicit direction marks would be dropped by the bidi algorithm and shift every index behind them;
# other control characters have no picture.
_UNPRINTABLE = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffc\ufff9-\ufffb]"
)

RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "sd"})
MAX_PASSAGE_CHARS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """The type that a passage is set in.

    fonts, strong_fonts  fallback chains, the first font that has a character draws it
    size_mm              em size
    leading              distance of baselines in ems
    """

    fonts: tuple[Typeface, ...]
    strong_fonts: tuple[Typeface, ...]
    size_mm: float
    leading: float = 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruby:
    """The reading of the characters from `start` to `end`."""

    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Text of one language. `strong` holds half-open ranges of emphasised characters, `rubies` the readings."""

    text: str
    language: str
    strong: tuple[tuple[int, int], ...] = ()
    rubies: tuple[Ruby, ...] = field(default=())

    @property
    def is_right_to_left(self) -> bool:
        """Whether lines begin at the right."""
        return base_language(self.language) in RIGHT_TO_LEFT_LANGUAGES

    @property
    def base_level(self) -> int:
        """The bidi level of the paragraph: 1 where lines begin at the right, else 0."""
        return 1 if self.is_right_to_left else 0

    @property
    def is_japanese(self) -> bool:
        """Whether Japanese rules of breaking apply."""
        return base_language(self.language) == "ja"

    def emphasis_edges(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """The stretch from `start` to `end` cut where the emphasis changes: (from, to, is strong)."""
        edges = {start, end}
        edges.update(at for span in self.strong for at in span if start < at < end)
        marks = sorted(edges)
        return [(a, b, any(lo <= a < hi for lo, hi in self.strong)) for a, b in pairwise(marks)]


def base_language(language: str) -> str:
    """`pt` of `pt-BR`."""
    return language.replace("_", "-").partition("-")[0].lower()


def passage_of(runs: tuple[TextRun, ...], language: str) -> Passage:
    """Join `runs`; text beyond 20,000 characters is cut (the caller reports the overflow)."""
    text, strong, rubies = "", [], []
    for run in runs:
        start = len(text)
        text += cleaned(run.text)
        if run.emphasis is Emphasis.STRONG:
            strong.append((start, len(text)))
        if run.ruby:
            rubies.append(Ruby(start=start, end=len(text), reading=cleaned(run.ruby)))
    return Passage(text=text[:MAX_PASSAGE_CHARS], language=language, strong=tuple(strong), rubies=tuple(rubies))


def cleaned(text: str) -> str:
    """Text in normal form without characters that have no picture."""
    return _UNPRINTABLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ")))


def in_capitals(runs: tuple[TextRun, ...]) -> tuple[TextRun, ...]:
    """The runs in capital letters, the way of classic comic lettering."""
    return tuple(TextRun(text=run.text.upper(), emphasis=run.emphasis, ruby=run.ruby) for run in runs)


_MARKUP = re.compile(
    r"\*(?P<strong>[^*\n]+)\*|"
    r"(?:\|(?P<base>[^{}|\n]+)|(?P<kanji>[\u3400-\u9fff々〆ヶ]+))\{(?P<ruby>[^{}\n]+)\}"
)


def parse_markup(markup: str) -> tuple[TextRun, ...]:
    """Runs of the small markup that letterers type.

    `*loud*` is strong; `今日{きょう}` gives a reading to the ideographs before it, `|any words{reading}` to the words
    after the bar. Everything else is text as it stands.
    """
    runs, at = [], 0
    for match in _MARKUP.finditer(markup):
        if match.start() > at:
            runs.append(TextRun(text=markup[at : match.start()]))
        if match["strong"]:
            runs.append(TextRun(text=match["strong"], emphasis=Emphasis.STRONG))
        else:
            runs.append(TextRun(text=match["base"] or match["kanji"], ruby=match["ruby"]))
        at = match.end()
    if at < len(markup):
        runs.append(TextRun(text=markup[at:]))
    return tuple(runs)
