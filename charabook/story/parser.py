"""From a script to a story. The grammar stands in docs/story-script.md; all problems are found in one go."""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from charabook.errors import BadInput
from charabook.story.lines import Line, LineKind, split_lines
from charabook.story.panels import read_panel
from charabook.story.places import read_cast, read_settings
from charabook.story.problems import Problem, ScriptError, did_you_mean
from charabook.story.reading import LANGUAGE_MARK, Reading
from charabook.story.script import (
    CastMember,
    Chapter,
    Direction,
    Page,
    Panel,
    Setting,
    Story,
    Text,
    Wording,
)
from charabook.story.words import DIRECTIONS, FIELDS, PAGE_KINDS, PANELS, SECTIONS, Field, Section, folded, lookup

LARGEST_SCRIPT_BYTES = 4 * 2**20

_SECTION = re.compile(r"(?P<word>[^\d\s:：]+)\s*[\d\s–—-]*(?:[:：]\s*(?P<rest>.*))?")
_PANEL = re.compile(r"(?P<word>[^\d\s#＃]+)\s*\d*\s*(?:[#＃](?P<key>[\w-]+))?")
_HEADER = {Field.TITLE, Field.AUTHOR, Field.FORMAT, Field.LANGUAGES, Field.READS, Field.STYLE, Field.SEED}


def read(path: Path) -> Story:
    """Read a script file. Raises `BadInput` if there is none or it is not text, `ScriptError` if it has mistakes."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST_SCRIPT_BYTES else None
    except OSError as error:
        raise BadInput(
            f"The script {path} cannot be read ({error.strerror}).", "Check the name and that you may read it."
        ) from error
    if content is None:
        raise BadInput(f"The file {path} is too large for a story script.", "A script is plain text of at most 4 MiB.")
    try:
        return parse(content.decode("utf-8-sig"), source=path.name)
    except UnicodeDecodeError as error:
        raise BadInput(f"The script {path} is not UTF-8 text.", "Save it as plain text in UTF-8.") from error


def parse(script: str, source: str = "text", told: Story | None = None) -> Story:
    """The story that `script` tells. Raises `ScriptError` with every problem; `source` names the script in it.

    Title, author, languages and what else may stand at the top are as the book has `told` them, where the script is
    silent about them.
    """
    lines, problems = split_lines(script)
    problems.extend(_control_characters(script))
    story, more = _Parser(lines, told or Story()).story()
    if problems or more:
        raise ScriptError(source, [*problems, *more])
    return story


def _control_characters(script: str) -> list[Problem]:
    return [
        Problem(
            line=script.count("\n", 0, index) + 1,
            column=index - script.rfind("\n", 0, index),
            what="There is an invisible control character here.",
            remedy="Delete it and type the words again.",
        )
        for index, character in enumerate(script)
        if unicodedata.category(character) == "Cc" and character not in "\n\r\t"
    ]


@dataclass(slots=True)
class _Section:
    """A first-level heading and all lines below it."""

    heading: Line
    lines: list[Line] = field(default_factory=list)


class _Parser:
    """Walks over the lines once, section by section."""

    def __init__(self, lines: list[Line], told: Story) -> None:
        self._told = told
        first = next((i for i, line in enumerate(lines) if line.level == 1), len(lines))
        self._header = lines[:first]
        self._sections: list[_Section] = []
        for line in lines[first:]:
            if line.level == 1:
                self._sections.append(_Section(line))
            else:
                self._sections[-1].lines.append(line)
        self._reading = Reading()
        self._cast: list[CastMember] = []
        self._settings: list[Setting] = []
        self._titles: list[Text] = [Text()]
        self._pages: list[list[Page]] = [[]]

    def story(self) -> tuple[Story, list[Problem]]:
        header = self._read_header()
        for section in self._sections:
            self._read_section(section)
        self._check_mentions()
        return (
            Story(
                title=header.title,
                author=header.author,
                format=header.format,
                languages=header.languages,
                direction=header.direction,
                style=header.style,
                seed=header.seed,
                cast=tuple(self._cast),
                settings=tuple(self._settings),
                chapters=self._chapters(),
            ),
            self._reading.problems,
        )

    # ------------------------------------------------------------------------------------------ header

    def _read_header(self) -> Story:
        fields, told = self._header_fields(), self._told
        reading = self._reading
        reading.languages = told.languages
        if Field.LANGUAGES in fields:
            reading.languages = self._languages(fields[Field.LANGUAGES])
        prose = {name: line.prose() for name, line in fields.items()}
        return Story(
            title=reading.read_text(fields[Field.TITLE]) if Field.TITLE in fields else self._told_title(),
            author=prose.get(Field.AUTHOR, told.author),
            format=prose.get(Field.FORMAT, told.format),
            languages=reading.languages,
            direction=self._direction(fields[Field.READS]) if Field.READS in fields else told.direction,
            style=prose.get(Field.STYLE, told.style),
            seed=self._seed(fields[Field.SEED]) if Field.SEED in fields else told.seed,
        )

    def _told_title(self) -> Text:
        """The title that the book has; a book that is written in another language from now on keeps it there too."""
        title, first = self._told.title, self._reading.languages[0]
        if not title or any(one.language == first for one in title.wordings):
            return title
        return Text((Wording(language=first, words=title.wordings[0].words), *title.wordings))

    def _header_fields(self) -> dict[Field, Line]:
        fields: dict[Field, Line] = {}
        for line in self._header:
            name = lookup(FIELDS, line.name) if line.kind is LineKind.FIELD else None
            if name is None or name not in _HEADER:
                remedy = did_you_mean(line.name, _HEADER, "Begin the cast with '# Cast' and each page with '# Page'.")
                self._reading.object_to_name(line, "This does not belong to the top of the script.", remedy)
            elif name in fields:
                self._reading.object_to_name(line, f"'{line.name}' stands here twice.", "Keep one of them.")
            else:
                fields[name] = line
        return fields

    def _languages(self, line: Line) -> tuple[str, ...]:
        languages = tuple(dict.fromkeys(word for word in re.split(r"[\s,，、]+", line.prose()) if word))
        for language in languages:
            if not LANGUAGE_MARK.fullmatch(f"{language}:"):
                self._reading.object_to(
                    line, f"'{language}' is not the short name of a language.", "Write them like 'en, ja, pt-BR'."
                )
        return languages or self._reading.languages

    def _direction(self, line: Line) -> Direction:
        direction = lookup(DIRECTIONS, line.prose())
        if direction is None:
            self._reading.object_to(
                line, f"'{line.prose()}' is not a reading direction.", "Use left-to-right or right-to-left."
            )
        return direction or Direction.LEFT_TO_RIGHT

    def _seed(self, line: Line) -> int:
        if not re.fullmatch(r"\d{1,9}", line.prose(), re.ASCII):
            self._reading.object_to(
                line, f"'{line.prose()}' is not a seed.", "Use a whole number of up to nine digits."
            )
            return 0
        return int(line.prose())

    # ------------------------------------------------------------------------------------------ sections

    def _read_section(self, section: _Section) -> None:
        match = _SECTION.fullmatch(section.heading.words)
        kind = lookup(SECTIONS, match["word"]) if match else None
        if match is None or kind is None:
            remedy = did_you_mean(section.heading.words, Section, "Use Cast, Settings, Chapter, Page or Spread.")
            self._reading.object_to(section.heading, f"'{section.heading.words}' is not a section.", remedy)
            return
        if kind is not Section.CHAPTER:
            self._reading.refuse_more(section.heading)
        rest = match["rest"] or ""
        if kind is Section.CAST:
            self._cast.extend(read_cast(self._reading, section.lines))
        elif kind is Section.SETTINGS:
            self._settings.extend(read_settings(self._reading, section.lines))
        elif kind is Section.CHAPTER:
            self._open_chapter(section, rest)
        else:
            page = Page(kind=PAGE_KINDS[kind], template=rest, panels=self._panels(section.lines))
            self._pages[-1].append(page)

    def _open_chapter(self, section: _Section, title: str) -> None:
        heading = section.heading
        for line in section.lines:
            self._reading.object_to_name(line, "A chapter has only pages.", "Begin the page with '# Page'.")
        text = self._reading.read_text(
            Line(kind=LineKind.FIELD, number=heading.number, column=heading.column, words=title, more=heading.more)
        )
        self._titles.append(text)
        self._pages.append([])

    def _panels(self, lines: list[Line]) -> tuple[Panel, ...]:
        groups: list[tuple[str, list[Line]]] = []
        for line in lines:
            if line.kind is LineKind.HEADING:
                self._reading.refuse_more(line)
                groups.append((self._panel_key(line), []))
            elif groups:
                groups[-1][1].append(line)
            else:
                groups.append(("", [line]))
        return tuple(read_panel(self._reading, key, group) for key, group in groups)

    def _panel_key(self, heading: Line) -> str:
        match = _PANEL.fullmatch(heading.words)
        if match is None or folded(match["word"]) not in PANELS or heading.level != 2:
            self._reading.object_to(
                heading,
                f"'{heading.words}' is not a panel.",
                "Panels of a page begin with '## Panel' or '## Panel #name'.",
            )
            return ""
        return match["key"] or ""

    def _chapters(self) -> tuple[Chapter, ...]:
        chapters = [
            Chapter(title=title, pages=tuple(pages)) for title, pages in zip(self._titles, self._pages, strict=True)
        ]
        return tuple(chapters if chapters[0].pages else chapters[1:])

    # ------------------------------------------------------------------------------------------ names

    def _check_mentions(self) -> None:
        cast = {folded(member.name): frozenset(folded(look.name) for look in member.looks) for member in self._cast}
        names = [*(member.name for member in self._cast), *FIELDS]
        self._reading.check_mentions(cast, [setting.name for setting in self._settings], names)
        self._check_keys()

    def _check_keys(self) -> None:
        seen: set[str] = set()
        for section in self._sections:
            for line in section.lines:
                match = _PANEL.fullmatch(line.words) if line.level == 2 else None
                if match is None or not match["key"]:
                    continue
                if match["key"] in seen:
                    self._reading.object_to(line, f"Two panels are called '#{match['key']}'.", "Give one another name.")
                seen.add(match["key"])
