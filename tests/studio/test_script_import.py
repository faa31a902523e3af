"""Stories in and out of projects."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from charabook.story import parse, script, script_of
from charabook.story.script import Story
from charabook.studio import Studio
from charabook.studio.script_export import StoryTeller
from charabook.studio.script_import import ImportReport, import_story, with_settings_spelt_out
from projects.project import Project
from projects.records import BOOK, Book, Character, Direction, Figure, Lettering, Panel, Take
from tests.story.stories import stories

SCRIPT = """Title: Crown
  ja: 王冠
Languages: en, ja
Seed: 3
# Cast
## Mina
look: a girl with red pigtails in a blue dress
look (pyjamas): a girl with red pigtails in a yellow shirt
## Pip
look: a fox in a green sweater
# Settings
meadow: a flower meadow
lake: a lake
# Page 1: title
## Panel
setting: meadow
> Mina: waving
title: Crown
# Page 2
## Panel
> Mina left: waving
> Pip right: sitting
Mina: Hello!
  ja: やあ！
Pip (thinks): Hm.
## Panel
setting: lake, at night
> Pip: crying
caption: Later.
# Spread 3-4
## Panel
> Mina (pyjamas) left: sleeping
> Pip right back: reading a book
sfx: ZZZ
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    with Project.create(tmp_path / "book.charabook") as project:
        yield project


def bring_in(project: Project, words: str) -> ImportReport:
    return import_story(project, parse(words), words)


def spelt_out(story: Story) -> list[script.Panel]:
    return [panel for page in with_settings_spelt_out(story.pages) for panel in page.panels]


def plainly(panel: script.Panel, story: Story) -> script.Panel:
    """The panel without its key, and without naming looks that are worn anyway."""
    first_looks = {member.name: member.looks[0].name for member in story.cast}
    figures = tuple(
        replace(figure, look="") if figure.look == first_looks[figure.name] else figure for figure in panel.figures
    )
    return replace(panel, key="", figures=figures)


def test_a_project_tells_the_story_that_was_imported(project: Project) -> None:
    bring_in(project, SCRIPT)
    told = StoryTeller(project).story()
    assert told == parse(SCRIPT)
    assert parse(script_of(told)) == told


# shrinking two whole stories takes minutes: show the first pair that fails instead
@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(stories(), stories())
def test_any_two_stories_come_in_one_after_the_other(project: Project, first: Story, second: Story) -> None:
    import_story(project, first)
    import_story(project, second)
    told = StoryTeller(project).story()
    assert (told.title, told.languages, told.seed, told.cast) == (
        second.title,
        second.languages,
        second.seed,
        second.cast,
    )
    assert {one.name: one for one in told.settings} == {one.name: one for one in second.settings}
    assert [page.template for page in told.pages] == [page.template for page in second.pages]
    assert [plainly(panel, told) for panel in spelt_out(told)] == [
        plainly(panel, second) for panel in spelt_out(second)
    ]
    assert not import_story(project, told).added


def test_importing_the_same_script_again_changes_nothing(project: Project) -> None:
    bring_in(project, SCRIPT)
    report = bring_in(project, SCRIPT)
    assert not report.changes
    assert (report.kept, report.added, report.redrawn, report.removed) == (4, (), (), ())


def test_importing_what_was_exported_changes_no_record_but_the_book(project: Project) -> None:
    bring_in(project, SCRIPT)
    exported = script_of(StoryTeller(project).story())
    report = bring_in(project, exported)
    assert {touched.kind.__name__ for touched in report.changes.touched} <= {"Book"}


def test_a_rewritten_line_keeps_panel_takes_and_balloon(project: Project) -> None:
    bring_in(project, SCRIPT)
    panel = project.panels()[1]
    balloon = project.letterings(panel.id)[0]
    with project.gesture("draw") as edit:
        take = edit.insert(Take(panel=panel.id))
        edit.update(Lettering, balloon.id, geometry_json='{"x": 1}')
    report = bring_in(project, SCRIPT.replace("Hello!", "Good morning, dear fox!"))
    assert report.redrawn == ()
    assert project.panels()[1].id == panel.id
    assert project.takes(panel.id)[0].id == take.id
    assert project.letterings(panel.id)[0].geometry_json == '{"x": 1}'
    assert project.texts(balloon.id)[0].text == "Good morning, dear fox!"


def test_a_new_panel_in_front_moves_no_takes(project: Project) -> None:
    bring_in(project, SCRIPT)
    before = [panel.id for panel in project.panels()]
    report = bring_in(project, SCRIPT.replace("# Page 2\n", "# Page 2\n## Panel\n> Pip: jumping for joy\n"))
    after = [panel.id for panel in project.panels()]
    assert len(report.added) == 1
    assert [panel for panel in after if panel in before] == before
    assert after.index(report.added[0]) == 1


def test_swapped_panels_stay_themselves(project: Project) -> None:
    words = "# Cast\n## A\nlook: a girl\n# Page\n## Panel\n> A: waving\nA: one\n## Panel\n> A: sitting\nA: two\n"
    swapped = "# Cast\n## A\nlook: a girl\n# Page\n## Panel\n> A: sitting\nA: two\n## Panel\n> A: waving\nA: one\n"
    bring_in(project, words)
    first, second = (panel.id for panel in project.panels())
    report = bring_in(project, swapped)
    assert [panel.id for panel in project.panels()] == [second, first]
    assert report.kept == 2


def test_a_changed_action_is_reported_and_keeps_the_region_drawn_by_hand(project: Project) -> None:
    bring_in(project, SCRIPT)
    panel = project.panels()[1]
    figure = project.figures(panel.id)[0]
    with project.gesture("drag") as edit:
        edit.update(Figure, figure.id, region_json="{}")
    report = bring_in(project, SCRIPT.replace("> Mina left: waving", "> Mina left: jumping for joy"))
    assert report.redrawn == (panel.id,)
    assert project.figures(panel.id)[0].region_json == "{}"
    bring_in(project, SCRIPT.replace("> Mina left: waving", "> Mina centre: jumping for joy"))
    assert project.figures(panel.id)[0].region_json is None


def test_a_key_holds_a_panel_however_much_is_rewritten(project: Project) -> None:
    bring_in(project, SCRIPT.replace("## Panel\nsetting: lake", "## Panel #lake\nsetting: lake"))
    lake = next(panel.id for panel in project.panels() if panel.key == "lake")
    rewritten = SCRIPT.replace(
        "## Panel\nsetting: lake, at night\n> Pip: crying\ncaption: Later.",
        "## Panel #lake\nsetting: meadow\n> Mina: sitting\ncaption: Everything is different.",
    )
    report = bring_in(project, rewritten)
    # the panel behind it stays in the same setting, so its picture changes too
    assert report.redrawn[0] == lake
    assert (len(report.redrawn), report.added, report.removed) == (2, (), ())


def test_a_removed_panel_is_undone_with_its_takes(project: Project) -> None:
    bring_in(project, SCRIPT)
    panel = project.panels()[2]
    with project.gesture("draw") as edit:
        edit.insert(Take(panel=panel.id))
    report = bring_in(project, SCRIPT.split("## Panel\nsetting: lake", maxsplit=1)[0])
    assert panel.id in report.removed
    project.undo()
    assert project.get(Panel, panel.id).id == panel.id
    assert len(project.takes(panel.id)) == 1


def test_what_was_made_by_hand_is_not_removed_by_a_script(project: Project) -> None:
    bring_in(project, SCRIPT)
    with project.gesture("add") as edit:
        edit.insert(Character(name="Otto"))
    bring_in(project, SCRIPT)
    assert [one.name for one in project.characters()] == ["Mina", "Pip", "Otto"]


def test_what_the_top_of_a_script_leaves_out_stays_as_the_book_has_it(tmp_path: Path) -> None:
    with Studio.create(tmp_path / "own.charabook", title="The Kite") as studio:
        said = {"author": "Ada", "languages": ("en", "de"), "style_prompt": "in ink"}
        studio.edit("By hand", lambda edit: edit.update(Book, BOOK, direction=Direction.RIGHT_TO_LEFT, **said))
        studio.import_script("# Page 1\n## Panel\ncaption: Wind.\n  de: Es weht.\n")
        book = studio.records().book()
        assert (book.title, book.author, book.style_prompt) == ("The Kite", "Ada", "in ink")
        assert (book.languages, book.direction) == (("en", "de"), Direction.RIGHT_TO_LEFT)
        studio.import_script("Author:\nLanguages: de\n# Page 1\n## Panel\ncaption: Es weht.\n")
        book = studio.records().book()
        assert (book.title, book.author, book.languages) == ("The Kite", "", ("de",))
