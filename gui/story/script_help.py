"""How a script is written, beside the page: each kind of line with a button that puts one in at the cursor."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from charabook.story.words import SECTIONS, Section, lookup

WIDTH_PX = 268

SNIPPETS = {
    "character": "## Name\nlook: a girl with red pigtails in a yellow dress\n",
    "setting": "meadow: a flower meadow\n",
    "page": "# Page\n\n## Panel\nsetting: meadow\nshot: full\n",
    "panel": "## Panel\nsetting: meadow\nshot: full\n",
    "figure": "> Name left, happy: waving\n",
    "speech": "Name: Hello!\n",
    "caption": "caption: One windy day.\n",
    "sound": "sfx: WHOOSH!\n",
}
"""What the buttons put in. The script's words stay English whatever the window speaks: they are the format's own."""

HEADINGS = {
    "character": ("# Cast", frozenset({Section.CAST})),
    "setting": ("# Settings", frozenset({Section.SETTINGS})),
    "panel": ("# Page", frozenset({Section.PAGE, Section.SPREAD})),
}
"""Under which heading a kind of line stands, and which sections will do."""
SECTION = re.compile(r"^[#＃](?![#＃])\s*([^\s\d:：]+)", re.MULTILINE)

EXAMPLE = """# Cast

## Mina
look: a girl with red pigtails in a yellow dress

## Pip
look: a fox in a green sweater

# Settings

meadow: a flower meadow

# Page 1

## Panel
setting: meadow
shot: full
> Mina left, happy: waving
> Pip right: standing
caption: One windy day.
Pip: Let go!
"""


def lines_for(kind: str, script: str) -> str:
    """What is put into a script for a kind of line: under its heading, where the script has no such section yet."""
    heading, sections = HEADINGS.get(kind, ("", frozenset()))
    known = {lookup(SECTIONS, found[1]) for found in SECTION.finditer(script)}
    needs_heading = bool(heading) and not known & sections
    return f"{heading}\n\n{SNIPPETS[kind]}" if needs_heading else SNIPPETS[kind]


class ScriptHelp(QScrollArea):
    """A column of cards."""

    snippet_asked = Signal(str)
    """A kind of line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(WIDTH_PX)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title = QLabel()
        self.title.setProperty("subheading", True)
        self.buttons = {key: QPushButton() for key in SNIPPETS}
        self._about = {key: QLabel() for key in SNIPPETS}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addSpacing(8)
        for key, button in self.buttons.items():
            button.setProperty("row", True)
            button.clicked.connect(lambda _, key=key: self.snippet_asked.emit(key))
            self._about[key].setProperty("small", True)
            self._about[key].setWordWrap(True)
            column.addWidget(button)
            column.addWidget(self._about[key])
            column.addSpacing(7)
        column.addStretch(1)
        self.setWidget(body)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self.tr("How a script is written"))
        self.title.setText(self.tr("Put in"))
        for key, (name, about) in self._words().items():
            self.buttons[key].setText(name)
            self.buttons[key].setAccessibleName(self.tr("Put in: {name}").format(name=name))
            self._about[key].setText(about)

    def _words(self) -> dict[str, tuple[str, str]]:
        """The names of the kinds of lines, and one sentence about each."""
        return {
            "character": (
                self.tr("Character"),
                self.tr("Under # Cast. “look” is what the model is told in every picture."),
            ),
            "setting": (self.tr("Setting"), self.tr("Under # Settings: a name and what is there.")),
            "page": (self.tr("Page"), self.tr("# Spread is a page that is two pages wide.")),
            "panel": (
                self.tr("Panel"),
                self.tr("One picture. A name such as #start keeps its takes through every rewrite."),
            ),
            "figure": (
                self.tr("Figure"),
                self.tr("Who is seen: left, centre or right; in which mood; doing what."),
            ),
            "speech": (
                self.tr("Speech"),
                self.tr("A balloon. (thinks), (shouts) and (whispers) may follow the name."),
            ),
            "caption": (self.tr("Caption"), self.tr("Words that nobody says.")),
            "sound": (
                self.tr("Sound"),
                self.tr("A line such as “ja: …”, indented below any words, translates them."),
            ),
        }
