"""What jobs are called: where a panel stands, whose identity a picture is."""

from collections.abc import Iterable
from functools import lru_cache

from projects.reading import Reading
from projects.records import Character, Look, LookId, Page, PageId, Panel, PanelId, Take


def panel_title(project: Reading, panel: PanelId) -> str:
    """ "panel 2 of page 4"; with one panel on it, "page 4"; "a panel" for one that is gone."""
    return panel_titles(project, [panel])[panel]


def panel_titles(project: Reading, panels: Iterable[PanelId]) -> dict[PanelId, str]:
    """The titles of several panels; the book's pages are counted once for all of them."""
    pages = _numbered(project.pages())
    beside = lru_cache(maxsize=None)(lambda page: tuple(one.id for one in project.panels(page)))
    found = {panel: project.find(Panel, panel) for panel in panels}
    return {
        panel: _place(panel, pages[record.page], beside(record.page)) if record and record.page in pages else "a panel"
        for panel, record in found.items()
    }


def _numbered(pages: Iterable[Page]) -> dict[PageId, str]:
    """What each page is called."""
    called, number = {}, 1
    for page in pages:
        called[page.id] = f"pages {number}-{number + 1}" if page.spread else f"page {number}"
        number += 2 if page.spread else 1
    return called


def _place(panel: PanelId, page: str, among: tuple[PanelId, ...]) -> str:
    return f"panel {among.index(panel) + 1} of {page}" if len(among) > 1 else page


def look_title(project: Reading, look: LookId) -> str:
    """ "identity of Mina", and which look where it is not the first."""
    record = project.find(Look, look)
    character = project.find(Character, record.character) if record else None
    if record is None or character is None:
        return "identity"
    first = project.looks(character.id)[0].id == look
    return f"identity of {character.name}" if first else f"identity of {character.name} ({record.name})"


def take_title(project: Reading, take: Take) -> str:
    """What the picture shows: its panel, else its look."""
    if take.panel is not None and project.find(Panel, take.panel) is not None:
        return panel_title(project, take.panel)
    return look_title(project, take.look) if take.look else "a picture"
