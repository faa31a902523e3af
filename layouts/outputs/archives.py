"""Zip files as the comic and e-book formats want them."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from layouts.whole_files import written_whole

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same book makes the same bytes


class Archive:
    """A zip file being written: pictures are stored as they are, texts compressed."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    def store(self, name: str, content: bytes) -> None:
        """Add a file uncompressed."""
        self._file.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_STORED)

    def pack(self, name: str, text: str) -> None:
        """Add a text compressed."""
        self._file.writestr(zipfile.ZipInfo(name, _MOMENT), text.encode("utf-8"), zipfile.ZIP_DEFLATED)


@contextmanager
def archive(target: Path) -> Iterator[Archive]:
    """A zip file that appears at `target` whole or not at all."""
    with written_whole(target) as made, zipfile.ZipFile(made, "w") as file:
        yield Archive(file)


def xml_text(root: ET.Element) -> str:
    """An XML file, declared and indented."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def cleaned(text: str) -> str:
    """The text without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))
