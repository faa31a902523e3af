"""One panel of a script into one panel of the project: figures and letters stay themselves wherever they can."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import eq
from typing import TypeVar

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
    Side,
)
from charabook.story.words import folded
from charabook.studio.extras import ANYWHERE, DEPTH, SIDE, WHERE, with_extras
from charabook.studio.script_export import GENERATED_KEY, HEADLINE_STYLE, MANNER_STYLES, ToldPanel
from charabook.studio.staging import nearness
from projects import records
from projects.editing import Edit
from projects.project import Project
from projects.records import CharacterId, LetteringKind, LookId, PageId, PanelId, Placement, SettingId

_PLACEMENTS = {
    Side.LEFT: Placement.LEFT,
    Side.CENTRE: Placement.CENTRE,
    Side.RIGHT: Placement.RIGHT,
    Side.ANY: Placement.CENTRE,
}

R = TypeVar("R")
T = TypeVar("T")


def put_behind(
    edit: Edit, kind: type[records.Record], one: str, previous: str | None, siblings: Sequence[records.Record]
) -> None:
    """Move a record right behind `previous` (first with None), unless it stands there already."""
    order: list[str] = [sibling.id for sibling in siblings]
    if one not in order:
        return
    at = order.index(one)
    if (order[at - 1] if at else None) != previous:
        edit.move(kind, one, after=previous)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the names of a script stand for, folded. The look "" is a character's first."""

    characters: Mapping[str, CharacterId]
    looks: Mapping[tuple[str, str], LookId]
    settings: Mapping[str, SettingId]
    languages: tuple[str, ...]


class PanelWriter:
    """Writes panels inside the gesture of an import."""

    def __init__(self, project: Project, edit: Edit, names: Names) -> None:
        self._project = project
        self._edit = edit
        self._names = names

    def insert(self, page: PageId, panel: Panel) -> PanelId:
        """A new panel at the end of a page."""
        key = panel.key or f"{GENERATED_KEY}{uuid.uuid4().hex[:8]}"
        record = self._edit.insert(self._told(panel, records.Panel(page=page, key=key)))
        for figure in panel.figures:
            self._edit.insert(self._figure(record.id, figure))
        for letters in panel.letters:
            self._insert_letters(record.id, letters)
        return record.id

    def update(self, page: PageId, panel: Panel, told: ToldPanel) -> None:
        """Make the panel that told `told` tell `panel`; what did not change is not touched."""
        record = told.record
        if record.page != page:
            self._edit.update(records.Panel, record.id, page=page)
        if panel.key:
            self._edit.update(records.Panel, record.id, key=panel.key)
        if replace(panel, key="") == replace(told.panel, key=""):
            return
        before, after = replace(told.panel, figures=(), letters=()), replace(panel, figures=(), letters=())
        if replace(before, key="") != replace(after, key=""):
            self._edit.replace(self._told(panel, self._project.get(records.Panel, record.id)))
        self._update_figures(panel, told)
        self._update_letters(panel, told)

    def _told(self, panel: Panel, record: records.Panel) -> records.Panel:
        """`record` saying what the script's panel says, its figures and letters aside."""
        use = panel.setting
        return replace(
            record,
            setting=self._names.settings[folded(use.name)] if use else None,
            shot=str(panel.shot),
            action=panel.picture,
            notes="\n".join(panel.notes),
            settings_json=with_extras(record.settings_json, **{WHERE: use.variation if use else ""}),
        )

    # ------------------------------------------------------------------------------------------ figures

    def _look(self, figure: Figure) -> LookId:
        return self._names.looks[folded(figure.name), folded(figure.look)]

    def _figure(self, panel: PanelId, figure: Figure) -> records.Figure:
        return records.Figure(
            panel=panel,
            look=self._look(figure),
            key=folded(figure.name),
            placement=_PLACEMENTS[figure.side],
            z=nearness(figure.depth),
            action=figure.action,
            expression=figure.expression,
            settings_json=_stance(figure, "{}"),
        )

    def _update_figures(self, panel: Panel, told: ToldPanel) -> None:
        """Keep who is still there; a region drawn by hand stays unless the script moves the figure."""
        open_figures = list(zip(told.figures, told.panel.figures, strict=True))
        previous: str | None = None
        for figure in panel.figures:
            pair = _take_first(open_figures, partial(_same_person, figure))
            if pair is None:
                previous = self._edit.insert(self._figure(told.record.id, figure)).id
                continue
            record, before = pair
            if before != figure:
                self._update_figure(record, before, figure)
            put_behind(self._edit, records.Figure, record.id, previous, self._project.figures(told.record.id))
            previous = record.id
        for record, _ in open_figures:
            self._edit.delete(records.Figure, record.id)

    def _update_figure(self, record: records.Figure, before: Figure, figure: Figure) -> None:
        self._edit.update(
            records.Figure, record.id, look=self._look(figure), action=figure.action, expression=figure.expression
        )
        if (before.side, before.depth) != (figure.side, figure.depth):
            self._edit.update(
                records.Figure,
                record.id,
                placement=_PLACEMENTS[figure.side],
                z=nearness(figure.depth),
                region_json=None,
                settings_json=_stance(figure, record.settings_json),
            )

    # ------------------------------------------------------------------------------------------ letters

    def _insert_letters(self, panel: PanelId, letters: Letters) -> str:
        kind, style, speaker = self._kind(letters)
        record = self._edit.insert(records.Lettering(panel=panel, kind=kind, style=style, speaker=speaker))
        for wording in letters.text.wordings:
            self._edit.set_text(record.id, wording.language, wording.words)
        return record.id

    def _update_letters(self, panel: Panel, told: ToldPanel) -> None:
        """Keep the place of balloons whose words stayed, then of those that are spoken by the same one."""
        open_letters = list(zip(told.letterings, told.panel.letters, strict=True))
        pairs = [_take_first(open_letters, partial(eq, letters)) for letters in panel.letters]
        previous: str | None = None
        for letters, found in zip(panel.letters, pairs, strict=True):
            pair = found or _take_first(open_letters, partial(_same_voice, letters))
            if pair is None:
                previous = self._insert_letters(told.record.id, letters)
                continue
            if pair[1] != letters:
                self._update_lettering(pair[0], letters)
            put_behind(self._edit, records.Lettering, pair[0].id, previous, self._project.letterings(told.record.id))
            previous = pair[0].id
        for record, _ in open_letters:
            self._edit.delete(records.Lettering, record.id)

    def _update_lettering(self, record: records.Lettering, letters: Letters) -> None:
        kind, style, speaker = self._kind(letters)
        style = style or ("" if record.style in (*MANNER_STYLES.values(), HEADLINE_STYLE) else record.style)
        self._edit.update(records.Lettering, record.id, kind=kind, style=style, speaker=speaker)
        words = {wording.language: wording.words for wording in letters.text.wordings}
        for text in self._project.texts(record.id):
            if text.language in self._names.languages and text.language not in words:
                words[text.language] = ""
        for language, text_words in words.items():
            self._edit.set_text(record.id, language, text_words)

    def _kind(self, letters: Letters) -> tuple[LetteringKind, str, CharacterId | None]:
        if isinstance(letters, Balloon):
            kind = LetteringKind.THOUGHT if letters.manner is Manner.THINKS else LetteringKind.BALLOON
            return kind, MANNER_STYLES.get(letters.manner, ""), self._names.characters[folded(letters.speaker)]
        if isinstance(letters, Effect):
            return LetteringKind.EFFECT, "", None
        assert isinstance(letters, Caption | Headline)
        return LetteringKind.CAPTION, HEADLINE_STYLE if isinstance(letters, Headline) else "", None


def _take_first(pairs: list[tuple[R, T]], fits: Callable[[T], bool]) -> tuple[R, T] | None:
    """Take the first pair whose told half fits out of `pairs`."""
    for index, (_, told) in enumerate(pairs):
        if fits(told):
            return pairs.pop(index)
    return None


def _same_person(one: Figure, other: Figure) -> bool:
    return folded(one.name) == folded(other.name)


def _same_voice(old: Letters, new: Letters) -> bool:
    if isinstance(old, Balloon) and isinstance(new, Balloon):
        return folded(old.speaker) == folded(new.speaker)
    return type(old) is type(new)


def _stance(figure: Figure, stored: str) -> str:
    depth = "" if figure.depth is Depth.MIDDLE else str(figure.depth)
    side = ANYWHERE if figure.side is Side.ANY else ""
    return with_extras(stored, **{SIDE: side, DEPTH: depth})
