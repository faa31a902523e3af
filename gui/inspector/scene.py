"""What a panel shows: what is seen, how close the camera is, and where it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from gui.book_view import BookView
from gui.desk import Desk
from gui.fields import LineField, NarrowChoice, TextField
from gui.inspector.section import LabelledField, Section, stacked
from gui.places import place_name
from projects.records import Panel, Setting

if TYPE_CHECKING:
    from projects.editing import Edit

NEW_SETTING = "new setting"


class SceneSection(Section):
    """A setting belongs to the book: describing it changes every panel that is set there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: BookView | None = None
        self.action, self.shot, self.setting, self.setting_words = (
            TextField(3),
            NarrowChoice(),
            NarrowChoice(),
            LineField(),
        )
        fields = (self.action, self.setting, self.shot, self.setting_words)
        self._action, self._setting, self._shot, self._words = map(LabelledField, fields)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addLayout(self._setting, 1)
        pair.addLayout(self._shot, 1)
        stacked(self.column, self._action, pair, self._words)
        self.action.committed.connect(lambda text: self.change(self.tr("Change what is seen"), action=text))
        self.shot.committed.connect(lambda shot: self.change(self.tr("Change shot"), shot=shot))
        self.setting.committed.connect(self._choose_setting)
        self.setting_words.committed.connect(self._describe_setting)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.rename(self.tr("Panel"))
        self._action.rename(self.tr("What is seen"))
        self._setting.rename(self.tr("Setting"))
        self._shot.rename(self.tr("Shot"))
        self._words.rename(self.tr("The setting is described as"))

    def show_panel(self, view: BookView, panel: Panel) -> None:
        """Show what this panel shows."""
        super().show_panel(view, panel)
        self._view = view
        self.rename(place_name(view, panel.id))
        self.action.show_value(panel.action)
        self._offer_shots(panel.shot)
        self.shot.show_value(panel.shot)
        self._offer_settings(view)
        self.setting.show_value(panel.setting)
        setting = view.settings.get(panel.setting) if panel.setting else None
        self.setting_words.setEnabled(setting is not None)
        self.setting_words.show_value(setting.prompt if setting is not None else "")

    def _offer_shots(self, shot: str) -> None:
        shots = {
            "": self.tr("any"),
            "wide": self.tr("wide"),
            "full": self.tr("full"),
            "medium": self.tr("medium"),
            "close-up": self.tr("close-up"),
        }
        shots.setdefault(shot, shot)
        self.shot.offer((name, value) for value, name in shots.items())

    def _offer_settings(self, view: BookView) -> None:
        settings = ((one.name, one.id) for one in view.settings.values())
        self.setting.offer([(self.tr("none"), None), *settings, (self.tr("New setting…"), NEW_SETTING)])

    def _choose_setting(self, choice: object) -> None:
        if choice == NEW_SETTING:
            self._add_setting()
        else:
            self.change(self.tr("Change setting"), setting=choice)

    def _add_setting(self) -> None:
        view, panel = self._view, self._panel
        if view is None or panel is None:
            return
        setting = Setting(name=self.tr("Setting {number}").format(number=len(view.settings) + 1))

        def add(edit: Edit) -> None:
            edit.insert(setting)
            edit.update(Panel, panel.id, setting=setting.id)

        self._desk.edit(self.tr("New setting"), add)

    def _describe_setting(self, words: str) -> None:
        setting = self._panel.setting if self._panel is not None else None
        if setting is not None:
            self._desk.edit(self.tr("Describe setting"), lambda edit: edit.update(Setting, setting, prompt=words))
