"""A book from its script to its pages, on an engine that draws flat colours."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from charabook.engine.requests import DEMO_MODEL, Box, IdentityRequest, PanelRequest
from charabook.engine.wire import request_from_json
from charabook.errors import BadInput
from charabook.queue import Job, JobState
from charabook.story import ScriptError
from charabook.studio import OutputKind, OutputWish, Studio
from charabook.studio.identities import IdentityStanding
from charabook.studio.machine import _read
from projects.records import AssetHash, Look, Page, Panel, Rating, Take
from tests.fakes.engine import FakeEngine, failed

SCRIPT = """Title: Crown
  ja: 王冠
Author: Somebody
Format: square-210
Languages: en, ja
Seed: 3
# Cast
## Mina
look: a girl with red pigtails in a blue dress
## Pip
look: a fox in a green sweater
# Settings
meadow: a flower meadow
lake: a lake
# Page 1: title
## Panel
setting: meadow
> Mina: waving
# Page 2
## Panel #two
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
> Mina left: sleeping
sfx: ZZZ
"""


class Desk:
    """A studio with its engine, and what its listeners heard."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = FakeEngine()
        self.studio = Studio.create(path, title="Crown", engine=lambda: self.engine)
        self.news: list[Job] = []
        self.studio.queue.listen(self.news.append)

    def reopen(self) -> Studio:
        self.studio.close()
        self.engine = FakeEngine()
        self.studio = Studio.open(self.path, engine=lambda: self.engine)
        return self.studio

    def draw_all(self) -> None:
        self.studio.drawing.generate_missing()
        self.studio.queue.start()
        assert self.studio.queue.wait(20)

    def panels(self) -> tuple[Panel, ...]:
        return self.studio.project.panels()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    desk = Desk(tmp_path / "book.charabook")
    desk.studio.import_script(SCRIPT)
    yield desk
    desk.studio.close()


def test_identities_are_drawn_before_the_panels(desk: Desk) -> None:
    desk.draw_all()
    kinds = [type(request).__name__ for request in desk.engine.requests]
    assert kinds == ["IdentityRequest"] * 2 + ["PanelRequest"] * 4
    assert all(desk.studio.project.takes(panel.id) for panel in desk.panels())


def test_a_request_holds_everything_in_the_model_s_own_words(desk: Desk) -> None:
    asked = desk.studio.drawing.prompt_of(desk.panels()[1].id)
    assert asked.request.model == DEMO_MODEL
    assert asked.request.prompt.text == (
        "in a flower meadow, on the left a girl with red pigtails in a blue dress, waving, "
        "on the right a fox in a green sweater, sitting"
    )
    assert [figure.prompt for figure in asked.request.figures] == [
        "a girl with red pigtails in a blue dress, waving",
        "a fox in a green sweater, sitting",
    ]
    assert asked.request.location is not None
    assert asked.request.location.prompt == "in a flower meadow"
    assert asked.notes == ()


def test_pictures_have_the_shape_of_their_frames(desk: Desk) -> None:
    desk.studio.set_model("/models/flux-dev")
    sizes = [desk.studio.drawing.prompt_of(panel.id).request.sampling for panel in desk.panels()]
    title, top, _, spread = [size.width_px / size.height_px for size in sizes]
    assert 0.8 < title < 1.8
    assert 1.8 < top < 2.6
    assert spread > 1.8


def test_the_same_look_has_one_identity_in_every_request(desk: Desk) -> None:
    desk.draw_all()
    identities = {
        figure.identity
        for request in desk.engine.requests
        if isinstance(request, PanelRequest)
        for figure in request.figures
    }
    looks = {request.identity for request in desk.engine.requests if isinstance(request, IdentityRequest)}
    assert identities == looks
    assert len(identities) == 2


def test_a_take_can_be_made_again_from_what_is_stored_with_it(desk: Desk) -> None:
    desk.draw_all()
    first = desk.studio.project.takes(desk.panels()[1].id)[0]
    assert isinstance(request_from_json(first.request_json), PanelRequest)
    desk.studio.takes.regenerate(first.id)
    assert desk.studio.queue.wait(20)
    again = desk.studio.project.takes(desk.panels()[1].id)[1]
    assert again.asset == first.asset
    assert again.id != first.id


def test_generating_again_and_varying_give_other_seeds(desk: Desk) -> None:
    desk.draw_all()
    panel = desk.panels()[0].id
    desk.studio.drawing.generate(panel)
    desk.studio.takes.vary(desk.studio.project.takes(panel)[0].id)
    assert desk.studio.queue.wait(20)
    assert len({take.seed for take in desk.studio.project.takes(panel)}) >= 2


def test_a_take_arrives_by_itself_and_is_no_step_to_undo(desk: Desk) -> None:
    desk.draw_all()
    desk.studio.close()
    assert [job.state for job in desk.news].count(JobState.FINISHED) == 6
    again = desk.reopen()
    assert len(again.project.every(Take)) == 6
    assert again.undo_labels()[0] != "Draw page 1"


def test_a_panel_deleted_while_it_is_drawn_does_not_lose_its_take(desk: Desk) -> None:
    desk.engine.hold()
    panel = desk.panels()[0]
    desk.studio.drawing.generate(panel.id)
    desk.studio.queue.start()
    assert desk.engine.begun.wait(10)
    desk.studio.edit("Delete", lambda edit: edit.delete(Panel, panel.id))
    desk.engine.released.set()
    assert desk.studio.queue.wait(20)
    desk.studio.undo()
    assert len(desk.studio.project.takes(panel.id)) == 1


def test_what_was_queued_is_drawn_after_a_restart(desk: Desk) -> None:
    desk.engine.hold()
    desk.studio.drawing.generate_missing()
    desk.studio.queue.start()
    assert desk.engine.begun.wait(10)
    studio = desk.reopen()
    assert len(studio.queue.jobs()) == 6
    desk.draw_all()
    assert all(studio.project.takes(panel.id) for panel in desk.panels())
    assert len(desk.engine.requests) == 6


def test_a_failed_job_leaves_everything_else_untouched(desk: Desk) -> None:
    desk.engine._answer = failed
    desk.draw_all()
    assert {job.state for job in desk.studio.queue.jobs()} == {JobState.FAILED}
    assert desk.studio.project.takes(desk.panels()[0].id) == ()


def test_a_changed_action_makes_a_picture_stale_and_a_changed_line_does_not(desk: Desk) -> None:
    desk.draw_all()
    assert desk.studio.drawing.stale_panels() == ()
    desk.studio.import_script(SCRIPT.replace("Hello!", "Good morning!"))
    assert desk.studio.drawing.stale_panels() == ()
    desk.studio.import_script(SCRIPT.replace("> Pip right: sitting", "> Pip right: reading a book"))
    assert desk.studio.drawing.stale_panels() == (desk.panels()[1].id,)


def test_another_look_makes_its_panels_and_its_identity_stale(desk: Desk) -> None:
    desk.draw_all()
    mina = desk.studio.project.looks()[0].id
    assert desk.studio.looks.identity_state(mina).standing is IdentityStanding.READY
    project = desk.studio.project
    shown = tuple(one.id for one in project.panels() if mina in {figure.look for figure in project.figures(one.id)})
    assert shown
    desk.studio.import_script(SCRIPT.replace("blue dress", "purple dress"))
    assert desk.studio.looks.identity_state(mina).standing is IdentityStanding.STALE
    assert desk.studio.drawing.stale_panels() == shown


def test_a_locked_panel_is_never_drawn(desk: Desk) -> None:
    panel = desk.panels()[0].id
    desk.studio.edit("Lock", lambda edit: edit.update(Panel, panel, locked=True))
    assert panel not in desk.studio.drawing.panels_without_picture()
    with pytest.raises(BadInput, match="locked"):
        desk.studio.drawing.generate(panel)


def test_an_empty_panel_says_why_it_cannot_be_drawn(desk: Desk) -> None:
    page = desk.studio.project.pages()[0].id
    desk.studio.edit("Add", lambda edit: edit.insert(Panel(page=page)))
    empty = next(panel for panel in desk.panels() if not panel.setting)
    assert len(desk.studio.drawing.why_not(empty.id)) == 1
    assert empty.id not in desk.studio.drawing.panels_without_picture()


def test_the_shown_take_is_the_chosen_one_else_the_newest_that_is_not_rejected(desk: Desk) -> None:
    desk.draw_all()
    panel = desk.panels()[0].id
    desk.studio.drawing.generate(panel)
    assert desk.studio.queue.wait(20)
    first, second = desk.studio.project.takes(panel)
    assert desk.studio.drawing.panels_without_picture() == ()
    desk.studio.takes.rate(second.id, Rating.REJECT)
    desk.studio.takes.choose(first.id)
    assert desk.studio.project.get(Panel, panel).chosen_take == first.id


def test_an_estimate_counts_the_identities_that_must_be_drawn_first(desk: Desk) -> None:
    before = desk.studio.drawing.estimate(panel.id for panel in desk.panels())
    assert before.pictures == 4 + 2
    assert before.seconds is None
    assert before.memory_bytes is not None
    desk.draw_all()
    assert desk.studio.drawing.estimate(panel.id for panel in desk.panels()).pictures == 4


def test_a_locked_look_keeps_its_identity_whatever_its_words_become(desk: Desk) -> None:
    desk.draw_all()
    mina = desk.studio.project.looks()[0].id
    desk.studio.edit("Lock", lambda edit: edit.update(Look, mina, locked=True))
    desk.studio.edit("Reword", lambda edit: edit.update(Look, mina, description="a girl in a purple dress"))
    assert desk.studio.looks.identity_state(mina).standing is IdentityStanding.READY
    desk.studio.edit("Unlock", lambda edit: edit.update(Look, mina, locked=False))
    assert desk.studio.looks.identity_state(mina).standing is IdentityStanding.STALE


def test_an_identity_is_rebuilt_from_new_words_with_the_seed_that_it_had(desk: Desk) -> None:
    desk.draw_all()
    mina = desk.studio.project.looks()[0].id
    (first,) = desk.studio.project.takes_of_look(mina)
    desk.studio.edit("Reword", lambda edit: edit.update(Look, mina, description="a girl in a purple dress"))
    desk.studio.looks.rebuild_identity(mina)
    assert desk.studio.queue.wait(20)
    newest = desk.studio.project.takes_of_look(mina)[-1]
    assert newest.seed == first.seed
    assert desk.studio.looks.identity_state(mina).standing is IdentityStanding.READY


def test_a_part_of_an_identity_becomes_the_drawing_of_its_look(desk: Desk) -> None:
    desk.draw_all()
    mina = desk.studio.project.looks()[0].id
    before = desk.studio.asset(desk.studio.project.takes_of_look(mina)[0].asset or AssetHash(""))
    desk.studio.looks.crop(mina, Box(left=0.25, top=0.0, width=0.5, height=1.0))
    look = desk.studio.project.get(Look, mina)
    assert look.reference_asset is not None
    with (
        Image.open(io.BytesIO(before)) as whole,
        Image.open(io.BytesIO(desk.studio.asset(look.reference_asset))) as part,
    ):
        assert part.size == (whole.width // 2, whole.height)
    desk.studio.undo()
    assert desk.studio.project.get(Look, mina).reference_asset is None


def test_hardly_anything_of_a_picture_is_no_identity(desk: Desk) -> None:
    desk.draw_all()
    mina = desk.studio.project.looks()[0].id
    with pytest.raises(BadInput, match="too small"):
        desk.studio.looks.crop(mina, Box(left=0.0, top=0.0, width=0.01, height=0.01))


def test_a_driver_that_answers_nonsense_is_no_graphics_card() -> None:
    assert _read("NVIDIA RTX 4090, 24564, 20100\n") == ("NVIDIA RTX 4090", 24564 * 2**20, 20100 * 2**20)
    assert _read("") is None
    assert _read("NVIDIA-SMI has failed") is None
    assert _read("A card, [N/A], 12") is None


def test_pages_are_composed_in_every_language(desk: Desk) -> None:
    desk.draw_all()
    pages = desk.studio.project.pages()
    english = desk.studio.page(pages[1].id).composition.display_list
    japanese = desk.studio.page(pages[1].id, "ja").composition.display_list
    assert "Hello!" in [element.text for element in english.structure]
    assert "やあ！" in [element.text for element in japanese.structure]
    assert "Later." in [element.text for element in japanese.structure]


def test_a_title_page_bears_title_and_author(desk: Desk) -> None:
    title = desk.studio.page(desk.studio.project.pages()[0].id, "ja").composition.display_list
    assert {"王冠", "Somebody"} <= {element.text for element in title.structure}


def test_a_page_that_was_deleted_meanwhile_is_told_of_calmly(desk: Desk) -> None:
    page = desk.studio.project.pages()[-1].id
    desk.studio.edit("Delete page", lambda edit: edit.delete(Page, page))
    with pytest.raises(BadInput, match="no longer in the project"):
        desk.studio.page(page)


def test_an_edition_leaves_as_pictures_and_pdf(desk: Desk, tmp_path: Path) -> None:
    desk.draw_all()
    desk.studio.export(OutputWish(kind=OutputKind.PNG, target=tmp_path / "png", dpi=20))
    desk.studio.export(OutputWish(kind=OutputKind.PDF, target=tmp_path / "out" / "book.pdf", language="ja"))
    assert len(list((tmp_path / "png").glob("*.png"))) >= 3
    assert (tmp_path / "out" / "book.pdf").read_bytes().startswith(b"%PDF")


def test_an_unwritable_folder_is_said_in_one_sentence(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInput, match="cannot be made"):
        desk.studio.export(OutputWish(kind=OutputKind.PNG, target=tmp_path / "file" / "png"))


def test_a_script_with_mistakes_changes_nothing(desk: Desk) -> None:
    before = desk.studio.script()
    with pytest.raises(ScriptError):
        desk.studio.import_script("# Cast\n## Nobody\n")
    assert desk.studio.script() == before


def test_an_unknown_format_changes_nothing(desk: Desk) -> None:
    before = desk.studio.script()
    with pytest.raises(BadInput, match="not a format"):
        desk.studio.import_script(SCRIPT.replace("square-210", "papyrus"))
    assert desk.studio.script() == before
