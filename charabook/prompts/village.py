"""The dialect of the demo model: its own captions, word for word, and honest remarks about what it does not know.

"in a flower meadow at night, on the left a girl with red pigtails in a blue dress, waving, on the right a fox in a
green sweater, sitting": background, then each figure from left to right with what it does.
"""

import re
from collections.abc import Iterable, Mapping

from charabook.engine.requests import PromptSpans, Span
from charabook.prompts import village_words as known
from charabook.prompts.prompt import ComposedPrompt, FigureWords, LookWords, PromptWriter, SceneWords, listed
from charabook.story.script import Shot, Side

MOST_FIGURES = 2
DEFAULT_PLACE = "in a flower meadow"
DEFAULT_ACTION = "standing"

_SIDES = {Side.LEFT: "on the left", Side.CENTRE: "in the middle", Side.RIGHT: "on the right", Side.ANY: ""}
_ORDER = {Side.LEFT: 0, Side.CENTRE: 1, Side.ANY: 1, Side.RIGHT: 2}


class VillageDialect:
    """Says everything in the words that the demo model has learnt."""

    def scene(self, words: SceneWords) -> ComposedPrompt:
        """The prompt of a panel, in the order of the model's captions."""
        notes: list[str] = []
        location = _location(words, notes)
        writer = PromptWriter()
        background = writer.write(location)
        regions = tuple(_region(figure, notes) for figure in words.figures)
        spans: list[Span] = [background] * len(regions)
        for index in sorted(range(len(regions)), key=lambda i: _ORDER[words.figures[i].side]):
            # the side belongs to the figure's clause, but not to its span
            lead_in = _SIDES[words.figures[index].side]
            whole = writer.write(f"{lead_in} {regions[index]}".strip())
            spans[index] = Span(start=whole.end - len(regions[index]), end=whole.end)
        if words.shot is Shot.CLOSE_UP and len(regions) == 1:
            writer.write("close-up")
        notes.extend(_remarks(words))
        return ComposedPrompt(
            prompt=PromptSpans(text=writer.text, background=background, figures=tuple(spans)),
            regions=regions,
            location=location,
            notes=tuple(dict.fromkeys(notes)),
        )

    def look(self, description: str, style: str) -> LookWords:
        """The prompt of an identity picture."""
        notes: list[str] = []
        character = _character(description, notes)
        return LookWords(
            background=DEFAULT_PLACE, character=character, action=DEFAULT_ACTION, notes=tuple(dict.fromkeys(notes))
        )


def _remarks(words: SceneWords) -> Iterable[str]:
    if len(words.figures) > MOST_FIGURES:
        yield f"The demo model draws {MOST_FIGURES} figures well; here are {len(words.figures)}."
    if words.shot is Shot.CLOSE_UP and len(words.figures) > 1:
        yield "The demo model draws close-ups of one figure only; it shows the whole figures."
    if words.style:
        yield "The demo model has one style of its own."


def _location(words: SceneWords, notes: list[str]) -> str:
    text = _Reader(", ".join(part for part in (words.setting, words.variation, words.picture) if part), notes)
    night = bool(text.take_any(known.NIGHT)) or bool(text.take_near_any(known.NEAR_NIGHT, "night"))
    text.take_any(known.DAY)
    place = text.take(known.PLACES, known.NEAR_PLACES)
    if place is None:
        text.miss(f"a place it knows; it draws “{DEFAULT_PLACE}”", words.setting)
    text.finish()
    return f"{place or DEFAULT_PLACE} at night" if night else place or DEFAULT_PLACE


def _region(figure: FigureWords, notes: list[str]) -> str:
    character = _character(figure.look, notes)
    text = _Reader(figure.action, notes)
    action = text.take(known.ACTIONS, known.NEAR_ACTIONS) or DEFAULT_ACTION
    text.finish()
    mood = _Reader(figure.expression, notes)
    mood.take_any(known.MOODS)
    mood.finish()
    return f"{character}, {action}"


def _character(description: str, notes: list[str]) -> str:
    """ "a girl with light skin and red pigtails in a blue dress and a straw hat" """
    text = _Reader(description, notes)
    looks = [part for part in (_skin(text), _hair(text)) if part]
    hat = text.take(known.HATS, known.NEAR_HATS)
    top = _top(text)
    kind = text.take(known.KINDS, known.NEAR_KINDS)
    if kind is None:
        kind = "girl"
        text.miss("a kind of character it knows; it draws a girl", description)
    if kind not in known.HUMANS:
        looks = []
    text.finish()
    clothes = [part for part in (top, f"a {hat}" if hat else "") if part]
    phrase = f"a {kind}"
    phrase += f" with {listed(looks)}" if looks else ""
    return phrase + (f" in {listed(clothes)}" if clothes else "")


def _skin(text: "_Reader") -> str:
    skin = text.take(known.SKINS, {}, pattern="{} skin")
    return f"{skin} skin" if skin else ""


def _hair(text: "_Reader") -> str:
    """Read "long blonde hair", "red pigtails", "blonde hair": the colour may stand inside the style."""
    for length in ("long", "short"):
        if colour := text.take(known.HAIR_COLOURS, known.NEAR_HAIR_COLOURS, pattern=length + " {} hair"):
            return f"{length} {colour} hair"
    for style in (*known.HAIR_STYLES, *known.NEAR_HAIR_STYLES):
        if colour := text.take(known.HAIR_COLOURS, known.NEAR_HAIR_COLOURS, pattern="{} " + style, keep=style):
            shape = text.take(known.HAIR_STYLES, known.NEAR_HAIR_STYLES) or "long"
            return f"{colour} pigtails" if shape == "pigtails" else f"{shape} {colour} hair"
    colour = text.take(known.HAIR_COLOURS, known.NEAR_HAIR_COLOURS, pattern="{} hair")
    return f"long {colour} hair" if colour else ""


def _top(text: "_Reader") -> str:
    for garment in (*known.TOPS, *known.NEAR_TOPS):
        if colour := text.take(known.COLOURS, known.NEAR_COLOURS, pattern="{} " + garment, keep=garment):
            top = text.take(known.TOPS, known.NEAR_TOPS)
            return f"{'an' if colour[0] in 'aeiou' else 'a'} {colour} {top}"
    return ""


class _Reader:
    """Free text from which known words are taken one after the other; what is left at the end is not known."""

    def __init__(self, text: str, notes: list[str]) -> None:
        self._text = f" {' '.join(text.casefold().split())} "
        self._notes = notes

    def take(
        self, table: Mapping[str, str], near: Mapping[str, str], *, pattern: str = "{}", keep: str = ""
    ) -> str | None:
        """Find the longest word of the tables and take it out; say so if it is only near to something known.

        `pattern` is what stands round the word; `keep` is the part of it that stays in the text.
        """
        for word in sorted((*table, *near), key=len, reverse=True):
            if self._cut(pattern.format(word), keep):
                if word not in table:
                    self._say(f"does not know “{word}”: it draws “{near[word]}” instead")
                return table.get(word) or near[word]
        return None

    def take_any(self, words: Iterable[str]) -> str:
        """Take out every one of `words`; the last one found, or nothing."""
        found = ""
        for word in sorted(words, key=len, reverse=True):
            found = word if self._cut(word, "") else found
        return found

    def take_near_any(self, words: Iterable[str], instead: str) -> str:
        """The same for words that stand for something that the model does know."""
        if found := self.take_any(words):
            self._say(f"does not know “{found}”: it draws “{instead}” instead")
        return found

    def finish(self) -> None:
        """Say which words nobody took."""
        for word in re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", self._text):
            if word not in known.SMALL_WORDS:
                self._say(f"does not know “{word}” and leaves it out")

    def miss(self, what: str, where: str) -> None:
        """Say that `where` names nothing that the model can draw, which explains all its words."""
        self._say(f"does not find in “{where}” {what}")
        self._text = ""

    def _cut(self, phrase: str, keep: str) -> bool:
        if phrase not in self._text:
            return False
        # a plural is the same word
        pattern = rf"(?<![\w-]){re.escape(phrase)}(?:es|s)?(?![\w-])"
        self._text, count = re.subn(pattern, keep, self._text, count=1)
        return bool(count)

    def _say(self, what: str) -> None:
        self._notes.append(f"The demo model {what}.")
