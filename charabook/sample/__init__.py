"""The sample book: a story that comes with the program, so that there is something to look at from the first minute."""

from importlib.resources import files

from charabook.story import parse
from charabook.story.script import Story

SAMPLE_NAME = "the-red-balloon"


def sample_script() -> str:
    """The script of the sample book."""
    return files(__name__).joinpath(f"{SAMPLE_NAME}.story").read_text("utf-8")


def sample_story() -> Story:
    """The story of the sample book."""
    return parse(sample_script(), f"{SAMPLE_NAME}.story")
