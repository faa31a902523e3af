"""The cast page: identities are made, cropped, rebuilt, taken from pictures; what a change affects is drawn again."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from charabook.engine.requests import Box, Stepped
from charabook.studio.identities import IdentityStanding
from gui.cast.continuity_sheet import AT_ONCE
from gui.cast.crop_dialog import CropDialog
from gui.cast.picture_choice import PictureChoice, takes_with
from gui.rooms import Mode
from gui.window import MainWindow
from projects.editing import Edit
from projects.records import Character, Figure, Look, LookId, Panel
from tests.fakes.engine import FakeEngine, flat_png
from tests.gui.conftest import settled, until

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def drawn(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """Every panel and identity of the small book is drawn; Mina is on the cast page."""
    window.drawing.generate_panels([panel.id for panel in window.desk.view.panels])
    until(qtbot, lambda: all(window.desk.view.takes_of_panel.get(panel.id) for panel in window.desk.view.panels))
    until(qtbot, lambda: not window.desk.jobs)
    window.show_mode(Mode.CAST)
    window.cast.show_look(mina(window))
    settled(qtbot, window)
    return window


def mina(window: MainWindow) -> LookId:
    return next(look for look in window.desk.view.looks if window.desk.view.look_name(look) == "Mina")


def standing(window: MainWindow) -> IdentityStanding | None:
    state = window.desk.states.identities.get(mina(window))
    return state.standing if state is not None else None


def test_a_changed_look_lists_its_pictures_and_queues_just_those(qtbot: QtBot, drawn: MainWindow) -> None:
    desk = drawn.desk
    before = {panel.id: len(desk.view.takes_of_panel[panel.id]) for panel in desk.view.panels}
    drawn.cast.form.phrase.setFocus()
    drawn.cast.form.phrase.selectAll()
    QTest.keyClicks(drawn.cast.form.phrase, "a girl in a red dress")
    QTest.keyClick(drawn.cast.form.phrase, Qt.Key.Key_Tab)
    until(qtbot, drawn.cast.affected.panels)
    (affected,) = drawn.cast.affected.panels()
    assert drawn.cast.affected.isVisible()
    assert "Page 1" in drawn.cast.affected.names.text()
    QTest.mouseClick(drawn.cast.affected.button, LEFT)
    until(qtbot, lambda: len(desk.view.takes_of_panel[affected]) == before[affected] + 1)
    until(qtbot, lambda: not drawn.cast.affected.isVisible())
    others = [panel.id for panel in desk.view.panels if panel.id != affected]
    assert [len(desk.view.takes_of_panel[one]) for one in others] == [before[one] for one in others]


def test_a_locked_panel_stays_when_its_look_changes(qtbot: QtBot, drawn: MainWindow) -> None:
    (panel,) = (one.id for one in drawn.desk.view.panels if len(drawn.desk.view.figures_of_panel[one.id]) == 2)
    drawn.desk.edit("Lock", lambda edit: edit.update(Panel, panel, locked=True))
    drawn.desk.edit("Change", lambda edit: edit.update(Look, mina(drawn), description="a girl in a red coat"))
    until(qtbot, lambda: standing(drawn) is IdentityStanding.STALE)
    assert drawn.cast.affected.panels() == ()


def test_a_stale_identity_is_rebuilt_with_one_click(qtbot: QtBot, drawn: MainWindow) -> None:
    drawn.desk.edit("Change", lambda edit: edit.update(Look, mina(drawn), description="a girl in a red coat"))
    until(qtbot, lambda: standing(drawn) is IdentityStanding.STALE)
    QTest.mouseClick(drawn.cast.identity.rebuild_button, LEFT)
    until(qtbot, lambda: standing(drawn) is IdentityStanding.READY)


def test_another_identity_is_made_and_the_first_one_chosen_again(qtbot: QtBot, drawn: MainWindow) -> None:
    first = drawn.desk.view.takes_of_look[mina(drawn)][0].id
    QTest.mouseClick(drawn.cast.identity.make_button, LEFT)
    until(qtbot, lambda: drawn.cast.identity.candidates.count() == 2)
    row = next(
        drawn.cast.identity.candidates.item(row)
        for row in range(2)
        if drawn.cast.identity.candidates.item(row).data(Qt.ItemDataRole.UserRole) == first
    )
    drawn.cast.identity.candidates.itemActivated.emit(row)
    until(qtbot, lambda: drawn.desk.view.looks[mina(drawn)].identity_take == first)


def test_an_identity_is_cropped_and_the_crop_undone(qtbot: QtBot, drawn: MainWindow) -> None:
    QTest.mouseClick(drawn.cast.identity.crop_button, LEFT)
    until(qtbot, lambda: drawn.findChild(CropDialog))
    drawn.findChild(CropDialog)._finish()
    until(qtbot, lambda: drawn.desk.view.looks[mina(drawn)].reference_asset)
    drawn.desk.undo()
    until(qtbot, lambda: drawn.desk.view.looks[mina(drawn)].reference_asset is None)


def test_a_picture_of_the_book_becomes_the_identity(qtbot: QtBot, drawn: MainWindow) -> None:
    assert takes_with(drawn.desk.view, mina(drawn))
    QTest.mouseClick(drawn.cast.identity.picture_button, LEFT)
    until(qtbot, lambda: drawn.findChild(PictureChoice))
    QTest.mouseClick(drawn.findChild(PictureChoice).use_button, LEFT)
    until(qtbot, lambda: drawn.desk.view.looks[mina(drawn)].reference_asset)
    assert drawn.desk.view.looks[mina(drawn)].mask_asset is not None


def test_a_locked_look_offers_nothing_that_would_change_it(qtbot: QtBot, drawn: MainWindow) -> None:
    drawn.desk.edit("Lock", lambda edit: edit.update(Look, mina(drawn), locked=True))
    until(qtbot, lambda: not drawn.cast.identity.make_button.isEnabled())
    card = drawn.cast.identity
    assert not any(one.isEnabled() for one in (card.rebuild_button, card.crop_button, card.drawing_button))


@pytest.fixture
def crop(qtbot: QtBot) -> CropDialog:
    picture = QPixmap(200, 100)
    picture.fill(QColor("white"))
    dialog = CropDialog(picture)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_frame_is_drawn_with_the_mouse_and_written_in_figures(crop: CropDialog) -> None:
    place = crop.view.place()

    def at(x: float, y: float) -> QPoint:
        return QPointF(place.left() + x * place.width(), place.top() + y * place.height()).toPoint()

    crop.view.show_frame(QRectF(0.9, 0.8, 0.1, 0.2))
    QTest.mousePress(crop.view, LEFT, pos=at(0.25, 0.1))
    QTest.mouseMove(crop.view, at(0.5, 0.6))
    QTest.mouseRelease(crop.view, LEFT, pos=at(0.5, 0.6))
    assert [figure.value() for figure in crop.figures] == pytest.approx([25, 10, 25, 50], abs=1)


def test_a_frame_is_chosen_with_the_keyboard_alone(qtbot: QtBot, crop: CropDialog) -> None:
    for figure, value in zip(crop.figures, (10, 20, 30, 40), strict=True):
        figure.setValue(value)
    chosen: list[Box] = []
    crop.chosen.connect(chosen.append)
    crop._finish()
    (box,) = chosen
    assert (box.left, box.top, box.width, box.height) == pytest.approx((0.1, 0.2, 0.3, 0.4))


def test_a_look_in_many_panels_is_shown_a_few_at_a_time(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    (look, other), page = tuple(desk.view.looks)[:2], desk.view.pages[0].id

    def fill(edit: Edit) -> None:
        for _ in range(3 * AT_ONCE):
            panel = edit.insert(Panel(page=page))
            edit.insert(Figure(panel=panel.id, look=look))

    window.show_mode(Mode.CAST)
    sheet = window.cast.sheet
    desk.edit("Fill", fill)
    until(qtbot, lambda: sheet.count() > 3 * AT_ONCE)
    for one in (other, look):
        sheet.show_look(one)
    assert len(sheet.buttons()) == AT_ONCE
    until(qtbot, lambda: len(sheet.buttons()) == sheet.count())


def test_the_cast_stands_in_the_order_of_the_story(qtbot: QtBot, window: MainWindow) -> None:
    names = [f"Kin {number}" for number in (3, 1, 4, 5, 9, 2, 6, 8)]
    people = "".join(f"## {name}\nlook: a child in a red hat\n\n" for name in names)
    story = f"# Cast\n\n{people}# Settings\n\nmeadow: a meadow\n\n# Page 1\n\n## Panel\nsetting: meadow\n"
    window.desk.change(lambda studio: studio.import_script(story))
    until(qtbot, lambda: len(window.desk.view.looks) == len(names))
    assert [window.desk.view.look_name(look) for look in window.desk.view.looks] == names


def test_a_new_character_is_named_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window.show_mode(Mode.CAST)
    QTest.mouseClick(window.cast.people.add_character, LEFT)
    window.desk.states_changed.emit()
    window.cast.look()  # it is looked at before the book that is shown holds the newcomer
    until(qtbot, window.cast.form.name.hasFocus)
    QTest.keyClicks(window.cast.form.name, "Momo")
    QTest.keyClick(window.cast.form.name, Qt.Key.Key_Return)
    until(qtbot, lambda: "Momo" in {one.name for one in window.desk.view.characters.values()})


def test_a_long_name_ends_in_dots_and_brings_no_scroll_bar(qtbot: QtBot, drawn: MainWindow) -> None:
    owner = drawn.desk.view.looks[mina(drawn)].character
    longest = "Maximilian Bartholomew of the Seven Hills and a Brook"
    drawn.desk.edit("Rename", lambda edit: edit.update(Character, owner, name=longest))
    listed = drawn.cast.people.list
    until(qtbot, lambda: longest in str(listed.model().index(0, 0).data()))
    assert listed.horizontalScrollBar().maximum() == 0
    assert longest in listed.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_an_identity_grows_in_its_card_while_it_is_drawn(qtbot: QtBot, window: MainWindow, engine: FakeEngine) -> None:
    window.show_mode(Mode.CAST)
    settled(qtbot, window)
    engine.hold()
    QTest.mouseClick(window.cast.identity.make_button, LEFT)
    until(qtbot, lambda: window.desk.running_job() is not None)
    job = window.desk.running_job()
    preview = flat_png(32, 32, 0x0000FF)
    engine._events.append(Stepped(job=job.id, stage="identity", step=1, steps=4, preview_png=preview))

    def middle() -> QColor:
        picture = window.cast.identity.portrait.pixmap().toImage()
        return picture.pixelColor(picture.width() // 2, picture.height() // 2)

    until(qtbot, lambda: middle() == QColor("red"))
    engine.released.set()
    until(qtbot, lambda: bool(window.desk.view.takes_of_look))
    until(qtbot, lambda: middle() != QColor("red"))
