"""Fonts in the file hold the used glyphs and nothing more, read as text, and broken ones are refused."""

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from charabook.errors import BadInput
from layouts.display_list import FontRef
from layouts.print.fonts import FontBook, embedding_problem
from layouts.print.glyph_text import glyph_texts, reads_as
from layouts.typefaces import SHIPPED, SHIPPED_FOLDER


def reference(path: Path, name: str = "Own") -> FontRef:
    return FontRef(sha256=str(path), path=path, name=name)


def shipped(name: str) -> FontRef:
    return reference(SHIPPED_FOLDER / f"{name}.ttf", name)


@dataclass(frozen=True)
class Embedded:
    """A font as it stands in a file: its name, its widths by glyph, and its subset."""

    name: str
    widths: dict[int, float]
    maps_directly: bool
    file: bytes
    letters: dict[str, int]

    @property
    def font(self) -> TTFont:
        return TTFont(io.BytesIO(self.file))


def embedded(font: FontRef, text: str) -> Embedded:
    """The font in a file that uses the letters of `text`."""
    with TTFont(font.path) as original:
        cmap, order = original.getBestCmap(), original.getReverseGlyphMap()
        letters = {letter: order[cmap[ord(letter)]] for letter in text}
    fonts = FontBook()
    name = fonts.use(font, set(letters.values()))
    with pikepdf.new() as pdf:
        made = fonts.embed(pdf)[name]
        inner = made.DescendantFonts[0]
        parts = list(inner.W)
        return Embedded(
            name=str(made.BaseFont),
            widths={int(gid): float(width[0]) for gid, width in zip(parts[::2], parts[1::2], strict=True)},
            maps_directly=inner.CIDToGIDMap == pikepdf.Name.Identity,
            file=inner.FontDescriptor.FontFile2.read_bytes(),
            letters=letters,
        )


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_font_can_be_embedded(name: str):
    assert embedding_problem(shipped(name)) == ""


def test_the_subset_keeps_glyph_ids_and_drops_other_outlines():
    made = embedded(shipped("CharabookGothicJP-Medium"), "魔法")
    glyphs, order = made.font["glyf"], made.font.getGlyphOrder()
    drawn = {at for at, name in enumerate(order) if glyphs[name].numberOfContours != 0}
    assert set(made.letters.values()) <= drawn
    assert len(drawn) <= 3  # and the box for a missing glyph
    assert len(made.file) < 200_000
    assert made.maps_directly


def test_widths_are_thousandths_of_an_em():
    made = embedded(shipped("ComicNeue-Bold"), "A")
    gid = made.letters["A"]
    advance = made.font["hmtx"][made.font.getGlyphOrder()[gid]][0]
    assert made.widths == {gid: pytest.approx(advance * 1000 / made.font["head"].unitsPerEm, abs=0.01)}


def test_the_licence_of_a_font_travels_along():
    made = embedded(shipped("ComicNeue-Bold"), "A")
    assert "Open Font License" in str(made.font["name"].getDebugName(13))


def test_the_same_glyphs_get_the_same_name_and_others_another():
    names = [embedded(shipped("ComicNeue-Bold"), text).name for text in ("AB", "BA", "AC")]
    assert names[0] == names[1] != names[2]


def test_joined_arabic_letters_are_traced_back_to_characters():
    with TTFont(SHIPPED_FOLDER / "Amiri-Bold.ttf") as font:
        texts = glyph_texts(font)
        plain = set(font.getBestCmap().values())
    joined = [glyph for glyph, text in texts.items() if text == "\u0628" and glyph not in plain]
    assert joined  # initial, medial and final beh


@pytest.mark.parametrize(
    ("pieces", "text", "reads"),
    [
        (["H", "i"], "Hi", True),
        (["fi", "t"], "fit", True),
        (["H", ""], "Hi", False),
        (["ב", "א"], "אב", True),  # shown from the right
        (["א", "ב"], "אב", False),
        (["1", "ב", "א"], "אב1", False),  # mixed directions are always spelt out
        ([], "", True),
    ],
)
def test_readers_can_or_cannot_join_the_glyphs(pieces: list[str], text: str, reads: bool):
    assert reads_as(pieces, text) is reads


def test_garbage_is_no_font(tmp_path: Path):
    (tmp_path / "own.ttf").write_bytes(b"\0\1\0\0" + b"x" * 400)
    assert "Own" in embedding_problem(reference(tmp_path / "own.ttf"))


def test_a_font_whose_licence_forbids_embedding_is_refused(tmp_path: Path):
    with TTFont(SHIPPED_FOLDER / "ComicNeue-Bold.ttf") as font:
        font["OS/2"].fsType = 2
        font.save(tmp_path / "own.ttf")
    assert "forbids embedding" in embedding_problem(reference(tmp_path / "own.ttf"))


def test_a_damaged_outline_is_refused_in_words(tmp_path: Path):
    with TTFont(SHIPPED_FOLDER / "ComicNeue-Bold.ttf") as font:
        start = font.reader.tables["glyf"].offset
        length = font.reader.tables["glyf"].length
    file = bytearray((SHIPPED_FOLDER / "ComicNeue-Bold.ttf").read_bytes())
    file[start : start + length] = b"\x7f" * length
    (tmp_path / "own.ttf").write_bytes(file)
    with pytest.raises(BadInput, match="damaged"):
        used_in_a_file(reference(tmp_path / "own.ttf"))


def used_in_a_file(font: FontRef) -> None:
    fonts = FontBook()
    fonts.use(font, {40, 41})
    with pikepdf.new() as pdf:
        fonts.embed(pdf)
