"""The rows of the inspector: a figure, a piece of lettering, a comment. Each shows a record and asks for changes.

A row lives as long as its record: it is filled anew when the book changes, never rebuilt, so that somebody who tabs
from field to field keeps the focus.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.book_view import BookView
from gui.buttons import name_it, small
from gui.docks.comment_pins import take_of
from gui.fields import ChoiceField, LineField, TextField
from projects.records import (
    Comment,
    CommentId,
    Figure,
    FigureId,
    Lettering,
    LetteringId,
    LetteringKind,
    Placement,
)


class Card(QFrame):
    """A few fields that belong together, marked with a character's colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 7, 7, 8)
        self._column.setSpacing(5)

    def show_colour(self, colour: str) -> None:
        """Mark the card."""
        self.setStyleSheet(f"Card, FigureRow, LetteringRow {{ border-left: 4px solid {colour}; }}")

    def row(self, *widgets: QWidget) -> None:
        """Add fields side by side; the first takes the room."""
        row = QHBoxLayout()
        row.setSpacing(4)
        for place, widget in enumerate(widgets):
            row.addWidget(widget, 1 if place == 0 else 0)
        self._column.addLayout(row)


class FigureRow(Card):
    """One figure of the panel."""

    changed = Signal(str, object)
    removed = Signal(str)

    def __init__(self, figure: FigureId) -> None:
        super().__init__()
        self.id = figure
        self._z = 0
        self.look, self.placement = ChoiceField(), ChoiceField()
        self.action, self.expression = LineField(), LineField()
        self.look.committed.connect(lambda value: self._tell(look=value))
        self.placement.committed.connect(lambda value: self._tell(placement=value, region_json=None))
        self.action.committed.connect(lambda value: self._tell(action=value))
        self.expression.committed.connect(lambda value: self._tell(expression=value))
        self.nearer = small("nearer", lambda: self._tell(z=self._z + 1))
        self.farther = small("farther", lambda: self._tell(z=self._z - 1))
        self.remove = small("close", lambda: self.removed.emit(self.id))
        self.row(self.look, self.nearer, self.farther, self.remove)
        self.row(self.action)
        self.row(self.expression, self.placement)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.look.setAccessibleName(self.tr("Look"))
        self.placement.setAccessibleName(self.tr("Place"))
        self.action.setPlaceholderText(self.tr("does what"))
        self.action.setAccessibleName(self.tr("Action of the figure"))
        self.expression.setPlaceholderText(self.tr("expression"))
        self.expression.setAccessibleName(self.tr("Expression"))
        name_it(self.nearer, self.tr("Nearer"))
        name_it(self.farther, self.tr("Farther"))
        name_it(self.remove, self.tr("Remove figure"))
        self.placement.offer(
            (
                (self.tr("left"), Placement.LEFT),
                (self.tr("centre"), Placement.CENTRE),
                (self.tr("right"), Placement.RIGHT),
                (self.tr("back"), Placement.BACK),
            )
        )

    def show_record(self, view: BookView, figure: Figure) -> None:
        """Show the record."""
        self._z = figure.z
        self.show_colour(view.colour(figure.look))
        self.look.offer((view.look_name(one), one) for one in view.looks)
        self.look.show_value(figure.look)
        self.placement.show_value(figure.placement)
        self.action.show_value(figure.action)
        self.expression.show_value(figure.expression)

    def _tell(self, **fields: object) -> None:
        self.changed.emit(self.id, fields)


class LetteringRow(Card):
    """One balloon, caption or sound, with a text for each language of the book."""

    changed = Signal(str, object)
    texted = Signal(str, str, str)
    """Lettering, language, text."""
    removed = Signal(str)

    def __init__(self, lettering: LetteringId) -> None:
        super().__init__()
        self.id = lettering
        self.texts: dict[str, TextField] = {}
        self.kind, self.speaker = ChoiceField(), ChoiceField()
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
        self.show_colour(speaker.colour if speaker and speaker.colour else "#6d6875")
        self.kind.show_value(lettering.kind)
        self.speaker.offer([(self.tr("Nobody"), None), *((one.name, one.id) for one in view.characters.values())])
        self.speaker.show_value(lettering.speaker)
        self.speaker.setVisible(lettering.kind in (LetteringKind.BALLOON, LetteringKind.THOUGHT))
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
        field.setPlaceholderText(language)
        field.setAccessibleName(self.tr("Text ({language})").format(language=language))
        field.committed.connect(lambda text: self.texted.emit(self.id, language, text))
        self.texts[language] = field
        self.row(field)

    def _tell(self, **fields: object) -> None:
        self.changed.emit(self.id, fields)


class CommentRow(Card):
    """A teammate's remark, with a tick when it is settled."""

    settled = Signal(str, bool)

    def __init__(self, comment: CommentId) -> None:
        super().__init__()
        self.id = comment
        self._resolved = False
        self.words, self.author = QLabel(), QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.author.setProperty("muted", True)
        self.settle = small("use", lambda: self.settled.emit(self.id, not self._resolved))
        self.row(self.words, self.settle)
        self.row(self.author)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        name_it(self.settle, self.tr("Open again") if self._resolved else self.tr("Settled"))

    def show_record(self, view: BookView, comment: Comment) -> None:
        """Show the record."""
        self._resolved = comment.resolved
        self.words.setText(comment.text)
        self.words.setEnabled(not comment.resolved)
        author = comment.author or self.tr("Somebody")
        said = self.tr("{author}, settled").format(author=author) if comment.resolved else author
        where = self._say_subject(view, comment)
        self.author.setText(f"{said}  ·  {where}" if where else said)
        self.retranslate()

    def _say_subject(self, view: BookView, comment: Comment) -> str:
        if comment.page is not None:
            return self.tr("on the page")
        take = take_of(comment)
        if take is None:
            return ""
        record = view.takes_by_id.get(take)
        if record is None:
            return self.tr("on a take that is not here")
        return self.tr("on the take with seed {seed}").format(seed=record.seed)
