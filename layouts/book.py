"""A composed book: what every writer and the preflight are given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layouts.display_list import DisplayList
from layouts.page import Binding, PageFormat, Sheet
from layouts.problems import Composition
from layouts.spreads import split_spread


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """A composed page or spread. `id` is its author's handle, to come back to from a finding."""

    id: str
    sheet: Sheet
    composition: Composition


@dataclass(frozen=True, slots=True, kw_only=True)
class SinglePage:
    """One page as it is bound: `number` counts from 1; `page_id` is the page or spread that it comes from.

    dx_mm  how far the page's own origin lies to the right of its spread's; 0 for a page by itself
    """

    number: int
    sheet: Sheet
    page_id: str
    drawing: DisplayList
    dx_mm: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All pages of one edition, in order.

    pages     may be a lazy sequence that composes a page when it is asked for, so long books need little memory
    language  BCP 47
    identifier  a stable name of this edition, such as a UUID or an ISBN
    """

    title: str
    pages: Sequence[BookPage]
    format: PageFormat
    authors: tuple[str, ...] = ()
    language: str = "en"
    summary: str = ""
    publisher: str = ""
    identifier: str = ""

    @property
    def binding(self) -> Binding:
        """The edge on which the book is bound."""
        return self.format.binding

    def page_count(self) -> int:
        """How many single pages the book has; a spread counts as two."""
        return sum(2 if page.sheet is Sheet.SPREAD else 1 for page in self.pages)

    def single_pages(self) -> Iterator[SinglePage]:
        """The book page by page, spreads cut in two in the order in which they are bound."""
        number = 0
        for page in self.pages:
            for single in self._halves(page, number + 1):
                number += 1
                yield single

    def _halves(self, page: BookPage, number: int) -> tuple[SinglePage, ...]:
        drawing = page.composition.display_list
        if page.sheet is not Sheet.SPREAD:
            sheet = self.format.sheet_of_page(number)
            return (SinglePage(number=number, sheet=sheet, page_id=page.id, drawing=drawing),)
        left, right = split_spread(drawing, self.format)
        halves = [(Sheet.LEFT, left, 0.0), (Sheet.RIGHT, right, self.format.width_mm)]
        if self.binding is Binding.RIGHT:
            halves.reverse()
        return tuple(
            SinglePage(number=number + at, sheet=sheet, page_id=page.id, drawing=half, dx_mm=dx)
            for at, (sheet, half, dx) in enumerate(halves)
        )
