"""Subtitles: what is read in the film, in any language of the book, as SRT or WebVTT."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from layouts.motion.timeline import Timeline
from layouts.whole_files import written_whole

_GAP_S = 0.04
_LINE_LETTERS = 42
_SPACES = re.compile(r"\s+")


class SubtitleKind(Enum):
    """The two formats that players know."""

    SRT = ".srt"
    VTT = ".vtt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitle:
    """Words and when they are shown, in seconds of the film."""

    start_s: float
    end_s: float
    text: str


def subtitles(timeline: Timeline, words: Mapping[tuple[str, str], str]) -> Iterator[Subtitle]:
    """The subtitles of a film in order, none over another. `words` are by page and source; "" leaves one out."""
    shown = [
        (start, cue.read_s, text)
        for start, scene, cue in timeline.cues()
        if (text := _SPACES.sub(" ", words.get((scene.page_id, cue.source_id), "")).strip())
    ]
    follows = [*(start for start, _, _ in shown), timeline.length_s][1:]
    for (start, read_s, text), after in zip(shown, follows, strict=True):
        end = min(start + read_s, after - _GAP_S)
        if end > start:
            yield Subtitle(start_s=start, end_s=end, text=text)


def subtitle_text(timeline: Timeline, words: Mapping[tuple[str, str], str], kind: SubtitleKind) -> str:
    """The whole file as text."""
    point = "," if kind is SubtitleKind.SRT else "."
    blocks = [
        f"{number}\n{_clock(one.start_s, point)} --> {_clock(one.end_s, point)}\n{_lines(one.text, kind)}\n"
        for number, one in enumerate(subtitles(timeline, words), start=1)
    ]
    head = "WEBVTT\n\n" if kind is SubtitleKind.VTT else ""
    return head + "\n".join(blocks)


def write_subtitles(timeline: Timeline, words: Mapping[tuple[str, str], str], target: Path) -> None:
    """Write a file whose ending says its kind; it appears whole or not at all."""
    text = subtitle_text(timeline, words, SubtitleKind(target.suffix))
    with written_whole(target) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def _clock(seconds: float, point: str) -> str:
    thousandths = round(seconds * 1000)
    whole, rest = divmod(thousandths, 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{rest:03}"


def _lines(text: str, kind: SubtitleKind) -> str:
    """The words in lines that a screen holds, broken in the middle rather than at the end."""
    if kind is SubtitleKind.VTT:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace("-->", "→")
    else:
        text = text.replace("-->", "→")
    if len(text) <= _LINE_LETTERS:
        return text
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
    first, second = text[:middle], text[middle + 1 :]
    return "\n".join((_lines(first, SubtitleKind.SRT), _lines(second, SubtitleKind.SRT)))
