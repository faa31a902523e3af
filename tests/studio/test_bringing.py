"""Pictures from other panels and from the disk come into a panel as takes, and stand there at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from charabook.errors import BadInput
from charabook.studio import Studio
from projects.records import Panel, PanelId, Take, TakeEdit, TakeEditId, TakeId
from tests.fakes.engine import FakeEngine, flat_png

SCRIPT = """Title: Two
# Cast
## Mina
look: a girl
# Page 1
## Panel
> Mina: waving
## Panel
> Mina: sitting
"""


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio.create(tmp_path / "two.charabook", engine=FakeEngine) as studio:
        studio.import_script(SCRIPT)
        yield studio


@pytest.fixture
def panels(studio: Studio) -> tuple[PanelId, PanelId]:
    first, second = studio.records().panels()
    return first.id, second.id


@pytest.fixture
def take(studio: Studio, panels: tuple[PanelId, PanelId]) -> TakeId:
    """A picture of the first panel, made from other words than the second one has."""
    studio.drawing.generate(panels[0])
    studio.queue.start()
    studio.queue.wait()
    return studio.records().takes(panels[0])[0].id


def chosen(studio: Studio, panel: PanelId) -> Take | None:
    take = studio.records().get(Panel, panel).chosen_take
    return studio.records().get(Take, take) if take is not None else None


def test_a_take_of_another_panel_is_copied_and_stands(
    studio: Studio, panels: tuple[PanelId, PanelId], take: TakeId
) -> None:
    asset = studio.records().get(Take, take).asset
    enlarged = TakeEdit(id=TakeEditId("big"), take=take, kind="upscale", asset=asset)
    studio.edit("Enlarge", lambda edit: edit.insert(enlarged))
    studio.bringing.bring_take(take, panels[1])
    copy = chosen(studio, panels[1])
    assert copy is not None
    assert copy.id != take
    assert copy.asset == asset
    assert [one.kind for one in studio.records().take_edits(copy.id)] == ["upscale"]
    assert studio.records().get(Take, take).panel == panels[0]


def test_what_was_brought_never_becomes_stale(studio: Studio, panels: tuple[PanelId, PanelId], take: TakeId) -> None:
    studio.bringing.bring_take(take, panels[1])
    assert studio.drawing.stale_panels() == ()
    copy = chosen(studio, panels[1])
    assert copy is not None
    with pytest.raises(BadInput, match="does not say how it was made"):
        studio.takes.regenerate(copy.id)


def test_a_take_brought_to_its_own_panel_is_used_there(
    studio: Studio, panels: tuple[PanelId, PanelId], take: TakeId
) -> None:
    studio.bringing.bring_take(take, panels[0])
    used = chosen(studio, panels[0])
    assert used is not None
    assert used.id == take
    assert len(studio.records().takes(panels[0])) == 1
    assert not studio.bringing.bring_take(take, panels[0])


def test_one_undo_takes_back_what_was_brought(studio: Studio, panels: tuple[PanelId, PanelId], take: TakeId) -> None:
    studio.bringing.bring_take(take, panels[1])
    studio.undo()
    assert chosen(studio, panels[1]) is None
    assert studio.records().takes(panels[1]) == ()
    studio.redo()
    assert chosen(studio, panels[1]) is not None


def test_a_picture_from_the_disk_becomes_a_take_with_its_name_and_size(
    studio: Studio, panels: tuple[PanelId, PanelId]
) -> None:
    studio.bringing.bring_picture(panels[0], flat_png(40, 30, 0x00FF00), "sketch.png")
    brought = chosen(studio, panels[0])
    assert brought is not None
    assert (brought.width_px, brought.height_px, brought.notes) == (40, 30, "sketch.png")


def test_what_is_no_picture_leaves_the_panel_as_it_was(studio: Studio, panels: tuple[PanelId, PanelId]) -> None:
    with pytest.raises(BadInput):
        studio.bringing.bring_picture(panels[0], b"GIF89a, or so it says", "trap.png")
    assert studio.records().takes(panels[0]) == ()


def test_a_locked_panel_keeps_its_picture(studio: Studio, panels: tuple[PanelId, PanelId], take: TakeId) -> None:
    studio.edit("Lock", lambda edit: edit.update(Panel, panels[1], locked=True))
    with pytest.raises(BadInput, match="locked"):
        studio.bringing.bring_take(take, panels[1])
    with pytest.raises(BadInput, match="locked"):
        studio.bringing.bring_picture(panels[1], flat_png(8, 8, 0), "a.png")
