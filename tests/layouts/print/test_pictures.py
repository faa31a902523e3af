"""Pictures go through untouched where they can, are cut and made anew where they must, and broken ones are refused."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageCms

from charabook.errors import BadInput
from layouts.display_list import DrawImage
from layouts.print.colour import Inks, press
from layouts.print.pictures import PicturePress, open_picture, placing_of_part
from layouts.print.presets import preset
from layouts.print.stored_pictures import PictureStream
from layouts.shapes import Affine, Outline, Rect

PAGE = Rect(0, 0, 100, 100)


def colours(width: int = 60, height: int = 40) -> Image.Image:
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def drawn(path: Path, side_mm: float = 10.0, at: float = 10.0) -> DrawImage:
    with Image.open(path) as image:
        size = image.size
    return DrawImage(path=path, pixels=size, placing=Affine(side_mm, 0, 0, side_mm, at, at))


def saved(folder: Path, image: Image.Image, name: str = "picture.png", **options: object) -> Path:
    image.save(folder / name, **options)
    return folder / name


def machine(preset_id: str = "kdp-paperback", **changes: object) -> PicturePress:
    house = replace(preset(preset_id), **changes)
    return PicturePress(house, Inks(house.colour, press(house.profile), house.ink_limit))


def seen_in_pdf(stream: PictureStream) -> Image.Image:
    """The picture as another program reads it from the file."""
    with pikepdf.new() as pdf:
        file = io.BytesIO()
        pdf.add_blank_page()
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream.add_to(pdf)))
        pdf.save(file)
    with pikepdf.open(file) as pdf:
        return pikepdf.PdfImage(pdf.pages[0].Resources.XObject.I).as_pil_image()


@pytest.mark.parametrize("mode", ["RGB", "L", "1"])
def test_a_plain_png_goes_through_pixel_for_pixel_without_being_decoded(tmp_path: Path, mode: str):
    original = colours().convert(mode)
    path = saved(tmp_path, original)
    _, stream = machine().prepare(drawn(path), PAGE)
    assert stream.body in path.read_bytes()
    assert np.array_equal(np.asarray(seen_in_pdf(stream).convert(mode)), np.asarray(original))


def test_a_jpeg_goes_through_byte_for_byte(tmp_path: Path):
    path = saved(tmp_path, colours(), "picture.jpg", quality=90)
    assert machine().prepare(drawn(path), PAGE)[1].body == path.read_bytes()


def test_a_picture_with_transparency_lies_on_white(tmp_path: Path):
    image = Image.new("RGBA", (50, 50), (200, 0, 0, 0))
    path = saved(tmp_path, image)
    _, stream = machine(jpeg_quality=None).prepare(drawn(path), PAGE)
    assert seen_in_pdf(stream).getpixel((5, 5)) == (255, 255, 255)


def test_a_palette_picture_is_written_as_its_colours(tmp_path: Path):
    path = saved(tmp_path, Image.new("RGB", (20, 20), (10, 200, 30)).quantize(4))
    _, stream = machine(jpeg_quality=None).prepare(drawn(path), PAGE)
    assert seen_in_pdf(stream).getpixel((5, 5)) == (10, 200, 30)


def test_a_sixteen_bit_grey_keeps_its_middle(tmp_path: Path):
    path = saved(tmp_path, Image.fromarray(np.full((20, 20), 32768, dtype=np.uint16)))
    assert open_picture(path).convert("L").getpixel((0, 0)) == pytest.approx(128, abs=1)


def test_another_rgb_space_is_brought_to_srgb(tmp_path: Path):
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    icc = bytearray(swapped.tobytes())
    icc = bytes(icc).replace(b"s\0R\0G\0B", b"o\0w\0n\0 ").replace(b"sRGB", b"own ")
    path = saved(tmp_path, Image.new("RGB", (20, 20), (10, 200, 30)), icc_profile=icc)
    _, stream = machine().prepare(drawn(path), PAGE)
    assert stream.filter == "DCTDecode"
    assert np.allclose(seen_in_pdf(stream).getpixel((5, 5)), (10, 200, 30), atol=4)


def test_a_turned_photograph_stands_upright(tmp_path: Path):
    image = Image.new("RGB", (40, 20), "white")
    exif = image.getexif()
    exif[0x0112] = 6
    path = saved(tmp_path, image, "turned.jpg", exif=exif)
    assert open_picture(path).size == (20, 40)


def test_cmyk_pictures_read_back_the_inks_that_were_computed(tmp_path: Path):
    house = preset("ingramspark")
    inks = Inks(house.colour, press(house.profile), house.ink_limit)
    path = saved(tmp_path, Image.new("RGB", (64, 64), (30, 90, 160)))
    _, stream = PicturePress(replace(house, jpeg_quality=None), inks).prepare(drawn(path), PAGE)
    _, packed = PicturePress(house, inks).prepare(drawn(path), PAGE)
    wanted = inks.picture(Image.new("RGB", (1, 1), (30, 90, 160))).getpixel((0, 0))
    assert seen_in_pdf(stream).getpixel((9, 9)) == wanted
    assert packed.inverted
    assert np.allclose(seen_in_pdf(packed).getpixel((9, 9)), wanted, atol=3)


def test_line_art_of_one_bit_stays_one_bit_in_every_colour_space(tmp_path: Path):
    path = saved(tmp_path, colours().convert("1"))
    for preset_id in ("doujin-b5", "doujin-b5-mono", "kdp-paperback"):
        assert machine(preset_id).prepare(drawn(path), PAGE)[1].bits == 1


def test_a_grey_picture_prints_in_black_ink_alone(tmp_path: Path):
    path = saved(tmp_path, colours().convert("L"))
    assert machine("ingramspark").prepare(drawn(path), PAGE)[1].space == "DeviceGray"


def test_only_the_visible_part_is_kept_and_lies_where_it_lay(tmp_path: Path):
    path = saved(tmp_path, colours(400, 400))
    whole = replace(drawn(path, 200.0, 0.0), clip=Outline.rectangle(Rect(50, 50, 20, 20)))
    seen, stream = machine("ingramspark").prepare(whole, PAGE)
    assert stream.size[0] < 60
    placed = placing_of_part(whole.placing, seen.part)
    box = Rect.around(placed.apply(corner) for corner in Rect(0, 0, 1, 1).corners)
    assert box.contains(Rect(50, 50, 20, 20))
    assert box.width < 24
    assert box.x == pytest.approx(seen.part.x * 200)


def test_a_picture_finer_than_the_press_can_use_is_made_smaller(tmp_path: Path):
    path = saved(tmp_path, colours(900, 900))
    house = preset("ingramspark")
    _, stream = machine("ingramspark").prepare(drawn(path, 10.0), PAGE)
    assert stream.size[0] / (10 / 25.4) == pytest.approx(house.max_dpi, rel=0.01)


@pytest.mark.parametrize("preset_id", ["kdp-paperback", "ingramspark"])
def test_a_torn_file_is_refused_before_it_reaches_the_printer(tmp_path: Path, preset_id: str):
    for name in ("whole.png", "whole.jpg"):
        path = saved(tmp_path, colours(300, 300), name)
        size = drawn(path)
        path.write_bytes(path.read_bytes()[:-5000])
        with pytest.raises(BadInput, match=r"whole\.\w+ cannot be read"):
            machine(preset_id).prepare(size, PAGE)


def test_a_changed_byte_in_a_png_is_found(tmp_path: Path):
    path = saved(tmp_path, colours(100, 100))
    size = drawn(path)
    file = bytearray(path.read_bytes())
    file[len(file) // 2] ^= 0xFF
    path.write_bytes(file)
    with pytest.raises(BadInput):
        machine().prepare(size, PAGE)


def test_a_missing_picture_is_named(tmp_path: Path):
    path = saved(tmp_path, colours())
    size = drawn(path)
    path.unlink()
    with pytest.raises(BadInput, match=r"picture\.png is missing"):
        machine().prepare(size, PAGE)


def test_a_picture_of_absurd_size_is_refused_without_being_decoded(tmp_path: Path):
    path = saved(tmp_path, colours())
    bomb = bytearray(path.read_bytes())
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    path.write_bytes(bomb)
    with pytest.raises(BadInput):
        open_picture(path)


def test_a_flat_placing_draws_nothing_and_breaks_nothing(tmp_path: Path):
    path = saved(tmp_path, colours())
    flat = replace(drawn(path), placing=Affine(0, 0, 0, 0, 5, 5))
    seen, _ = machine("ingramspark").prepare(flat, PAGE)
    assert seen.part == Rect(0, 0, 1, 1)
