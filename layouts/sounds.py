"""Sound effects: big letters along a curve, each a little out of line, their outline lifting them off the picture."""

import math
import random
from dataclasses import replace
from itertools import accumulate, pairwise

from layouts.display_list import DrawGlyphs, DrawPath, Glyph, GlyphRun, Role, Stroke, StructureElement
from layouts.lettering.passage import Type, cleaned
from layouts.lettering.shaping import shaped
from layouts.looks import SoundType
from layouts.page import Lettering, plain_text
from layouts.pieces import Depth, Piece
from layouts.placement import Surroundings, find_place
from layouts.problems import PlacedLettering
from layouts.shapes import Affine, Outline, Point, Rect, smooth_chain
from layouts.typefaces import Typeface

_SMALLEST_SHARE = 0.35  # letters shrink to their path down to this share of their size
_TREMBLE_DEG = 5.0
_ARCH = 0.12


def sound_drawing(
    lettering: Lettering, type_: Type, look: SoundType, around: Surroundings, taken: tuple[Rect, ...]
) -> tuple[Piece, PlacedLettering]:
    """The letters of a sound and where they lie.

    They run along `lettering.path`; without one, along a slight arch in a quiet place.
    """
    text = cleaned(plain_text(lettering.runs)).replace("\n", " ")
    face = next((face for face in type_.fonts if all(map(face.has, text))), type_.fonts[0])
    glyphs, length = shaped(face, text, "ltr", "en")
    path = lettering.path if len(lettering.path) > 1 else _found_path(lettering, type_, length, around, taken)
    chain = smooth_chain(path)
    size = min(type_.size_mm, max(_length(chain) / max(length, 1e-6), type_.size_mm * _SMALLEST_SHARE))
    start = max(0.0, (_length(chain) - length * size) / 2)
    hand = random.Random(str(lettering.id))  # noqa: S311  the same sound always trembles the same way
    placed = []
    for glyph in glyphs:
        middle, angle = _along(chain, start + (glyph.x + glyph.advance / 2) * size)
        angle += hand.uniform(-_TREMBLE_DEG, _TREMBLE_DEG)
        placed.append(_turned(glyph.gid, middle, angle, glyph.advance * size / 2))
    run = GlyphRun(font=face.ref, size_mm=size, glyphs=tuple(placed))
    if lettering.place is not None and path is not lettering.path:
        run = _centred(run, face, lettering.place)
    return _drawn(lettering, text, run, face, look)


def _centred(run: GlyphRun, face: Typeface, middle: Point) -> GlyphRun:
    """The same letters with their common box round `middle`: what is put somewhere lies just there."""
    now = _box(run, _letterforms(run, face)).centre
    dx, dy = middle.x - now.x, middle.y - now.y
    glyphs = tuple(replace(glyph, x=glyph.x + dx, y=glyph.y + dy) for glyph in run.glyphs)
    return replace(run, glyphs=glyphs)


def _turned(gid: int, middle: Point, angle: float, half_advance: float) -> Glyph:
    """A glyph whose baseline middle lies at `middle`, turned by `angle`."""
    back = Affine.rotation(angle).apply((-half_advance, 0.0))
    return Glyph(gid, middle.x + back.x, middle.y + back.y, angle)


def _drawn(
    lettering: Lettering, text: str, run: GlyphRun, face: Typeface, look: SoundType
) -> tuple[Piece, PlacedLettering]:
    # All outlines lie under all letters, so letters that overlap need not be united.
    whole = _letterforms(run, face)
    pen = Stroke(colour=look.outline_colour, width_mm=look.outline_mm * 2 * lettering.scale)
    ink = DrawPath(outline=whole, stroke=pen)
    letters = DrawGlyphs(runs=(run,), colour=lettering.colour or look.colour, text=text, language=lettering.language)
    box = _box(run, whole)
    element = StructureElement(
        role=Role.PARAGRAPH, source_id=lettering.id, text=text, language=lettering.language, bounds=box
    )
    piece = Piece(ops=(ink, letters), depth=Depth.SOUND, element=element)
    placed = PlacedLettering(lettering_id=lettering.id, outline=Outline.rectangle(box), body=box, text=box, tips=())
    return piece, placed


def _letterforms(run: GlyphRun, face: Typeface) -> Outline:
    letters = [_letter(face, glyph, run.size_mm) for glyph in run.glyphs]
    return Outline(tuple(segment for letter in letters for segment in letter.segments))


def _box(run: GlyphRun, letterforms: Outline) -> Rect:
    """Around the letters; of letters without outlines, around their places."""
    return letterforms.bounds() if letterforms.segments else Rect.around((glyph.x, glyph.y) for glyph in run.glyphs)


def _letter(face: Typeface, glyph: Glyph, size: float) -> Outline:
    place = Affine.scaling(size, size).then(Affine.rotation(glyph.angle_deg))
    return face.outline(glyph.gid).transformed(place.then(Affine.translation(glyph.x, glyph.y)))


def _found_path(
    lettering: Lettering, type_: Type, length: float, around: Surroundings, taken: tuple[Rect, ...]
) -> tuple[Point, ...]:
    """A slight arch that rises to the right, at the wished place or in a quiet one."""
    width = min(length * type_.size_mm * 1.04, around.region.width * 0.9)
    height = width * _ARCH + type_.size_mm
    room = replace(around, taken=taken)
    middle = lettering.place or find_place((width, height), room).middle
    base = middle.y + type_.size_mm * 0.35
    turn = Affine.rotation(lettering.angle_deg or -6.0)
    arch = [(-width / 2, _ARCH * width / 2), (0.0, -_ARCH * width / 4), (width / 2, _ARCH * width / 2)]
    return tuple(turn.apply(point).moved(middle.x, base) for point in arch)


def _length(chain: list[Point]) -> float:
    return sum(here.distance(there) for here, there in pairwise(chain))


def _along(chain: list[Point], way: float) -> tuple[Point, float]:
    """The point that lies `way` mm along the chain, and the chain's direction there in degrees."""
    ways = [0.0, *accumulate(here.distance(there) for here, there in pairwise(chain))]
    index = next((i for i in range(1, len(ways)) if ways[i] >= way), len(ways) - 1)
    here, there = chain[index - 1], chain[index]
    step = ways[index] - ways[index - 1]
    angle = math.degrees(math.atan2(there.y - here.y, there.x - here.x))
    return here.towards(there, (way - ways[index - 1]) / step if step else 0.0), angle
