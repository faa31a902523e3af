"""From a project to the story that its script would tell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from charabook.story.places import is_possible_name
from charabook.story.script import (
    DEFAULT_LOOK,
    Balloon,
    Caption,
    CastMember,
    Chapter,
    Depth,
    Direction,
    Effect,
    Figure,
    Headline,
    Letters,
    Look,
    Manner,
    Page,
    PageKind,
    Panel,
    Setting,
    SettingUse,
    Shot,
    Side,
    Story,
    Text,
    Wording,
)
from charabook.story.words import folded
from charabook.studio.extras import (
    ANYWHERE,
    CHAPTER_TITLES,
    DEPTH,
    SEED,
    SIDE,
    TITLES,
    WHERE,
    number_extra,
    table_extra,
    text_extra,
)
from projects import records
from projects.reading import Reading
from projects.records import LetteringKind, Placement

GENERATED_KEY = "~"
"""Keys that begin so were made by charabook; scripts do not show them."""

HEADLINE_STYLE = "headline"
MANNER_STYLES = {Manner.SHOUTS: "shout", Manner.WHISPERS: "whisper"}

_KEY = re.compile(r"[\w-]+")
_COMMAS = re.compile(r"^[\s,，、]+")
_NOT_IN_NAMES = re.compile(r"[:：()（）,，、#＃>＞\\/]")

K = TypeVar("K", bound=str)
E = TypeVar("E", bound=StrEnum)

_PLACEMENTS = {Placement.LEFT: Side.LEFT, Placement.CENTRE: Side.CENTRE, Placement.RIGHT: Side.RIGHT}
_DIRECTIONS = {
    records.Direction.LEFT_TO_RIGHT: Direction.LEFT_TO_RIGHT,
    records.Direction.RIGHT_TO_LEFT: Direction.RIGHT_TO_LEFT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPanel:
    """A panel of the project and what a script would say of it, its setting spelt out."""

    record: records.Panel
    panel: Panel
    figures: tuple[records.Figure, ...]
    """In the order of `panel.figures`."""
    letterings: tuple[records.Lettering, ...]
    """In the order of `panel.letters`."""


class StoryTeller:
    """Reads one project as a story. Names that a script could not hold are made to fit."""

    def __init__(self, project: Reading) -> None:
        self._project = project
        self._book = project.book()
        self._languages = self._book.languages or ("en",)
        self._characters = {one.id: one for one in project.characters()}
        self._names = _distinct({one.id: one.name for one in self._characters.values()}, "Somebody")
        self._looks = {look.id: look for look in project.looks()}
        self._look_names = self._name_looks()
        self._settings = {one.id: one for one in project.settings()}
        self._setting_names = _distinct({one.id: one.name for one in self._settings.values()}, "Somewhere")

    def story(self) -> Story:
        """The whole book."""
        return replace(
            self.top(),
            cast=tuple(self._member(character) for character in self._characters.values()),
            settings=tuple(
                Setting(name=self._setting_names[one.id], description=_setting_description(one))
                for one in self._settings.values()
            ),
            chapters=tuple(self._chapters()),
        )

    def top(self) -> Story:
        """What stands at the top of the script, and nobody and nothing below it."""
        book = self._book
        return Story(
            title=self._text(book.title, table_extra(book.settings_json, TITLES)),
            author=_line(book.author),
            format=_line(book.page_format),
            languages=self._languages,
            direction=_DIRECTIONS[book.direction],
            style=_line(book.style_prompt),
            seed=number_extra(book.settings_json, SEED, 0),
        )

    def panels_of(self, page: records.Page) -> tuple[ToldPanel, ...]:
        """The panels of one page, each with its setting spelt out."""
        return tuple(self._panel(panel) for panel in self._project.panels(page.id))

    # ------------------------------------------------------------------------------------------ cast

    def _name_looks(self) -> dict[records.LookId, str]:
        named: dict[records.LookId, str] = {}
        for character in self._characters:
            looks = {look.id: look.name for look in self._looks.values() if look.character == character}
            named |= _distinct(looks, DEFAULT_LOOK)
        return named

    def _member(self, character: records.Character) -> CastMember:
        looks = [look for look in self._looks.values() if look.character == character.id]
        return CastMember(
            name=self._names[character.id],
            about=_line(character.description),
            looks=tuple(
                Look(
                    name=self._look_names[look.id],
                    description=_line(look.description) or self._names[character.id],
                    drawing=text_extra(look.settings_json, "drawing"),
                )
                for look in looks
            )
            or (Look(description=self._names[character.id]),),
        )

    # ------------------------------------------------------------------------------------------ pages

    def _chapters(self) -> Iterator[Chapter]:
        pages = self._project.pages()
        previous: SettingUse | None = None
        told: dict[records.ChapterId | None, list[Page]] = {}
        for page in pages:
            panels: list[Panel] = []
            for told_panel in self.panels_of(page):
                panels.append(_without_repeated_setting(told_panel.panel, previous))
                previous = told_panel.panel.setting or previous
            kind = PageKind.SPREAD if page.spread else PageKind.PAGE
            told.setdefault(page.chapter, []).append(
                Page(kind=kind, template=_line(page.template), panels=tuple(panels))
            )
        if None in told:
            yield Chapter(pages=tuple(told.pop(None)))
        translations = table_extra(self._book.settings_json, CHAPTER_TITLES)
        for number, chapter in enumerate(self._project.chapters(), start=1):
            extra = translations.get(chapter.id)
            title = self._text(chapter.title or f"{number}", extra if isinstance(extra, dict) else {})
            yield Chapter(title=title, pages=tuple(told.get(chapter.id, ())))

    def _panel(self, panel: records.Panel) -> ToldPanel:
        figures = tuple(figure for figure in self._project.figures(panel.id) if figure.look in self._looks)
        letters = [
            (one, told) for one in self._project.letterings(panel.id) if (told := self._letters(one)) is not None
        ]
        return ToldPanel(
            record=panel,
            panel=Panel(
                key=panel.key if _KEY.fullmatch(panel.key) else "",
                setting=self._setting_use(panel),
                shot=_member_of(Shot, panel.shot, Shot.FULL),
                picture=_line(panel.action),
                figures=tuple(self._figure(figure) for figure in figures),
                letters=tuple(told for _, told in letters),
                notes=tuple(note for line in panel.notes.split("\n") if (note := _line(line))),
            ),
            figures=figures,
            letterings=tuple(one for one, _ in letters),
        )

    def _setting_use(self, panel: records.Panel) -> SettingUse | None:
        if panel.setting is None or panel.setting not in self._settings:
            return None
        return SettingUse(
            name=self._setting_names[panel.setting],
            variation=_COMMAS.sub("", _line(text_extra(panel.settings_json, WHERE))),
        )

    def _figure(self, figure: records.Figure) -> Figure:
        assert figure.look is not None
        look = self._looks[figure.look]
        first = next(one.id for one in self._looks.values() if one.character == look.character)
        return Figure(
            name=self._names.get(look.character, "Somebody"),
            look="" if look.id == first else self._look_names[look.id],
            side=side_of(figure),
            depth=depth_of(figure),
            expression=_COMMAS.sub("", _line(re.sub("[:：]", " ", figure.expression))),
            action=_line(figure.action),
        )

    # ------------------------------------------------------------------------------------------ letters

    def _letters(self, lettering: records.Lettering) -> Letters | None:
        text = self._text("", {text.language: text.text for text in self._project.texts(lettering.id)})
        if not text:
            return None
        if lettering.kind is LetteringKind.EFFECT:
            return Effect(text=text)
        if lettering.kind is LetteringKind.CAPTION or lettering.speaker not in self._names:
            return Headline(text=text) if lettering.style == HEADLINE_STYLE else Caption(text=text)
        return Balloon(speaker=self._names[lettering.speaker], manner=_manner(lettering), text=text)

    def _text(self, first: str, others: Mapping[str, object]) -> Text:
        words = {**others, self._languages[0]: first or others.get(self._languages[0], "")}
        found = {language: _lines(str(words.get(language, ""))) for language in self._languages}
        return Text(tuple(Wording(language=one, words=text) for one, text in found.items() if text.strip()))


def _without_repeated_setting(panel: Panel, previous: SettingUse | None) -> Panel:
    return replace(panel, setting=None) if panel.setting == previous else panel


def _manner(lettering: records.Lettering) -> Manner:
    if lettering.kind is LetteringKind.THOUGHT:
        return Manner.THINKS
    return next((manner for manner, style in MANNER_STYLES.items() if style == lettering.style), Manner.SAYS)


def _setting_description(setting: records.Setting) -> str:
    parts = (_line(setting.prompt), _line(setting.time_of_day))
    return ", ".join(part for part in parts if part) or _line(setting.name) or "a place"


def _line(words: str) -> str:
    """`words` on one line."""
    return " ".join(words.split())


def _lines(words: str) -> str:
    """`words` without white space at the ends of lines."""
    return "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _distinct(names: Mapping[K, str], otherwise: str) -> dict[K, str]:
    """A name for each id that a script can hold, no two alike."""
    taken: set[str] = set()
    result: dict[K, str] = {}
    for one, name in names.items():
        cleaned = _line(_NOT_IN_NAMES.sub(" ", name))
        cleaned = cleaned if is_possible_name(cleaned) else otherwise
        candidate, count = cleaned, 2
        while folded(candidate) in taken:
            candidate, count = f"{cleaned} {count}", count + 1
        taken.add(folded(candidate))
        result[one] = candidate
    return result


def side_of(figure: records.Figure) -> Side:
    """Where a figure stands from left to right, whether the script or the window said so."""
    anywhere = figure.placement is Placement.CENTRE and text_extra(figure.settings_json, SIDE) == ANYWHERE
    return Side.ANY if anywhere else _PLACEMENTS.get(figure.placement, Side.ANY)


def depth_of(figure: records.Figure) -> Depth:
    """How far away a figure stands, whether the script or the window said so."""
    if figure.placement is Placement.BACK:
        return Depth.BACK
    return _member_of(Depth, text_extra(figure.settings_json, DEPTH), Depth.MIDDLE)


def _member_of(kind: type[E], value: str, default: E) -> E:
    try:
        return kind(value)
    except ValueError:
        return default
