"""What can be done to the take at hand. None is ever deleted."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from charabook.studio.moving_takes import clip_of
from gui.desk import Desk
from gui.queue.wishes import Queueing, Wish
from projects.records import Rating, Take


class TakeVerbs:
    """One line for each wish; without a take at hand nothing happens."""

    def __init__(self, desk: Desk, at_hand: Callable[[], Take | None], window: QWidget) -> None:
        self._desk = desk
        self._at_hand = at_hand
        self._window = window

    def use(self) -> None:
        """Let it stand in the book."""
        take = self._at_hand()
        if take is not None:
            self._desk.change(lambda studio: studio.takes.choose(take.id))

    def rate(self, rating: Rating) -> None:
        """Star or reject it; the same again takes the rating back."""
        take = self._at_hand()
        if take is not None:
            new = Rating.NONE if take.rating is rating else rating
            self._desk.change(lambda studio: studio.takes.rate(take.id, new))

    def make_again(self) -> None:
        """Queue exactly its request."""
        take = self._at_hand()
        if take is not None:
            self._wish(take, "again", 1, lambda studio: [studio.takes.regenerate(take.id)])

    def compare_likenesses(self) -> None:
        """Queue its request as gentle, balanced and firm as it was not made yet."""
        take = self._at_hand()
        if take is not None:
            self._wish(take, "likenesses", 0, lambda studio: studio.takes.compare_likenesses(take.id))

    def enlarge(self) -> None:
        """Queue it to be enlarged for print."""
        take = self._at_hand()
        if take is not None:
            self._wish(take, "enlarge", 1, lambda studio: [studio.takes.upscale(take.id)])

    def open_clip(self) -> None:
        """Show it large, if it moves."""
        take = self._at_hand()
        clip = clip_of(take) if take is not None else None
        if take is not None and clip is not None:
            from gui.films.clip_view import ClipView  # noqa: PLC0415  not when the window opens

            ClipView(self._desk, take, clip, self._window).open()

    def _wish(self, take: Take, how: str, pictures: int, queue: Queueing) -> None:
        self._desk.wishes.make(Wish(subjects=(take.id,), how=how, pictures=pictures), queue)
