"""Files of every format that ever was can be opened."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from charabook.errors import BugError
from projects import inspection, migration, schema
from projects.manifest import manifest_of
from projects.project import Project
from projects.records import Page, Panel
from projects.tables import KINDS

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.charabook")), ids=lambda path: path.stem)
def test_a_golden_file_opens_and_says_what_it_always_said(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    shutil.copyfile(path, copy)
    with Project.open(copy) as golden:
        assert golden.book().title == "The Lantern Keeper"
        assert [c.name for c in golden.characters()] == ["Mina", "Oto"]
        assert [page.title for page in golden.pages()] == ["The Harbour", "The Storm"]
        assert [panel.action for panel in golden.panels()] == ["Mina lights the lantern", "Oto waves"]
        balloon = golden.letterings(golden.panels()[0].id)[0]
        assert {text.language: text.text for text in golden.texts(balloon.id)} == {
            "en": "Who is there?",
            "ja": "だれ？",
        }
        (take,) = golden.takes(golden.panels()[0].id)
        assert take.asset is not None
        assert golden.asset(take.asset).startswith(b"\x89PNG")
        assert len(golden.conflicts()) == 1
        assert [version.name for version in golden.versions()] == ["First draft"]
        golden.restore_version(golden.versions()[0])
        for kind in KINDS:
            golden.every(kind)
        golden.publish()
    inspection.inspect(copy)


def test_there_is_a_golden_file_of_every_format() -> None:
    formats = {inspection.check_header(path) for path in GOLDEN.glob("*.charabook")}
    assert formats == set(schema.FORMATS)


OLDER = 0
"""A format that never was: panels said `deed` instead of action, and knew no alternative texts."""


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there have been an older format."""
    statements = tuple(
        text.replace(
            "\n    action TEXT NOT NULL DEFAULT '',\n    alt_text", "\n    deed TEXT NOT NULL DEFAULT '',\n    alt_text"
        ).replace("\n    alt_text TEXT NOT NULL DEFAULT '',", "")
        for text in schema.STATEMENTS
    )
    monkeypatch.setattr(schema, "FORMATS", {OLDER: statements, schema.FORMAT: schema.STATEMENTS})
    monkeypatch.setattr(migration, "STEPS", {OLDER: migration.Step(renamed_columns={("panel", "action"): "deed"})})


def older_file(path: Path, project: Project) -> None:
    """Write the saved project as the older program would have."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"PRAGMA page_size={schema.PAGE_SIZE_BYTES}")
    db.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
    for statement in schema.FORMATS[OLDER]:
        db.execute(statement)
    db.execute("ATTACH ? AS new", (str(project.path),))
    for (table,) in db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
        columns = [row[1] for row in db.execute(f"PRAGMA main.table_info({table})")]
        sources = ["action" if (table, column) == ("panel", "deed") else column for column in columns]
        new, old = (", ".join(f'"{name}"' for name in names) for names in (columns, sources))
        db.execute(f"INSERT INTO main.{table}({new}) SELECT {old} FROM new.{table}")
    db.execute("DETACH new")
    db.execute("UPDATE cell SET col = 'deed' WHERE tbl = 'panel' AND col = 'action'")
    db.execute("DELETE FROM cell WHERE tbl = 'panel' AND col = 'alt_text'")
    db.execute(f"PRAGMA user_version={OLDER}")
    db.execute("UPDATE meta SET value = ? WHERE key = 'manifest'", (manifest_of(db),))
    db.close()


@pytest.fixture
def with_panel(project: Project) -> Project:
    """A saved project with a panel."""
    with project.gesture("Page") as edit:
        page = edit.insert(Page())
        edit.insert(Panel(page=page.id, action="waits"))
    project.publish()
    return project


@pytest.mark.usefixtures("older")
def test_a_file_of_an_older_format_is_copied_into_a_fresh_one(with_panel: Project, tmp_path: Path) -> None:
    older_file(tmp_path / "old.charabook", with_panel)
    migration.current_copy(tmp_path / "old.charabook", OLDER, tmp_path / "fresh.charabook")
    identity = inspection.inspect(tmp_path / "fresh.charabook")
    assert identity.format == schema.FORMAT
    db = sqlite3.connect(tmp_path / "fresh.charabook")
    assert schema.schema_of(db) == schema.expected_schema()
    assert db.execute("SELECT action, alt_text FROM panel").fetchall() == [("waits", "")]
    db.close()


@pytest.mark.usefixtures("older")
def test_a_teammates_file_of_an_older_format_is_merged(with_panel: Project, tmp_path: Path) -> None:
    older_file(tmp_path / "old.charabook", with_panel)
    db = sqlite3.connect(tmp_path / "old.charabook", isolation_level=None)
    db.execute("UPDATE panel SET deed = 'sings'")
    db.execute("UPDATE cell SET actor = 'ben', counter = 1, lamport = 5 WHERE col = 'deed'")
    db.execute("INSERT INTO version_vector VALUES ('ben', 1)")
    db.execute("UPDATE meta SET value = ? WHERE key = 'manifest'", (manifest_of(db),))
    db.close()
    seen = inspection.inspect(tmp_path / "old.charabook")
    with_panel._saver().merge_published(tmp_path / "old.charabook", seen)
    assert [panel.action for panel in with_panel.panels()] == ["sings"]
    assert with_panel.conflicts() == ()


@pytest.mark.usefixtures("older")
def test_two_who_migrate_the_same_file_have_no_conflict(with_panel: Project, tmp_path: Path) -> None:
    older_file(tmp_path / "old.charabook", with_panel)
    seen = inspection.inspect(tmp_path / "old.charabook")
    with_panel._saver().merge_published(tmp_path / "old.charabook", seen)
    with_panel._saver().merge_published(tmp_path / "old.charabook", seen)
    assert with_panel.conflicts() == ()


def test_a_step_that_is_missing_is_our_own_mistake(tmp_path: Path) -> None:
    with pytest.raises(BugError):
        migration.current_copy(tmp_path / "x", -3, tmp_path / "y")
