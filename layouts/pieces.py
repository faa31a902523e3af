"""Pieces of a page while it is composed: each knows its meaning and its depth; together they are the display list."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from layouts.display_list import Colour, DrawGlyphs, DrawImage, DrawOp, DrawPath, ElementId, StructureElement
from layouts.lettering.horizontal import SetText


class Depth(IntEnum):
    """What lies under what. Panels of layer n lie at PANEL + n."""

    PAPER = 0
    PANEL = 10
    BAND = 500
    SOUND = 550
    BALLOON = 600
    TEXT = 700
    NUMBER = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Drawings that belong together, and the structure element that they mean (None for decoration)."""

    ops: tuple[DrawOp, ...]
    depth: int
    element: StructureElement | None = None


def assembled(pieces: Iterable[Piece]) -> tuple[tuple[DrawOp, ...], tuple[StructureElement, ...]]:
    """Drawings in paint order and elements in reading order, from pieces in reading order.

    Outlines stay decoration unless the piece has nothing else to carry its meaning.
    """
    elements: list[StructureElement] = []
    layers: list[tuple[int, DrawOp]] = []
    for piece in pieces:
        number = None
        if piece.element is not None:
            number = ElementId(len(elements))
            elements.append(piece.element)
        only_paths = all(isinstance(op, DrawPath) for op in piece.ops)
        for op in piece.ops:
            carries = only_paths or isinstance(op, DrawImage | DrawGlyphs)
            layers.append((piece.depth, replace(op, element=number) if carries else op))
    layers.sort(key=lambda layer: layer[0])
    return tuple(op for _, op in layers), tuple(elements)


def glyph_ops(text: SetText, colour: Colour, language: str) -> tuple[DrawGlyphs, ...]:
    """Set text as drawings, one for each line."""
    return tuple(
        DrawGlyphs(runs=line.runs, colour=colour, text=line.text, language=language) for line in text.lines if line.runs
    )
