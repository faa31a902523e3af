"""Subtitles in both formats, one after the other."""

import re
from itertools import pairwise
from pathlib import Path

from layouts.motion.subtitles import SubtitleKind, subtitle_text, subtitles, write_subtitles
from layouts.motion.timeline import Timeline


def words_of(timeline: Timeline) -> dict[tuple[str, str], str]:
    return {(scene.page_id, cue.source_id): cue.text for _, scene, cue in timeline.cues()}


def test_subtitles_follow_the_film_and_never_lie_over_each_other(timeline: Timeline) -> None:
    shown = list(subtitles(timeline, words_of(timeline)))
    assert len(shown) == sum(len(scene.cues) for scene in timeline.scenes)
    assert all(one.start_s < one.end_s for one in shown)
    assert all(one.end_s <= after.start_s for one, after in pairwise(shown))
    assert shown[-1].end_s <= timeline.length_s


def test_words_of_another_language_take_the_same_times(timeline: Timeline) -> None:
    other = dict.fromkeys(words_of(timeline), "ほかの ことば")
    assert [one.start_s for one in subtitles(timeline, other)] == [
        one.start_s for one in subtitles(timeline, words_of(timeline))
    ]


def test_what_has_no_words_in_a_language_is_left_out(timeline: Timeline) -> None:
    first = next(iter(words_of(timeline)))
    assert len(list(subtitles(timeline, {first: "Only this."}))) == 1
    assert list(subtitles(timeline, {})) == []


def test_the_two_formats_are_as_players_expect_them(timeline: Timeline) -> None:
    key = next(iter(words_of(timeline)))
    said = {key: "One < two & --> three"}
    srt = subtitle_text(timeline, said, SubtitleKind.SRT)
    vtt = subtitle_text(timeline, said, SubtitleKind.VTT)
    assert re.match(r"1\n00:00:\d\d,\d{3} --> 00:00:\d\d,\d{3}\nOne < two & → three\n$", srt)
    assert re.match(
        r"WEBVTT\n\n1\n00:00:\d\d\.\d{3} --> 00:00:\d\d\.\d{3}\nOne &lt; two &amp; --&gt; three\n$", vtt
    ) or ("→" in vtt)


def test_long_words_are_broken_into_lines(timeline: Timeline) -> None:
    key = next(iter(words_of(timeline)))
    text = subtitle_text(timeline, {key: "word " * 30}, SubtitleKind.SRT)
    assert max(len(line) for line in text.splitlines()) <= 42


def test_a_subtitle_file_says_its_kind_by_its_ending(timeline: Timeline, tmp_path: Path) -> None:
    write_subtitles(timeline, words_of(timeline), tmp_path / "film.vtt")
    assert (tmp_path / "film.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
