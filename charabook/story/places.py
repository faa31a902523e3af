"""The cast and the settings: everything that a story names once and uses often."""

import re

from charabook.story.lines import Line, LineKind
from charabook.story.reading import Reading
from charabook.story.script import DEFAULT_LOOK, CastMember, Look, Setting
from charabook.story.words import FIELDS, Field, folded, is_place_word, lookup

_NOT_IN_NAMES = re.compile(r"[:：()（）,，、#＃>＞\\/]")


def read_cast(reading: Reading, lines: list[Line]) -> list[CastMember]:
    """The members below `# Cast`, each with a heading of its own."""
    groups: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line.kind is LineKind.HEADING and line.level == 2:
            reading.refuse_more(line)
            groups.append((line, []))
        elif groups:
            groups[-1][1].append(line)
        else:
            reading.object_to_name(line, "This belongs to nobody in the cast.", "Begin with the name: '## Mina'.")
    members = [_read_member(reading, heading, body) for heading, body in groups]
    _check_names(reading, [(heading, member.name) for (heading, _), member in zip(groups, members, strict=True)])
    return members


def _read_member(reading: Reading, heading: Line, lines: list[Line]) -> CastMember:
    about: list[str] = []
    looks: dict[str, Look] = {}
    for line in lines:
        field = lookup(FIELDS, line.name) if line.kind is LineKind.FIELD else None
        if field is Field.ABOUT:
            about.append(line.prose())
        elif field is Field.LOOK:
            _add_look(reading, looks, line)
        elif field is Field.DRAWING:
            _add_drawing(reading, looks, line)
        else:
            reading.object_to_name(
                line, "This does not describe a character.", "Use 'about:', 'look:', 'look (name):' or 'drawing:'."
            )
    if not looks:
        reading.object_to(
            heading, f"{heading.words} has no look.", "Add a line such as 'look: a small red fox in a green scarf'."
        )
    return CastMember(
        name=" ".join(heading.words.split()), about=" ".join(" ".join(about).split()), looks=tuple(looks.values())
    )


def _add_look(reading: Reading, looks: dict[str, Look], line: Line) -> None:
    name = " ".join(line.aside.split()) or DEFAULT_LOOK
    if folded(name) in looks:
        reading.object_to_name(line, f"The look '{name}' stands here twice.", "Give one of them another name.")
    elif not line.prose():
        reading.object_to(line, "The look is not described.", "Say what the character looks like.")
    else:
        looks[folded(name)] = Look(name=name, description=line.prose())


def _add_drawing(reading: Reading, looks: dict[str, Look], line: Line) -> None:
    name = " ".join(line.aside.split()) or DEFAULT_LOOK
    look = looks.get(folded(name))
    if look is None:
        reading.object_to_name(line, f"There is no look '{name}' for this drawing.", "Describe the look first.")
    elif not line.prose():
        reading.object_to(line, "No drawing is named.", "Name a picture file beside the script.")
    else:
        looks[folded(name)] = Look(name=look.name, description=look.description, drawing=line.prose())


def read_settings(reading: Reading, lines: list[Line]) -> list[Setting]:
    """The settings below `# Settings`, one line each."""
    settings: list[tuple[Line, str]] = []
    descriptions: list[str] = []
    for line in lines:
        if line.kind is not LineKind.FIELD or line.aside:
            reading.object_to_name(line, "This is not a setting.", "Settings look like 'meadow: a flower meadow'.")
            continue
        if not line.prose():
            reading.object_to(line, f"The setting '{line.name}' is not described.", "Say what the place looks like.")
        settings.append((line, line.name))
        descriptions.append(line.prose())
    _check_names(reading, settings)
    return [
        Setting(name=name, description=description)
        for (_, name), description in zip(settings, descriptions, strict=True)
    ]


def _check_names(reading: Reading, names: list[tuple[Line, str]]) -> None:
    seen: set[str] = set()
    for line, name in names:
        if not is_possible_name(name):
            reading.object_to_name(
                line,
                f"'{name}' cannot be a name.",
                "Use no : ( ) , # > and no word of the format such as 'caption' or 'left'.",
            )
        elif folded(name) in seen:
            reading.object_to_name(line, f"'{name}' stands here twice.", "Give one of them another name.")
        seen.add(folded(name))


def is_possible_name(name: str) -> bool:
    """Whether a character or setting can be called `name` without being taken for something else."""
    words = name.split()
    if not words or _NOT_IN_NAMES.search(name):
        return False
    return lookup(FIELDS, name) is None and not is_place_word(words[-1])
