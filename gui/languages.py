"""The window's languages: English is in the code, others are Qt translation files beside it. Switched at run time."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

FOLDER = Path(__file__).with_name("translations")
LANGUAGES = {"en": "English", "ja": "日本語"}


_spoken = ["en"]


def spoken() -> str:
    """The tag of the language that the window speaks now."""
    return _spoken[-1]


def language_name(tag: str) -> str:
    """A language's name in the language itself, such as 日本語; the tag for one that Qt does not know."""
    locale = QLocale(tag)
    known = locale.language() is not QLocale.Language.C
    return LANGUAGES.get(tag) or (locale.nativeLanguageName() if known else "") or tag


class Languages:
    """Keeps the translator of the moment installed."""

    def __init__(self) -> None:
        self._installed: list[QTranslator] = []

    def speak(self, language: str) -> str:
        """Speak a language (empty: the system's); the tag that is spoken from now on."""
        wanted = language or QLocale.system().name().split("_")[0]
        spoken = wanted if wanted in LANGUAGES else "en"
        _spoken[:] = [spoken]
        QLocale.setDefault(QLocale(spoken))  # dates and numbers follow
        application = QCoreApplication.instance()
        if application is None:
            return spoken
        for translator in self._installed:
            application.removeTranslator(translator)
        self._installed = _translators(spoken)
        for translator in self._installed:
            application.installTranslator(translator)
        return spoken


def _translators(language: str) -> list[QTranslator]:
    # English has a file too: it holds the plural forms.
    translator = QTranslator()
    return [translator] if translator.load(str(FOLDER / f"charabook_{language}.qm")) else []
