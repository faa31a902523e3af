"""The sample book: made from its script the first time, opened as the user left it ever after."""

from pathlib import Path

from charabook.sample import SAMPLE_NAME, sample_script, sample_story
from charabook.studio import Studio
from projects.workplace import local_data


def sample_path() -> Path:
    """Where the user's own copy of the sample book is."""
    return local_data() / "sample" / f"{SAMPLE_NAME}.charabook"


def sample_book() -> Studio:
    """Open the sample book; its pictures are drawn by the embedded model when the user asks for them."""
    path = sample_path()
    if path.is_file():
        return Studio.open(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    studio = Studio.create(path)
    studio.import_story(sample_story(), sample_script())
    return studio
