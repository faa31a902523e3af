"""The script in colours: everybody acts in their own, headings stand out, the words of the format step back."""

import re
from collections.abc import Mapping

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gui.theme import readable, shades

HEADING = re.compile(r"[#＃]")
COMMENT = re.compile(r"//")
FIGURE = re.compile(r"[>＞]\s*([^:：(（,、]+)")
FIELD = re.compile(r"(\s*)([^\s:：#＃>＞/][^:：]{0,40})([:：])")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)?")
WORDS_OF_THE_FORMAT = frozenset(
    (
        *("title", "author", "format", "languages", "reads", "style", "seed", "about", "look", "drawing"),
        *("setting", "shot", "picture", "caption", "sfx", "note"),
        *("題名", "作者", "判型", "言語", "読み方向", "画風", "シード", "紹介", "姿", "原画"),
        *("場所", "ショット", "絵", "語り", "効果音", "メモ"),
    )
)
SIDES = frozenset(("left", "centre", "right", "front", "back", "左", "中央", "右", "手前", "奥"))


class ScriptHighlighter(QSyntaxHighlighter):
    """Reads one line at a time, and never judges: mistakes are found by the parser."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._cast: dict[str, str] = {}

    def know_cast(self, colours: Mapping[str, str]) -> None:
        """From now on these names wear these colours."""
        if dict(colours) != self._cast:
            self._cast = dict(colours)
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Qt asks for one line at a time."""
        if HEADING.match(text):
            self._dress(0, len(text), shades().chosen, bold=True)
        elif COMMENT.match(text):
            self._dress(0, len(text), shades().muted)
        elif figure := FIGURE.match(text):
            self._dress_figure(text, figure)
        elif field := FIELD.match(text):
            self._dress_field(field)

    def _dress_figure(self, text: str, figure: re.Match[str]) -> None:
        known = self._known(figure[1])
        colour = self._colour(known) if known else shades().text
        self._dress(0, figure.start(1), shades().muted)
        self._dress(figure.start(1), len(known) or len(figure[1].split(" ")[0]), colour, bold=True)
        for word in re.finditer(r"[^\s,、:：]+", text[: figure.end()]):
            if word[0] in SIDES:
                self._dress(word.start(), len(word[0]), shades().muted)

    def _dress_field(self, field: re.Match[str]) -> None:
        name = field[2].split("(")[0].split("（")[0].strip()
        is_quiet = name.lower() in WORDS_OF_THE_FORMAT or (field[1] and LANGUAGE.fullmatch(name))
        length = len(field[2]) + len(field[3])
        if is_quiet:
            self._dress(field.start(2), length, shades().muted)
        else:
            self._dress(field.start(2), length, self._colour(name), bold=True)

    def _known(self, words: str) -> str:
        """The longest name of the cast that these words begin with."""
        return max((name for name in self._cast if words.startswith(name)), key=len, default="")

    def _colour(self, name: str) -> str:
        return readable(self._cast[name]) if name in self._cast else shades().text

    def _dress(self, start: int, length: int, colour: str, *, bold: bool = False) -> None:
        style = QTextCharFormat()
        style.setForeground(QColor(colour))
        if bold:
            style.setFontWeight(QFont.Weight.Bold)
        self.setFormat(start, length, style)
