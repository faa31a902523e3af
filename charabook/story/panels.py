"""Panels: figures, letters, and what a panel shows."""

import re

from charabook.story.lines import Line, LineKind
from charabook.story.problems import did_you_mean
from charabook.story.reading import Mention, Reading
from charabook.story.script import (
    Balloon,
    Caption,
    Depth,
    Effect,
    Figure,
    Headline,
    Letters,
    Manner,
    Panel,
    SettingUse,
    Shot,
    Side,
)
from charabook.story.words import DEPTHS, FIELDS, MANNERS, SHOTS, SIDES, Field, is_place_word, lookup

MOST_FIGURES = 6

_COMMA = re.compile(r"\s*[,，、]\s*")
_FIGURE = re.compile(r"(?P<head>[^:：]*?)\s*(?:[:：]\s*(?P<action>.*))?")
_FIGURE_HEAD = re.compile(
    r"(?:(?P<who>[^()（）,，、]*?)\s*[(（]\s*(?P<look>[^()（）]*?)\s*[)）])?"
    r"\s*(?P<place>[^()（）,，、]*?)\s*(?:[,，、]\s*(?P<expression>.*))?"
)
_ONCE = frozenset({Field.SETTING, Field.SHOT, Field.PICTURE})
_PANEL_FIELDS = frozenset({Field.SETTING, Field.SHOT, Field.PICTURE, Field.CAPTION, Field.SFX, Field.TITLE, Field.NOTE})


def read_panel(reading: Reading, key: str, lines: list[Line]) -> Panel:
    """The panel that `lines` describe."""
    figures: list[Figure] = []
    letters: list[Letters] = []
    notes: list[str] = []
    once: dict[Field, Line] = {}
    for line in lines:
        if line.kind is LineKind.FIGURE:
            figures.extend(_read_figure(reading, line))
        elif (field := lookup(FIELDS, line.name)) is None:
            letters.extend(_read_balloon(reading, line))
        elif field in _ONCE:
            _keep_once(reading, once, field, line)
        elif field is Field.NOTE:
            notes.append(line.prose())
        else:
            letters.extend(_read_letters(reading, field, line))
    if len(figures) > MOST_FIGURES:
        reading.object_to(
            lines[0], f"This panel has {len(figures)} figures.", f"At most {MOST_FIGURES} can be drawn in one picture."
        )
    return Panel(
        key=key,
        setting=_read_setting(reading, once[Field.SETTING]) if Field.SETTING in once else None,
        shot=_read_shot(reading, once[Field.SHOT]) if Field.SHOT in once else Shot.FULL,
        picture=once[Field.PICTURE].prose() if Field.PICTURE in once else "",
        figures=tuple(figures),
        letters=tuple(letters),
        notes=tuple(note for note in notes if note),
    )


def _keep_once(reading: Reading, once: dict[Field, Line], field: Field, line: Line) -> None:
    if field in once:
        reading.object_to_name(line, f"This panel already has a '{field}'.", "Keep one of them.")
    once.setdefault(field, line)


def _read_setting(reading: Reading, line: Line) -> SettingUse | None:
    name, _, variation = _COMMA.sub("\0", line.prose(), count=1).partition("\0")
    if not name:
        reading.object_to(line, "No setting is named here.", "Name one of those below '# Settings'.")
        return None
    reading.settings.append(Mention(line=line.number, column=line.column, name=name))
    return SettingUse(name=name, variation=variation)


def _read_shot(reading: Reading, line: Line) -> Shot:
    shot = lookup(SHOTS, line.prose())
    if shot is None:
        reading.object_to(
            line,
            f"'{line.prose()}' is not a shot.",
            did_you_mean(line.prose(), SHOTS, "Use wide, full, medium or close-up."),
        )
    return shot or Shot.FULL


def _read_letters(reading: Reading, field: Field, line: Line) -> list[Letters]:
    if field not in _PANEL_FIELDS:
        reading.object_to_name(
            line, f"'{line.name}' does not belong into a panel.", "Move it to the top of the script or to the cast."
        )
        return []
    text = reading.read_text(line)
    if not text:
        return []
    if field is Field.CAPTION:
        return [Caption(text=text)]
    return [Effect(text=text) if field is Field.SFX else Headline(text=text)]


def _read_balloon(reading: Reading, line: Line) -> list[Letters]:
    reading.people.append(Mention(line=line.number, column=1, name=line.name))
    manner = lookup(MANNERS, line.aside) if line.aside else Manner.SAYS
    if manner is None:
        reading.object_to_name(
            line,
            f"'{line.aside}' is not a manner of speaking.",
            did_you_mean(line.aside, MANNERS, "Use says, thinks, shouts or whispers."),
        )
    text = reading.read_text(line)
    return [Balloon(speaker=line.name, manner=manner or Manner.SAYS, text=text)] if text else []


def _read_figure(reading: Reading, line: Line) -> list[Figure]:
    parts = _FIGURE.fullmatch(line.prose())
    head = _FIGURE_HEAD.fullmatch(parts["head"]) if parts else None
    if parts is None or head is None:
        reading.object_to(
            line, "This figure cannot be understood.", "Figures look like '> Mina (pyjamas) left, happy: waving'."
        )
        return []
    words = head["place"].split()
    place: list[str] = []
    while words and is_place_word(words[-1]):
        place.insert(0, words.pop())
    name = head["who"] if head["who"] is not None else " ".join(words)
    if head["who"] is not None and words:
        reading.object_to(
            line, f"'{words[0]}' is not a place in the picture.", "Use left, centre, right, front or back."
        )
    if not name:
        reading.object_to(line, "This figure has no name.", "Figures look like '> Mina left: waving'.")
        return []
    mention = Mention(line=line.number, column=line.column, name=name)
    reading.people.append(mention)
    if head["look"]:
        reading.looks.append((name, Mention(line=line.number, column=line.column, name=head["look"])))
    side, depth = _read_place(reading, line, place)
    return [
        Figure(
            name=name,
            look=head["look"] or "",
            side=side,
            depth=depth,
            expression=head["expression"] or "",
            action=parts["action"] or "",
        )
    ]


def _read_place(reading: Reading, line: Line, words: list[str]) -> tuple[Side, Depth]:
    sides = [side for word in words if (side := lookup(SIDES, word))]
    depths = [depth for word in words if (depth := lookup(DEPTHS, word))]
    if len(sides) > 1 or len(depths) > 1:
        reading.object_to(
            line,
            "A figure cannot stand in two places.",
            "Keep one of left, centre, right and one of front, back.",
        )
    return sides[0] if sides else Side.ANY, depths[0] if depths else Depth.MIDDLE
