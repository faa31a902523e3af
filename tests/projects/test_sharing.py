"""Light copies and folders for git."""

import json
from pathlib import Path

import pytest

from charabook.errors import BadInput, KnownError
from projects.assets import AssetState
from projects.git_folder import import_folder
from projects.project import Project
from projects.records import Book, Page, Panel, PanelId, Take, TakeId
from projects.refusals import ContentDamaged, MadeByNewer, NotAProject, Oversized
from projects.sharing import Light
from tests.projects.test_history import noise


@pytest.fixture
def full(project: Project) -> Project:
    """A panel with a chosen take and another one, both of some size."""
    with project.gesture("Book") as edit:
        page = edit.insert(Page())
        edit.insert(Panel(id=PanelId("panel"), page=page.id, action="waits"))
        for number, name in enumerate(("chosen", "other")):
            sha256 = edit.add_asset(noise(number, 700))
            edit.insert(Take(id=TakeId(name), panel=PanelId("panel"), asset=sha256, created_s=float(number)))
        edit.update(Panel, "panel", chosen_take=TakeId("chosen"))
    project.publish()
    return project


def state(project: Project, take: str) -> AssetState:
    """How much of a take's picture is there."""
    asset = project.get(Take, take).asset
    assert asset is not None
    return project.asset_info(asset).state


def test_a_light_copy_with_chosen_takes_is_smaller_and_whole_in_words(full: Project, tmp_path: Path) -> None:
    light = tmp_path / "light.charabook"
    full.export_light(light, Light.CHOSEN_TAKES)
    assert light.stat().st_size < 0.7 * full.path.stat().st_size
    with Project.open(light, person="Ben") as ben:
        assert state(ben, "chosen") is AssetState.WHOLE
        assert state(ben, "other") is AssetState.ABSENT
        with pytest.raises(KnownError, match="not in this copy"):
            ben.asset(ben.get(Take, "other").asset or "")  # type: ignore[arg-type]


def test_a_light_copy_with_small_pictures_shows_all_of_them(full: Project, tmp_path: Path) -> None:
    light = tmp_path / "light.charabook"
    full.export_light(light, Light.PREVIEWS)
    with Project.open(light, person="Ben") as ben:
        for take in ("chosen", "other"):
            assert state(ben, take) is AssetState.PREVIEW
            assert ben.asset(ben.get(Take, take).asset or "")  # type: ignore[arg-type]


@pytest.mark.parametrize("light", list(Light))
def test_edits_of_a_light_copy_merge_back_and_no_picture_is_lost(full: Project, tmp_path: Path, light: Light) -> None:
    copy = tmp_path / "light.charabook"
    full.export_light(copy, light)
    with Project.open(copy, person="Ben") as ben:
        with ben.gesture("Write") as edit:
            edit.update(Panel, "panel", action="sings")
        ben.publish()
        full.merge(copy)
        assert full.get(Panel, "panel").action == "sings"
        assert {state(full, take) for take in ("chosen", "other")} == {AssetState.WHOLE}
        full.publish()
        ben.merge(full.path)
        assert {state(ben, take) for take in ("chosen", "other")} == {AssetState.WHOLE}


def test_a_light_copy_overwrites_nothing(full: Project) -> None:
    with pytest.raises(BadInput):
        full.export_light(full.path, Light.PREVIEWS)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_goes_there_and_back_byte_for_byte(full: Project, tmp_path: Path) -> None:
    full.export_light(tmp_path / "light.charabook", Light.PREVIEWS)
    with Project.open(tmp_path / "light.charabook", person="Ben") as ben:
        with ben.gesture("Write") as edit:
            edit.update(Panel, "panel", action="sings 歌")
        with full.gesture("Write") as edit:
            edit.update(Panel, "panel", action="dances")
        ben.publish()
    full.merge(tmp_path / "light.charabook")
    full.export_folder(tmp_path / "one")
    import_folder(tmp_path / "one", tmp_path / "back.charabook")
    with Project.open(tmp_path / "back.charabook", person="Cleo") as back:
        back.export_folder(tmp_path / "two")
        assert len(back.conflicts()) == 1
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert full.conflicts()


def test_a_folder_of_a_light_copy_goes_there_and_back(full: Project, tmp_path: Path) -> None:
    full.export_light(tmp_path / "light.charabook", Light.PREVIEWS)
    with Project.open(tmp_path / "light.charabook") as light:
        light.export_folder(tmp_path / "one")
    import_folder(tmp_path / "one", tmp_path / "back.charabook")
    with Project.open(tmp_path / "back.charabook") as back:
        back.export_folder(tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_exporting_again_changes_only_what_changed(full: Project, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    full.export_folder(folder)
    before = bytes_of(folder)
    with full.gesture("Write") as edit:
        edit.update(Book, "book", title="The Lamp")
    full.export_folder(folder)
    after = bytes_of(folder)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {"records/book.jsonl", "stamps/book.jsonl", "people.jsonl"}


def test_an_imported_project_merges_with_the_one_it_came_from(full: Project, tmp_path: Path) -> None:
    full.export_folder(tmp_path / "one")
    import_folder(tmp_path / "one", tmp_path / "back.charabook")
    with Project.open(tmp_path / "back.charabook", person="Ben") as back:
        with back.gesture("Write") as edit:
            edit.update(Panel, "panel", action="sings")
        back.publish()
    assert full.merge(tmp_path / "back.charabook").ids(Panel) == {"panel"}


def test_a_folder_with_something_else_in_it_is_left_alone(full: Project, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "thesis.tex").write_text("...")
    with pytest.raises(BadInput):
        full.export_folder(tmp_path / "thesis")
    with pytest.raises(NotAProject):
        import_folder(tmp_path / "thesis", tmp_path / "new.charabook")


def spoiled(full: Project, folder: Path, name: str, old: str, new: str) -> Path:
    """An exported folder with one thing changed."""
    full.export_folder(folder)
    path = folder / name
    path.write_text(path.read_text().replace(old, new))
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "refusal"),
    [
        ("project.json", '"format":1', '"format":2', MadeByNewer),
        ("project.json", "charabook", "other", NotAProject),
        ("records/panel.jsonl", '"action":"waits"', '"acting":"waits"', ContentDamaged),
        ("records/panel.jsonl", "{", "[", ContentDamaged),
        ("records/panel.jsonl", "waits", "<<<<<<< HEAD\n", ContentDamaged),
        ("records/book.jsonl", '"ltr"', '"up"', ContentDamaged),
        ("stamps/panel.jsonl", '"action":', '"acting":', ContentDamaged),
        ("assets.jsonl", '"sha256":"', '"sha256":"../../', ContentDamaged),
    ],
)
def test_a_spoiled_folder_is_refused(  # noqa: PLR0917
    full: Project, tmp_path: Path, name: str, old: str, new: str, refusal: type[KnownError]
) -> None:
    folder = spoiled(full, tmp_path / "folder", name, old, new)
    with pytest.raises(refusal):
        import_folder(folder, tmp_path / "new.charabook")
    assert not (tmp_path / "new.charabook").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".saving")]


def test_a_damaged_or_enormous_file_in_a_folder_is_refused(
    full: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.export_folder(tmp_path / "folder")
    picture = next((tmp_path / "folder" / "assets").glob("??/*"))
    kept = picture.read_bytes()
    picture.write_bytes(kept[:-1])
    with pytest.raises(ContentDamaged):
        import_folder(tmp_path / "folder", tmp_path / "new.charabook")
    picture.write_bytes(kept)
    monkeypatch.setattr("projects.assets.MAX_ASSET_BYTES", 10)
    with pytest.raises(Oversized):
        import_folder(tmp_path / "folder", tmp_path / "new.charabook")


def test_rows_are_sorted_json_lines(full: Project, tmp_path: Path) -> None:
    full.export_folder(tmp_path / "folder")
    lines = (tmp_path / "folder" / "records" / "take.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["chosen", "other"]
    assert all(list(json.loads(line)) == sorted(json.loads(line)) for line in lines)
