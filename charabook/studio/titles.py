"""What jobs are called: where a panel stands, whose identity a picture is."""

from projects.reading import Reading
from projects.records import Character, Look, LookId, Panel, PanelId, Take


def panel_title(project: Reading, panel: PanelId) -> str:
    """ "panel 2 of page 4"; with one panel on it, "page 4"; "a panel" for one that is gone."""
    record = project.find(Panel, panel)
    number = 1
    for page in project.pages() if record is not None else ():
        if record is not None and page.id == record.page:
            among = [one.id for one in project.panels(page.id)]
            where = f"pages {number}-{number + 1}" if page.spread else f"page {number}"
            return f"panel {among.index(panel) + 1} of {where}" if len(among) > 1 else where
        number += 2 if page.spread else 1
    return "a panel"


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
