"""Where a panel is, in the language of the moment."""

from PySide6.QtCore import QCoreApplication

from gui.book_view import BookView
from projects.records import PanelId


def place_name(view: BookView, panel: PanelId) -> str:
    """Such as "Page 5, panel 2"; empty for a panel that is gone."""
    record = view.panels_by_id.get(panel)
    if record is None:
        return ""
    page = view.pages_by_id[record.page]
    among = [one.id for one in view.panels_of_page[page.id]]
    number = view.page_number(page)
    if len(among) < 2:
        return QCoreApplication.translate("Place", "Page {page}").format(page=number)
    said = QCoreApplication.translate("Place", "Page {page}, panel {panel}")
    return said.format(page=number, panel=among.index(panel) + 1)
