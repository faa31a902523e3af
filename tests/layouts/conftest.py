"""What the tests of this room share: the sample book and the fonts, made once."""

from pathlib import Path

import pytest
from hypothesis import Phase, settings

from layouts.book import Book
from layouts.typefaces import FontShelf
from tests.layouts.sample_book import sample_book

# The first example opens fonts and dictionaries, a busy machine slows others: that says nothing about the code.
# Examples are not made smaller: composing pages over and over until the smallest is found takes minutes.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
settings.register_profile("pages", deadline=None, max_examples=40, phases=WITHOUT_SHRINKING)
settings.load_profile("pages")


@pytest.fixture(scope="session")
def shelf() -> FontShelf:
    """The fonts that ship, opened once."""
    return FontShelf.shipped()


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Four pages: comic page, spread, page of three scripts."""
    return sample_book(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for files that several tests look at."""
    return tmp_path_factory.mktemp("exports")
