"""How long words take to be read, by their length and script."""

import unicodedata

from layouts.motion.timeline import Entrance
from layouts.page import BlockRole, LetteringKind

_LETTERS_A_SECOND = 14.0
_SIGNS_A_SECOND = 5.0  # Chinese characters, kana, hangul: subtitlers allow four to five
_NOTICE_S, _SHORTEST_S, _LONGEST_S = 0.7, 1.3, 30.0
_HEARD_S = 1.1  # a sound is not read but heard

_ENTRANCES = {
    LetteringKind.SPEECH: Entrance.POP,
    LetteringKind.THOUGHT: Entrance.POP,
    LetteringKind.WHISPER: Entrance.POP,
    LetteringKind.SHOUT: Entrance.BURST,
    LetteringKind.SOUND: Entrance.BURST,
    LetteringKind.CAPTION: Entrance.FADE,
    LetteringKind.NARRATION: Entrance.FADE,
}
_QUIET_ROLES = {BlockRole.BYLINE, BlockRole.SMALL, BlockRole.SUBTITLE}


def entrance_of(kind: LetteringKind) -> Entrance:
    """How a lettering comes into the picture."""
    return _ENTRANCES[kind]


def reading_s(text: str, pace: float) -> float:
    """Seconds to notice and read `text`."""
    signs = sum(_is_sign(letter) for letter in text)
    letters = sum(not letter.isspace() for letter in text) - signs
    seconds = _NOTICE_S + letters / _LETTERS_A_SECOND + signs / _SIGNS_A_SECOND
    return min(max(seconds, _SHORTEST_S), _LONGEST_S) / pace


def hearing_s(pace: float) -> float:
    """Seconds for a sound effect."""
    return _HEARD_S / pace


def glance_s(role: BlockRole, text: str, pace: float) -> float:
    """Seconds for a text block: small print is not waited for."""
    return reading_s(text, pace) * (0.6 if role in _QUIET_ROLES else 1.0)


def _is_sign(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
