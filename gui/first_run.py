"""The sample book: made from its script the first time, opened as the user left it ever after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from charabook.sample import SAMPLE_NAME
from gui.presence import person_here
from projects.workplace import local_data

if TYPE_CHECKING:
    from charabook.studio import Studio


def sample_path() -> Path:
    """Where the user's own copy of the sample book is."""
    return local_data() / "sample" / f"{SAMPLE_NAME}.charabook"


def sample_book() -> Studio:
    """Open the sample book; its pictures are drawn by the embedded model when the user asks for them."""
    from charabook.sample import sample_script, sample_story  # noqa: PLC0415  on the studio's thread
    from charabook.studio import Studio  # noqa: PLC0415

    path = sample_path()
    if path.is_file():
        return Studio.open(path, person=person_here())
    path.parent.mkdir(parents=True, exist_ok=True)
    studio = Studio.create(path, person=person_here())
    studio.import_story(sample_story(), sample_script())
    return studio
