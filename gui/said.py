"""What other rooms say, in the language of the window: names of steps, stages of work, reasons.

The studio and the engine speak English. Sentences that the window shows every day are known here; what is not known
is shown as it was said.
"""

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

CONTEXT = "Said"

SENTENCES = (
    QT_TRANSLATE_NOOP("Said", "Import the story"),
    QT_TRANSLATE_NOOP("Said", "Use this take"),
    QT_TRANSLATE_NOOP("Said", "Use this identity"),
    QT_TRANSLATE_NOOP("Said", "Rate a take"),
    QT_TRANSLATE_NOOP("Said", "Use a drawing"),
    QT_TRANSLATE_NOOP("Said", "Change the page size"),
    QT_TRANSLATE_NOOP("Said", "Change the seed"),
    QT_TRANSLATE_NOOP("Said", "Choose a model"),
    QT_TRANSLATE_NOOP("Said", "Choose"),
    QT_TRANSLATE_NOOP("Said", "Keep both"),
    QT_TRANSLATE_NOOP("Said", "Recover"),
    QT_TRANSLATE_NOOP("Said", "Clean up"),
    QT_TRANSLATE_NOOP("Said", "The panel is locked."),
    QT_TRANSLATE_NOOP("Said", "Nothing says what is to be seen: choose a setting or put a figure into the panel."),
    QT_TRANSLATE_NOOP("Said", "The look, its drawing, or the model has changed since it was made."),
    QT_TRANSLATE_NOOP("Said", "Preflight"),
)
PATTERNS = (
    (re.compile(r"panel"), QT_TRANSLATE_NOOP("Said", "Drawing")),
    (re.compile(r"Version “(.*)”"), QT_TRANSLATE_NOOP("Said", "Version “{0}”")),
    (re.compile(r"Restore “(.*)”"), QT_TRANSLATE_NOOP("Said", "Restore “{0}”")),
    (re.compile(r"identity of (.*)"), QT_TRANSLATE_NOOP("Said", "Identity of {0}")),
    (re.compile(r"Draw (.*)"), QT_TRANSLATE_NOOP("Said", "Draw {0}")),
)


def in_our_words(said: str) -> str:
    """A sentence in the language of the moment."""
    if said in SENTENCES:
        return QCoreApplication.translate(CONTEXT, said)
    for pattern, words in PATTERNS:
        match = pattern.fullmatch(said)
        if match is not None:
            return QCoreApplication.translate(CONTEXT, str(words)).format(*match.groups())
    return said
