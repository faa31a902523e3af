"""What is suggested as a file's name can be written everywhere."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gui.file_names import file_name


def test_a_title_loses_what_a_desktop_does_not_take_in_a_name() -> None:
    assert file_name("Who? Me/You: a Kite…", "Book") == "Who Me You a Kite…"
    assert file_name("風の日", "Book") == "風の日"
    assert file_name("/..", "Book") == "Book"
    assert file_name("", "Book") == "Book"


@given(st.text())
def test_whatever_the_title_the_file_lies_in_the_folder_that_is_suggested(title: str) -> None:
    assert (Path("/books") / f"{file_name(title, 'Book')}.pdf").parent == Path("/books")
