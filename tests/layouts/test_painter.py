"""The painter: what is on the list is on the picture, at its place, the same on screen and in the file."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from charabook.errors import BadInput, Unavailable
from layouts.compose import compose
from layouts.display_list import BLACK, Colour, DisplayList, DrawGlyphs, DrawImage, DrawPath, Glyph, GlyphRun, Stroke
from layouts.looks import shipped_look
from layouts.page import LetteringKind
from layouts.painter import Area, paint, paint_pillow, paint_png
from layouts.shapes import Affine, Insets, Outline, Rect, ellipse
from layouts.spreads import split_spread
from layouts.typefaces import FontShelf
from tests.layouts.sample_pages import COMIC, SQUARE, draw_picture, page_of, say

RED, BLUE = Colour(rgb=(1.0, 0.0, 0.0)), Colour(rgb=(0.0, 0.0, 1.0))
MM = 25.4  # dots per inch at which a pixel is a millimetre


def page(*ops: DrawPath | DrawImage | DrawGlyphs) -> DisplayList:
    return DisplayList(width_mm=20, height_mm=10, bleed=Insets.even(2), safe=Rect(1, 1, 18, 8), ops=ops)


def letters(picture: Image.Image) -> list[str]:
    """The picture as letters: r(ed), b(lue), k (black), . (white), ? (anything else)."""
    names = {(255, 0, 0): "r", (0, 0, 255): "b", (0, 0, 0): "k", (255, 255, 255): "."}
    return [
        "".join(names.get(picture.getpixel((x, y)), "?") for x in range(picture.width)) for y in range(picture.height)
    ]


def box(*numbers: float) -> Outline:
    return Outline.rectangle(Rect(*numbers))


def test_later_drawings_lie_above_earlier_ones() -> None:
    drawing = page(DrawPath(outline=box(0, 0, 6, 2), fill=RED), DrawPath(outline=box(3, 1, 6, 2), fill=BLUE))
    assert letters(paint_pillow(drawing, MM))[:4] == [
        "rrrrrr" + "." * 14,
        "rrrbbbbbb" + "." * 11,
        "...bbbbbb" + "." * 11,
        "." * 20,
    ]


def test_the_bleed_is_painted_when_asked() -> None:
    drawing = page(DrawPath(outline=box(-2, -2, 24, 14), fill=RED))
    assert paint_pillow(drawing, MM).size == (20, 10)
    assert paint_pillow(drawing, MM, Area.BLEED).size == (24, 14)
    assert letters(paint_pillow(drawing, MM, Area.BLEED))[0] == "r" * 24


def test_clips_strokes_and_contours_with_holes() -> None:
    ring = Outline(box(2, 2, 8, 6).segments + tuple(reversed_box(4, 4, 4, 2).segments))
    drawing = page(
        DrawPath(outline=ring, fill=BLUE, clip=box(0, 0, 20, 7)),
        DrawPath(outline=Outline.polyline([(14, 5), (18, 5)]), stroke=Stroke(colour=BLACK, width_mm=2)),
    )
    picture = letters(paint_pillow(drawing, MM))
    assert picture[4][:12] == "..bb....bb.."
    assert picture[7][:12] == "." * 12
    assert picture[4][14:18] == "kkkk"


def reversed_box(x: float, y: float, width: float, height: float) -> Outline:
    a, b, c, d = Rect(x, y, width, height).corners
    return Outline.polygon([a, d, c, b])


def test_alpha_mixes_with_what_lies_below() -> None:
    drawing = page(DrawPath(outline=box(0, 0, 20, 10), fill=BLACK, alpha=0.5))
    assert paint_pillow(drawing, MM).getpixel((5, 5)) == pytest.approx((128, 128, 128), abs=1)


def test_a_picture_is_placed_turned_and_clipped(tmp_path: Path) -> None:
    picture = Image.new("RGB", (40, 40), (255, 0, 0))
    picture.paste((0, 0, 255), (0, 0, 40, 20))
    picture.save(tmp_path / "p.png")
    upright = Affine(10, 0, 0, 8, 1, 1)
    drawing = page(DrawImage(path=tmp_path / "p.png", pixels=(40, 40), placing=upright, clip=box(1, 1, 6, 8)))
    painted = letters(paint_pillow(drawing, MM))
    assert painted[2][:9] == ".bbbbbb.."
    assert painted[7][:9] == ".rrrrrr.."
    turned = Affine(0, 8, -8, 0, 10, 1)  # a quarter turn clockwise
    painted = letters(paint_pillow(page(DrawImage(path=tmp_path / "p.png", pixels=(40, 40), placing=turned)), MM))
    assert painted[5][3] == "r"
    assert painted[5][8] == "b"


def test_transparent_parts_of_a_picture_are_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(tmp_path / "p.png")
    drawing = page(DrawImage(path=tmp_path / "p.png", pixels=(8, 8), placing=Affine(20, 0, 0, 10, 0, 0)))
    assert letters(paint_pillow(drawing, MM))[5] == "." * 20


def test_a_picture_that_vanished_meanwhile_leaves_a_grey_place(tmp_path: Path) -> None:
    drawing = page(DrawImage(path=tmp_path / "no.png", pixels=(8, 8), placing=Affine(20, 0, 0, 10, 0, 0)))
    assert paint_pillow(drawing, MM).getpixel((10, 5)) == (200, 200, 200)


def test_a_large_picture_is_averaged_not_picked_apart(tmp_path: Path) -> None:
    stripes = Image.new("RGB", (1024, 1024))
    stripes.putdata([(255,) * 3 if x % 2 else (0,) * 3 for _ in range(1024) for x in range(1024)])
    stripes.save(tmp_path / "stripes.png")
    drawing = page(DrawImage(path=tmp_path / "stripes.png", pixels=(1024, 1024), placing=Affine(20, 0, 0, 10, 0, 0)))
    middle = paint_pillow(drawing, MM).getpixel((10, 5))
    assert isinstance(middle, tuple)
    assert abs(middle[0] - 127) < 8


def test_glyphs_stand_on_their_baseline(shelf: FontShelf) -> None:
    face = shelf.typeface("Fredoka-SemiBold")
    gid = face.shaper.get_nominal_glyph(ord("I"))
    run = GlyphRun(font=face.ref, size_mm=8, glyphs=(Glyph(gid, 5, 9), Glyph(gid, 19, 9, -90)))
    painted = paint_pillow(page(DrawGlyphs(runs=(run,), colour=BLACK, text="II", language="en")), MM * 10)
    ink = painted.convert("L").point(lambda value: 255 - value).getbbox()
    assert ink is not None
    assert ink[3] == pytest.approx(90, abs=3)
    upright = painted.crop((40, 0, 90, 100)).convert("L").point(lambda value: 255 - value).getbbox()
    assert upright is not None
    assert upright[3] - upright[1] > 2 * (upright[2] - upright[0])


def test_screen_and_file_show_the_same(tmp_path: Path, shelf: FontShelf) -> None:
    picture = draw_picture(tmp_path / "meadow.png")
    spoken = (say(1, LetteringKind.SPEECH, "Hello there!", speaker="Pip"), say(2, LetteringKind.SOUND, "WHOOSH"))
    composed = compose(
        replace(page_of("comic-slanted", COMIC, picture), letterings=spoken), shipped_look("comic"), shelf
    )
    drawing = composed.display_list
    paint_png(drawing, tmp_path / "page.png", dpi=60)
    with Image.open(tmp_path / "page.png") as written:
        assert round(written.info["dpi"][0]) == 60
        width, height = written.size
        screen = QImage(width, height, QImage.Format.Format_RGB32)
        screen.fill(0xFFFFFFFF)
        painter = QPainter(screen)
        painter.scale(width / drawing.width_mm, height / drawing.height_mm)
        paint(painter, drawing)
        painter.end()
        shown = Image.frombuffer(
            "RGB", (width, height), bytes(screen.constBits()), "raw", "BGRX", screen.bytesPerLine(), 1
        )
        assert shown.tobytes() == written.convert("RGB").tobytes()


def test_a_png_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        paint_png(page(), tmp_path / "nowhere" / "deeper" / "page.png", dpi=MM)
    with pytest.raises(BadInput, match="too large"):
        paint_png(page(), tmp_path / "page.png", dpi=90_000)
    for size in (0.0, -5.0, float("nan"), float("inf"), 1e9):
        with pytest.raises(BadInput, match="cannot be painted"):
            paint_png(replace(page(), width_mm=size), tmp_path / "page.png")
    assert list(tmp_path.iterdir()) == []


def test_painting_gives_every_reference_to_none_back() -> None:
    """Guards the pinned version of the bindings: others lose one on every call, until the program dies."""
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(2000):
        painter.drawPoint(QPointF(1, 1))
        painter.save()
        painter.restore()
    painter.end()
    assert abs(sys.getrefcount(None) - before) < 500


def test_the_two_halves_of_a_spread_make_the_spread(tmp_path: Path, shelf: FontShelf) -> None:
    picture = draw_picture(tmp_path / "meadow.png")
    whole = compose(page_of("story-spread-text", SQUARE, picture), shipped_look("storybook"), shelf).display_list
    left, right = split_spread(whole, SQUARE)
    joined = Image.new("RGB", (432, 216))
    joined.paste(paint_pillow(left, MM).resize((216, 216)), (0, 0))
    joined.paste(paint_pillow(right, MM).resize((216, 216)), (216, 0))
    apart = Image.blend(joined, paint_pillow(whole, MM).resize((432, 216)), 0.5)
    assert sum(abs(a - b) for a, b in zip(joined.tobytes(), apart.tobytes(), strict=True)) / len(joined.tobytes()) < 2
    assert [element.source_id for element in left.structure] == ["picture"]
    assert [element.source_id for element in right.structure] == ["picture", "text-0"]
    assert right.structure[1].bounds is not None
    assert right.trim_box.contains(right.structure[1].bounds)
    assert (left.safe.right, right.safe.x) == (SQUARE.width_mm - SQUARE.gutter_mm, SQUARE.gutter_mm)


def test_a_drawing_outside_a_half_is_left_out_of_it() -> None:
    dot = DrawPath(outline=ellipse(Rect(2, 2, 4, 4)), fill=RED)
    spread = DisplayList(
        width_mm=2 * SQUARE.width_mm,
        height_mm=SQUARE.height_mm,
        bleed=Insets.even(3),
        safe=Rect(0, 0, 1, 1),
        ops=(dot,),
    )
    left, right = split_spread(spread, SQUARE)
    assert len(left.ops) == 1
    assert right.ops == ()
