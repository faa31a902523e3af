"""From a story to its script, such that reading the script gives the story again."""

from collections.abc import Iterator

from charabook.story.reading import escaped
from charabook.story.script import (
    DEFAULT_LANGUAGE,
    DEFAULT_LOOK,
    Balloon,
    Caption,
    CastMember,
    Chapter,
    Direction,
    Effect,
    Figure,
    Letters,
    Manner,
    Page,
    PageKind,
    Panel,
    SettingUse,
    Shot,
    Story,
    Text,
)
from charabook.story.words import Field, Section

INDENT = "  "


def script_of(story: Story) -> str:
    """The script of `story`, laid out as people would write it."""
    return "\n".join(_Printer(story.languages[0]).story(story)) + "\n"


class _Printer:
    """Writes one story whose first language is `language`."""

    def __init__(self, language: str) -> None:
        self._language = language

    def story(self, story: Story) -> Iterator[str]:
        yield from self._header(story)
        if story.cast:
            yield from ("", f"# {Section.CAST}")
        for member in story.cast:
            yield from _member(member)
        if story.settings:
            yield from ("", f"# {Section.SETTINGS}", "")
            yield from (f"{setting.name}: {setting.description}" for setting in story.settings)
        number = 1
        for chapter in story.chapters:
            yield from self._chapter(chapter)
            for page in chapter.pages:
                yield from self._page(page, number)
                number += 2 if page.kind is PageKind.SPREAD else 1

    def _header(self, story: Story) -> Iterator[str]:
        if story.title:
            yield from self._text("Title", story.title)
        if story.author:
            yield f"Author: {story.author}"
        if story.format:
            yield f"Format: {story.format}"
        if story.languages != (DEFAULT_LANGUAGE,):
            yield f"Languages: {', '.join(story.languages)}"
        if story.direction is not Direction.LEFT_TO_RIGHT:
            yield f"Reads: {story.direction}"
        if story.style:
            yield f"Style: {story.style}"
        if story.seed:
            yield f"Seed: {story.seed}"

    def _chapter(self, chapter: Chapter) -> Iterator[str]:
        if chapter.title:
            yield ""
            yield from self._text(f"# {Section.CHAPTER}", chapter.title)

    def _page(self, page: Page, number: int) -> Iterator[str]:
        yield ""
        section = Section.SPREAD if page.kind is PageKind.SPREAD else Section.PAGE
        numbers = f"{number}-{number + 1}" if page.kind is PageKind.SPREAD else f"{number}"
        yield f"# {section} {numbers}: {page.template}" if page.template else f"# {section} {numbers}"
        for count, panel in enumerate(page.panels, start=1):
            yield ""
            yield f"## Panel {count} #{panel.key}" if panel.key else f"## Panel {count}"
            yield from self._panel(panel)

    def _panel(self, panel: Panel) -> Iterator[str]:
        if panel.setting:
            yield f"{Field.SETTING}: {_setting_use(panel.setting)}"
        if panel.shot is not Shot.FULL:
            yield f"{Field.SHOT}: {panel.shot}"
        if panel.picture:
            yield f"{Field.PICTURE}: {panel.picture}"
        yield from (_figure(figure) for figure in panel.figures)
        for letters in panel.letters:
            yield from self._text(_head(letters), letters.text)
        yield from (f"{Field.NOTE}: {note}" for note in panel.notes)

    def _text(self, head: str, text: Text) -> Iterator[str]:
        wordings = list(text.wordings)
        if wordings[0].language == self._language:
            first, *more = wordings.pop(0).words.split("\n")
            yield f"{head}: {escaped(first)}"
            yield from (INDENT + escaped(line) for line in more)
        else:
            yield f"{head}:"
        for wording in wordings:
            first, *more = wording.words.split("\n")
            yield f"{INDENT}{wording.language}: {escaped(first)}"
            yield from (INDENT + escaped(line) for line in more)


def _member(member: CastMember) -> Iterator[str]:
    yield from ("", f"## {member.name}")
    if member.about:
        yield f"{Field.ABOUT}: {member.about}"
    for look in member.looks:
        aside = "" if look.name == DEFAULT_LOOK else f" ({look.name})"
        yield f"{Field.LOOK}{aside}: {look.description}"
        if look.drawing:
            yield f"{Field.DRAWING}{aside}: {look.drawing}"


def _setting_use(use: SettingUse) -> str:
    return f"{use.name}, {use.variation}" if use.variation else use.name


def _figure(figure: Figure) -> str:
    look = f"({figure.look})" if figure.look else ""
    head = " ".join(part for part in (figure.name, look, figure.side, figure.depth) if part)
    head = f"{head}, {figure.expression}" if figure.expression else head
    return f"> {head}: {figure.action}" if figure.action else f"> {head}"


def _head(letters: Letters) -> str:
    if isinstance(letters, Balloon):
        return letters.speaker if letters.manner is Manner.SAYS else f"{letters.speaker} ({letters.manner})"
    if isinstance(letters, Caption):
        return Field.CAPTION
    return Field.SFX if isinstance(letters, Effect) else Field.TITLE
