"""Gestures: reading, inserting, changing, moving and deleting records."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charabook.errors import BadInput, BugError
from projects import records
from projects.changes import Change
from projects.project import Project
from projects.records import (
    Book,
    Chapter,
    Character,
    Comment,
    Figure,
    Lettering,
    LetteringKind,
    Look,
    Page,
    PageId,
    Panel,
    Rating,
    Setting,
    Take,
    TakeEdit,
    TakeId,
)
from projects.tables import KINDS
from tests.projects.conftest import Picture


def test_a_new_project_has_its_book(project: Project) -> None:
    assert project.book().title == "The Lantern"
    assert project.pages() == ()


def test_every_kind_of_record_comes_back_as_it_went_in(project: Project, picture: Picture) -> None:
    with project.gesture("Everything") as edit:
        sha256 = edit.add_asset(picture("red"))
        mina = edit.insert(Character(name="Mina", colour="#cc3300"))
        look = edit.insert(Look(character=mina.id, name="raincoat", seed=7, reference_asset=sha256, locked=True))
        setting = edit.insert(Setting(name="Harbour", time_of_day="dusk"))
        chapter = edit.insert(Chapter(title="One"))
        page = edit.insert(Page(chapter=chapter.id, spread=True))
        panel = edit.insert(Panel(page=page.id, setting=setting.id, frame_json="[[0,0]]", seed=3))
        figure = edit.insert(Figure(panel=panel.id, look=look.id, z=-2, placement=records.Placement.BACK))
        balloon = edit.insert(Lettering(panel=panel.id, kind=LetteringKind.THOUGHT, speaker=mina.id))
        take = edit.insert(Take(panel=panel.id, asset=sha256, mask_assets=(sha256,), rating=Rating.STAR))
        fixed = edit.insert(TakeEdit(take=take.id, kind="upscale", asset=sha256))
        remark = edit.insert(Comment(panel=panel.id, author="Ben", text="Nose!", resolved=True))
    for record in (mina, look, setting, chapter, page, panel, figure, balloon, take, fixed, remark):
        assert project.get(type(record), record.id) == record
    assert {touched.change for touched in edit.changes.touched} == {Change.ADDED}
    assert project.figures(panel.id) == (figure,)
    assert project.takes(panel.id) == (take,)
    assert project.take_edits(take.id) == (fixed,)
    assert project.comments(panel=panel.id) == project.comments() == (remark,)
    assert project.looks() == project.looks(mina.id) == (look,)
    assert project.settings() == (setting,)
    assert project.chapters() == (chapter,)


def test_changes_say_which_fields_changed(project: Project) -> None:
    with project.gesture("Rename") as edit:
        edit.update(Book, "book", title="The Lamp", author="")
    (touched,) = edit.changes.touched
    assert (touched.kind, touched.change, touched.fields) == (Book, Change.CHANGED, {"title"})
    assert edit.changes.ids(Book) == {"book"}
    assert edit.changes.ids(Page) == frozenset()


def test_a_gesture_that_fails_changes_nothing(project: Project) -> None:
    with pytest.raises(ZeroDivisionError), project.gesture("Break") as edit:  # noqa: PT012
        edit.update(Book, "book", title="Broken")
        1 / 0  # noqa: B018
    assert project.book().title == "The Lantern"
    assert project.next_undo() is None


def test_a_gesture_that_changes_nothing_is_no_step_and_no_edit(project: Project) -> None:
    with project.gesture("Same") as edit:
        edit.update(Book, "book", title="The Lantern")
    assert not edit.changes
    assert project.next_undo() is None
    assert project.is_published()


def test_a_gesture_inside_a_gesture_joins_it(project: Project) -> None:
    with project.gesture("Outer") as outer:
        outer.update(Book, "book", title="One")
        with project.gesture("Inner") as inner:
            inner.update(Book, "book", author="Anna")
    project.undo()
    assert (project.book().title, project.book().author) == ("The Lantern", "")


def test_siblings_stand_in_the_order_of_their_ranks(project: Project) -> None:
    with project.gesture("Pages") as edit:
        first, second, third = (edit.insert(Page(title=title)) for title in ("1", "2", "3"))
    assert [page.title for page in project.pages()] == ["1", "2", "3"]
    with project.gesture("Move") as edit:
        edit.move(Page, third.id, after=None)
        edit.move(Page, first.id, after=second.id)
    assert [page.title for page in project.pages()] == ["3", "2", "1"]


def test_panels_of_the_book_come_in_reading_order(project: Project) -> None:
    with project.gesture("Pages") as edit:
        pages = [edit.insert(Page()) for _ in range(3)]
        for page in reversed(pages):
            for number in range(2):
                edit.insert(Panel(page=page.id, key=f"{pages.index(page)}{number}"))
    assert [panel.key for panel in project.panels()] == ["00", "01", "10", "11", "20", "21"]
    assert [panel.key for panel in project.panels(pages[1].id)] == ["10", "11"]


def test_deleting_a_page_deletes_its_parts_and_undo_brings_them_back(project: Project) -> None:
    with project.gesture("Page") as edit:
        page = edit.insert(Page())
        panel = edit.insert(Panel(page=page.id))
        balloon = edit.insert(Lettering(panel=panel.id))
        edit.set_text(balloon.id, "en", "Hello")
    with project.gesture("Delete page") as edit:
        edit.delete(Page, page.id)
    assert {touched.change for touched in edit.changes.touched} == {Change.REMOVED}
    assert project.panels() == project.letterings(panel.id) == project.texts(balloon.id) == ()
    assert project.orphans() == ()
    project.undo()
    assert project.texts(balloon.id)[0].text == "Hello"


def test_a_text_is_written_once_per_language(project: Project) -> None:
    with project.gesture("Page") as edit:
        balloon = edit.insert(Lettering(page=edit.insert(Page()).id))
        edit.set_text(balloon.id, "en", "Hello")
        edit.set_text(balloon.id, "en", "Hi")
        edit.set_text(balloon.id, "ja", "やあ")
    assert {text.language: text.text for text in project.texts(balloon.id)} == {"en": "Hi", "ja": "やあ"}


def test_replacing_a_record_touches_only_what_differs(project: Project) -> None:
    with project.gesture("Replace") as edit:
        edit.replace(Book(title="The Lamp", languages=("en", "ja")))
    assert edit.changes.touched[0].fields == {"title", "languages"}
    assert project.book().languages == ("en", "ja")


def test_a_field_that_does_not_exist_is_our_own_mistake(project: Project) -> None:
    with pytest.raises(BugError), project.gesture("Typo") as edit:
        edit.update(Book, "book", titel="x")


def test_a_record_that_is_gone_is_said_so(project: Project) -> None:
    with pytest.raises(BadInput), project.gesture("Gone") as edit:
        edit.update(Page, "nowhere", title="x")
    with pytest.raises(BadInput):
        project.get(Page, "nowhere")
    assert project.find(Page, "nowhere") is None


def test_a_record_may_not_point_nowhere(project: Project) -> None:
    with pytest.raises(BugError), project.gesture("Lost") as edit:
        edit.insert(Panel(page=PageId("nowhere")))
    with pytest.raises(BugError), project.gesture("Lost") as edit:  # noqa: PT012
        panel = edit.insert(Panel(page=edit.insert(Page()).id))
        edit.update(Panel, panel.id, chosen_take=TakeId("nowhere"))
    assert project.pages() == ()


def test_a_picture_is_stored_once(project: Project, picture: Picture) -> None:
    first = project.add_asset(picture("red"))
    assert project.add_asset(picture("red")) == first
    assert project.asset(first) == picture("red")
    info = project.asset_info(first)
    assert (info.width_px, info.height_px, info.mime) == (24, 16, "image/png")
    assert project.next_undo() is None


def test_what_is_no_picture_is_not_stored_as_one(project: Project) -> None:
    with pytest.raises(BadInput):
        project.add_asset(b"%!PS-Adobe-3.0 EPSF-3.0\n")


def test_many_threads_may_edit_one_project(project: Project) -> None:
    def add_pages() -> None:
        for _ in range(5):
            with project.gesture("Page") as edit:
                edit.insert(Page())

    threads = [threading.Thread(target=add_pages) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(project.pages()) == 20


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(), languages=st.lists(st.text(max_size=5), max_size=4), width=st.floats(1, 5000))
def test_any_text_survives(project: Project, text: str, languages: list[str], width: float) -> None:
    text = text.encode("utf-8", "ignore").decode()
    names = tuple(name.encode("utf-8", "ignore").decode() for name in languages)
    with project.gesture("Write") as edit:
        edit.update(Book, "book", story=text, languages=names, trim_width_mm=width)
    assert (project.book().story, project.book().languages, project.book().trim_width_mm) == (text, names, width)


def test_every_kind_can_be_listed(project: Project) -> None:
    for kind in KINDS:
        assert isinstance(project.every(kind), tuple)
