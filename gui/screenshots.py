"""Pictures of every mode, in both languages and themes: `python -m gui.screenshots FOLDER [BOOK.charabook]`.

They show the sample book as `charabook demo` makes it (build/demo), or any other book; a copy of it is shown, so that
nothing is changed. No screen is needed.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap

from charabook.sample import SAMPLE_NAME
from gui.app import Shell, make_application
from gui.languages import LANGUAGES, Languages
from gui.memory import Memory
from gui.rooms import Mode
from gui.theme import Theme
from gui.wardrobe import is_dressed, wear
from gui.window import MainWindow

DEMO_BOOK = Path("build/demo") / f"{SAMPLE_NAME}.charabook"
SIZE_PX = (1360, 850)
SETTLE_MS = 1500
MOST_BYTES = 150_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    folder = Path(given[0]) if given else Path("docs/images")
    book = Path(given[1]) if len(given) > 1 else DEMO_BOOK
    if not book.is_file():
        sys.stderr.write(f"There is no book {book}: make it with “make demo”.\n")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        os.environ["CHARABOOK_SETTINGS"] = str(Path(place) / "settings.ini")
        os.environ["CHARABOOK_DATA"] = str(Path(place) / "data")
        copy = Path(place) / book.name
        shutil.copyfile(book, copy)
        _take_all(folder, copy)
    return 0


def _take_all(folder: Path, book: Path) -> None:
    make_application([])
    memory, languages = Memory(), Languages()
    languages.speak("en")
    wear(Theme.LIGHT)
    shell = Shell(memory, languages)
    window = shell.open_book(book)
    window.resize(*SIZE_PX)
    _wait_for(lambda: window.desk.view is not None)
    _stage(window)
    for language in LANGUAGES:
        languages.speak(language)
        window.pages.show_language(language)
        for theme in (Theme.LIGHT, Theme.DARK):
            wear(theme)
            _wait_for(is_dressed)
            for mode in Mode:
                window.show_mode(mode)
                _wait(SETTLE_MS)
                if mode is Mode.FILM:
                    _stage_film(window)
                _keep(window.grab(), folder / f"window-{mode}-{language}-{theme}.png")
    shell.close_all()


def _stage(window: MainWindow) -> None:
    """Show a panel with somebody in it, and a page with something on it."""
    view = window.desk.view
    if view is None:
        return
    panel = max(view.panels, key=lambda one: len(view.figures_of_panel.get(one.id, ())))
    window.at_hand.open_panel(panel.id)
    window.pages.show_page(panel.page)
    window.export.check()
    _wait_for(lambda: window.export.findings.count() > 0)


def _stage_film(window: MainWindow) -> None:
    """Go into a shot in which somebody speaks, and wait for the picture and for those on the blocks."""
    reel = window.films.reel
    _wait_for(lambda: reel.timeline is not None)
    spoken = [shot for shot in reel.blocks.shots if shot.key.panel_id]
    if spoken:
        reel.seek(spoken[len(spoken) // 3].time(0.9))
    _wait_for(lambda: window.films.mode.screen_.picture is not None and reel.stills.are_painted)


def _keep(picture: QPixmap, target: Path) -> None:
    """Write a PNG with as many colours as fit into `MOST_BYTES`."""
    whole = target.with_suffix(".whole.png")
    picture.save(str(whole))
    with Image.open(whole) as read:
        shown = read.convert("RGB")
    whole.unlink()
    for colours in (256, 128, 64, 32):
        shown.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= MOST_BYTES:
            return


def _wait_for(condition: Callable[[], bool], most_ms: int = 60_000) -> None:
    """A slow machine needs longer until there is something to show."""
    for _ in range(most_ms // SETTLE_MS):
        _wait(SETTLE_MS)
        if condition():
            return


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
