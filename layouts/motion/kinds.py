"""The kinds of files that a film can become."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from charabook.errors import BadInput


class FilmKind(Enum):
    """A file format, by the ending of its name."""

    MP4 = ".mp4"  # H.264 and AAC: plays everywhere
    WEBM = ".webm"  # VP9 and Opus: free formats
    WEBP = ".webp"  # an animated picture without sound
    GIF = ".gif"  # the same for old programs, in 256 colours

    @property
    def is_video(self) -> bool:
        """Whether it can hold sound and any length."""
        return self in (FilmKind.MP4, FilmKind.WEBM)


def film_kind_of(target: Path) -> FilmKind:
    """The kind that a file's name asks for."""
    try:
        return FilmKind(target.suffix.lower())
    except ValueError as error:
        known = ", ".join(kind.value for kind in FilmKind)
        raise BadInput(f"“{target.name}” does not say what kind of film it is.", f"End it with {known}.") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """How frames are encoded: names and options are those of FFmpeg's libraries.

    ahead  how many frames the encoder may decode before the one that is shown
    """

    name: str
    options: tuple[tuple[str, str], ...]
    ahead: int
    sound: str
    sound_bits: int
    offered_by: str


CODECS = {
    FilmKind.MP4: Codec(
        name="libx264",
        options=(("preset", "veryfast"), ("crf", "19"), ("tune", "animation"), ("profile", "high")),
        ahead=2,
        sound="aac",
        sound_bits=192_000,
        offered_by="H.264",
    ),
    FilmKind.WEBM: Codec(
        name="libvpx-vp9",
        options=(("deadline", "realtime"), ("cpu-used", "6"), ("crf", "27"), ("b", "0"), ("row-mt", "1")),
        ahead=0,
        sound="libopus",
        sound_bits=128_000,
        offered_by="VP9",
    ),
}
