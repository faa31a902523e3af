"""Looks: the shipped ones open, others are refused with a reason."""

from pathlib import Path

import pytest

from charabook.errors import BadInput
from layouts.looks import FOLDER, load_look, shipped_look, shipped_look_names
from layouts.typefaces import FontShelf

STORYBOOK = (FOLDER / "storybook.toml").read_text(encoding="utf-8")


def test_shipped_looks_use_shipped_fonts(shelf: FontShelf) -> None:
    assert shipped_look_names() == ("comic", "manga", "storybook")
    for name in shipped_look_names():
        look = shipped_look(name)
        fonts = {look.dialogue.font, look.dialogue.strong_font, look.body.font, look.title.font, look.sound.font}
        assert fonts <= set(shelf.names())


def test_a_books_own_look_is_read(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(STORYBOOK.replace('"Storybook"', '"Ours"'), encoding="utf-8")
    assert load_look(tmp_path / "own.toml").name == "Ours"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Storybook"', "", "lacks the entry name"),
        ("#3b4a6b", "blue", "no colour"),
        ('"as written"', '"loud"', "not known"),
        ("size_pt = 14.0", 'size_pt = "14"', "wrong kind"),
        ("size_pt = 14.0", "size_pt = 0.0", "makes no sense"),
        ("size_pt = 14.0", "size_pt = -3.0", "makes no sense"),
        ("size_pt = 14.0", "size_pt = inf", "out of bounds"),
        ("[measure]", "[mesure]", "unknown entry mesure"),
        ("tail_mm = 4.6", "", "lacks the entry tail_mm"),
        ("[ink]", "[ink", "cannot be read"),
    ],
)
def test_a_malformed_look_is_refused_with_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in STORYBOOK
    (tmp_path / "own.toml").write_text(STORYBOOK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as refusal:
        load_look(tmp_path / "own.toml")
    assert said in refusal.value.what


def test_an_unknown_look_names_the_known_ones() -> None:
    with pytest.raises(BadInput, match="comic, manga, storybook"):
        shipped_look("noir")
