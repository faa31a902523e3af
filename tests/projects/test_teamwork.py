"""Merging as people see it: what differs, what is in conflict, what was recovered."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from charabook.errors import BadInput
from projects.changes import Change
from projects.comparing import Side
from projects.project import Project
from projects.records import Book, Character, Page, PageId, Panel, PanelId, Rating, Take, TakeId
from projects.refusals import OtherProject
from tests.projects.conftest import Picture


@pytest.fixture
def pair(project: Project, tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Anna's project and Ben's copy of it, with a page of two panels."""
    with project.gesture("Begin") as edit:
        edit.insert(Page(id=PageId("page"), title="Harbour"))
        for name in ("left", "right"):
            edit.insert(Panel(id=PanelId(name), page=PageId("page"), action="waits"))
    project.publish()
    copy = tmp_path / "ben.charabook"
    shutil.copyfile(project.path, copy)
    with Project.open(copy, person="Ben") as ben:
        yield project, ben


def write(project: Project, panel: str, action: str) -> None:
    """One gesture."""
    with project.gesture("Write") as edit:
        edit.update(Panel, panel, action=action)


def test_a_comparison_tells_by_page_and_panel_who_changed_what(pair: tuple[Project, Project]) -> None:
    anna, ben = pair
    write(anna, "left", "sings")
    write(ben, "left", "dances")
    write(ben, "right", "sleeps")
    with anna.gesture("Cast") as edit:
        mina = edit.insert(Character(name="Mina"))
    ben.publish()
    found = anna.compare(ben.path)
    told = {(d.side, d.touched.id, d.touched.change) for d in found.differences}
    assert told == {
        (Side.BOTH, "left", Change.CHANGED),
        (Side.THEIRS, "right", Change.CHANGED),
        (Side.MINE, mina.id, Change.ADDED),
    }
    assert found.pages() == (None, "page")
    assert [d.panel for d in found.of_page(PageId("page"))] == ["left", "right"]
    assert found.count(Side.THEIRS) == 1
    assert anna.get(Panel, "left").action == "sings"
    assert anna.conflicts() == ()


def test_merging_again_changes_nothing(pair: tuple[Project, Project]) -> None:
    anna, ben = pair
    write(ben, "right", "sleeps")
    ben.publish()
    assert anna.merge(ben.path).ids(Panel) == {"right"}
    assert not anna.merge(ben.path)
    assert not anna.compare(ben.path).count(Side.THEIRS)


def in_conflict(pair: tuple[Project, Project]) -> Project:
    """Both write the same field; Anna merges."""
    anna, ben = pair
    write(anna, "left", "sings")
    write(ben, "left", "dances")
    ben.publish()
    anna.merge(ben.path)
    return anna


def test_a_conflict_keeps_both_values_and_says_who_wrote_them(pair: tuple[Project, Project]) -> None:
    (conflict,) = in_conflict(pair).conflicts()
    assert (conflict.kind, conflict.id, conflict.field) == (Panel, "left", "action")
    assert {(a.value, a.person) for a in conflict.alternatives} == {("sings", "Anna"), ("dances", "Ben")}


@pytest.mark.parametrize("choice", [0, 1])
def test_a_choice_settles_a_conflict_for_everybody(pair: tuple[Project, Project], choice: int) -> None:
    anna, ben = in_conflict(pair), pair[1]
    (conflict,) = anna.conflicts()
    anna.choose(conflict, choice)
    anna.publish()
    ben.merge(anna.path)
    assert anna.conflicts() == ben.conflicts() == ()
    chosen = conflict.alternatives[choice].value
    assert anna.get(Panel, "left").action == ben.get(Panel, "left").action == chosen


def test_both_texts_can_be_kept(pair: tuple[Project, Project]) -> None:
    anna = in_conflict(pair)
    anna.keep_both(anna.conflicts()[0])
    assert set(anna.get(Panel, "left").action.split("\n")) == {"sings", "dances"}
    assert anna.conflicts() == ()


def test_values_that_agree_are_no_conflict(pair: tuple[Project, Project]) -> None:
    anna, ben = pair
    write(anna, "left", "sings")
    write(ben, "left", "sings")
    ben.publish()
    anna.merge(ben.path)
    assert anna.conflicts() == ()


def test_of_two_chosen_takes_the_other_gets_a_star(pair: tuple[Project, Project], picture: Picture) -> None:
    anna, ben = pair
    for project, colour in ((anna, "red"), (ben, "blue")):
        with project.gesture("Take") as edit:
            edit.insert(Take(id=TakeId(colour), panel=PanelId("left"), asset=edit.add_asset(picture(colour))))
            edit.update(Panel, "left", chosen_take=TakeId(colour))
    ben.publish()
    anna.merge(ben.path)
    (conflict,) = anna.conflicts()
    shown, other = (alternative.value for alternative in conflict.alternatives)
    assert {shown, other} == {"red", "blue"}
    assert all(anna.asset(take.asset) for take in anna.takes(PanelId("left")) if take.asset)
    anna.keep_both(conflict)
    assert anna.get(Take, other).rating is Rating.STAR
    assert anna.get(Panel, "left").chosen_take == shown
    assert anna.conflicts() == ()


def test_two_numbers_cannot_both_be_kept(pair: tuple[Project, Project]) -> None:
    anna, ben = pair
    for project, seed in ((anna, 1), (ben, 2)):
        with project.gesture("Seed") as edit:
            edit.update(Panel, "left", seed=seed)
    ben.publish()
    anna.merge(ben.path)
    with pytest.raises(BadInput):
        anna.keep_both(anna.conflicts()[0])


def test_going_on_wins_over_deleting(pair: tuple[Project, Project]) -> None:
    anna, ben = pair
    with anna.gesture("Delete") as edit:
        edit.delete(Page, "page")
    write(ben, "left", "dances")
    ben.publish()
    changes = anna.merge(ben.path)
    assert changes.ids(Panel) == {"left"}
    (orphan,) = anna.orphans()
    assert (orphan.kind, orphan.id, orphan.parent) == (Panel, "left", "page")
    deletion = next(c for c in anna.conflicts() if c.field == "deleted")
    assert [a.value for a in deletion.alternatives] == [False, True]
    anna.choose(deletion, 1)
    assert anna.orphans() == ()


def test_a_recovered_item_finds_a_home(pair: tuple[Project, Project]) -> None:
    anna, ben = pair
    with anna.gesture("Delete") as edit:
        edit.delete(Page, "page")
        edit.insert(Page(id=PageId("other")))
    write(ben, "left", "dances")
    ben.publish()
    anna.merge(ben.path)
    anna.adopt(anna.orphans()[0], PageId("other"))
    assert [panel.id for panel in anna.panels()] == ["left"]
    anna.undo()
    anna.adopt(anna.orphans()[0])
    assert [page.id for page in anna.pages()] == ["other", "page"] or {p.id for p in anna.pages()} == {"other", "page"}
    assert anna.orphans() == ()


def test_another_project_is_not_merged(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "other.charabook"
    Project.create(other, Book(title="Other")).close()
    with pytest.raises(OtherProject):
        project.merge(other)
    with pytest.raises(OtherProject):
        project.compare(other)
    assert project.book().title == "The Lantern"


@pytest.mark.parametrize(
    "name",
    [
        "book (Ben's conflicted copy 2026-11-23).charabook",
        "book.sync-conflict-20261123-101010-ABCDEFG.charabook",
        "book (conflicted copy).charabook",
        "book (1).charabook",
        "book - Copy.charabook",
        "book-LAPTOP-7F-2.charabook",
    ],
)
def test_conflicted_copies_are_found(project: Project, name: str) -> None:
    (project.path.parent / name).write_bytes(b"")
    (project.path.parent / "bookshelf.charabook").write_bytes(b"")
    assert [path.name for path in project.siblings()] == [name]
