"""Fonts: those that ship, and the user's own after a check."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable

from charabook.errors import BadInput
from layouts.shapes import Rect
from layouts.typefaces import SHIPPED, SHIPPED_FOLDER, FontShelf, check_font


def changed_font(path: Path, rights: int = 0, name: str = "MyHand-Regular") -> Path:
    font = TTFont(SHIPPED_FOLDER / "ComicNeue-Bold.ttf")
    font["OS/2"].fsType = rights
    font["name"].setName(name, 6, 3, 1, 0x409)
    font["name"].removeNames(nameID=6, platformID=1)
    font.save(path)
    return path


def test_every_shipped_font_may_be_embedded_and_carries_its_name(shelf: FontShelf) -> None:
    for name in SHIPPED:
        assert check_font(SHIPPED_FOLDER / f"{name}.ttf") == name
        assert shelf.typeface(name).ref.name == name


def test_a_licence_lies_beside_every_shipped_font() -> None:
    for name in SHIPPED:
        text = (SHIPPED_FOLDER / f"OFL-{name.split('-')[0]}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in text


def test_the_japanese_font_has_every_character_of_the_standard(shelf: FontShelf) -> None:
    face = shelf.typeface("CharabookGothicJP-Medium")
    assert all(map(face.has, "亜腕弌熙ぁんァヶ「」、。ーＡｚ♪"))


def test_a_users_font_joins_the_shelf(tmp_path: Path, shelf: FontShelf) -> None:
    wider = shelf.with_user_font(changed_font(tmp_path / "mine.ttf"))
    assert "MyHand-Regular" in wider.names()
    assert "MyHand-Regular" not in shelf.names()
    assert wider.chain("MyHand-Regular")[0].ref.path == tmp_path / "mine.ttf"


@pytest.mark.parametrize(
    ("rights", "said"), [(0x0002, "forbids embedding it"), (0x0100, "a part of it"), (0x0200, "a part of it")]
)
def test_a_font_that_may_not_be_embedded_is_refused(tmp_path: Path, rights: int, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_font(changed_font(tmp_path / "mine.ttf", rights))


def test_a_font_that_may_be_previewed_and_printed_is_taken(tmp_path: Path) -> None:
    assert check_font(changed_font(tmp_path / "mine.ttf", 0x0004)) == "MyHand-Regular"


def postscript_font(path: Path) -> Path:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((400, 0))
    pen.lineTo((200, 700))
    pen.closePath()
    outline = pen.getCharString()
    builder.setupCFF("Test", {}, {".notdef": outline, "A": outline}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"psName": "Test"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def test_a_font_without_truetype_outlines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no TrueType outlines"):
        check_font(postscript_font(tmp_path / "ps.otf"))


def test_a_variable_font_is_refused(tmp_path: Path) -> None:
    font = TTFont(SHIPPED_FOLDER / "ComicNeue-Bold.ttf")
    font["fvar"] = newTable("fvar")
    font.save(tmp_path / "v.ttf")
    with pytest.raises(BadInput, match="variable"):
        check_font(tmp_path / "v.ttf")


@pytest.mark.parametrize("content", [b"", b"not a font", b"\x00\x01\x00\x00" + b"\xff" * 300, b"OTTO" + b"\x00" * 100])
def test_a_file_that_is_no_font_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.ttf").write_bytes(content)
    with pytest.raises(BadInput) as refusal:
        check_font(tmp_path / "x.ttf")
    assert "x.ttf" in refusal.value.what


@pytest.mark.parametrize("cut_at", [20, 100, 1000, 20_000, 50_000])
def test_half_a_font_is_refused(tmp_path: Path, cut_at: int) -> None:
    whole = (SHIPPED_FOLDER / "ComicNeue-Bold.ttf").read_bytes()
    (tmp_path / "half.ttf").write_bytes(whole[:cut_at])
    with pytest.raises(BadInput):
        check_font(tmp_path / "half.ttf")


def test_a_font_that_is_not_there_is_refused(tmp_path: Path, shelf: FontShelf) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        check_font(tmp_path / "nowhere.ttf")
    with pytest.raises(BadInput, match="is not here"):
        shelf.typeface("Nobody-Bold")
    with pytest.raises(BadInput, match="cannot be read"):
        FontShelf({"Gone": tmp_path / "gone.ttf"}).typeface("Gone")


def test_outlines_are_in_ems_with_y_running_down(shelf: FontShelf) -> None:
    face = shelf.typeface("ComicNeue-Bold")
    bounds: Rect = face.outline(face.shaper.get_nominal_glyph(ord("H"))).bounds()
    assert -1.0 < bounds.y < -0.5
    assert abs(bounds.bottom) < 0.05
    assert abs(-bounds.y - face.cap_height) < 0.02
