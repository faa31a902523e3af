"""Undo and redo."""

import shutil
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects import undo
from projects.changes import Change
from projects.project import Project
from projects.records import Book, Character, Page, PageId, Panel
from tests.projects.replicas import visible


def rename(project: Project, title: str) -> None:
    """One gesture."""
    with project.gesture(f"Call it {title}") as edit:
        edit.update(Book, "book", title=title)


def test_undo_takes_back_and_redo_does_again(project: Project) -> None:
    rename(project, "One")
    step = project.next_undo()
    assert step is not None
    assert step.label == "Call it One"
    changes = project.undo()
    assert changes.touched[0].fields == {"title"}
    assert project.book().title == "The Lantern"
    assert project.next_undo() is None
    project.redo()
    assert project.book().title == "One"
    assert project.next_redo() is None


def test_hundreds_of_gestures_across_pages_can_be_undone_and_redone(project: Project) -> None:
    with project.gesture("Pages") as edit:
        pages = [edit.insert(Page()) for _ in range(10)]
        panels = [edit.insert(Panel(page=page.id)) for page in pages]
    for number in range(300):
        with project.gesture(f"{number}") as edit:
            edit.update(Panel, panels[number % 10].id, action=f"{number}")
    done = visible(project)
    for _ in range(301):
        project.undo()
    assert project.pages() == ()
    assert not project.undo()
    for _ in range(301):
        project.redo()
    assert visible(project) == done
    assert not project.redo()


def test_a_new_gesture_after_an_undo_drops_what_was_undone(project: Project) -> None:
    rename(project, "One")
    project.undo()
    rename(project, "Two")
    assert project.next_redo() is None
    project.undo()
    assert project.book().title == "The Lantern"


def test_undoing_an_insertion_and_doing_it_again_brings_every_field_back(project: Project) -> None:
    with project.gesture("Mina") as edit:
        mina = edit.insert(Character(name="Mina", description="a girl in a raincoat"))
    assert project.undo().touched[0].change is Change.REMOVED
    assert project.characters() == ()
    assert project.redo().touched[0].change is Change.ADDED
    assert project.characters() == (mina,)


def test_a_picture_that_arrives_is_no_step(project: Project) -> None:
    rename(project, "One")
    project.undo()
    with project.aside("A picture arrives") as edit:
        edit.insert(Page(title="arrived"))
    assert edit.changes.ids(Page)
    project.redo()
    assert project.book().title == "One"
    project.undo()
    assert [page.title for page in project.pages()] == ["arrived"]


def test_what_a_teammate_changed_since_is_left_alone_and_said(project: Project, tmp_path: Path) -> None:
    with project.gesture("Pages") as edit:
        edit.insert(Page(id=PageId("one"), title="1"))
    project.publish()
    mail = tmp_path / "mail.charabook"
    with project.gesture("Mine") as edit:
        edit.update(Page, "one", title="mine", notes="mine")
    project.publish()
    shutil.copyfile(project.path, mail)
    with Project.open(mail, person="Ben") as ben:
        with ben.gesture("Theirs") as edit:
            edit.update(Page, "one", title="theirs")
        ben.publish()
    project.merge(mail)
    changes = project.undo()
    page = project.get(Page, "one")
    assert (page.title, page.notes) == ("theirs", "")
    assert changes.skipped[0].fields == {"title"}


def test_undo_after_a_merge_is_an_edit_that_merges(project: Project, tmp_path: Path) -> None:
    rename(project, "One")
    project.publish()
    mail = tmp_path / "mail.charabook"
    shutil.copyfile(project.path, mail)
    with Project.open(mail, person="Ben") as ben:
        project.undo()
        project.publish()
        ben.merge(project.path)
        assert ben.book().title == "The Lantern"


VERBS = st.lists(st.sampled_from(["page", "title", "delete", "undo", "redo"]), max_size=40)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(VERBS)
def test_undo_and_redo_agree_with_a_list_of_states(project: Project, verbs: list[str]) -> None:
    """The model: every gesture appends a state; undo and redo walk along the list."""
    undo.forget(project._db)
    states, at = [visible(project)], 0
    for number, verb in enumerate(verbs):
        before = visible(project)
        if verb in {"undo", "redo"}:
            getattr(project, verb)()
            at = max(at - 1, 0) if verb == "undo" else min(at + 1, len(states) - 1)
        else:
            act(project, verb, number)
            if visible(project) != before:
                states = [*states[: at + 1], visible(project)]
                at += 1
        assert alive(visible(project)) == alive(states[at])


def act(project: Project, verb: str, number: int) -> None:
    """One gesture."""
    pages = project.pages()
    with project.gesture(verb) as edit:
        if verb == "page" or not pages:
            edit.insert(Page(title=f"{number}"))
        elif verb == "title":
            edit.update(Page, pages[number % len(pages)].id, title=f"{number}")
        else:
            edit.delete(Page, pages[number % len(pages)].id)


def alive(shown: dict[tuple[str, str, str], object]) -> dict[tuple[str, str, str], object]:
    """What a user sees: the fields of records that are not deleted."""
    return {field: value for field, value in shown.items() if shown[*field[:2], "deleted"] == 0}
