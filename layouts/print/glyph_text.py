"""Which characters a glyph stands for, also when shaping chose it: joined Arabic forms, ligatures, vertical forms.

The character map names the plain glyphs; the font's substitutions (GSUB) say which glyphs are made of which others.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from fontTools.ttLib import TTFont

_MOST_ROUNDS = 6  # substitutions of substitutions: real fonts chain two or three


def glyph_texts(font: TTFont) -> dict[str, str]:
    """Characters by glyph name, for every glyph that can be traced back to some."""
    texts: dict[str, str] = {}
    for character, glyph in sorted(font.getBestCmap().items(), reverse=True):
        texts[glyph] = chr(character)
    makings = list(_makings(font))
    for _ in range(_MOST_ROUNDS):
        found = {
            made: "".join(texts[part] for part in parts)
            for made, parts in makings
            if made not in texts and all(part in texts for part in parts)
        }
        if not found:
            break
        texts |= found
    return texts


def _makings(font: TTFont) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every (glyph, the glyphs that it replaces) of the font's single, alternate and ligature substitutions."""
    if "GSUB" not in font:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            # Extension lookups wrap the real one so that a large font can reach it.
            yield from _table_makings(getattr(table, "ExtSubTable", table))


def _table_makings(table: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    for plain, chosen in getattr(table, "mapping", {}).items():
        if isinstance(chosen, str):
            yield chosen, (plain,)
    for plain, options in getattr(table, "alternates", {}).items():
        yield from ((option, (plain,)) for option in options)
    for first, ligatures in getattr(table, "ligatures", {}).items():
        yield from ((ligature.LigGlyph, (first, *ligature.Component)) for ligature in ligatures)


def reads_as(pieces: Iterable[str], text: str) -> bool:
    """Whether a reader that joins the glyphs' characters, left to right, and knows bidi ends up with `text`.

    Lines of mixed direction always say no: their text is written beside the glyphs instead.
    """
    shown = list(pieces)
    directions = {unicodedata.bidirectional(letter) for letter in text}
    if directions & {"R", "AL"}:
        return not directions & {"L", "EN", "AN"} and "".join(reversed(shown)) == text
    return "".join(shown) == text
