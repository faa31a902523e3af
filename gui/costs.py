"""What drawing costs, in words: time and memory."""

from PySide6.QtCore import QCoreApplication

from charabook.studio.estimates import Estimate

GB = 1e9


def say_time(seconds: float) -> str:
    """Seconds, minutes or hours, as coarse as an estimate is."""
    if seconds < 90:
        return QCoreApplication.translate("Cost", "%n second(s)", "", max(1, round(seconds)))
    if seconds < 90 * 60:
        return QCoreApplication.translate("Cost", "%n minute(s)", "", round(seconds / 60))
    return QCoreApplication.translate("Cost", "%n hour(s)", "", round(seconds / 3600))


def say_cost(cost: Estimate) -> str:
    """Such as "about 7 seconds, 0.9 GB of memory"; what is not known is left out."""
    parts = []
    if cost.seconds is not None:
        parts.append(QCoreApplication.translate("Cost", "About {time}").format(time=say_time(cost.seconds)))
    if cost.memory_bytes is not None:
        gigabytes = f"{cost.memory_bytes / GB:.1f}"
        parts.append(QCoreApplication.translate("Cost", "{size} GB of memory").format(size=gigabytes))
    return "  ·  ".join(parts)
