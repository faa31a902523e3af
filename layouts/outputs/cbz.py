"""The book as a comic archive: one JPEG a page or spread, and ComicInfo.xml for readers' libraries."""

from pathlib import Path
from xml.etree import ElementTree as ET

from charabook.progress import SILENT, Progress, checkpoint
from layouts.book import Book
from layouts.outputs.archives import archive, cleaned, xml_text
from layouts.outputs.page_pictures import as_jpeg, page_name, pages_of, paint_to_width
from layouts.page import Binding, Sheet

PAGE_WIDTH_PX = 1600


def export_cbz(book: Book, target: Path, *, width_px: int = PAGE_WIDTH_PX, progress: Progress = SILENT) -> None:
    """Write the book as CBZ, pages `width_px` wide and spreads twice that.

    Raises BadInput for a book without pages, Unavailable when the target cannot be written, Cancelled.
    """
    pages_of(book)
    count = len(book.pages)
    listed: list[dict[str, str]] = []
    with archive(target) as made:
        for number, page in enumerate(book.pages, start=1):
            checkpoint(progress)
            is_spread = page.sheet is Sheet.SPREAD
            picture = paint_to_width(page.composition.display_list, width_px * (2 if is_spread else 1))
            jpeg = as_jpeg(picture)
            made.store(f"{page_name(number, count)}.jpg", jpeg)
            listed.append(_page_entry(number, picture.size, len(jpeg), is_spread))
            progress.advance("Painting pages", number, count)
        made.pack("ComicInfo.xml", xml_text(_comic_info(book, listed)))


def _page_entry(number: int, size: tuple[int, int], length: int, is_spread: bool) -> dict[str, str]:  # noqa: FBT001
    entry = {
        "Image": str(number - 1),
        "ImageSize": str(length),
        "ImageWidth": str(size[0]),
        "ImageHeight": str(size[1]),
    }
    if is_spread:
        entry["DoublePage"] = "true"
    if number == 1:
        entry["Type"] = "FrontCover"
    return entry


def _comic_info(book: Book, listed: list[dict[str, str]]) -> ET.Element:
    root = ET.Element("ComicInfo")
    facts = {
        "Title": book.title,
        "Summary": book.summary,
        "Writer": ", ".join(book.authors),
        "Publisher": book.publisher,
        "PageCount": str(len(listed)),
        "LanguageISO": book.language,
        "Manga": "YesAndRightToLeft" if book.binding is Binding.RIGHT else "No",
    }
    for name, text in facts.items():
        if text:
            ET.SubElement(root, name).text = cleaned(text)
    pages = ET.SubElement(root, "Pages")
    for entry in listed:
        ET.SubElement(pages, "Page", entry)
    return root
