"""What other rooms say, in the language of the window: names of steps, stages of work, reasons.

The studio and the engine speak English. Sentences that the window shows every day are known here; what is not known
is shown as it was said.
"""

import re

from PySide6.QtCore import QCoreApplication

CONTEXT = "Said"


def in_our_words(said: str) -> str:
    """A sentence in the language of the moment."""
    known = _known()
    if said in known:
        return known[said]
    for pattern, words in _patterns():
        match = pattern.fullmatch(said)
        if match is not None:
            return words.format(*match.groups())
    return said


def _known() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "Import the story": tr("Said", "Import the story"),
        "Use this take": tr("Said", "Use this take"),
        "Use this identity": tr("Said", "Use this identity"),
        "Rate a take": tr("Said", "Rate a take"),
        "Use a drawing": tr("Said", "Use a drawing"),
        "Change the page size": tr("Said", "Change the page size"),
        "Change the seed": tr("Said", "Change the seed"),
        "Choose a model": tr("Said", "Choose a model"),
        "Choose": tr("Said", "Choose"),
        "Keep both": tr("Said", "Keep both"),
        "Recover": tr("Said", "Recover"),
        "Clean up": tr("Said", "Clean up"),
        "The panel is locked.": tr("Said", "The panel is locked."),
        "Nothing says what is to be seen: choose a setting or put a figure into the panel.": tr(
            "Said", "Nothing says what is to be seen: choose a setting or put a figure into the panel."
        ),
        "The look, its drawing, or the model has changed since it was made.": tr(
            "Said", "The look, its drawing, or the model has changed since it was made."
        ),
        "panel": tr("Said", "Drawing"),
        "Preflight": tr("Said", "Preflight"),
    }


def _patterns() -> list[tuple[re.Pattern[str], str]]:
    tr = QCoreApplication.translate
    return [
        (re.compile(r"Version “(.*)”"), tr("Said", "Version “{0}”")),
        (re.compile(r"Restore “(.*)”"), tr("Said", "Restore “{0}”")),
        (re.compile(r"identity of (.*)"), tr("Said", "Identity of {0}")),
        (re.compile(r"Draw (.*)"), tr("Said", "Draw {0}")),
    ]
