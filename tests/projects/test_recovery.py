"""Recovering what is readable."""

import random
from pathlib import Path

import pytest

from charabook.errors import BadInput
from projects import schema
from projects.project import Project
from projects.records import Book, Figure, Lettering, LetteringText, Page, Panel, PanelId, Take
from projects.recovery import recover
from projects.refusals import NotAProject
from tests.projects import strangers
from tests.projects.conftest import png
from tests.projects.strangers import with_sql

PAGES = 60


@pytest.fixture
def rich(project: Project) -> Path:
    """A saved project of some size."""
    with project.gesture("Book") as edit:
        for number in range(PAGES):
            page = edit.insert(Page(title=f"Page {number}", notes="la " * 200))
            panel = edit.insert(Panel(page=page.id, key=f"{number}"))
            edit.insert(Figure(panel=panel.id, action="waits"))
            balloon = edit.insert(Lettering(panel=panel.id))
            edit.set_text(balloon.id, "en", f"Words {number}")
            take = edit.insert(Take(panel=panel.id, asset=edit.add_asset(png(f"rgb({number}, 9, 9)", (64, 64)))))
            edit.update(Panel, panel.id, chosen_take=take.id)
    project.publish()
    return project.path


def test_a_sound_file_comes_over_whole(rich: Path, tmp_path: Path) -> None:
    report = recover(rich, tmp_path / "new.charabook")
    assert report.damaged_tables == []
    assert (report.pictures, report.pictures_lost) == (PAGES, 0)
    with Project.open(tmp_path / "new.charabook") as opened:
        assert opened.book() == Book(title="The Lantern")
        assert [page.title for page in opened.pages()] == [f"Page {number}" for number in range(PAGES)]
        panel = opened.panels()[0]
        assert opened.get(Take, str(panel.chosen_take)).asset is not None
        assert len(opened.every(LetteringText)) == PAGES


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_most_of_a_cut_file_comes_over(rich: Path, tmp_path: Path, share: float) -> None:
    content = rich.read_bytes()
    cut = tmp_path / "cut.charabook"
    cut.write_bytes(content[: int(len(content) * share)])
    report = recover(cut, tmp_path / "new.charabook")
    assert report.records > 0
    with Project.open(tmp_path / "new.charabook") as opened:
        assert len(opened.panels()) > 0 or len(opened.pages()) > 0


def test_a_tampered_file_gives_its_records_and_none_of_its_code(rich: Path, tmp_path: Path) -> None:
    strangers.with_sql(
        "CREATE TRIGGER t AFTER INSERT ON page BEGIN DELETE FROM panel; END",
        "DROP TABLE comment",
        "CREATE VIEW comment AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT * FROM c",
    )(rich)
    report = recover(rich, tmp_path / "new.charabook")
    assert "comment" in report.damaged_tables
    with Project.open(tmp_path / "new.charabook") as opened:
        assert len(opened.panels()) == PAGES


def test_a_panel_whose_page_is_lost_gets_a_page(rich: Path, tmp_path: Path) -> None:
    with_sql("PRAGMA foreign_keys=OFF", "DELETE FROM page WHERE title = 'Page 0'")(rich)
    recover(rich, tmp_path / "new.charabook")
    with Project.open(tmp_path / "new.charabook") as opened:
        assert [page.title for page in opened.pages()][-1] == "Recovered page"
        assert len(opened.panels()) == PAGES


def test_values_that_no_record_can_have_are_replaced_by_defaults(rich: Path, tmp_path: Path) -> None:
    with_sql("UPDATE page SET kind = 'poster'", "UPDATE book SET languages = 'oops', direction = 'up'")(rich)
    recover(rich, tmp_path / "new.charabook")
    with Project.open(tmp_path / "new.charabook") as opened:
        assert len(opened.pages()) == PAGES
        assert opened.book().languages == ("en",)


def test_a_damaged_picture_is_left_behind_and_counted(rich: Path, tmp_path: Path) -> None:
    strangers.damaged_picture(rich)
    report = recover(rich, tmp_path / "new.charabook")
    assert (report.pictures, report.pictures_lost) == (PAGES - 1, 1)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_recovered_is_sound_however_the_file_was_damaged(rich: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(rich.read_bytes())
    for _ in range(6):
        at = chance.randrange(schema.PAGE_SIZE_BYTES, len(content) - 4096)
        content[at : at + 4096] = bytes(4096)
    damaged = tmp_path / "damaged.charabook"
    damaged.write_bytes(content)
    recover(damaged, tmp_path / "new.charabook")
    with Project.open(tmp_path / "new.charabook") as opened:
        assert opened.book().id == "book"
        for panel in opened.panels():
            assert opened.takes(PanelId(panel.id)) is not None


def test_noise_gives_nothing(tmp_path: Path, project: Project) -> None:
    noise = tmp_path / "noise.charabook"
    noise.write_bytes(random.Random(1).randbytes(100_000))
    with pytest.raises(NotAProject):
        recover(noise, tmp_path / "new.charabook")
    assert not (tmp_path / "new.charabook").exists()
    with pytest.raises(BadInput):
        recover(noise, project.path)
