"""Title and credits: pages of the frame's own shape, set by the same typesetter as every page of the book."""

from collections.abc import Sequence

from layouts.looks import Look
from layouts.page import BlockId, BlockRole, Fit, Page, PageFormat, Sheet, TextBlock, TextRun
from layouts.shapes import Rect

CARD_AIR = -0.004  # a card fills the frame and a hair more: nothing lies behind it

_HEIGHT_MM = 150.0
_TITLE_SHARE, _LINE_SHARE = 0.26, 0.10
_GAP = 0.03
_MOST_LINES = 8


def card_page(lines: Sequence[str], aspect: float, look: Look, language: str) -> Page:
    """A card: the first line is its title, the others stand small beneath it. `aspect` is the frame's."""
    shown = [line for line in lines if line.strip()][: _MOST_LINES + 1]
    width, height = (_HEIGHT_MM * aspect, _HEIGHT_MM) if aspect >= 1 else (_HEIGHT_MM, _HEIGHT_MM / aspect)
    title = min(width, height) * _TITLE_SHARE
    line = min(width, height) * _LINE_SHARE
    total = title + line * (len(shown) - 1)
    top = (height - total) / 2 - height * _GAP
    blocks = []
    for at, words in enumerate(shown):
        box_height = title if at == 0 else line
        box = Rect(width * 0.08, top, width * 0.84, box_height)
        role = BlockRole.TITLE if at == 0 else BlockRole.BYLINE
        blocks.append(
            TextBlock(id=BlockId(f"line-{at}"), role=role, runs=(TextRun(text=words),), box=box, fit=Fit.SHRINK)
        )
        top += box_height
    format_ = PageFormat(name="card", width_mm=width, height_mm=height, bleed_mm=0.0, outer_mm=0.0, gutter_mm=0.0)
    return Page(format=format_, sheet=Sheet.RIGHT, blocks=tuple(blocks), language=language, paper=look.ink.paper)
