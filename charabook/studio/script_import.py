"""From a story to a project, as one undoable step. What the script did not change is left exactly as it is."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from charabook.story.script import (
    CastMember,
    Direction,
    Look,
    Page,
    PageKind,
    Panel,
    Setting,
    SettingUse,
    Story,
    Text,
)
from charabook.story.words import folded
from charabook.studio.extras import CHAPTER_TITLES, SEED, TITLES, with_extras
from charabook.studio.panel_import import Names, PanelWriter, put_behind
from charabook.studio.panel_matching import match_panels, picture_of
from charabook.studio.script_export import StoryTeller, ToldPanel
from charabook.studio.seeds import stable_seed
from projects import records
from projects.changes import Changes
from projects.editing import Edit
from projects.project import Project
from projects.records import LookId, PageId, PanelId, SettingId

_DIRECTIONS = {
    Direction.LEFT_TO_RIGHT: records.Direction.LEFT_TO_RIGHT,
    Direction.RIGHT_TO_LEFT: records.Direction.RIGHT_TO_LEFT,
}
COLOURS = ("#d1495b", "#2e86ab", "#3a7d44", "#edae49", "#8e5ba6", "#e07a3f", "#5c6b73", "#c45b9b")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. `redrawn` panels kept their takes, but now describe another picture."""

    changes: Changes
    kept: int
    added: tuple[PanelId, ...]
    redrawn: tuple[PanelId, ...]
    removed: tuple[PanelId, ...]


def import_story(
    project: Project, story: Story, script: str = "", drawings: Mapping[str, bytes] | None = None
) -> ImportReport:
    """Make `project` tell `story`. `drawings` are the pictures that looks name, by file name."""
    with project.gesture("Import the story") as edit:
        importer = _Importer(project, edit, story, drawings or {})
        importer.write_book(script)
        importer.write_cast()
        importer.write_settings()
        importer.write_pages()
    return ImportReport(
        changes=edit.changes,
        kept=importer.kept,
        added=tuple(importer.added),
        redrawn=tuple(importer.redrawn),
        removed=tuple(importer.removed),
    )


def with_settings_spelt_out(pages: Sequence[Page]) -> list[Page]:
    """The pages with the setting of every panel said, where the script leaves it as it was."""
    current: SettingUse | None = None
    result: list[Page] = []
    for page in pages:
        panels: list[Panel] = []
        for panel in page.panels:
            current = panel.setting or current
            panels.append(replace(panel, setting=current))
        result.append(replace(page, panels=tuple(panels)))
    return result


@dataclass(slots=True)
class _Importer:
    """One import, inside its gesture."""

    project: Project
    edit: Edit
    story: Story
    drawings: Mapping[str, bytes]
    looks: dict[tuple[str, str], LookId] = field(default_factory=dict)
    characters: dict[str, records.CharacterId] = field(default_factory=dict)
    settings: dict[str, SettingId] = field(default_factory=dict)
    kept: int = 0
    added: list[PanelId] = field(default_factory=list)
    redrawn: list[PanelId] = field(default_factory=list)
    removed: list[PanelId] = field(default_factory=list)
    told: "list[ToldPanel]" = field(default_factory=list)
    told_story: Story | None = None

    def __post_init__(self) -> None:
        teller = StoryTeller(self.project)
        self.told_story = teller.story()
        self.told = [panel for page in self.project.pages() for panel in teller.panels_of(page)]

    # ------------------------------------------------------------------------------------------ book

    def write_book(self, script: str) -> None:
        story, book = self.story, self.project.book()
        first = story.languages[0]
        self.edit.update(
            records.Book,
            book.id,
            title=_wording(story.title, first),
            author=story.author,
            languages=story.languages,
            direction=_DIRECTIONS[story.direction],
            page_format=story.format or book.page_format,
            style_prompt=story.style,
            story=script,
            settings_json=with_extras(
                book.settings_json, **{TITLES: _translations(story.title, first), SEED: story.seed}
            ),
        )

    # ------------------------------------------------------------------------------------------ cast

    def write_cast(self) -> None:
        known = {folded(one.name): one for one in self.project.characters()}
        palette = itertools.cycle(COLOURS)
        previous: str | None = None
        for member in self.story.cast:
            colour = next(palette)
            character = known.pop(folded(member.name), None)
            if character is None:
                character = self.edit.insert(
                    records.Character(name=member.name, key=folded(member.name), colour=colour)
                )
            self.edit.update(records.Character, character.id, name=member.name, description=member.about)
            put_behind(self.edit, records.Character, character.id, previous, self.project.characters())
            previous = character.id
            self.characters[folded(member.name)] = character.id
            self._write_looks(member, character)
        for character in known.values():
            if character.key:
                self.edit.delete(records.Character, character.id)

    def _write_looks(self, member: CastMember, character: records.Character) -> None:
        known = {folded(look.name): look for look in self.project.looks(character.id)}
        previous: str | None = None
        for index, look in enumerate(member.looks):
            record = known.pop(folded(look.name), None)
            if record is None:
                seed = stable_seed(self.story.seed, member.name, look.name)
                record = self.edit.insert(
                    records.Look(character=character.id, name=look.name, key=folded(look.name), seed=seed)
                )
            self._write_look(look, record)
            put_behind(self.edit, records.Look, record.id, previous, self.project.looks(character.id))
            previous = record.id
            self.looks[folded(member.name), folded(look.name)] = record.id
            if index == 0:
                self.looks[folded(member.name), ""] = record.id
        for record in known.values():
            if record.key:
                self.edit.delete(records.Look, record.id)

    def _write_look(self, look: Look, record: records.Look) -> None:
        self.edit.update(
            records.Look,
            record.id,
            name=look.name,
            description=look.description,
            settings_json=with_extras(record.settings_json, drawing=look.drawing),
        )
        if look.drawing in self.drawings:
            sha256 = self.edit.add_asset(self.drawings[look.drawing])
            self.edit.update(records.Look, record.id, reference_asset=sha256)

    # ------------------------------------------------------------------------------------------ settings

    def write_settings(self) -> None:
        known = {folded(one.name): one for one in self.project.settings()}
        told = {folded(one.name): one for one in (self.told_story.settings if self.told_story else ())}
        for setting in self.story.settings:
            record = known.pop(folded(setting.name), None)
            if record is None:
                record = self.edit.insert(
                    records.Setting(
                        name=setting.name, key=folded(setting.name), seed=stable_seed(self.story.seed, "", setting.name)
                    )
                )
            if told.get(folded(setting.name)) != setting:
                self._write_setting(setting, record)
            self.settings[folded(setting.name)] = record.id
        for record in known.values():
            if record.key:
                self.edit.delete(records.Setting, record.id)

    def _write_setting(self, setting: Setting, record: records.Setting) -> None:
        self.edit.update(records.Setting, record.id, name=setting.name, prompt=setting.description, time_of_day="")

    # ------------------------------------------------------------------------------------------ pages

    def write_pages(self) -> None:
        pages = with_settings_spelt_out(self.story.pages)
        panels = [panel for page in pages for panel in page.panels]
        matches = match_panels([told.panel for told in self.told], panels)
        continued = [None if match is None else self.told[match] for match in matches]
        names = Names(
            characters=self.characters, looks=self.looks, settings=self.settings, languages=self.story.languages
        )
        writer = PanelWriter(self.project, self.edit, names)
        written: list[PageId] = []
        remaining = iter(zip(panels, continued, strict=True))
        for page, chapter in zip(pages, self._chapters_of_pages(), strict=True):
            own = list(itertools.islice(remaining, len(page.panels)))
            record = self._page_for(own, page, written)
            self._write_page(record, page, chapter, written[-1] if written else None)
            written.append(record)
            self._write_panels(writer, record, own)
        self._remove_panels({told.record.id for told in continued if told})
        for left_over in self.project.pages():
            if left_over.id not in written:
                self.edit.delete(records.Page, left_over.id)

    def _chapters_of_pages(self) -> list[records.ChapterId | None]:
        known = {folded(chapter.title): chapter for chapter in self.project.chapters()}
        first = self.story.languages[0]
        result: list[records.ChapterId | None] = []
        translations: dict[str, dict[str, str]] = {}
        previous: str | None = None
        for chapter in self.story.chapters:
            title = chapter.title.in_language(first)
            if not title:
                result.extend([None] * len(chapter.pages))
                continue
            record = known.pop(folded(title), None) or self.edit.insert(records.Chapter(title=title))
            self.edit.update(records.Chapter, record.id, title=title)
            put_behind(self.edit, records.Chapter, record.id, previous, self.project.chapters())
            previous = record.id
            translations[record.id] = _translations(chapter.title, first)
            result.extend([record.id] * len(chapter.pages))
        for record in known.values():
            self.edit.delete(records.Chapter, record.id)
        book = self.project.book()
        kept = {one: words for one, words in translations.items() if words}
        self.edit.update(records.Book, book.id, settings_json=with_extras(book.settings_json, **{CHAPTER_TITLES: kept}))
        return result

    def _page_for(self, own: "list[tuple[Panel, ToldPanel | None]]", page: Page, written: list[PageId]) -> PageId:
        """The page from which most of these panels come, if it is still free; else a new one."""
        homes = [told.record.page for _, told in own if told and told.record.page not in written]
        if homes:
            return max(set(homes), key=lambda home: (homes.count(home), -homes.index(home)))
        if not page.panels:
            empty = [one for one in self.project.pages() if one.id not in written and not self.project.panels(one.id)]
            if empty:
                return empty[0].id
        return self.edit.insert(records.Page()).id

    def _write_page(
        self, record: PageId, page: Page, chapter: records.ChapterId | None, previous: PageId | None
    ) -> None:
        title = "title" in page.template
        self.edit.update(
            records.Page,
            record,
            chapter=chapter,
            template=page.template,
            spread=page.kind is PageKind.SPREAD,
            kind=records.PageKind.TITLE if title else records.PageKind.STORY,
        )
        put_behind(self.edit, records.Page, record, previous, self.project.pages())

    # ------------------------------------------------------------------------------------------ panels

    def _write_panels(self, writer: PanelWriter, page: PageId, own: "list[tuple[Panel, ToldPanel | None]]") -> None:
        previous: str | None = None
        for panel, told in own:
            if told is None:
                record = writer.insert(page, panel)
                self.added.append(record)
            else:
                record = told.record.id
                writer.update(page, panel, told)
                self._count(panel, told)
            put_behind(self.edit, records.Panel, record, previous, self.project.panels(page))
            previous = record

    def _count(self, panel: Panel, told: ToldPanel) -> None:
        if picture_of(panel) == picture_of(told.panel):
            self.kept += 1
        else:
            self.redrawn.append(told.record.id)

    def _remove_panels(self, continued: set[PanelId]) -> None:
        for told in self.told:
            if told.record.id not in continued:
                self.removed.append(told.record.id)
                self.edit.delete(records.Panel, told.record.id)


def _wording(text: Text, language: str) -> str:
    return next((one.words for one in text.wordings if one.language == language), "")


def _translations(text: Text, first: str) -> dict[str, str]:
    return {one.language: one.words for one in text.wordings if one.language != first}
