"""Pictures that come to a panel from elsewhere: a take of another panel, or a picture that was drawn outside."""

import time
from dataclasses import replace

from charabook.errors import BadInput
from projects.changes import NOTHING, Changes
from projects.editing import Edit
from projects.project import Project
from projects.records import Panel, PanelId, Rating, Take, TakeEditId, TakeId, new_id


class BringingDesk:
    """What is brought is a take like any other, and stands in the book at once. One undo takes it back."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def bring_take(self, take: TakeId, panel: PanelId) -> Changes:
        """Let a take stand for a panel; one of another panel stays there, and this one gets a copy of its picture.

        The copy does not say how it was made: it was not made for this panel, and so never becomes stale in it.
        Raises `BadInput` if the panel is locked, or if the take has no picture.
        """
        record = self._project.get(Take, take)
        if self._open_panel(panel).chosen_take == take:
            return NOTHING
        if record.asset is None:
            raise BadInput("This take has no picture.", "Generate the panel again.")
        with self._project.gesture("Use this take here") as edit:
            self._let_stand(edit, panel, record if record.panel == panel else self._copied(edit, record, panel))
        return edit.changes

    def bring_picture(self, panel: PanelId, picture: bytes, name: str) -> Changes:
        """Let a picture from the disk (PNG, JPEG or WebP) stand for a panel; `name` is kept as its note.

        Raises `BadInput` if the panel is locked, or if it is no picture.
        """
        self._open_panel(panel)
        with self._project.gesture("Bring in a picture") as edit:
            asset = edit.add_asset(picture)
            info = self._project.asset_info(asset)
            take = Take(
                panel=panel, asset=asset, width_px=info.width_px or 0, height_px=info.height_px or 0, notes=name
            )
            self._let_stand(edit, panel, edit.insert(take))
        return edit.changes

    def _open_panel(self, panel: PanelId) -> Panel:
        record = self._project.get(Panel, panel)
        if record.locked:
            raise BadInput("The panel is locked.", "Unlock it first, then bring the picture again.")
        return record

    def _copied(self, edit: Edit, take: Take, panel: PanelId) -> Take:
        """A take of the same picture, with whatever was done to it since."""
        copy = edit.insert(
            replace(
                take,
                id=TakeId(new_id()),
                panel=panel,
                look=None,
                setting=None,
                request_json="{}",
                rating=Rating.NONE,
                created_s=time.time(),
            )
        )
        for step in self._project.take_edits(take.id):
            edit.insert(replace(step, id=TakeEditId(new_id()), take=copy.id))
        return copy

    @staticmethod
    def _let_stand(edit: Edit, panel: PanelId, take: Take) -> None:
        edit.update(Panel, panel, chosen_take=take.id)
