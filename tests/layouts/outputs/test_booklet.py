"""A folded booklet reads in order."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.book import Book
from layouts.outputs.booklet import export_booklet, imposed
from layouts.page import Binding
from tests.layouts.others_tools import ask


def test_eight_pages_lie_as_bookbinders_lay_them():
    assert imposed(8, Binding.LEFT) == [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert imposed(8, Binding.RIGHT) == [(1, 8), (7, 2), (3, 6), (5, 4)]


@given(count=st.integers(1, 200), binding=st.sampled_from(list(Binding)))
def test_every_page_lies_once_and_facing_pages_face_each_other(count: int, binding: Binding):
    sides = imposed(count, binding)
    total = 2 * len(sides)
    assert sorted(number for side in sides for number in side) == list(range(1, total + 1))
    assert total - count < 4
    odd_side = 1 if binding is Binding.LEFT else 0
    for side in sides:
        assert side[odd_side] % 2 == 1
        assert sum(side) == total + 1


def test_the_back_of_a_leaf_follows_its_front():
    for front, back in zip(imposed(16, Binding.LEFT)[::2], imposed(16, Binding.LEFT)[1::2], strict=True):
        # Turned over the short edge, the left of the back lies behind the right of the front.
        assert back[0] == front[1] + 1
        assert back[1] == front[0] - 1


@pytest.mark.parametrize("binding", list(Binding))
def test_the_file_has_two_pages_a_side_on_wide_paper(book: Book, tmp_path: Path, binding: Binding):
    bound = replace(book, pages=book.pages[2:] * 3, format=replace(book.format, binding=binding))
    report = export_booklet(bound, tmp_path / "booklet.pdf")
    assert report.pages == 2
    with pikepdf.open(tmp_path / "booklet.pdf") as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
        assert (right - left, top - bottom) == (pytest.approx(297 / 25.4 * 72), pytest.approx(210 / 25.4 * 72))
        pictures = [len(page.Resources.XObject) for page in pdf.pages]
    assert pictures == [1, 2]  # the fourth page is blank
    assert "No syntax" in ask("qpdf", "--check", tmp_path / "booklet.pdf")
