"""Small pictures arrive off the GUI thread; none is begun any more when the window goes."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from gui.thumbnails import Thumbnails
from projects.records import AssetHash
from tests.fakes.engine import flat_png

ASSET = AssetHash("00")


def test_a_picture_that_arrives_when_the_window_goes_is_not_decoded(qtbot: QtBot) -> None:
    answers: list[Callable[[bytes], None]] = []
    thumbnails = Thumbnails(lambda _, then: answers.append(then))
    assert thumbnails.get(ASSET) is None
    thumbnails.finish()
    with qtbot.assertNotEmitted(thumbnails.ready, wait=100):
        answers[0](flat_png(8, 8, 0x336699))
    assert thumbnails.get(ASSET) is None


def test_a_picture_arrives_small_enough_for_lists(qtbot: QtBot) -> None:
    thumbnails = Thumbnails(lambda _, then: then(flat_png(800, 400, 0x336699)))
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.get(ASSET)
    picture = thumbnails.get(ASSET)
    assert picture is not None
    assert (picture.width(), picture.height()) == (192, 96)
    thumbnails.finish()
