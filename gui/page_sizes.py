"""The names of page sizes, in the language of the moment."""

from PySide6.QtCore import QCoreApplication


def size_name(name: str) -> str:
    """What people call a page size; its own name for one that has no other."""
    names = {
        "square-210": QCoreApplication.translate("NewBook", "Square"),
        "square-216": QCoreApplication.translate("NewBook", "Square 8.5 in"),
        "portrait-a5": QCoreApplication.translate("NewBook", "A5 upright"),
        "portrait-a4": QCoreApplication.translate("NewBook", "A4 upright"),
        "landscape-a4": QCoreApplication.translate("NewBook", "A4 landscape"),
        "trade-6x9": QCoreApplication.translate("NewBook", "Trade 6 × 9 in"),
        "us-comic": QCoreApplication.translate("NewBook", "US comic"),
        "manga-b5": QCoreApplication.translate("NewBook", "Manga B5"),
        "manga-b6": QCoreApplication.translate("NewBook", "Manga B6"),
        "letter": QCoreApplication.translate("NewBook", "Letter"),
    }
    return names.get(name, name)
