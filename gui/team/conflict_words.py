"""What two people have changed, in words: which field it is, where, and what each of them has there."""

import difflib
import json

from PySide6.QtCore import QObject

from gui.book_view import BookView
from gui.places import page_name, place_name
from projects.conflicts import Conflict
from projects.records import (
    Book,
    CharacterId,
    Figure,
    Lettering,
    LetteringText,
    LookId,
    Page,
    PageId,
    Panel,
    PanelId,
    SettingId,
)

MOST_LETTERS = 400
"""Of longer texts, such as the whole script, only the lines that differ are shown."""


class ConflictWords(QObject):
    """Speaks of conflicts in the language of the moment."""

    def title(self, conflict: Conflict) -> str:
        """Which field both have changed."""
        if conflict.kind is Book and conflict.field in (of_book := self._of_the_book()):
            return of_book[conflict.field]
        return self._fields().get(conflict.field, self.tr("A setting ({field})").format(field=conflict.field))

    def where(self, view: BookView, conflict: Conflict) -> str:
        """Which panel, page or character it is about; empty for the book and for what has no name."""
        if conflict.kind is Panel:
            return place_name(view, PanelId(conflict.id))
        if conflict.kind in (Figure, Lettering, LetteringText):
            return self._home(view, conflict)
        if conflict.kind is Page:
            page = view.pages_by_id.get(PageId(conflict.id))
            return page_name(view, page) if page is not None else ""
        return self._name(view, conflict.id)

    def value(self, view: BookView, conflict: Conflict, number: int) -> str:
        """What one of them has there."""
        value = conflict.alternatives[number].value
        if conflict.field == "deleted":
            return self.tr("removed") if value else self.tr("kept")
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if value in (None, "", "{}"):
            return self.tr("(empty)")
        if conflict.field == "settings_json":
            return "\n".join(_settings_apart(conflict, number)) or self.tr("(empty)")
        if conflict.field.endswith("_json"):
            person = conflict.alternatives[number].person
            return self.tr("as {person} placed it").format(person=person) if person else self.tr("as it was placed")
        return self._name(view, str(value)) or _apart(conflict, number)

    def _home(self, view: BookView, conflict: Conflict) -> str:
        """Where a figure or a piece of lettering stands, and who or what it is."""
        for panel, figures in view.figures_of_panel.items():
            for figure in figures:
                if figure.id == conflict.id:
                    return " · ".join(filter(None, (place_name(view, panel), view.look_name(figure.look))))
        for panel, letterings in view.letterings_of_panel.items():
            for one in letterings:
                texts = view.texts_of_lettering.get(one.id, ())
                if conflict.id in (one.id, *(text.id for text in texts)):
                    return place_name(view, panel)
        return ""

    @staticmethod
    def _name(view: BookView, record: str) -> str:
        """What people call a look, a character or a setting."""
        if LookId(record) in view.looks:
            return view.look_name(LookId(record))
        character = view.characters.get(CharacterId(record))
        setting = view.settings.get(SettingId(record))
        return character.name if character is not None else setting.name if setting is not None else ""

    def _of_the_book(self) -> dict[str, str]:
        return {
            "title": self.tr("The title of the book"),
            "author": self.tr("The author"),
            "languages": self.tr("The languages of the book"),
            "direction": self.tr("The reading direction"),
            "page_format": self.tr("The format of the pages"),
            "trim_width_mm": self.tr("The format of the pages"),
            "trim_height_mm": self.tr("The format of the pages"),
            "style_prompt": self.tr("The style of the pictures"),
            "story": self.tr("The script"),
            "model": self.tr("The model"),
            "settings_json": self.tr("The settings of the book"),
        }

    def _fields(self) -> dict[str, str]:
        return {
            "chosen_take": self.tr("The picture of a panel"),
            "identity_take": self.tr("The identity of a look"),
            "reference_asset": self.tr("The drawing of a look"),
            "text": self.tr("A text"),
            "title": self.tr("A title"),
            "name": self.tr("A name"),
            "description": self.tr("A description"),
            "colour": self.tr("A colour"),
            "action": self.tr("What is seen"),
            "expression": self.tr("A mood"),
            "shot": self.tr("The shot"),
            "setting": self.tr("The setting"),
            "time_of_day": self.tr("The time of day"),
            "prompt": self.tr("A prompt"),
            "alt_text": self.tr("The words for those who cannot see it"),
            "seed": self.tr("The seed"),
            "locked": self.tr("Whether it is locked"),
            "notes": self.tr("Notes"),
            "rank": self.tr("The order"),
            "z": self.tr("Which figure is nearer"),
            "look": self.tr("Who a figure is"),
            "speaker": self.tr("Who speaks"),
            "kind": self.tr("What kind it is"),
            "style": self.tr("The style of lettering"),
            "template": self.tr("The layout of a page"),
            "spread": self.tr("Whether it is a spread"),
            "rating": self.tr("The rating of a take"),
            "resolved": self.tr("Whether a comment is settled"),
            "deleted": self.tr("Removed by one, changed by the other"),
            "placement": self.tr("Where a figure stands"),
            "region_json": self.tr("Where a figure stands"),
            "geometry_json": self.tr("Where lettering stands"),
            "tail_json": self.tr("The tail of a balloon"),
            "frame_json": self.tr("The frame of a panel"),
            "crop_json": self.tr("How a picture lies in its frame"),
            "focus_json": self.tr("How a picture lies in its frame"),
            "settings_json": self.tr("Further settings"),
        }


def _apart(conflict: Conflict, number: int) -> str:
    """A text; of a long one the lines that the others have not."""
    texts = [str(one.value or "") for one in conflict.alternatives]
    if max(map(len, texts)) <= MOST_LETTERS:
        return texts[number]
    other = texts[0 if number else 1]
    compared = difflib.ndiff(other.splitlines(), texts[number].splitlines())
    lines = [line[2:] for line in compared if line.startswith("+ ") and line[2:].strip()]
    shown = "\n".join(lines)
    return shown if len(shown) <= MOST_LETTERS else shown[:MOST_LETTERS].rstrip() + " …"


def _settings_apart(conflict: Conflict, number: int) -> list[str]:
    """The settings in which one differs from the others."""
    told = [_object(one.value) for one in conflict.alternatives]
    others = [one for place, one in enumerate(told) if place != number]
    return [f"{key}: {value}" for key, value in told[number].items() if any(one.get(key) != value for one in others)]


def _object(stored: object) -> dict[str, object]:
    try:
        told = json.loads(str(stored or "{}"))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
