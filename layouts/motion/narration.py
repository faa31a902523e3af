"""Which recording is spoken when: one for the whole film, or one for each page, which then stays until it is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from charabook.errors import BadInput
from layouts.motion.soundtrack import Recording, Spoken
from layouts.motion.timeline import Timeline

_NUMBER = re.compile(r"(\d+)(?!.*\d)")
_ENDINGS = {".wav", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".m4a", ".aac", ".aiff", ".webm", ".mp4"}
_BREATH_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """Recordings by the page that they read, or one that reads everything."""

    whole: Path | None = None
    by_page: Mapping[str, Path] = field(default_factory=dict)

    def shortest_s(self, opening_s: float) -> dict[str, float]:
        """How long each page must stay to be read aloud."""
        return {page_id: _length_s(path) + opening_s + _BREATH_S * 2 for page_id, path in self.by_page.items()}

    def spoken(self, timeline: Timeline) -> tuple[Spoken, ...]:
        """When each recording begins: a page's when it has been turned to."""
        found = [Spoken(path=self.whole, at_s=0.0)] if self.whole else []
        for index, scene in enumerate(timeline.scenes):
            path = self.by_page.get(scene.page_id)
            if path is not None:
                found.append(Spoken(path=path, at_s=timeline.start_s(index) + scene.opening.length_s + _BREATH_S))
        return tuple(found)


def narration_of(place: Path | None, numbered_pages: Sequence[tuple[int, str]]) -> Narration:
    """The narration in a file, or in a folder whose files are named by page numbers ("3.wav", "page-03.mp3").

    Raises BadInput if nothing is there, or nothing that fits a page.
    """
    if place is None:
        return Narration()
    if place.is_file():
        return Narration(whole=place)
    if not place.is_dir():
        raise BadInput(f"There is no narration at {place}.", "Choose a sound file, or a folder with one for each page.")
    files: dict[int, Path] = {}
    for file in sorted(place.iterdir()):
        number = _NUMBER.search(file.stem)
        if number and file.suffix.lower() in _ENDINGS:
            files.setdefault(int(number[1]), file)
    by_page = {page_id: files[number] for number, page_id in numbered_pages if number in files}
    if not by_page:
        raise BadInput(f"No sound file in {place} is named by a page.", "Name them by page numbers, such as 3.wav.")
    return Narration(by_page=by_page)


def _length_s(path: Path) -> float:
    recording = Recording(path)
    try:
        return recording.length_s
    finally:
        recording.close()
