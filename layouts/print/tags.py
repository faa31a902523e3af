"""The structure of a tagged PDF: what each drawing means, in the order in which it is read, with alt text."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from layouts.display_list import ElementId, Role, StructureElement
from layouts.print.sheets import PrintSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedPage:
    """What tagging needs to know of a drawn page; `marked` names the element behind each marked content id."""

    structure: tuple[StructureElement, ...]
    marked: tuple[ElementId, ...]
    sheet: PrintSheet


def add_structure(pdf: pikepdf.Pdf, pages: Sequence[TaggedPage], language: str) -> None:
    """Put the structure tree of all pages into the document."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array([])))
    parents: list[pikepdf.Object | int] = []
    for at, (page, tagged) in enumerate(zip(pdf.pages, pages, strict=True)):
        parents += [at, _page_elements(pdf, page.obj, at, tagged, document)]
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(parents)))
    root.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(language)


def _page_elements(
    pdf: pikepdf.Pdf, page: Dictionary, at: int, tagged: TaggedPage, document: pikepdf.Object
) -> pikepdf.Object:
    """Add a page's elements in reading order; returns its list of elements by marked content id."""
    section = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=document, Pg=page, K=Array([])))
    drawn: dict[ElementId, pikepdf.Object] = {}
    for element in sorted(set(tagged.marked)):
        ids = [mcid for mcid, owner in enumerate(tagged.marked) if owner == element]
        made = _element(tagged, tagged.structure[element], ids)
        made.P, made.Pg = section, page
        drawn[element] = pdf.make_indirect(made)
        section.K.append(drawn[element])
    document.K.append(section)
    page.StructParents = at
    page.Tabs = Name.S
    return pdf.make_indirect(Array([drawn[owner] for owner in tagged.marked]))


def _element(tagged: TaggedPage, meaning: StructureElement, ids: list[int]) -> Dictionary:
    made = Dictionary(Type=Name.StructElem, S=Name(f"/{meaning.role.value}"), K=Array(ids))
    if meaning.language:
        made.Lang = String(meaning.language)
    if meaning.text:
        # The whole passage in reading order, words unbroken at line ends.
        made.ActualText = String(meaning.text)
    if meaning.role is Role.FIGURE and meaning.bounds is not None:
        box = [round(side, 3) for side in tagged.sheet.box_points(meaning.bounds)]
        made.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(box))
    if meaning.alt:
        made.Alt = String(meaning.alt)
    return made
