"""The script in colours: everybody acts in their own, headings stand out, the words of the format step back."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextDocument, QTextLayout

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


Span = QTextLayout.FormatRange

AT_ONCE = 150
"""Lines to colour in a turn of the event loop: some five milliseconds on a slow machine."""


class ScriptHighlighter(QObject):
    """Reads one line at a time, and never judges: mistakes are found by the parser.

    Qt's own highlighter colours a whole text before anybody sees it. This one colours what was typed at once, and a
    long script a few lines in a turn, so that neither opening it nor another theme holds the window up.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._cast: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        """The cast's colours, readable in the theme of the moment."""
        self._tones = shades()
        self._styles: dict[tuple[str, bool], QTextCharFormat] = {}
        self._plain_from: int | None = None
        """From this line on, colours may be missing or old."""
        self._lines = document.blockCount()
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._colour_some)
        document.contentsChange.connect(self._follow)

    def know_cast(self, colours: Mapping[str, str]) -> None:
        """From now on these names wear these colours."""
        if dict(colours) != self._cast:
            self._cast = dict(colours)
            self.colour_anew()

    def colour_anew(self, first: int = 0) -> None:
        """Colour everything in the theme of the moment, what is seen from line `first` on before the rest."""
        self._tones = shades()
        self._colours = {name: readable(colour) for name, colour in self._cast.items()}
        self._styles.clear()
        self._colour(first, AT_ONCE)
        self._put_off(0)

    def is_coloured(self) -> bool:
        """Whether every line wears its colours."""
        return self._plain_from is None

    def _follow(self, place: int, _: int, added: int) -> None:
        """Something was written, pasted or taken away."""
        gone, self._lines = self._lines - self._document.blockCount(), self._document.blockCount()
        if self._plain_from is not None and gone > 0:  # lines that went above shall not hide others
            self._plain_from = max(0, self._plain_from - gone)
        first, last = self._document.findBlock(place), self._document.findBlock(place + added)
        lines = (last.blockNumber() if last.isValid() else self._lines - 1) - first.blockNumber() + 1
        if lines <= AT_ONCE:
            self._colour(first.blockNumber(), lines)
        else:
            self._put_off(first.blockNumber())

    def _put_off(self, line: int) -> None:
        self._plain_from = line if self._plain_from is None else min(self._plain_from, line)
        self._turns.start()

    def _colour_some(self) -> None:
        if self._plain_from is None:
            self._turns.stop()
        else:
            self._plain_from = self._colour(self._plain_from, AT_ONCE)

    def _colour(self, first: int, lines: int) -> int | None:
        """Colour some lines; where to go on, None at the end."""
        block = self._document.findBlockByNumber(first)
        begin = end = block.position()
        for _ in range(lines):
            if not block.isValid():
                break
            layout = block.layout()
            layout.setFormats(_around_preedit(layout, self._spans(block.text())))
            end = block.position() + block.length()
            block = block.next()
        self._document.markContentsDirty(begin, max(0, end - begin - 1))
        return block.blockNumber() if block.isValid() else None

    def _spans(self, text: str) -> list[Span]:
        """What is coloured in a line; later spans lie on earlier ones."""
        if HEADING.match(text):
            return [self._span(0, len(text), self._tones.chosen, bold=True)]
        if COMMENT.match(text):
            return [self._span(0, len(text), self._tones.muted)]
        if figure := FIGURE.match(text):
            return self._figure(text, figure)
        field = FIELD.match(text)
        return [self._field(field)] if field else []

    def _figure(self, text: str, figure: re.Match[str]) -> list[Span]:
        known = self._known(figure[1])
        name = len(known) or len(figure[1].split(" ")[0])
        spans = [
            self._span(0, figure.start(1), self._tones.muted),
            self._span(figure.start(1), name, self._colours.get(known, self._tones.text), bold=True),
        ]
        words = re.finditer(r"[^\s,、:：]+", text[: figure.end()])
        return spans + [self._span(word.start(), len(word[0]), self._tones.muted) for word in words if word[0] in SIDES]

    def _field(self, field: re.Match[str]) -> Span:
        name = field[2].split("(")[0].split("（")[0].strip()
        is_quiet = name.lower() in WORDS_OF_THE_FORMAT or (field[1] and LANGUAGE.fullmatch(name))
        length = len(field[2]) + len(field[3])
        if is_quiet:
            return self._span(field.start(2), length, self._tones.muted)
        return self._span(field.start(2), length, self._colours.get(name, self._tones.text), bold=True)

    def _known(self, words: str) -> str:
        """The longest name of the cast that these words begin with."""
        return max((name for name in self._cast if words.startswith(name)), key=len, default="")

    def _span(self, start: int, length: int, colour: str, *, bold: bool = False) -> Span:
        span = Span()
        span.start, span.length, span.format = start, length, self._style(colour, bold=bold)
        return span

    def _style(self, colour: str, *, bold: bool) -> QTextCharFormat:
        if (colour, bold) not in self._styles:
            style = QTextCharFormat()
            style.setForeground(QColor(colour))
            if bold:
                style.setFontWeight(QFont.Weight.Bold)
            self._styles[colour, bold] = style
        return self._styles[colour, bold]


def _around_preedit(layout: QTextLayout, spans: list[Span]) -> list[Span]:
    """Spans of a line in which an input method may be at work: what it marks stays, what follows moves."""
    place, length = layout.preeditAreaPosition(), len(layout.preeditAreaText())
    if not length:
        return spans
    for span in spans:
        if span.start >= place:
            span.start += length
        elif span.start + span.length >= place:
            span.length += length
    return spans + [one for one in layout.formats() if place <= one.start and one.start + one.length <= place + length]
