"""What drawing costs, in words: time and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from charabook.studio.estimates import Estimate


GB = 1e9


def say_time(seconds: float) -> str:
    """Seconds, minutes or hours, as coarse as an estimate is."""
    return Cost().time(seconds)


def say_cost(cost: Estimate) -> str:
    """Such as "About 7 seconds  ·  0.9 GB of memory"; what is not known is left out."""
    words, parts = Cost(), []
    if cost.seconds is not None:
        parts.append(words.about(cost.seconds))
    if cost.memory_bytes is not None:
        parts.append(words.memory(cost.memory_bytes))
    return "  ·  ".join(parts)


class Cost(QObject):
    """The words; an object, since Qt counts things in the words of objects only."""

    def about(self, seconds: float) -> str:
        """A time that is estimated."""
        return self.tr("About {time}").format(time=self.time(seconds))

    def memory(self, size_bytes: int) -> str:
        """Memory at its peak."""
        return self.tr("{size} GB of memory").format(size=f"{size_bytes / GB:.1f}")

    def time(self, seconds: float) -> str:
        """A time as people say it."""
        if seconds < 90:
            return self.tr("%n second(s)", "", max(1, round(seconds)))
        if seconds < 90 * 60:
            return self.tr("%n minute(s)", "", round(seconds / 60))
        return self.tr("%n hour(s)", "", round(seconds / 3600))
