"""The book as a fixed-layout EPUB 3: pages as pictures, over them the words and descriptions in reading order.

A reader that shows pages sees exactly the printed book; one that reads aloud finds every balloon and every picture's
description in order; one that knows region navigation can go from panel to panel.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from charabook.errors import BadInput
from charabook.progress import SILENT, Progress, checkpoint
from layouts.book import Book, SinglePage
from layouts.display_list import DisplayList, Role, StructureElement
from layouts.outputs.archives import Archive, archive, cleaned, xml_text
from layouts.outputs.page_pictures import as_jpeg, page_name, pages_of, paint_to_width
from layouts.page import Binding, Sheet
from layouts.shapes import Rect

PAGE_WIDTH_PX = 1400
_BOOK_NAMESPACE = uuid.UUID("5a1d4f0c-6d0e-4c39-8a51-2b1f0a4f7c11")  # names books that bring no identifier
_SPREAD_SIDE = {Sheet.LEFT: "page-spread-left", Sheet.RIGHT: "page-spread-right"}

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""

STYLE = """html, body { margin: 0; padding: 0; }
body { position: relative; overflow: hidden; }
img { position: absolute; left: 0; top: 0; width: 100%; height: 100%; }
.said, .shown { position: absolute; margin: 0; overflow: hidden; color: transparent; font-size: 16px; line-height: 1; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """A page as it stands in the e-book."""

    name: str
    sheet: Sheet
    size: tuple[int, int]
    panels: tuple[tuple[str, Rect], ...]  # description and place in per cent


def export_epub(book: Book, target: Path, *, width_px: int = PAGE_WIDTH_PX, progress: Progress = SILENT) -> None:
    """Write the book as EPUB, pages `width_px` wide, spreads as facing pages.

    Raises BadInput for no pages or an absurd size, Unavailable when the target cannot be written, Cancelled.
    """
    if not 200 <= width_px <= 6000:
        raise BadInput(f"Pages {width_px} pixels wide are of no use.", "Choose a width from 200 to 6000.")
    count = pages_of(book)
    leaves: list[_Leaf] = []
    with archive(target) as made:
        made.store("mimetype", b"application/epub+zip")
        made.pack("META-INF/container.xml", CONTAINER)
        made.pack("EPUB/style.css", STYLE)
        for page in book.single_pages():
            checkpoint(progress)
            leaves.append(_add_page(made, book, page, page_name(page.number, count), width_px))
            progress.advance("Painting pages", page.number, count)
        made.pack("EPUB/nav.xhtml", xml_text(_contents(book, leaves)))
        made.pack("EPUB/panels.xhtml", xml_text(_panel_navigation(book, leaves)))
        made.pack("EPUB/package.opf", xml_text(_package(book, leaves)))


def _add_page(made: Archive, book: Book, page: SinglePage, name: str, width_px: int) -> _Leaf:
    picture = paint_to_width(page.drawing, width_px)
    made.store(f"EPUB/{name}.jpg", as_jpeg(picture))
    made.pack(f"EPUB/{name}.xhtml", xml_text(_page_document(book, page, name, picture.size)))
    panels = tuple(
        (element.alt or f"Panel {at}", _percent(element.bounds, page.drawing))
        for at, element in enumerate(_figures(page.drawing), start=1)
    )
    return _Leaf(name=name, sheet=page.sheet, size=picture.size, panels=panels)


def _figures(drawing: DisplayList) -> list[StructureElement]:
    return [element for element in drawing.structure if element.role is Role.FIGURE]


def _percent(box: Rect | None, drawing: DisplayList) -> Rect:
    """A place on the page in per cent of its size, cut off at its edges."""
    if box is None:
        return Rect(0.0, 0.0, 100.0, 100.0)
    left, right = (min(max(x / drawing.width_mm * 100, 0.0), 100.0) for x in (box.x, box.right))
    top, bottom = (min(max(y / drawing.height_mm * 100, 0.0), 100.0) for y in (box.y, box.bottom))
    return Rect(round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2))


# ---------------------------------------------------------------- documents


def _document(language: str, title: str) -> tuple[ET.Element, ET.Element, ET.Element]:
    """An XHTML document: its root, head and body."""
    root = ET.Element(
        "html",
        {
            "xmlns": "http://www.w3.org/1999/xhtml",
            "xmlns:epub": "http://www.idpf.org/2007/ops",
            "lang": language,
            "xml:lang": language,
        },
    )
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    ET.SubElement(head, "title").text = cleaned(title)
    return root, head, ET.SubElement(root, "body")


def _page_document(book: Book, page: SinglePage, name: str, size: tuple[int, int]) -> ET.Element:
    root, head, body = _document(page.drawing.language or book.language, f"{book.title}, page {page.number}")
    ET.SubElement(head, "meta", {"name": "viewport", "content": f"width={size[0]}, height={size[1]}"})
    ET.SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"})
    body.set("style", f"width: {size[0]}px; height: {size[1]}px;")
    # The page's picture says nothing that is not said below: reading aloud passes it over.
    ET.SubElement(body, "img", {"src": f"{name}.jpg", "alt": "", "role": "presentation"})
    for element in page.drawing.structure:
        _add_meaning(body, element, page.drawing)
    return root


def _add_meaning(body: ET.Element, element: StructureElement, drawing: DisplayList) -> None:
    box = _percent(element.bounds, drawing)
    place = f"left: {box.x}%; top: {box.y}%; width: {box.width}%; height: {box.height}%;"
    if element.role is Role.FIGURE:
        if element.alt:
            ET.SubElement(
                body, "div", {"class": "shown", "role": "img", "aria-label": cleaned(element.alt), "style": place}
            )
        return
    tag = {Role.TITLE: "h1", Role.HEADING: "h2"}.get(element.role, "p")
    attributes = {"class": "said", "style": place}
    if element.language:
        attributes |= {"lang": element.language, "xml:lang": element.language}
    ET.SubElement(body, tag, attributes).text = cleaned(element.text)


def _contents(book: Book, leaves: list[_Leaf]) -> ET.Element:
    root, _, body = _document(book.language, book.title)
    for kind, title, shown in (("toc", book.title, leaves[:1]), ("page-list", "Pages", leaves)):
        nav = ET.SubElement(body, "nav", {"epub:type": kind, **({} if kind == "toc" else {"hidden": "hidden"})})
        ET.SubElement(nav, "h1").text = cleaned(title)
        entries = ET.SubElement(nav, "ol")
        for number, leaf in enumerate(shown, start=1):
            link = ET.SubElement(ET.SubElement(entries, "li"), "a", {"href": f"{leaf.name}.xhtml"})
            link.text = cleaned(book.title) if kind == "toc" else str(number)
    return root


def _panel_navigation(book: Book, leaves: list[_Leaf]) -> ET.Element:
    """Region-based navigation: for every page its panels in reading order."""
    root, _, body = _document(book.language, "Panels")
    nav = ET.SubElement(body, "nav", {"epub:type": "region-based"})
    pages = ET.SubElement(nav, "ol")
    for leaf in leaves:
        page = ET.SubElement(pages, "li")
        ET.SubElement(page, "a", {"href": f"{leaf.name}.xhtml"})
        if not leaf.panels:
            continue
        panels = ET.SubElement(page, "ol")
        for _, box in leaf.panels:
            place = f"{leaf.name}.xhtml#xywh=percent:{box.x:g},{box.y:g},{box.width:g},{box.height:g}"
            ET.SubElement(ET.SubElement(panels, "li"), "a", {"href": place, "epub:type": "panel"})
    return root


# ---------------------------------------------------------------- the package


def _package(book: Book, leaves: list[_Leaf]) -> ET.Element:
    root = ET.Element(
        "package",
        {
            "xmlns": "http://www.idpf.org/2007/opf",
            "version": "3.0",
            "unique-identifier": "id",
            "xml:lang": book.language,
            "prefix": "rendition: http://www.idpf.org/vocab/rendition/#",
        },
    )
    root.append(_metadata(book, leaves))
    root.append(_manifest(leaves))
    direction = "rtl" if book.binding is Binding.RIGHT else "ltr"
    spine = ET.SubElement(root, "spine", {"page-progression-direction": direction})
    for leaf in leaves:
        ET.SubElement(spine, "itemref", {"idref": leaf.name, "properties": _SPREAD_SIDE[leaf.sheet]})
    return root


def _metadata(book: Book, leaves: list[_Leaf]) -> ET.Element:
    root = ET.Element("metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    ET.SubElement(root, "dc:identifier", {"id": "id"}).text = cleaned(book.identifier) or _own_identifier(book)
    facts = [("dc:title", book.title), ("dc:language", book.language)]
    facts += [("dc:creator", author) for author in book.authors]
    facts += [("dc:publisher", book.publisher), ("dc:description", book.summary)]
    for name, text in facts:
        if text:
            ET.SubElement(root, name).text = cleaned(text)
    for name, text in _properties(book, leaves):
        ET.SubElement(root, "meta", {"property": name}).text = text
    return root


def _properties(book: Book, leaves: list[_Leaf]) -> list[tuple[str, str]]:
    described = all(element.alt for page in book.pages for element in _figures(page.composition.display_list))
    features = ["readingOrder", *(["alternativeText"] if described else [])]
    return [
        ("dcterms:modified", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("rendition:layout", "pre-paginated"),
        ("rendition:orientation", "auto"),
        ("rendition:spread", "landscape" if len(leaves) > 1 else "none"),
        ("schema:accessMode", "visual"),
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "visual,textual"),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", "Pages are pictures; all their words are there as text in reading order."),
    ]


def _own_identifier(book: Book) -> str:
    return f"urn:uuid:{uuid.uuid5(_BOOK_NAMESPACE, f'{book.title}|{book.language}|{book.authors}')}"


def _manifest(leaves: list[_Leaf]) -> ET.Element:
    root = ET.Element("manifest")

    def item(name: str, href: str, kind: str, **properties: str) -> None:
        ET.SubElement(root, "item", {"id": name, "href": href, "media-type": kind, **properties})

    item("nav", "nav.xhtml", "application/xhtml+xml", properties="nav")
    item("panels", "panels.xhtml", "application/xhtml+xml", properties="data-nav")
    item("style", "style.css", "text/css")
    for at, leaf in enumerate(leaves):
        item(leaf.name, f"{leaf.name}.xhtml", "application/xhtml+xml")
        cover = {"properties": "cover-image"} if at == 0 else {}
        item(f"{leaf.name}-picture", f"{leaf.name}.jpg", "image/jpeg", **cover)
    return root
