"""The sample book, made once for all tests of this room."""

from pathlib import Path

import pytest
from hypothesis import settings

from layouts.book import Book
from tests.layouts.sample_book import sample_book

# The first example of a run opens fonts and dictionaries, which says nothing about the code under test.
settings.register_profile("pages", deadline=None, max_examples=60)
settings.load_profile("pages")

# A busy machine makes single examples slow; that says nothing about the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Four pages: comic page, spread, page of three scripts."""
    return sample_book(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for files that several tests look at."""
    return tmp_path_factory.mktemp("exports")
