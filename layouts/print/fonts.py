"""Fonts in the file: TrueType outlines of the glyphs that were used, addressed by glyph id, readable as text."""

import hashlib
import io
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Array, Dictionary, Name

from charabook.errors import BadInput
from layouts.display_list import FontRef
from layouts.print.glyph_text import glyph_texts

_EMBEDDING_FORBIDDEN = 0x0002  # OS/2 fsType: restricted licence
_SYMBOLIC = 4
_NEEDED_TABLES = ("glyf", "loca", "head", "hhea", "hmtx", "maxp", "cmap", "post", "OS/2", "name")
# What fontTools raises on a font whose tables contradict each other.
_BROKEN_FONT = (TTLibError, struct.error, AssertionError, KeyError, IndexError, ValueError, AttributeError, EOFError)


@dataclass(slots=True)
class _UsedFont:
    name: str
    file: TTFont
    postscript_name: str
    texts: dict[str, str]
    glyphs: set[int] = field(default_factory=set)

    def text(self, gid: int) -> str:
        return self.texts.get(self.file.getGlyphName(gid), "")


class FontBook:
    """Remembers which glyphs of which fonts the pages use, and embeds exactly those at the end."""

    def __init__(self) -> None:
        self._fonts: dict[str, _UsedFont] = {}

    def use(self, font: FontRef, gids: set[int]) -> str:
        """Note the glyphs; returns the name of the font in content streams."""
        used = self._used(font)
        used.glyphs |= gids
        return used.name

    def reading(self, font: FontRef, gids: Iterable[int]) -> list[str]:
        """What a reader takes each glyph for; empty where it cannot know."""
        used = self._used(font)
        return [used.text(gid) for gid in gids]

    def _used(self, font: FontRef) -> _UsedFont:
        if font.sha256 not in self._fonts:
            file = _open(font)
            name = f"/F{len(self._fonts) + 1}"
            try:
                texts = glyph_texts(file)
            except _BROKEN_FONT as error:
                raise BadInput(f"The font {font.name} is damaged.", "Choose another font for this text.") from error
            self._fonts[font.sha256] = _UsedFont(name, file, font.name, texts)
        return self._fonts[font.sha256]

    def embed(self, pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
        """Put every used font into `pdf`; returns the font objects by their names."""
        embedded: dict[str, pikepdf.Object] = {}
        for used in self._fonts.values():
            try:
                embedded[used.name] = pdf.make_indirect(_font(pdf, used))
            except _BROKEN_FONT as error:
                what = f"The font {used.postscript_name} is damaged."
                raise BadInput(what, "Choose another font for this text.") from error
        return embedded


def _font(pdf: pikepdf.Pdf, used: _UsedFont) -> Dictionary:
    # Measures and characters are read first: cutting the subset changes the font in place.
    measures = _Measures.of(used.file)
    widths = {gid: measures.width(used.file, gid) for gid in sorted(used.glyphs)}
    to_unicode = _to_unicode({gid: used.text(gid) for gid in sorted(used.glyphs)})
    file = _cut(used.file, used.glyphs)
    name = f"/{_subset_tag(used.postscript_name, used.glyphs)}+{used.postscript_name}"
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(name),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(measures.descriptor(pdf, name, file)),
        CIDToGIDMap=Name.Identity,
        DW=1000,
        W=Array([part for gid, width in widths.items() for part in (gid, Array([width]))]),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name(name),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(to_unicode),
    )


def _open(font: FontRef) -> TTFont:
    remedy = "Put the font back, or choose another one for this text."
    try:
        # From memory: a lazily read font would hold its file open until the book is written.
        found = TTFont(io.BytesIO(font.path.read_bytes()), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    except (OSError, *_BROKEN_FONT) as error:
        raise BadInput(f"The font {font.name} cannot be read.", remedy) from error
    if "fvar" in found or any(table not in found for table in _NEEDED_TABLES):
        raise BadInput(f"The font {font.name} has no plain TrueType outlines.", "Choose a static TrueType (.ttf) font.")
    if found["OS/2"].fsType & 0x000F == _EMBEDDING_FORBIDDEN:
        raise BadInput(f"The licence of the font {font.name} forbids embedding.", "Choose another font for this text.")
    return found


def embedding_problem(font: FontRef) -> str:
    """Why a font cannot go into a file, in words; empty when it can."""
    try:
        _open(font)
    except BadInput as error:
        return error.what
    return ""


def _cut(font: TTFont, glyphs: set[int]) -> bytes:
    """The font's file with the outlines of `glyphs` alone; ids stay, so that content streams name glyphs directly."""
    options = subset.Options(
        retain_gids=True,
        notdef_outline=True,
        hinting=False,
        layout_features=[],
        drop_tables=["GSUB", "GPOS", "GDEF", "DSIG", "meta", "STAT", "kern", "vmtx", "vhea", "VORG", "BASE"],
        name_IDs=[0, 1, 2, 4, 6, 13, 14],  # the licence travels along
        glyph_names=False,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(gids=sorted(glyphs | {0}))
    cutter.subset(font)
    file = io.BytesIO()
    font.save(file, reorderTables=False)
    return file.getvalue()


def _to_unicode(texts: dict[int, str]) -> bytes:
    """The characters behind glyphs, for readers that ignore the text written beside a line."""
    lines = [f"<{gid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for gid, text in texts.items() if text]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _CMAP.format(body=body).encode("ascii")


def _subset_tag(name: str, glyphs: set[int]) -> str:
    """Six capitals, the same for the same glyphs."""
    digest = hashlib.sha256(f"{name} {sorted(glyphs)}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """A font's measures in thousandths of an em."""

    scale: float
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float
    stem: int

    @classmethod
    def of(cls, font: TTFont) -> "_Measures":
        head, hhea, os2 = font["head"], font["hhea"], font["OS/2"]
        scale = 1000 / head.unitsPerEm
        cap = getattr(os2, "sCapHeight", 0) or hhea.ascent
        return cls(
            scale=scale,
            box=tuple(round(side * scale) for side in (head.xMin, head.yMin, head.xMax, head.yMax)),
            ascent=round(hhea.ascent * scale),
            descent=round(hhea.descent * scale),
            cap_height=round(cap * scale),
            italic_angle=font["post"].italicAngle,
            stem=max(50, round((os2.usWeightClass - 50) / 5)),
        )

    def width(self, font: TTFont, gid: int) -> float:
        return float(round(font["hmtx"][font.getGlyphName(gid)][0] * self.scale, 2))

    def descriptor(self, pdf: pikepdf.Pdf, name: str, file: bytes) -> Dictionary:
        stream = pdf.make_stream(file)
        stream.Length1 = len(file)
        return Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(name),
            Flags=_SYMBOLIC,
            FontBBox=Array(list(self.box)),
            ItalicAngle=self.italic_angle,
            Ascent=self.ascent,
            Descent=self.descent,
            CapHeight=self.cap_height,
            StemV=self.stem,
            FontFile2=stream,
        )


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
