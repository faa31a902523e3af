"""Where a page or panel is, in the language of the moment: the same words in the tree, the inspector and the queue."""

from PySide6.QtCore import QCoreApplication

from gui.book_view import BookView
from projects.records import Page, PageKind, PanelId


def page_name(view: BookView, page: Page) -> str:
    """Such as "Page 5"; a spread is two pages."""
    if page.kind is PageKind.TITLE:
        return QCoreApplication.translate("Place", "Title page")
    number = view.page_number(page)
    if page.spread:
        said = QCoreApplication.translate("Place", "Pages {first} and {second}")
        return said.format(first=number, second=number + 1)
    return QCoreApplication.translate("Place", "Page {page}").format(page=number)


def place_name(view: BookView, panel: PanelId) -> str:
    """Such as "Page 5, panel 2"; empty for a panel that is gone."""
    record = view.panels_by_id.get(panel)
    if record is None:
        return ""
    page = view.pages_by_id[record.page]
    among = [one.id for one in view.panels_of_page[page.id]]
    if len(among) < 2:
        return page_name(view, page)
    said = QCoreApplication.translate("Place", "{page}, panel {panel}")
    return said.format(page=page_name(view, page), panel=among.index(panel) + 1)
