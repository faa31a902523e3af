"""What the window remembers between two runs: places, sizes, theme, language, the last book. Kept outside of books."""

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from gui.theme import Theme

ONION_PERCENT = 35


class Memory:
    """A typed door to the settings file. `CHARABOOK_SETTINGS` names another file, for tests and portable use."""

    def __init__(self) -> None:
        override = os.environ.get("CHARABOOK_SETTINGS")
        if override:
            self._store = QSettings(override, QSettings.Format.IniFormat)
        else:
            self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "charabook", "charabook")

    @property
    def theme(self) -> Theme:
        """The palette that the user chose."""
        value = self._text("theme")
        return Theme(value) if value in set(Theme) else Theme.SYSTEM

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._store.setValue("theme", theme.value)

    @property
    def language(self) -> str:
        """A language tag, or an empty string for the system's."""
        return self._text("language")

    @language.setter
    def language(self, language: str) -> None:
        self._store.setValue("language", language)

    @property
    def onion_percent(self) -> int:
        """How strongly the panel before is seen over the one at hand."""
        value = self._text("onion")
        return int(value) if value.isdecimal() else ONION_PERCENT

    @onion_percent.setter
    def onion_percent(self, percent: int) -> None:
        self._store.setValue("onion", str(percent))

    def geometry(self) -> QByteArray | None:
        """Where the window was."""
        return self._bytes("geometry")

    def layout_of(self, mode: str) -> QByteArray | None:
        """Where the docks were in a mode."""
        return self._bytes(f"layout/{mode}")

    def keep_geometry(self, state: QByteArray) -> None:
        """Remember where the window is."""
        self._store.setValue("geometry", state)

    def keep_layout(self, mode: str, state: QByteArray) -> None:
        """Remember where the docks are in a mode."""
        self._store.setValue(f"layout/{mode}", state)

    def recent(self) -> tuple[Path, ...]:
        """The books that were open lately, newest first."""
        return tuple(Path(line) for line in self._text("recent").splitlines() if line)

    def keep_recent(self, path: Path, most: int = 10) -> None:
        """Remember that a book was opened."""
        others = [known for known in self.recent() if known != path]
        self._store.setValue("recent", "\n".join(str(one) for one in (path, *others)[:most]))

    def drop_recent(self, path: Path) -> None:
        """Forget a book that could not be opened."""
        self._store.setValue("recent", "\n".join(str(one) for one in self.recent() if one != path))

    def place_in(self, book: Path) -> tuple[str, str]:
        """The mode and the panel in which a book was left; empty strings for one that was never left."""
        mode, _, panel = self._text(_place_key(book)).partition(" ")
        return mode, panel

    def keep_place(self, book: Path, mode: str, panel: str) -> None:
        """Remember where a book is left."""
        self._store.setValue(_place_key(book), f"{mode} {panel}")

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""

    def _bytes(self, key: str) -> QByteArray | None:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None


def _place_key(book: Path) -> str:
    return f"place/{hashlib.sha256(os.fsencode(book)).hexdigest()[:16]}"
