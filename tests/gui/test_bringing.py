"""Pictures are dropped on panels: takes from the strip, files from the desktop."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gui.carrying import carrying_take
from gui.pictures import read_picture, written_picture
from gui.rooms import Mode
from gui.takes.edge_scroll import EdgeScroll
from gui.window import MainWindow
from projects.records import Panel, PanelId, Take, TakeId
from tests.fakes.engine import flat_png
from tests.gui.conftest import until
from tests.gui.test_panels_mode import draw

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(view: QAbstractScrollArea, place: QPoint, carried: QMimeData) -> bool:
    """Carry something over a view and let it go; whether the view took it."""
    viewport = view.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(place, COPY, carried, LEFT, NONE))
    event = QDropEvent(QPointF(place), COPY, carried, LEFT, NONE)
    QApplication.sendEvent(viewport, event)
    return event.isAccepted()


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def standing(window: MainWindow, panel: PanelId) -> Take | None:
    chosen = window.desk.view.panels_by_id[panel].chosen_take
    return window.desk.view.takes_by_id.get(chosen) if chosen is not None else None


@pytest.fixture
def take(qtbot: QtBot, window: MainWindow) -> Take:
    draw(qtbot, window)
    return window.desk.view.takes_by_id[window.takes.chosen()]


@pytest.fixture
def last(window: MainWindow) -> PanelId:
    return window.desk.view.panels[-1].id


def test_a_take_dropped_on_a_panel_of_the_tree_stands_there_and_undo_takes_it_away(
    qtbot: QtBot, window: MainWindow, take: Take, last: PanelId
) -> None:
    tree = window.book.tree
    row = tree.visualRect(window.book._model.index_of(last)).center()
    assert drop(tree, row, window.takes.list.model().mimeData([window.takes.list.currentIndex()]))
    until(qtbot, lambda: standing(window, last))
    assert standing(window, last).asset == take.asset
    assert standing(window, last).id != take.id
    window.desk.undo()
    until(qtbot, lambda: not window.desk.view.takes_of_panel.get(last))


def test_a_list_is_scrolled_while_something_is_carried_near_its_edge(qtbot: QtBot) -> None:
    tall = QPlainTextEdit("\n".join(map(str, range(500))))
    qtbot.addWidget(tall)
    tall.resize(200, 200)
    with qtbot.waitExposed(tall):
        tall.show()
    scroll = EdgeScroll(tall)
    scroll.follow(QPoint(10, tall.viewport().height() - 5))
    until(qtbot, lambda: tall.verticalScrollBar().value() > 0)
    scroll.follow(QPoint(10, 100))
    reached = tall.verticalScrollBar().value()
    qtbot.wait(80)
    assert tall.verticalScrollBar().value() == reached


def test_a_chapter_or_page_of_the_tree_takes_no_picture(window: MainWindow, take: Take) -> None:
    tree = window.book.tree
    page = tree.visualRect(window.book._model.index_of(window.desk.view.pages[0].id)).center()
    assert not drop(tree, page, carrying_take(take.id))


def test_a_take_dropped_on_a_panel_of_the_page_stands_there(
    qtbot: QtBot, window: MainWindow, take: Take, last: PanelId
) -> None:
    window.show_mode(Mode.PAGES)
    canvas = window.pages.canvas
    window.pages.show_page(window.desk.view.panels_by_id[last].page)
    until(qtbot, lambda: canvas.composition() and canvas.composition().panels[0].panel_id == last)
    centre = canvas.composition().panels[0].outline.bounds().centre
    middle = canvas.mapFromScene(QPointF(centre.x, centre.y))
    assert drop(canvas, middle, carrying_take(take.id))
    until(qtbot, lambda: standing(window, last))


def test_a_take_dropped_on_its_own_panel_is_used(qtbot: QtBot, window: MainWindow, take: Take) -> None:
    assert drop(window.panels.canvas, QPoint(40, 40), carrying_take(take.id))
    until(qtbot, lambda: standing(window, window.panels.panel()) == take)


def test_a_picture_file_dropped_on_the_canvas_becomes_a_take(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    sketch = tmp_path / "sketch.png"
    sketch.write_bytes(flat_png(64, 48, 0xFF0000))
    assert drop(window.panels.canvas, QPoint(40, 40), files(tmp_path / "notes.txt", sketch))
    panel = window.panels.panel()
    until(qtbot, lambda: standing(window, panel))
    assert (standing(window, panel).notes, standing(window, panel).width_px) == ("sketch.png", 64)
    until(qtbot, lambda: window.panels.canvas.picture().width() == 64)


def test_a_file_that_only_looks_like_a_picture_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    trap = tmp_path / "trap.png"
    trap.write_bytes(b"<svg onload='alert(1)'/>")
    drop(window.panels.canvas, QPoint(40, 40), files(trap))
    until(qtbot, lambda: "trap.png" in " ".join(window.notices.texts()))
    assert standing(window, window.panels.panel()) is None


def test_a_picture_copied_in_another_program_is_pasted_as_a_take_on_white(qtbot: QtBot, window: MainWindow) -> None:
    drawn = QImage(50, 40, QImage.Format.Format_ARGB32)
    drawn.fill(Qt.GlobalColor.transparent)
    QGuiApplication.clipboard().setImage(drawn)
    window.action("paste take").trigger()
    panel = window.panels.panel()
    until(qtbot, lambda: standing(window, panel))
    assert (standing(window, panel).width_px, standing(window, panel).notes) == (50, "Pasted picture")
    until(qtbot, lambda: window.panels.canvas.picture().width() == 50)
    assert window.panels.canvas.picture().toImage().pixelColor(5, 5) == QColor("white")


def test_a_take_that_was_copied_in_another_book_comes_as_a_picture(qtbot: QtBot, window: MainWindow) -> None:
    carried = carrying_take(TakeId("of another book"))
    carried.setImageData(QImage(20, 20, QImage.Format.Format_RGB32))
    drop(window.panels.canvas, QPoint(40, 40), carried)
    until(qtbot, lambda: standing(window, window.panels.panel()))


def test_where_nothing_was_copied_pasting_says_so(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("only words")
    window.action("paste take").trigger()
    assert "No picture has been copied yet." in window.notices.texts()


def test_a_large_picture_of_another_program_is_made_smaller(tmp_path: Path) -> None:
    written = written_picture(QImage(300, 100, QImage.Format.Format_RGB32), 150)
    assert size_and_colour(written, tmp_path)[0] == (150, 50)


def test_other_files_are_not_even_taken(window: MainWindow, tmp_path: Path) -> None:
    assert not drop(window.panels.canvas, QPoint(40, 40), files(tmp_path / "story.txt"))


def test_a_locked_panel_says_that_it_keeps_its_picture(
    qtbot: QtBot, window: MainWindow, take: Take, last: PanelId
) -> None:
    window.desk.edit("Lock", lambda edit: edit.update(Panel, last, locked=True))
    until(qtbot, lambda: window.desk.view.panels_by_id[last].locked)
    window.at_hand.open_panel(last)
    drop(window.panels.canvas, QPoint(40, 40), carrying_take(take.id))
    until(qtbot, lambda: "locked" in " ".join(window.notices.texts()))


def test_a_drawing_on_nothing_is_put_on_white_and_a_photograph_upright(tmp_path: Path) -> None:
    clear, turned = tmp_path / "clear.png", tmp_path / "turned.jpg"
    Image.new("RGBA", (10, 20), (255, 0, 0, 0)).save(clear)
    sideways = Image.new("RGB", (40, 20), "blue")
    exif = sideways.getexif()
    exif[0x0112] = 6  # held upright
    sideways.save(turned, exif=exif)
    assert size_and_colour(read_picture(clear), tmp_path) == ((10, 20), (255, 255, 255))
    assert size_and_colour(read_picture(turned), tmp_path)[0] == (20, 40)


def test_a_picture_is_made_as_small_as_it_is_asked_for(tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    Image.new("RGB", (300, 100)).save(large)
    assert size_and_colour(read_picture(large, 150), tmp_path)[0] == (150, 50)


def size_and_colour(content: bytes, folder: Path) -> tuple[tuple[int, int], object]:
    stored = folder / "stored.png"
    stored.write_bytes(content)
    with Image.open(stored) as picture:
        return picture.size, picture.getpixel((5, 5))
