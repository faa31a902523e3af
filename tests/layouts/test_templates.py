"""Templates: drawn pages, mirrored pages, and files that are refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from charabook.errors import BadInput
from layouts.arranging import arranged, live_area, strip_format
from layouts.frames import trouble_of
from layouts.page import Binding, PageFormat, Panel, PanelId, Sheet
from layouts.reading_order import reading_order
from layouts.shapes import Rect
from layouts.template_records import Span, Template
from layouts.templates import load_template, shipped_templates, templates_in
from tests.layouts.ascii_page import drawn

COMIC = PageFormat(name="comic", width_mm=168.3, height_mm=260.4)
MANGA = PageFormat(name="manga", width_mm=182, height_mm=257, binding=Binding.RIGHT)


def page_of(name: str, format_: PageFormat, columns: int, rows: int, sheet: Sheet = Sheet.RIGHT) -> list[str]:
    arrangement = arranged(shipped_templates()[name], format_, sheet)
    frames = {panel.name: panel.frame for panel in arrangement.panels}
    return drawn(frames, live_area(format_, sheet), columns, rows)


def test_tall_left() -> None:
    assert page_of("comic-tall-left", COMIC, 8, 6) == [
        "AAAABBBB",
        "AAAABBBB",
        "AAAACCCC",
        "AAAACCCC",
        "AAAADDDD",
        "AAAADDDD",
    ]


def test_a_manga_page_reads_from_the_right() -> None:
    assert page_of("manga-five", MANGA, 9, 6, Sheet.LEFT) == [
        "BBBBBBAAA",
        "BBBBBBAAA",
        "DDDCCCAAA",
        "DDDCCCAAA",
        "EEEEEEEEE",
        "EEEEEEEEE",
    ]


def test_the_same_template_reads_from_the_left_in_a_book_bound_left() -> None:
    assert page_of("manga-five", COMIC, 9, 3) == ["AAABBBBBB", "AAACCCDDD", "EEEEEEEEE"]


def test_slanted_cuts_divide_the_lower_tiers() -> None:
    page = page_of("comic-slanted", COMIC, 20, 12)
    assert set(page[0]) == {"A"}
    middle = [row.index("2") for row in page[4:8] if "2" in row]
    assert middle == sorted(middle, reverse=True)
    assert middle[0] > middle[-1]


def test_an_inset_lies_on_its_picture() -> None:
    arrangement = arranged(shipped_templates()["comic-inset"], COMIC, Sheet.RIGHT)
    inset = next(panel for panel in arrangement.panels if panel.layer == 1)
    host = next(panel for panel in arrangement.panels if panel.name == "A")
    assert Rect.around(host.frame).contains(Rect.around(inset.frame))


@pytest.mark.parametrize("name", sorted(shipped_templates()))
@pytest.mark.parametrize("binding", list(Binding))
@pytest.mark.parametrize(("width", "height"), [(102, 152), (215.9, 215.9), (297, 210), (148, 210)])
def test_every_shipped_template_fits_every_format(name: str, binding: Binding, width: float, height: float) -> None:
    template = shipped_templates()[name]
    format_ = PageFormat(name="any", width_mm=width, height_mm=height, binding=binding)
    sheet = Sheet.SPREAD if template.span is Span.SPREAD else Sheet.LEFT
    arrangement = arranged(template, format_, sheet)
    assert all(trouble_of(panel.frame) is None for panel in arrangement.panels)
    bleed = format_.bleed_box(sheet)
    assert all(bleed.contains(Rect.around(panel.frame)) for panel in arrangement.panels)
    assert all(format_.trim_box(sheet).contains(text.box) for text in arrangement.texts)


@pytest.mark.parametrize("name", ["comic-four", "comic-six", "comic-nine", "comic-wide-top", "comic-slanted"])
@pytest.mark.parametrize("binding", list(Binding))
def test_the_reading_order_derived_from_frames_is_that_of_the_template(name: str, binding: Binding) -> None:
    format_ = replace(COMIC, binding=binding)
    arrangement = arranged(shipped_templates()[name], format_, Sheet.LEFT)
    panels = [Panel(id=PanelId(panel.name), frame=panel.frame) for panel in reversed(arrangement.panels)]
    read = [panel.id for panel in reading_order(panels, binding)]
    assert read == [panel.name for panel in arrangement.panels]


def test_a_strip_is_as_high_as_its_template_says() -> None:
    template = shipped_templates()["webtoon-four"]
    format_ = strip_format(template, 100.0)
    assert format_.height_mm == pytest.approx(520.0)
    page = drawn(
        {panel.name: panel.frame for panel in arranged(template, format_, Sheet.RIGHT).panels},
        format_.trim_box(Sheet.RIGHT),
        1,
        26,
    )
    assert "".join(page) == "AAAAAA.BBBB..CCCC.DDDDDDDD"


def test_a_spread_template_is_not_laid_on_a_single_page() -> None:
    with pytest.raises(BadInput, match="a spread"):
        arranged(shipped_templates()["story-spread"], COMIC, Sheet.LEFT)


GOOD = 'name = "Mine"\nkind = "comic"\n[grid]\nrows = ["AB", "CB"]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_template_is_read(tmp_path: Path) -> None:
    template = load_template(written(tmp_path, GOOD))
    assert isinstance(template, Template)
    assert template.name == "Mine"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lacks the entry name"),
        ("name = ", "cannot be read"),
        ('name = "x"\nkind = "novel"\n', "not known"),
        ('name = "x"\nkind = "comic"\n', "no panel"),
        (GOOD + 'colour = "red"\n', "unknown entry colour"),
        (GOOD.replace('"CB"', '"CBB"'), "not of one length"),
        (GOOD.replace('"AB", "CB"', '"AB", "BA"'), "no rectangle"),
        (GOOD + "column_widths = [1.0]\n", "column_widths"),
        (GOOD + "gutter_mm = [900.0, 4.0]\n", "no room"),
        (GOOD + "row_heights = [1e9, 1.0]\n", "out of bounds"),
        (GOOD + "row_heights = [nan, 1.0]\n", "out of bounds"),
        (GOOD + '[[panel]]\nname = "D"\nbox = [0.5, 0.5, 0.9, 0.2]\n', "within its area"),
        (GOOD + '[[panel]]\nname = "D"\nbox = [0.5, 0.5]\n', "2 entries"),
        (GOOD + '[[panel]]\nname = "A"\nbox = [0.5, 0.5, 0.2, 0.2]\n', "two panels named A"),
        (GOOD + '[[cut]]\npanel = "Z"\nstart = [0.0, 0.5]\nend = [1.0, 0.5]\n', "no panel Z"),
        (GOOD + '[[cut]]\npanel = "A"\nstart = [0.5, 0.5]\nend = [0.5, 0.5]\n', "no direction"),
        (GOOD + '[[bleed]]\npanel = "A"\nsides = ["up"]\n', "not known"),
        ('name = true\nkind = "comic"\n', "wrong kind"),
        ("name = " + "[" * 5000, "cannot be read"),
        ("# " + "x" * 70_000, "too large"),
    ],
)
def test_a_malformed_template_is_refused_with_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput) as refusal:
        load_template(written(tmp_path, text))
    assert said in refusal.value.what
    assert "mine.toml" in refusal.value.what
    assert refusal.value.remedy


def test_one_bad_template_does_not_hide_the_good_ones(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    (tmp_path / "broken.toml").write_bytes(b"\xff\xfe")
    found, refused = templates_in(tmp_path)
    assert list(found) == ["mine"]
    assert len(refused) == 1
