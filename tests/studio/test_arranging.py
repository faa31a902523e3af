"""Where panels stand on their pages."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from charabook.errors import BadInput
from charabook.studio.arranging import ArrangedPage, arrange, named_template, sheets_of
from charabook.studio.formats import BOOK_SIZES_MM, book_size_mm, page_format_of
from layouts.page import Sheet
from layouts.shapes import Rect
from projects.project import Project
from projects.records import Direction, Lettering, LetteringKind, Page, Panel


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    with Project.create(tmp_path / "book.charabook") as project:
        yield project


def page_of(project: Project, panels: int, **fields: object) -> Page:
    with project.gesture("add") as edit:
        page = edit.insert(Page(**fields))
        for _ in range(panels):
            edit.insert(Panel(page=page.id))
    return page


def arranged(project: Project, page: Page) -> ArrangedPage:
    sheets = sheets_of(project.pages(), page_format_of(project.book()))
    return arrange(project, page, sheets[page.id][1])


@pytest.mark.parametrize("count", [*range(13), 30])
def test_any_number_of_panels_finds_room_on_a_page(project: Project, count: int) -> None:
    found = arranged(project, page_of(project, count))
    assert len(found.panels) == count
    assert len({one.place.frame for one in found.panels}) == count
    assert all(0.1 < one.aspect < 10 for one in found.panels)


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_any_number_of_panels_finds_room_on_a_spread(project: Project, count: int) -> None:
    found = arranged(project, page_of(project, count, spread=True))
    assert found.sheet is Sheet.SPREAD
    assert len({one.place.frame for one in found.panels}) == count


def test_two_pictures_of_a_spread_fill_a_page_each(project: Project) -> None:
    left, right = arranged(project, page_of(project, 2, spread=True)).panels
    assert Rect.around(left.place.frame).right == pytest.approx(210.0)
    assert Rect.around(right.place.frame).x == pytest.approx(210.0)
    assert left.aspect == pytest.approx(1.0, abs=0.05)


def test_too_many_panels_for_a_template_get_a_grid_and_a_remark(project: Project) -> None:
    found = arranged(project, page_of(project, 3, template="comic-two"))
    assert len({one.place.frame for one in found.panels}) == 3
    assert "2 frames for 3 panels" in found.notes[0]


def test_an_unknown_template_is_remarked_and_replaced(project: Project) -> None:
    found = arranged(project, page_of(project, 1, template="papyrus"))
    assert "papyrus" in found.notes[0]
    assert len(found.panels) == 1


def test_the_family_of_a_template_may_be_left_out() -> None:
    assert named_template("wave") is named_template("story-wave")
    assert named_template("two") is not None
    assert named_template("papyrus") is None


def test_a_single_panel_with_a_headline_is_a_title_page(project: Project) -> None:
    page = page_of(project, 1)
    plain = arranged(project, page)
    with project.gesture("letter") as edit:
        panel = project.panels(page.id)[0]
        edit.insert(Lettering(panel=panel.id, kind=LetteringKind.CAPTION, style="headline"))
    assert arranged(project, page).texts != plain.texts


def test_a_frame_cut_by_hand_is_kept(project: Project) -> None:
    page = page_of(project, 1)
    frame = [[10, 10], [100, 10], [100, 60]]
    with project.gesture("cut") as edit:
        edit.update(Panel, project.panels(page.id)[0].id, frame_json=json.dumps(frame))
    assert [list(corner) for corner in arranged(project, page).panels[0].place.frame] == frame


def test_a_broken_frame_says_what_to_do(project: Project) -> None:
    page = page_of(project, 1)
    with project.gesture("cut") as edit:
        edit.update(Panel, project.panels(page.id)[0].id, frame_json='[["x"]]')
    with pytest.raises(BadInput, match="frame"):
        arranged(project, page)


def test_a_spread_counts_for_two_pages(project: Project) -> None:
    first, spread, last = page_of(project, 1), page_of(project, 1, spread=True), page_of(project, 1)
    sheets = sheets_of(project.pages(), page_format_of(project.book()))
    assert [sheets[page.id] for page in (first, spread, last)] == [
        (1, Sheet.RIGHT),
        (2, Sheet.SPREAD),
        (4, Sheet.LEFT),
    ]


def test_a_book_read_from_the_right_begins_on_the_left(project: Project) -> None:
    page = page_of(project, 1)
    with project.gesture("turn") as edit:
        edit.update(type(project.book()), "book", direction=Direction.RIGHT_TO_LEFT)
    assert sheets_of(project.pages(), page_format_of(project.book()))[page.id] == (1, Sheet.LEFT)


@pytest.mark.parametrize("size", [*BOOK_SIZES_MM, "200x250", "200 x 250 mm"])
def test_sizes_are_named_or_in_millimetres(size: str) -> None:
    assert all(50 <= side <= 600 for side in book_size_mm(size))


@pytest.mark.parametrize("size", ["", "papyrus", "10x10", "9999x9999", "axb"])
def test_other_sizes_are_refused(size: str) -> None:
    with pytest.raises(BadInput, match="not a format"):
        book_size_mm(size)
