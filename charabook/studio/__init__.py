"""The verbs of charabook: everything that can be done to a book, without any window.

The studio itself is read when it is first asked for: whoever needs one of the small modules beside it, as the window
does while it comes up, does not wait for the project file and the pages.
"""

from typing import TYPE_CHECKING

from charabook.studio.output_kinds import OutputKind, OutputWish

if TYPE_CHECKING:
    from charabook.studio.studio import Studio

__all__ = ["OutputKind", "OutputWish", "Studio"]


def __getattr__(name: str) -> object:
    if name != "Studio":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from charabook.studio.studio import Studio  # noqa: PLC0415

    return Studio
