"""The sample book: a story that comes with the program, so that there is something to look at from the first minute."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charabook.story.script import Story

SAMPLE_NAME = "the-red-balloon"


def sample_script() -> str:
    """The script of the sample book."""
    return files(__name__).joinpath(f"{SAMPLE_NAME}.story").read_text("utf-8")


def sample_story() -> Story:
    """The story of the sample book."""
    from charabook.story import parse  # noqa: PLC0415  the window asks for the name alone while it comes up

    return parse(sample_script(), f"{SAMPLE_NAME}.story")
