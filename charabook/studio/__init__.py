"""The verbs of charabook: everything that can be done to a book, without any window."""

from charabook.studio.output_kinds import OutputKind, OutputWish
from charabook.studio.studio import Studio

__all__ = ["OutputKind", "OutputWish", "Studio"]
