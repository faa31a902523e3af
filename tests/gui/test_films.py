"""The film mode: plans and pictures that arrive by themselves, the playhead, directing, choosing, exporting."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from charabook.errors import BadInput
from gui.films.blocks import ShotKey, blocks_of, clock, ruler_step_s
from gui.films.camera_work import with_key, with_key_moved, without_key
from gui.films.choices import CardChoice, FilmChoices, choices_of, with_choices
from gui.films.projection import ProjectionThread
from gui.films.reel import REPLAN_AFTER_MS, Reel
from gui.rooms import Mode
from gui.said import said_in
from gui.window import MainWindow
from layouts.motion.direction import PanelDirection, PanelKey
from layouts.motion.projector import Projector
from layouts.motion.timeline import Camera, Cue, Keyframe, Move, Scene, Shot, Timeline
from projects.records import Book, Page, Panel
from tests.gui.conftest import until
from tests.gui.test_said import OTHERS, ROOT, sentences

LEFT = Qt.MouseButton.LeftButton
HERE = Camera(50, 50, 100)


def scene(page: str, panel: str, frames: int = 48) -> Scene:
    return Scene(
        page_id=page,
        frames=frames,
        keys=(Keyframe(at_s=0.0, camera=HERE), Keyframe(at_s=0.75, camera=HERE), Keyframe(at_s=1.75, camera=HERE)),
        shots=(Shot(panel_id=panel, move=Move.FIT, at_s=0.5, length_s=1.25),),
        cues=(Cue(source_id="words", panel_id=panel, at_s=0.9, read_s=0.5, text="Hello"),),
    )


TIMELINE = Timeline(width=64, height=36, rate=24, scenes=(scene("one", "a"), scene("two", "b")))


# ------------------------------------------------------------------ blocks and choices, without a window


def test_blocks_stand_where_their_scenes_begin() -> None:
    blocks = blocks_of(TIMELINE)
    assert [(page.start_s, page.end_s) for page in blocks.pages] == [(0.0, 2.0), (2.0, 4.0)]
    assert [(shot.start_s, shot.arrival_s, shot.end_s) for shot in blocks.shots] == [
        (0.5, 0.75, 1.75),
        (2.5, 2.75, 3.75),
    ]
    assert blocks.words[1].start_s == pytest.approx(2.9)
    assert blocks.stops() == [0.0, 0.75, 2.0, 2.75]


def test_a_shot_is_found_by_time_and_by_name() -> None:
    blocks = blocks_of(TIMELINE)
    assert blocks.shot_at(1.0) == blocks.find(ShotKey("one", "a"))
    assert blocks.shot_at(0.2) is None
    assert blocks.shots[1].part(3.25) == pytest.approx(0.5)
    assert blocks.shots[1].time(0.5) == pytest.approx(3.25)


@pytest.mark.parametrize("px_per_s", [3, 10, 50, 240])
def test_numbers_on_the_ruler_stand_apart(px_per_s: float) -> None:
    assert ruler_step_s(px_per_s) * px_per_s >= 64


def test_times_are_said_in_minutes_and_tenths() -> None:
    assert clock(0) == "0:00.0"
    assert clock(65.27) == "1:05.3"
    assert clock(59.97) == "1:00.0"


def test_choices_survive_the_book_and_leave_its_other_settings_alone() -> None:
    book = Book(settings_json='{"seed": 7}')
    chosen = FilmChoices(shape="9:16", rate=30, music="/songs/a.mp3", cards=CardChoice.OWN.value, title="Hi")
    stored = Book(settings_json=with_choices(book, chosen))
    assert choices_of(stored) == chosen
    assert '"seed": 7' in stored.settings_json


def test_choices_that_nobody_can_film_are_as_if_unset() -> None:
    strange = '{"film": {"shape": "2:1", "rate": 77, "pace": 1e9, "transition": [], "cards": 5, "music_level": -3}}'
    found = choices_of(Book(settings_json=strange))
    assert (found.shape, found.rate, found.transition, found.cards) == ("16:9", 24, "turn", "book")
    assert found.pace == 5.0
    assert found.music_level == 0.0
    assert choices_of(Book(settings_json="[broken")) == FilmChoices()


def test_a_keyframe_beside_another_takes_its_place() -> None:
    first = with_key(PanelDirection(), PanelKey(at=0.5, zoom=2.0))
    again = with_key(first, PanelKey(at=0.505, zoom=3.0))
    assert [(key.at, key.zoom) for key in again.keys] == [(0.5, 3.0)]
    assert again.move is Move.KEYFRAMES
    assert without_key(again, 0).move is Move.AUTO


# ------------------------------------------------------------------ painting away from the window


class SlowProjector:
    """Paints when it is let."""

    timeline = TIMELINE

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.let = threading.Event()
        self.painted: list[int] = []

    def frame(self, number: int) -> QImage:
        self.begun.set()
        self.let.wait(60)
        self.painted.append(number)
        return QImage(8, 8, QImage.Format.Format_RGB32)


@pytest.fixture
def projection(qtbot: QtBot) -> ProjectionThread:
    thread = ProjectionThread()
    thread.start()
    yield thread
    thread.finish()


def test_the_newest_wish_wins_and_what_was_overtaken_is_never_painted(
    qtbot: QtBot, projection: ProjectionThread
) -> None:
    projector = SlowProjector()
    seen: list[int] = []
    projection.painted.connect(lambda _, frame, picture: seen.append(frame))
    projection.plan(1, lambda: projector, lambda: projector)
    projection.ask(1)
    until(qtbot, projector.begun.is_set)
    for frame in range(2, 40):
        projection.ask(frame)
    projector.let.set()
    until(qtbot, lambda: len(seen) == 2)
    assert projector.painted == [1, 39]


def test_a_film_that_cannot_be_planned_is_told_and_the_next_plan_works(
    qtbot: QtBot, projection: ProjectionThread
) -> None:
    def fail() -> SlowProjector:
        raise ValueError("no")

    told: list[tuple[int, object]] = []
    planned: list[int] = []
    projection.failed.connect(lambda plan, problem: told.append((plan, problem)))
    projection.planned.connect(lambda plan, _: planned.append(plan))
    projection.plan(1, fail, fail)
    until(qtbot, lambda: told)
    projection.plan(2, SlowProjector, SlowProjector)
    until(qtbot, lambda: planned == [2])
    assert told[0][0] == 1
    assert "ValueError: no" in str(told[0][1])


# ------------------------------------------------------------------ in the window


@pytest.fixture
def reel(qtbot: QtBot, window: MainWindow) -> Reel:
    """The film of the small book, planned and seen."""
    window.show_mode(Mode.FILM)
    until(qtbot, lambda: window.films.reel.timeline and window.films.mode.screen_.picture is not None)
    return window.films.reel


def first_shot(reel: Reel) -> None:
    reel.seek(next(shot for shot in reel.blocks.shots if shot.key.panel_id).arrival_s)


def replanned(qtbot: QtBot, reel: Reel, act: Callable[[], object]) -> None:
    with qtbot.waitSignal(reel.planned, timeout=60_000):
        act()


def test_the_film_shows_a_picture_without_being_asked(reel: Reel, window: MainWindow) -> None:
    assert reel.timeline.aspect == pytest.approx(16 / 9, rel=0.01)
    assert {shot.key.panel_id for shot in reel.blocks.shots if shot.key.panel_id} == {
        panel.id for panel in window.desk.view.panels
    }


def test_scrubbing_brings_other_pictures_and_the_same_place_the_same_one(qtbot: QtBot, reel: Reel) -> None:
    shown: list[QImage] = []
    reel.shown.connect(shown.append)
    reel.seek_frame(10)
    until(qtbot, lambda: shown)
    first = shown[-1]
    reel.seek(reel.blocks.length_s / 2)
    until(qtbot, lambda: shown[-1] != first)
    reel.seek_frame(10)
    assert shown[-1] == first  # kept: it is there at once


def test_space_plays_and_pauses_and_the_arrows_go_frame_by_frame(qtbot: QtBot, reel: Reel, window: MainWindow) -> None:
    screen = window.films.mode.screen_
    QTest.keyClick(screen, Qt.Key.Key_Space)
    assert reel.is_playing
    until(qtbot, lambda: reel.frame > 3)
    QTest.keyClick(screen, Qt.Key.Key_Space)
    assert not reel.is_playing
    before = reel.frame
    QTest.keyClick(screen, Qt.Key.Key_Right)
    assert reel.frame == before + 1
    QTest.keyClick(screen, Qt.Key.Key_End)
    assert reel.frame == reel.timeline.frames - 1
    QTest.keyClick(screen, Qt.Key.Key_Home)
    assert reel.frame == 0


def test_a_click_on_the_timeline_goes_there(reel: Reel, window: MainWindow) -> None:
    view = window.films.dock.timeline
    shot = reel.blocks.shots[1]
    middle = (shot.start_s + shot.end_s) / 2
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(round(view.x_of(middle)), 70))
    assert reel.shot() == shot


def test_a_move_is_chosen_stored_with_the_panel_and_undone(qtbot: QtBot, reel: Reel, window: MainWindow) -> None:
    first_shot(reel)
    replanned(qtbot, reel, window.films.mode.shot.moves[Move.SHAKE].click)
    assert reel.direction().move is Move.SHAKE
    assert reel.shot().shot.move is Move.SHAKE
    replanned(qtbot, reel, window.desk.undo)
    assert reel.direction().move is Move.AUTO


def test_a_longer_shot_moves_what_follows_and_stays_in_sight(qtbot: QtBot, reel: Reel, window: MainWindow) -> None:
    first_shot(reel)
    before, key = reel.blocks.length_s, reel.shot().key
    replanned(qtbot, reel, lambda: reel.director.set_seconds(20.0))
    assert reel.blocks.length_s > before + 5
    assert reel.shot().key == key


def test_where_the_camera_arrives_stays_in_sight_when_the_film_becomes_slower(
    qtbot: QtBot, reel: Reel, window: MainWindow
) -> None:
    first_shot(reel)
    shot = reel.shot()
    replanned(qtbot, reel, lambda: reel.director.choose("Pace", pace=1.4))
    assert reel.shot().key == shot.key
    assert reel.at_s == pytest.approx(reel.shot().arrival_s, abs=1 / reel.timeline.rate)


@pytest.mark.parametrize("pace", [0.7, 1.4])
def test_the_fields_of_a_shot_stay_when_a_new_plan_moves_it(
    qtbot: QtBot, reel: Reel, window: MainWindow, pace: float
) -> None:
    shot = [one for one in reel.blocks.shots if one.key.panel_id][-1]
    reel.seek(shot.time(0.02))
    assert window.films.mode.shot.seconds.isVisible()
    replanned(qtbot, reel, lambda: reel.director.choose("Pace", pace=pace))
    assert reel.shot().key == shot.key
    assert window.films.mode.shot.seconds.isVisible()


def test_a_new_plan_does_not_take_back_what_the_keys_have_just_chosen(
    qtbot: QtBot, reel: Reel, window: MainWindow
) -> None:
    first_shot(reel)
    level = window.films.mode.shot.relief
    level.slider.setValue(4)
    reel.planned.emit()
    until(qtbot, lambda: reel.direction().parallax == pytest.approx(level.value()))
    assert level.slider.value() == 4


def test_pulling_the_end_of_a_shot_makes_it_longer(qtbot: QtBot, reel: Reel, window: MainWindow) -> None:
    view = window.films.dock.timeline
    shot = next(one for one in reel.blocks.shots if one.key.panel_id)
    edge, there = (QPoint(round(view.x_of(at_s)), 70) for at_s in (shot.end_s, shot.end_s + 6))
    QTest.mousePress(view.viewport(), LEFT, pos=edge)
    QTest.mouseMove(view.viewport(), there)
    replanned(qtbot, reel, lambda: QTest.mouseRelease(view.viewport(), LEFT, pos=there))
    assert reel.direction().seconds == pytest.approx(shot.end_s + 6 - shot.arrival_s, abs=0.3)


def test_dragging_the_camera_sets_a_keyframe_where_the_hand_left_it(
    qtbot: QtBot, reel: Reel, window: MainWindow
) -> None:
    mode = window.films.mode
    first_shot(reel)
    mode.shot.camera_button.click()
    until(qtbot, lambda: not mode.stage.view_rect().isEmpty())
    middle = mode.stage.view_rect().center().toPoint()
    QTest.mousePress(mode.stage, LEFT, pos=middle)
    QTest.mouseMove(mode.stage, middle + QPoint(30, 10))
    replanned(qtbot, reel, lambda: QTest.mouseRelease(mode.stage, LEFT, pos=middle + QPoint(30, 10)))
    assert reel.direction().move is Move.KEYFRAMES
    until(qtbot, lambda: (mode.stage.view_rect().center().toPoint() - middle - QPoint(30, 10)).manhattanLength() <= 4)
    count = len(reel.direction().keys)
    replanned(qtbot, reel, window.desk.undo)
    assert reel.direction().move is Move.AUTO
    assert count >= 2


def test_the_keyboard_places_the_camera_too(qtbot: QtBot, reel: Reel, window: MainWindow) -> None:
    mode = window.films.mode
    first_shot(reel)
    mode.shot.camera_button.click()
    until(qtbot, lambda: not mode.stage.view_rect().isEmpty())
    width = mode.stage.camera().width

    def zoom() -> None:
        for _ in range(3):
            QTest.keyClick(mode.stage, Qt.Key.Key_Plus)

    replanned(qtbot, reel, zoom)
    assert reel.direction().move is Move.KEYFRAMES
    assert reel.camera().width < width
    QTest.keyClick(mode.stage, Qt.Key.Key_Escape)
    assert mode.middle.currentWidget() is mode.screen_


def test_the_shape_of_the_film_is_chosen_once_for_everybody(qtbot: QtBot, reel: Reel, window: MainWindow) -> None:
    replanned(qtbot, reel, window.films.mode.film.shapes["9:16"].click)
    assert reel.timeline.aspect < 1
    assert choices_of(window.desk.view.book).shape == "9:16"
    replanned(qtbot, reel, window.desk.undo)
    assert reel.timeline.aspect > 1


def test_a_narration_that_is_elsewhere_does_not_hide_the_film(qtbot: QtBot, reel: Reel) -> None:
    replanned(qtbot, reel, lambda: reel.director.choose("Narration", narration="/nowhere/voice.wav", rate=30))
    assert reel.timeline.rate == 30


def test_blocks_get_pictures_of_how_shots_begin_and_end(qtbot: QtBot, reel: Reel) -> None:
    key = next(shot.key for shot in reel.blocks.shots if shot.key.panel_id)
    until(qtbot, lambda: reel.stills.get(key, 0) and reel.stills.get(key, 1))
    assert QColor(reel.stills.get(key, 0).toImage().pixel(8, 8)).isValid()


def test_a_film_is_exported_with_subtitles_and_says_where_it_is(
    qtbot: QtBot, reel: Reel, window: MainWindow, tmp_path: Path
) -> None:
    dialog = window.films.ask_export()
    dialog.frame.addItem("tiny", (128, 72))
    dialog.frame.setCurrentIndex(dialog.frame.count() - 1)
    dialog.last.setCurrentIndex(0)
    dialog.subtitles["ja"].setChecked(True)
    asked = dialog.export_to(tmp_path / "kite.mp4")
    assert asked.pages == (window.desk.view.pages[0].id,)
    strip = window.films.dock.strip
    strip.begin(asked)
    assert strip.is_busy
    until(qtbot, lambda: strip.written)
    assert sorted(path.name for path in strip.written) == ["kite.ja.srt", "kite.mp4"]
    assert (tmp_path / "kite.mp4").stat().st_size > 1000
    assert not strip.folder_button.isHidden()
    assert "はなして" in (tmp_path / "kite.ja.srt").read_text("utf-8")


def test_an_export_that_is_cancelled_can_go_on(qtbot: QtBot, reel: Reel, window: MainWindow, tmp_path: Path) -> None:
    dialog = window.films.ask_export()
    dialog.frame.addItem("tiny", (128, 72))
    dialog.frame.setCurrentIndex(dialog.frame.count() - 1)
    dialog.last.setCurrentIndex(0)
    strip = window.films.dock.strip
    strip.begin(dialog.export_to(tmp_path / "kite.mp4"))
    strip.cancel()
    until(qtbot, lambda: not strip.is_busy)
    assert not strip.again_button.isHidden()
    assert list(tmp_path.glob("kite.mp4*")) == []
    strip.again_button.click()
    until(qtbot, lambda: strip.written)
    assert (tmp_path / "kite.mp4").is_file()


def test_an_export_that_fails_says_why_and_leaves_nothing(
    qtbot: QtBot, reel: Reel, window: MainWindow, tmp_path: Path
) -> None:
    replanned(qtbot, reel, lambda: reel.director.choose("Music", music=str(tmp_path / "gone.mp3"), rate=30))
    heard: list[str] = []
    window.desk.noticed.connect(lambda notice: heard.append(notice.text))
    dialog = window.films.ask_export()
    dialog.frame.addItem("tiny", (128, 72))
    dialog.frame.setCurrentIndex(dialog.frame.count() - 1)
    window.films.dock.strip.begin(dialog.export_to(tmp_path / "kite.mp4"))
    until(qtbot, lambda: heard)
    assert "gone.mp3" in heard[0]
    assert list(tmp_path.glob("kite.mp4*")) == []
    assert not window.films.dock.strip.again_button.isHidden()


def test_a_keyframe_is_dragged_along_time_and_deleted(qtbot: QtBot, reel: Reel, window: MainWindow) -> None:
    view = window.films.dock.timeline
    first_shot(reel)
    replanned(qtbot, reel, reel.director.direct_by_hand)
    shot, keys = reel.shot(), reel.direction().keys
    start = QPoint(round(view.x_of(shot.time(keys[-1].at))) - 1, 58)
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    there = QPoint(round(view.x_of(shot.time(0.6))), 58)
    QTest.mouseMove(view.viewport(), there)
    replanned(qtbot, reel, lambda: QTest.mouseRelease(view.viewport(), LEFT, pos=there))
    assert reel.direction().keys[-1].at == pytest.approx(0.6, abs=0.05)
    count = len(reel.direction().keys)
    replanned(qtbot, reel, lambda: QTest.keyClick(view, Qt.Key.Key_Delete))
    assert len(reel.direction().keys) == count - 1


def test_a_keyframe_moved_onto_another_takes_its_place() -> None:
    direction = PanelDirection(move=Move.KEYFRAMES, keys=(PanelKey(at=0.1), PanelKey(at=0.5), PanelKey(at=0.9, zoom=2)))
    moved = with_key_moved(direction, 2, 0.505)
    assert [(key.at, key.zoom) for key in moved.keys] == [(0.1, 1.0), (0.505, 2)]


def test_a_book_without_pages_says_so_and_shows_a_film_when_it_has_one(
    qtbot: QtBot, reel: Reel, window: MainWindow
) -> None:
    told: list[object] = []
    reel.failed.connect(told.append)
    pages = [page.id for page in window.desk.view.pages]
    window.desk.edit("Empty", lambda edit: [edit.delete(Page, page) for page in pages])
    until(qtbot, lambda: told and told[-1] is not None)
    assert ["no pages" in problem.what for problem in told if problem is not None] == [True]  # nothing of the old plan
    window.desk.undo()
    until(qtbot, lambda: told[-1] is None)


@pytest.mark.parametrize("problem", [BadInput("It is gone.", "Reload."), ValueError("gone")], ids=["known", "bug"])
def test_what_fails_because_the_book_changed_meanwhile_is_tried_again_before_it_is_told(
    qtbot: QtBot, reel: Reel, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    told: list[object] = []
    shown: list[QImage] = []
    paint, stumbles = Projector.frame, [problem]

    def stumble(self: Projector, number: int) -> QImage:
        if stumbles:
            raise stumbles.pop()
        return paint(self, number)

    monkeypatch.setattr(Projector, "frame", stumble)
    reel.failed.connect(lambda problem: problem is not None and told.append(problem))
    reel.shown.connect(shown.append)
    replanned(qtbot, reel, lambda: reel.director.choose("Speed", rate=30))
    until(qtbot, lambda: not stumbles and shown)
    assert told == []


def test_the_shot_at_hand_is_said_in_the_language_that_is_chosen(qtbot: QtBot, reel: Reel, window: MainWindow) -> None:
    reel.seek(next(shot for shot in reel.blocks.shots if shot.key.panel_id).time(0.5))
    until(qtbot, lambda: "Automatic" in window.films.mode.shot.where.text())
    window.language_chosen.emit("ja")
    until(qtbot, lambda: "自動" in window.films.mode.shot.where.text())


def test_music_that_is_elsewhere_is_told_beside_its_name(qtbot: QtBot, reel: Reel, window: MainWindow) -> None:
    replanned(qtbot, reel, lambda: reel.director.choose("Music", music="/nowhere/song.mp3", rate=30))
    row = window.films.mode.film.music
    until(qtbot, lambda: not row.missing.isHidden())
    replanned(qtbot, reel, row.remove_button.click)
    until(qtbot, row.missing.isHidden)


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_about_films_and_clips_is_known_in_every_language(language: str) -> None:
    paths = [*ROOT.glob("layouts/motion/*.py"), *ROOT.glob("charabook/studio/film*.py")]
    paths += [ROOT / "charabook/studio/clips.py", ROOT / "charabook/engine/moving/video.py"]
    known = said_in(language).keys()
    assert {text for path in paths for text in sentences(path)} - known == set()
    assert {"Direct the camera", "Use this frame", "Choose a clip model"} <= known


def test_a_film_that_nobody_sees_is_left_alone(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.FILM)
    reel = window.films.reel
    until(qtbot, lambda: reel.timeline is not None and reel.stills.are_painted)
    window.show_mode(Mode.PANELS)
    plans: list[int] = []
    reel.thread_.planned.connect(lambda number, _: plans.append(number))
    panel = window.desk.view.panels[0].id
    window.desk.edit("Change", lambda edit: edit.update(Panel, panel, action="running home"))
    until(qtbot, lambda: window.desk.view.panels_by_id[panel].action == "running home")
    qtbot.wait(REPLAN_AFTER_MS * 2)
    assert plans == []
    window.show_mode(Mode.FILM)
    until(qtbot, lambda: plans)


def test_small_pictures_wait_while_nobody_sees_the_film(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.FILM)
    reel = window.films.reel
    until(qtbot, lambda: reel.timeline is not None and reel.stills.are_painted)
    window.show_mode(Mode.PANELS)
    frames: list[int] = []
    reel.thread_.still_painted.connect(lambda _, frame, __: frames.append(frame))
    reel.thread_.ask_stills([0, 1])
    qtbot.wait(100)
    assert frames == []
    window.show_mode(Mode.FILM)
    until(qtbot, lambda: frames == [0, 1])
