"""Names of moves, easings and transitions in the language of the moment; said in several places."""

from PySide6.QtCore import QCoreApplication

from gui.book_view import BookView
from gui.films.blocks import CARD
from layouts.motion.easing import Easing
from layouts.motion.timeline import Move, TransitionKind
from projects.records import PageId

CREDITS = f"{CARD}credits"


def move_names() -> tuple[tuple[Move, str], ...]:
    """What the camera may do."""
    return (
        (Move.AUTO, QCoreApplication.translate("Films", "Automatic")),
        (Move.FIT, QCoreApplication.translate("Films", "Whole panel")),
        (Move.PAN, QCoreApplication.translate("Films", "Pan across")),
        (Move.PUSH_IN, QCoreApplication.translate("Films", "Push in")),
        (Move.SHAKE, QCoreApplication.translate("Films", "Shake")),
        (Move.KEYFRAMES, QCoreApplication.translate("Films", "By hand")),
    )


def easing_names() -> tuple[tuple[Easing, str], ...]:
    """How the camera comes to a keyframe."""
    return (
        (Easing.SMOOTH, QCoreApplication.translate("Films", "smoothly")),
        (Easing.LINEAR, QCoreApplication.translate("Films", "evenly")),
        (Easing.IN, QCoreApplication.translate("Films", "starts softly")),
        (Easing.OUT, QCoreApplication.translate("Films", "stops softly")),
        (Easing.HOLD, QCoreApplication.translate("Films", "jumps")),
    )


def transition_names() -> tuple[tuple[TransitionKind, str], ...]:
    """How a page gives way to the next."""
    return (
        (TransitionKind.TURN, QCoreApplication.translate("Films", "The page turns")),
        (TransitionKind.FADE, QCoreApplication.translate("Films", "Fade")),
        (TransitionKind.CUT, QCoreApplication.translate("Films", "Cut")),
    )


def say_page(view: BookView | None, page_id: str) -> str:
    """A page or card by name."""
    if page_id.startswith(CARD):
        is_end = page_id == CREDITS
        return QCoreApplication.translate("Films", "End") if is_end else QCoreApplication.translate("Films", "Title")
    page = view.pages_by_id.get(PageId(page_id)) if view is not None else None
    if view is None or page is None:
        return ""
    first = view.page_number(page)
    if page.spread:
        return QCoreApplication.translate("Films", "Pages {first} and {last}").format(first=first, last=first + 1)
    return QCoreApplication.translate("Films", "Page {page}").format(page=first)
