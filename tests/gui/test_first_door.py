"""The welcome: what stands there when no book is open."""

from pathlib import Path

from gui.app import Shell
from gui.memory import Memory


def test_before_any_book_was_open_the_list_says_what_it_is_for(shell: Shell, book: Path) -> None:
    door = shell.welcome()
    assert door.nothing_yet.isVisible()
    assert not door.recent.isVisible()
    Memory().keep_recent(book)
    door.retranslate()
    assert not door.nothing_yet.isVisible()
    assert door.recent.isVisible()
