"""Beside the preview: what concerns the whole film. Shape, pace, cards, sound."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.book_view import BookView
from gui.buttons import tile
from gui.desk import Desk
from gui.fields import ChoiceField, FieldNames, TextField
from gui.films.choices import PACES, SHAPES, CardChoice
from gui.films.level import Level
from gui.films.reel import Reel
from gui.films.sound_row import SoundRow
from gui.films.words import transition_names
from gui.languages import language_name
from layouts.motion.direction import RATES

SHAPE_SIGNS = {"16:9": "wide", "9:16": "tall", "1:1": "square"}
SOUNDS = "*.wav *.mp3 *.ogg *.flac *.m4a *.aac *.aiff"
MOST_DEPTH = 2.0


class FilmPanel(QWidget):
    """Every choice is one step that can be undone."""

    def __init__(self, desk: Desk, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reel = reel
        self.shapes: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self.rate, self.pace, self.transition = ChoiceField(), ChoiceField(), ChoiceField()
        self.language, self.cards = ChoiceField(), ChoiceField()
        self.title, self.credits = TextField(2), TextField(3)
        self.relief = Level(MOST_DEPTH)
        self.music, self.narration = SoundRow(), SoundRow()
        self._names = FieldNames()
        self._rows: dict[str, QWidget] = {}
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        names = {
            "shape": self.tr("Shape"),
            "rate": self.tr("Frames a second"),
            "pace": self.tr("Pace"),
            "transition": self.tr("Between pages"),
            "language": self.tr("Edition"),
            "cards": self.tr("Title and end"),
            "title": self.tr("Title, a line each"),
            "credits": self.tr("Credits, a line each"),
            "depth": self.tr("Depth of all pictures"),
        }
        self._names.say(names)
        self.relief.name(names["depth"])
        shapes = {"16:9": self.tr("Wide"), "9:16": self.tr("Phone"), "1:1": self.tr("Square")}
        for shape, button in self.shapes.items():
            button.setText(shapes[shape])
            button.setToolTip(shape)
        paces = dict(zip(PACES, (self.tr("calm"), self.tr("as usual"), self.tr("quick")), strict=True))
        self.pace.offer((name, pace) for pace, name in paces.items())
        self.transition.offer((name, kind.value) for kind, name in transition_names())
        cards = {
            CardChoice.FROM_BOOK: self.tr("from the book"),
            CardChoice.TITLE: self.tr("only the title"),
            CardChoice.END: self.tr("only the end"),
            CardChoice.OWN: self.tr("own words"),
            CardChoice.NONE: self.tr("none"),
        }
        self.cards.offer((name, choice.value) for choice, name in cards.items())
        self.music.name(self.tr("Music"), self.tr("Level of the music"), self.tr("Without music"))
        self.narration.name(self.tr("Narration"), self.tr("Level of the narration"), self.tr("Without narration"))
        self.narration.offer_folder(self.tr("One recording…"), self.tr("A folder with one for each page…"))
        self._refresh()

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._row("shape", self._shape_row()))
        for rate in RATES:
            self.rate.addItem(str(rate), rate)
        column.addLayout(self._pair(("transition", self.transition), ("pace", self.pace)))
        column.addLayout(self._pair(("cards", self.cards), ("rate", self.rate)))
        for key, field in (("title", self.title), ("credits", self.credits), ("language", self.language)):
            column.addWidget(self._row(key, field))
        column.addWidget(self.music)
        column.addWidget(self.narration)
        column.addWidget(self._row("depth", self.relief))
        column.addStretch(1)

    def _shape_row(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for shape in SHAPES:
            self.shapes[shape] = tile(SHAPE_SIGNS[shape], self._group, partial(self._choose_shape, shape))
            row.addWidget(self.shapes[shape])
        return body

    def _pair(self, left: tuple[str, QWidget], right: tuple[str, QWidget]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._row(*left), 3)
        row.addWidget(self._row(*right), 2)
        return row

    def _row(self, key: str, field: QWidget) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._names.label(key, field))
        column.addWidget(field)
        self._rows[key] = body
        return body

    def _connect(self) -> None:
        choose = self._reel.director.choose
        self.rate.committed.connect(lambda rate: choose(self.tr("Frames a second"), rate=rate))
        self.pace.committed.connect(lambda pace: choose(self.tr("Pace of the film"), pace=pace))
        self.transition.committed.connect(lambda kind: choose(self.tr("Between pages"), transition=kind))
        self.language.committed.connect(lambda language: choose(self.tr("Edition of the film"), language=language))
        self.cards.committed.connect(lambda cards: choose(self.tr("Title and end"), cards=cards))
        self.title.committed.connect(lambda words: choose(self.tr("Title of the film"), title=words))
        self.credits.committed.connect(lambda words: choose(self.tr("Credits of the film"), credits=words))
        self.relief.committed.connect(lambda depth: choose(self.tr("Depth of all pictures"), parallax=depth))
        self.music.asked.connect(self.ask_music)
        self.music.removed.connect(lambda: choose(self.tr("Without music"), music=""))
        self.music.level_changed.connect(lambda level: choose(self.tr("Level of the music"), music_level=level))
        self.narration.asked.connect(self.ask_narration)
        self.narration.folder_asked.connect(self.ask_narration_folder)
        self.narration.removed.connect(lambda: choose(self.tr("Without narration"), narration=""))
        self.narration.level_changed.connect(
            lambda level: choose(self.tr("Level of the narration"), narration_level=level)
        )
        self._reel.choices_changed.connect(self._refresh)
        self._desk.follow(self._show_languages)

    # ------------------------------------------------------------------ showing and writing

    def _refresh(self) -> None:
        choices = self._reel.choices
        self.shapes[choices.shape].setChecked(True)
        self.rate.show_value(choices.rate)
        self.pace.show_value(min(PACES, key=lambda pace: abs(pace - choices.pace)))
        self.transition.show_value(choices.transition)
        self.language.show_value(choices.language)
        self.cards.show_value(choices.cards)
        self.title.show_value(choices.title)
        self.credits.show_value(choices.credits)
        for key in ("title", "credits"):
            self._rows[key].setVisible(choices.cards == CardChoice.OWN)
        self.relief.show_value(choices.parallax)
        self.music.show_sound(choices.music, choices.music_level, self.tr("Choose music…"))
        self.narration.show_sound(choices.narration, choices.narration_level, self.tr("Choose narration…"))

        sounds = {self.music: choices.music, self.narration: choices.narration}
        self._desk.ask(lambda _: [path == "" or Path(path).exists() for path in sounds.values()], self._mark_missing)

    def _mark_missing(self, found: list[bool]) -> None:
        """A teammate's music may lie on another computer."""
        for row, is_here in zip((self.music, self.narration), found, strict=True):
            row.tell(
                "" if is_here else self.tr("It is not on this computer. Choose it anew before you export the film.")
            )

    def _show_languages(self, view: BookView) -> None:
        first, *others = view.book.languages or ("",)
        self.language.offer([(language_name(first), ""), *((language_name(one), one) for one in others)])
        self.language.show_value(self._reel.choices.language)
        self._rows["language"].setVisible(bool(others))

    def _choose_shape(self, shape: str) -> None:
        self._reel.director.choose(self.tr("Shape of the film"), shape=shape)

    def ask_music(self) -> None:
        """Choose a file that is played along."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Music"), self._folder(), self.tr("Sounds ({kinds})").format(kinds=SOUNDS)
        )
        if path:
            self._reel.director.choose(self.tr("Music"), music=path)

    def ask_narration(self) -> None:
        """Choose one recording of the whole film."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Narration"), self._folder(), self.tr("Sounds ({kinds})").format(kinds=SOUNDS)
        )
        if path:
            self._reel.director.choose(self.tr("Narration"), narration=path)

    def ask_narration_folder(self) -> None:
        """Choose a folder with a recording for each page, named by its number."""
        path = QFileDialog.getExistingDirectory(self, self.tr("Narration"), self._folder())
        if path:
            self._reel.director.choose(self.tr("Narration"), narration=path)

    def _folder(self) -> str:
        known = self._reel.choices.music or self._reel.choices.narration
        folder = Path(known).parent if known else (self._desk.path.parent if self._desk.path else Path.home())
        return str(folder)
