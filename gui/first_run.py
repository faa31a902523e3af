"""The sample book: made from its script the first time, opened as the user left it ever after."""

from importlib.resources import files
from pathlib import Path

from charabook.studio import Studio
from projects.workplace import local_data

STORY = "the-red-balloon.story"


def sample_path() -> Path:
    """Where the user's own copy of the sample book is."""
    return local_data() / "sample" / "the-red-balloon.charabook"


def sample_book() -> Studio:
    """Open the sample book; its pictures are drawn by the embedded model when the user asks for them."""
    path = sample_path()
    if path.is_file():
        return Studio.open(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    studio = Studio.create(path)
    studio.import_script(files("charabook.sample").joinpath(STORY).read_text("utf-8"), STORY)
    return studio
