"""Title and credits: pages of the frame's own shape, set by the same typesetter as every page of the book."""

from collections.abc import Sequence
from dataclasses import replace

from layouts.looks import Look
from layouts.page import BlockId, BlockRole, Border, Fit, FrameShape, Page, PageFormat, Panel, Sheet, TextBlock, TextRun
from layouts.shapes import Rect

CARD_AIR = -0.004  # a card fills the frame and a hair more: nothing lies behind it

_HEIGHT_MM = 150.0
_TITLE_SHARE, _LINE_SHARE = 0.26, 0.10
_WITH_PICTURE = 0.78  # of these, beneath a picture
_GAP = 0.03
_MOST_LINES = 8
_PICTURE_SHARE, _PICTURE_ASPECT, _FEW_LINES = 0.46, 1.35, 3


def card_page(
    lines: Sequence[str], aspect: float, look: Look, language: str, illustration: Panel | None = None
) -> Page:
    """A card: the first line is its title, the others stand small beneath it. `aspect` is the frame's.

    illustration  a panel of the book, whose picture stands over the title as a vignette
    """
    shown = [line for line in lines if line.strip()][: _MOST_LINES + 1]
    width, height = (_HEIGHT_MM * aspect, _HEIGHT_MM) if aspect >= 1 else (_HEIGHT_MM, _HEIGHT_MM / aspect)
    side = min(width, height)
    picture = side * _PICTURE_SHARE if illustration is not None and len(shown) <= _FEW_LINES else 0.0
    share = side * (_WITH_PICTURE if picture else 1.0)
    title, line = share * _TITLE_SHARE, share * _LINE_SHARE
    total = picture + title + line * (len(shown) - 1)
    top = (height - total) / 2 - height * _GAP * (0.0 if picture else 1.0)
    panels = _vignette(
        illustration, Rect((width - picture * _PICTURE_ASPECT) / 2, top, picture * _PICTURE_ASPECT, picture)
    )
    top += picture
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
    return Page(
        format=format_,
        sheet=Sheet.RIGHT,
        panels=panels,
        blocks=tuple(blocks),
        language=language,
        paper=look.ink.paper,
    )


def _vignette(illustration: Panel | None, box: Rect) -> tuple[Panel, ...]:
    if illustration is None or box.height <= 0:
        return ()
    return (replace(illustration, frame=box.corners, shape=FrameShape.VIGNETTE, border=Border.NONE, layer=0),)
