"""The lettering of a panel, as cards: balloons, captions, sounds, with a text for each language of the book."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from gui.book_view import BookView
from gui.buttons import name_it, small
from gui.desk import Desk
from gui.fields import NarrowChoice, TextField
from gui.inspector.card import Card, Cards
from gui.inspector.section import Section
from gui.languages import language_name
from projects.records import CharacterId, FigureId, Lettering, LetteringId, LetteringKind, Panel

SPOKEN = (LetteringKind.BALLOON, LetteringKind.THOUGHT)
NOBODYS_COLOUR = "#6d6875"


class LetteringsSection(Section):
    """One card for each piece of lettering, and buttons that add one."""

    written = Signal(str)
    """A new piece of lettering stands in the book: its text waits to be written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards: Cards[LetteringCard, Lettering] = Cards(self.column, self._make, LetteringCard.show_record)
        self._wanted: LetteringId | None = None
        self._view: BookView | None = None
        self.add_balloon, self.add_caption, self.add_effect = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.setSpacing(6)
        for button, kind in (
            (self.add_balloon, LetteringKind.BALLOON),
            (self.add_caption, LetteringKind.CAPTION),
            (self.add_effect, LetteringKind.EFFECT),
        ):
            button.clicked.connect(lambda _, kind=kind: self.add(kind))
            row.addWidget(button)
        self.column.addLayout(row)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.rename(self.tr("Lettering"))
        self.add_balloon.setText(self.tr("Balloon"))
        self.add_caption.setText(self.tr("Caption"))
        self.add_effect.setText(self.tr("Sound"))
        for button in (self.add_balloon, self.add_caption, self.add_effect):
            button.setAccessibleName(self.tr("Add lettering: {kind}").format(kind=button.text()))
        self.cards.retranslate()

    def show_panel(self, view: BookView, panel: Panel) -> None:
        """Show what is lettered in this panel."""
        super().show_panel(view, panel)
        self._view = view
        self.cards.show(view, view.letterings_of_panel.get(panel.id, ()))
        self.put_in_order()
        wanted = self._wanted
        if wanted is not None and self.cards.find(wanted) is not None:
            self._wanted = None
            self.written.emit(wanted)

    def add(self, kind: LetteringKind, figure: str = "") -> None:
        """Add a balloon, caption or sound, spoken by a figure."""
        view, panel = self._view, self._panel
        if view is None or panel is None:
            return
        speaker = speaker_of(view, panel, figure) if kind in SPOKEN else None
        lettering = Lettering(panel=panel.id, kind=kind, speaker=speaker)
        self._wanted = lettering.id
        self._desk.edit(self.tr("Add lettering"), lambda edit: edit.insert(lettering))

    def _make(self, lettering: str) -> "LetteringCard":
        card = LetteringCard(lettering)
        card.changed.connect(self._change)
        card.texted.connect(self._set_text)
        card.removed.connect(self._remove)
        return card

    def _change(self, lettering: str, fields: Mapping[str, object]) -> None:
        self._desk.edit(self.tr("Change lettering"), lambda edit: edit.update(Lettering, lettering, **fields))

    def _set_text(self, lettering: str, language: str, text: str) -> None:
        self._desk.edit(self.tr("Change text"), lambda edit: edit.set_text(LetteringId(lettering), language, text))

    def _remove(self, lettering: str) -> None:
        self._desk.edit(self.tr("Remove lettering"), lambda edit: edit.delete(Lettering, lettering))


class LetteringCard(Card):
    """One balloon, caption or sound, with a text for each language of the book."""

    changed = Signal(str, object)
    texted = Signal(str, str, str)
    """Lettering, language, text."""
    removed = Signal(str)

    def __init__(self, lettering: str) -> None:
        super().__init__(lettering)
        self.texts: dict[str, TextField] = {}
        self.kind, self.speaker = NarrowChoice(), NarrowChoice()
        self.kind.committed.connect(lambda value: self._tell(kind=value))
        self.speaker.committed.connect(lambda value: self._tell(speaker=value))
        self.remove = small("close", lambda: self.removed.emit(self.id))
        self.row(self.kind, self.speaker, self.remove)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.kind.offer(
            (
                (self.tr("Balloon"), LetteringKind.BALLOON),
                (self.tr("Thought"), LetteringKind.THOUGHT),
                (self.tr("Caption"), LetteringKind.CAPTION),
                (self.tr("Sound effect"), LetteringKind.EFFECT),
            )
        )
        self.kind.setAccessibleName(self.tr("Kind of lettering"))
        self.speaker.setAccessibleName(self.tr("Speaker"))
        name_it(self.remove, self.tr("Remove lettering"))
        for language, field in self.texts.items():
            field.setAccessibleName(self.tr("Text ({language})").format(language=language))

    def show_record(self, view: BookView, lettering: Lettering) -> None:
        """Show the record."""
        speaker = view.characters.get(lettering.speaker) if lettering.speaker else None
        self.show_colour(speaker.colour if speaker and speaker.colour else NOBODYS_COLOUR)
        self.kind.show_value(lettering.kind)
        self.speaker.offer([(self.tr("Nobody"), None), *((one.name, one.id) for one in view.characters.values())])
        self.speaker.show_value(lettering.speaker)
        self.speaker.setVisible(lettering.kind in SPOKEN)
        words = {text.language: text.text for text in view.texts_of_lettering.get(lettering.id, ())}
        languages = tuple(dict.fromkeys((*view.book.languages, *words)))
        for language in languages:
            if language not in self.texts:
                self._add_text(language)
            self.texts[language].show_value(words.get(language, ""))
        for language in self.texts.keys() - set(languages):
            self.texts.pop(language).deleteLater()

    def _add_text(self, language: str) -> None:
        field = TextField(2)
        field.setPlaceholderText(language_name(language))
        field.setAccessibleName(self.tr("Text ({language})").format(language=language))
        field.committed.connect(lambda text: self.texted.emit(self.id, language, text))
        self.texts[language] = field
        self.row(field)

    def _tell(self, **fields: object) -> None:
        self.changed.emit(self.id, fields)


def speaker_of(view: BookView, panel: Panel, figure: str) -> CharacterId | None:
    """Who most likely speaks: the figure at hand, else the first one that has said nothing yet, else the first."""
    figures = view.figures_of_panel.get(panel.id, ())
    said = {one.speaker for one in view.letterings_of_panel.get(panel.id, ())}
    owners = [
        (one.id, view.looks[one.look].character) for one in figures if one.look is not None and one.look in view.looks
    ]
    picked = [owner for key, owner in owners if key == FigureId(figure)]
    silent = [owner for _, owner in owners if owner not in said]
    return next(iter((*picked, *silent, *(owner for _, owner in owners))), None)
