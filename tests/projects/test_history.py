"""Named versions, the previous save, and cleaning up."""

import io
import random
import shutil
from pathlib import Path

import pytest
from PIL import Image

from charabook.errors import Damaged, Unavailable
from projects import inspection
from projects.inspection import Depth
from projects.project import Project
from projects.records import AssetHash, Book, Page, Panel, PanelId, Rating, Take
from tests.projects.conftest import Picture


def a_panel(project: Project) -> PanelId:
    """A page with a panel."""
    with project.gesture("Page") as edit:
        page = edit.insert(Page(title="Harbour"))
        return edit.insert(Panel(page=page.id, action="waits")).id


def a_take(project: Project, panel: PanelId, content: bytes, rating: Rating = Rating.NONE) -> Take:
    """A take of a panel."""
    with project.gesture("Take") as edit:
        return edit.insert(Take(panel=panel, asset=edit.add_asset(content), rating=rating))


def test_a_version_brings_the_book_back_as_it_was(project: Project) -> None:
    panel = a_panel(project)
    version = project.save_version("First draft", "for Ben")
    with project.gesture("Go on") as edit:
        edit.update(Panel, panel, action="sings")
        edit.update(Book, "book", title="Other")
        edit.insert(Page(title="New"))
    with project.gesture("Delete") as edit:
        edit.delete(Panel, panel)
    assert [v.name for v in project.versions()] == ["First draft"]
    project.restore_version(version)
    assert project.book().title == "The Lantern"
    assert project.get(Panel, panel).action == "waits"
    assert [page.title for page in project.pages()] == ["Harbour"]
    project.undo()
    assert project.book().title == "Other"
    assert project.find(Panel, panel) is None


def test_a_version_keeps_takes_that_were_made_since(project: Project, picture: Picture) -> None:
    panel = a_panel(project)
    version = project.save_version("First draft")
    take = a_take(project, panel, picture("red"))
    project.restore_version(version)
    assert project.takes(panel) == (take,)


def test_restoring_wins_as_a_whole_over_what_was_known(project: Project, tmp_path: Path) -> None:
    panel = a_panel(project)
    version = project.save_version("First draft")
    with project.gesture("Go on") as edit:
        edit.update(Panel, panel, action="sings")
    project.publish()
    copy = tmp_path / "ben.charabook"
    shutil.copyfile(project.path, copy)
    with Project.open(copy, person="Ben") as ben:
        project.restore_version(version)
        project.publish()
        ben.merge(project.path)
        assert ben.get(Panel, panel).action == "waits"
        assert ben.conflicts() == ()


def test_a_version_without_its_snapshot_is_said_to_be_damaged(project: Project) -> None:
    version = project.save_version("First draft")
    with project.gesture("Break") as edit:
        bomb = edit.add_asset(b"x\x9c not really", "application/octet-stream")
    with project.gesture("Break") as edit:
        edit.update(type(version), version.id, snapshot_asset=bomb)
    with pytest.raises(Damaged):
        project.restore_version(project.versions()[0])
    assert project.book().title == "The Lantern"


def test_the_file_before_the_last_save_is_kept(project: Project, tmp_path: Path) -> None:
    assert not project.has_previous()
    with pytest.raises(Unavailable):
        project.export_previous(tmp_path / "earlier.charabook")
    with project.gesture("Title") as edit:
        edit.update(Book, "book", title="New")
    project.publish()
    project.export_previous(tmp_path / "earlier.charabook")
    with Project.open(tmp_path / "earlier.charabook") as earlier:
        assert earlier.book().title == "The Lantern"


def noise(number: int, side: int = 200) -> bytes:
    """A picture that does not compress, as bytes of a PNG."""

    image = Image.frombytes("RGB", (side, side), random.Random(number).randbytes(3 * side * side))
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def test_cleaning_up_takes_rejects_away_and_shrinks_the_file(project: Project) -> None:
    panel = a_panel(project)
    for number in range(8):
        a_take(project, panel, noise(number), Rating.REJECT)
    kept = a_take(project, panel, noise(100))
    project.publish()
    before = project.path.stat().st_size
    plan = project.plan_clean_up()
    assert (len(plan.takes), plan.pictures) == (8, 8)
    assert project.clean_up() == plan
    project.publish()
    assert project.path.stat().st_size < before - 0.8 * plan.size_bytes
    assert project.takes(panel) == (kept,)
    assert project.plan_clean_up().pictures == 0
    assert project.next_undo() is None
    inspection.inspect(project.path, Depth.PICTURES)


def test_chosen_and_starred_takes_are_never_cleaned_up(project: Project) -> None:
    panel = a_panel(project)
    chosen, once_chosen, starred, deleted_star = (a_take(project, panel, noise(number)) for number in range(4))
    with project.gesture("Choose") as edit:
        edit.update(Panel, panel, chosen_take=once_chosen.id)
    project.save_version("With the other take")
    with project.gesture("Choose") as edit:
        edit.update(Panel, panel, chosen_take=chosen.id)
        edit.update(Take, chosen.id, rating=Rating.REJECT)
        edit.update(Take, once_chosen.id, rating=Rating.REJECT)
        edit.update(Take, starred.id, rating=Rating.STAR)
        edit.update(Take, deleted_star.id, rating=Rating.STAR)
    with project.gesture("Delete") as edit:
        edit.delete(Take, deleted_star.id)
    done = project.clean_up()
    assert done.takes == ()
    for take in (chosen, once_chosen, starred, deleted_star):
        assert take.asset is not None
        assert project.asset(take.asset)


def test_what_was_cleaned_up_stays_away_unless_a_teammate_needs_it(project: Project, tmp_path: Path) -> None:
    panel = a_panel(project)
    gone, wanted = (a_take(project, panel, noise(number), Rating.REJECT) for number in range(2))
    project.publish()
    copy = tmp_path / "ben.charabook"
    shutil.copyfile(project.path, copy)
    with Project.open(copy, person="Ben") as ben:
        with ben.gesture("Star") as edit:
            edit.update(Take, wanted.id, rating=Rating.STAR)
        ben.publish()
    project.clean_up()
    assert not whole(project, gone.asset)
    project.merge(copy)
    assert not whole(project, gone.asset)
    assert whole(project, wanted.asset)
    assert [take.id for take in project.takes(panel)] == [wanted.id]


def whole(project: Project, sha256: AssetHash | None) -> bool:
    """Whether the bytes of a file are there."""
    assert sha256 is not None
    return project.asset_info(sha256).state.value == "whole"
