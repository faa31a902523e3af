"""Moving takes in the window: asked for, shown with their drift, played, and their still chosen."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from charabook.studio import Studio
from charabook.studio.moving_takes import KeptSubject, StoredClip, clip_of
from charabook.studio.takes import shown_take
from gui.films.clip_view import ClipView
from gui.films.make_move import MakeMove
from gui.takes import takes_dock
from gui.takes.take_delegate import drift_colour
from gui.theme import shades
from gui.window import MainWindow
from projects.records import AssetHash, LookId, Panel, PanelId, Take
from tests.gui.conftest import until

MODEL = "/models/Phantom-Wan-1.3B.pth"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow) -> PanelId:
    """A panel whose people have pictures."""
    for look in window.desk.view.looks:
        window.desk.tend(lambda studio, look=look: studio.looks.make_identity(look))
    until(qtbot, lambda: all(window.desk.view.takes_of_look.get(look) for look in window.desk.view.looks))
    return window.desk.view.panels[0].id


@pytest.fixture
def take(qtbot: QtBot, window: MainWindow, panel: PanelId) -> Take:
    """A moving take of it, made as the window makes one."""
    dialog = window.films.make_move(panel)
    dialog.use_model(MODEL)
    dialog.length.show_value(33)
    dialog.area.addItem("tiny", 128 * 72)
    dialog.area.show_value(128 * 72)
    dialog.make()
    until(qtbot, lambda: window.desk.view.takes_of_panel.get(panel))
    window.at_hand.open_panel(panel)
    return window.desk.view.takes_of_panel[panel][0]


def opened(window: MainWindow) -> ClipView:
    window.takes.verbs.open_clip()
    return window.findChildren(ClipView)[-1]


def test_a_model_that_is_not_there_is_told_before_anything_is_queued(
    qtbot: QtBot, window: MainWindow, panel: PanelId
) -> None:
    dialog = window.films.make_move(panel)
    until(qtbot, lambda: dialog.reason.text() and not dialog.reason.isHidden())
    assert "model" in dialog.reason.text()
    dialog.use_model("/nowhere/phantom")
    until(qtbot, lambda: "/nowhere/phantom" in dialog.reason.text() or "phantom" in dialog.reason.text())
    assert not dialog.make_button.isEnabled()
    dialog.reject()


def test_everybody_in_the_panel_keeps_their_look_unless_told_otherwise(
    qtbot: QtBot, window: MainWindow, panel: PanelId
) -> None:
    dialog: MakeMove = window.films.make_move(panel)
    assert len(dialog.looks) == 2
    first = next(iter(dialog.looks.values()))
    first.setChecked(False)
    assert len(dialog.wish().looks) == 1
    for box in dialog.looks.values():
        box.setChecked(False)
    until(qtbot, lambda: "at least one" in dialog.reason.text())
    dialog.reject()


def drawing(path: Path, size: tuple[int, int] = (90, 60)) -> Path:
    Image.new("RGBA", size, (200, 60, 30, 128)).save(path)
    return path


def test_drawings_seed_and_a_freer_start_are_wished_for(
    qtbot: QtBot, window: MainWindow, panel: PanelId, tmp_path: Path
) -> None:
    dialog: MakeMove = window.films.make_move(panel)
    dialog.subjects.add([drawing(tmp_path / "kite.png"), drawing(tmp_path / "large.png", (3000, 40))])
    until(qtbot, lambda: len(dialog.subjects.drawings) == 2)
    for box in dialog.looks.values():
        box.setChecked(False)
    dialog.seed.setValue(7)
    wish = dialog.wish()
    assert (wish.looks, wish.seed, wish.start_noise) == ((), 7, None)
    with Image.open(BytesIO(wish.drawings[0].image)) as kite, Image.open(BytesIO(wish.drawings[1].image)) as large:
        assert (kite.size, kite.getpixel((5, 5))) == ((90, 60), (227, 157, 142))  # on white
        assert large.size == (1280, 17)
    next(iter(dialog.subjects.drawings)).click()
    assert len(dialog.wish().drawings) == 1
    dialog.reject()


def test_what_is_no_picture_is_told_and_the_others_stay(
    qtbot: QtBot, window: MainWindow, panel: PanelId, tmp_path: Path
) -> None:
    dialog: MakeMove = window.films.make_move(panel)
    (tmp_path / "program.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    dialog.subjects.add([tmp_path / "program.png", drawing(tmp_path / "kite.png")])
    until(qtbot, lambda: bool(dialog.subjects.drawings))
    assert "not a readable picture" in dialog.reason.text()
    dialog.reject()


def test_a_clip_begins_near_a_picture_only_where_there_is_one(
    qtbot: QtBot, window: MainWindow, panel: PanelId, take: Take
) -> None:
    window.desk.change(lambda studio: studio.takes.choose(take.id))
    until(qtbot, lambda: window.desk.view.panels_by_id[panel].chosen_take == take.id)
    bare = window.films.make_move(window.desk.view.panels[1].id)
    assert not bare.near.isEnabled()
    bare.reject()
    drawn = window.films.make_move(panel)
    assert drawn.near.isEnabled()
    drawn.near.setChecked(True)
    drawn.freedom.setValue(90)
    assert drawn.wish().start_noise == pytest.approx(0.9)
    drawn.reject()


def test_a_clip_becomes_a_take_of_its_panel_and_says_that_it_moves(
    qtbot: QtBot, window: MainWindow, take: Take
) -> None:
    assert clip_of(take) is not None
    until(qtbot, lambda: window.takes.count() == 1)
    told = window.takes.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "moves for" in told
    assert not window.takes.buttons.play.isHidden()


def test_a_moving_take_plays_under_the_mouse_and_stops_when_it_leaves(
    qtbot: QtBot, window: MainWindow, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(takes_dock, "moves_by_itself", lambda: True)
    strip = window.takes.list
    strip.entered.emit(strip.model().index(0, 0))
    until(qtbot, lambda: window.takes.clips.current(take.id) is not None)
    begun = window.takes.clips.number
    until(qtbot, lambda: window.takes.clips.number != begun)
    strip.leaveEvent(QEvent(QEvent.Type.Leave))
    assert window.takes.clips.current(take.id) is None
    assert not window.takes.clips.is_playing


def test_where_the_desktop_wants_stillness_nothing_plays_by_itself(
    window: MainWindow, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(takes_dock, "moves_by_itself", lambda: False)
    strip = window.takes.list
    strip.entered.emit(strip.model().index(0, 0))
    assert not window.takes.clips.is_playing


def test_another_frame_becomes_the_still_and_comes_back_with_undo(qtbot: QtBot, window: MainWindow, take: Take) -> None:
    view = opened(window)
    until(qtbot, lambda: view.frames.current(take.id) is not None)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.frames.number == clip_of(take).still + 1
    QTest.mouseClick(view.still_button, LEFT)
    until(qtbot, lambda: clip_of(window.desk.view.takes_by_id[take.id]).still == 1)
    assert window.desk.view.takes_by_id[take.id].asset != take.asset
    assert not view.still_button.isEnabled()
    window.desk.undo()
    until(qtbot, lambda: window.desk.view.takes_by_id[take.id].asset == take.asset)
    view.reject()


def test_space_plays_the_clip_and_the_book_takes_it(qtbot: QtBot, window: MainWindow, take: Take) -> None:
    view = opened(window)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.frames.is_playing
    until(qtbot, lambda: view.frames.number > 2)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not view.frames.is_playing
    QTest.mouseClick(view.use_button, LEFT)
    until(qtbot, lambda: window.desk.view.panels_by_id[take.panel].chosen_take == take.id)
    view.reject()


def test_the_panels_own_words_are_shown_where_nothing_was_written(
    qtbot: QtBot, window: MainWindow, panel: PanelId
) -> None:
    dialog = window.films.make_move(panel)
    until(qtbot, lambda: "standing" in dialog.prompt.placeholderText())
    dialog.reject()


def test_the_window_shows_the_picture_that_is_printed(qtbot: QtBot, window: MainWindow, take: Take) -> None:
    def seen() -> AssetHash | None:
        view = window.desk.view
        return view.picture(view.panels_by_id[take.panel])

    def printed() -> AssetHash | None:
        found: list[AssetHash | None] = []

        def ask(studio: Studio) -> AssetHash | None:
            standing = shown_take(studio.records(), studio.records().get(Panel, take.panel))
            return None if standing is None else standing.asset

        window.desk.ask(ask, found.append)
        until(qtbot, lambda: found)
        return found[0]

    assert seen() is printed() is None, "a clip alone is no picture until it is chosen"
    window.desk.change(lambda studio: studio.takes.choose(take.id))
    until(qtbot, lambda: seen() is not None)
    assert seen() == printed() == take.asset


def test_a_subject_that_is_not_there_is_not_marked_as_steady() -> None:
    def marked(*kept: float) -> str:
        subject = KeptSubject(look=LookId("look"), kept=kept, frames=tuple(range(len(kept))))
        clip = StoredClip(video=AssetHash("0"), mime="video/mp4", frames=5, frames_per_second=16, subjects=(subject,))
        return drift_colour(clip)

    assert marked(0.9, 0.9, 0.9) == shades().good
    assert marked(0.1, 0.1, 0.1) == shades().warning
    assert marked(0.95, 0.95, 0.5, 0.5) == shades().warning
