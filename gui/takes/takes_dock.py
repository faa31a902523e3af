"""Bottom: the takes of the panel at hand, newest first. Rejects are hidden, never deleted."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDockWidget, QStackedWidget, QVBoxLayout, QWidget

from charabook.studio.moving_takes import clip_of
from gui.book_view import BookView
from gui.desk import Desk
from gui.films.clip_frames import ClipFrames, moves_by_itself
from gui.invitation import Invitation
from gui.takes.take_buttons import TakeButtons
from gui.takes.take_clipboard import TakeClipboard
from gui.takes.take_delegate import TakeDelegate
from gui.takes.take_list import TakeList
from gui.takes.take_strip import MOST_PX, TakeStrip
from gui.takes.take_verbs import TakeVerbs
from gui.thumbnails import Thumbnails
from projects.records import Panel, PanelId, Rating, Take, TakeId


class TakesDock(QDockWidget):
    """Knows which take is at hand, and tells when that is another one."""

    take_shown = Signal(str)
    compare_asked = Signal(str, str)
    """Two take ids: the one that stands in the book, and the one at hand."""
    vary_asked = Signal(str, int)
    """A take, and how many variations of it."""
    settings_asked = Signal(str)
    """A take that shall be made again with other settings."""

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("takes")
        self._desk = desk
        self._panel: PanelId | None = None
        self._takes = TakeList()
        self._takes.setParent(self)
        self.list = TakeStrip()
        self.list.setModel(self._takes)
        self.clips = ClipFrames(desk, MOST_PX, self)
        self.list.setItemDelegate(TakeDelegate(self._takes, thumbnails, self.clips, self.list))
        self.empty = Invitation("spark")
        self.verbs = TakeVerbs(desk, self._at_hand, self)
        self.clipboard = TakeClipboard(desk, self._at_hand, lambda: self._panel, self)
        self.buttons = TakeButtons(self.verbs)
        self._lay_out()
        self._connect(thumbnails)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self.tr("Takes"))
        self.list.setAccessibleName(self.tr("Takes of this panel"))
        self.empty.say(self.tr("No takes yet. Press Ctrl+Enter to draw this panel."))
        self.buttons.retranslate()
        self._refresh()

    # ------------------------------------------------------------------ which take

    def show_panel(self, panel: PanelId | None) -> None:
        """Show the takes of another panel."""
        self._panel = panel
        self._refresh()

    def chosen(self) -> TakeId | None:
        """The take at hand."""
        take = self._at_hand()
        return take.id if take is not None else None

    def count(self) -> int:
        """How many takes are shown."""
        return self._takes.rowCount()

    def step(self, by: int) -> None:
        """Go to the next or previous take."""
        index = self._takes.index(self.list.currentIndex().row() + by)
        if index.isValid():
            self.list.setCurrentIndex(index)

    def use(self, take: TakeId) -> None:
        """Let a take be at hand and stand in the book."""
        index = self._takes.index_of(take)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.verbs.use()

    def _at_hand(self) -> Take | None:
        return self._takes.take_at(self.list.currentIndex())

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self._middle = QStackedWidget()
        self._middle.addWidget(self.list)
        self._middle.addWidget(self.empty)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 2, 10, 6)
        column.setSpacing(4)
        column.addWidget(self._middle, 1)
        column.addWidget(self.buttons)
        self.setWidget(body)

    def _connect(self, thumbnails: Thumbnails) -> None:
        self.list.entered.connect(self._play)
        self.list.viewportEntered.connect(self.clips.stop)
        for key, act in (
            (QKeySequence.StandardKey.Copy, self.clipboard.copy),
            (QKeySequence.StandardKey.Paste, self.clipboard.paste),
        ):
            QShortcut(key, self.list, act, context=Qt.ShortcutContext.WidgetShortcut)
        self.list.doubleClicked.connect(lambda _: self.verbs.use())
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.clips.ticked.connect(self.list.viewport().update)
        self.buttons.compare_asked.connect(self._compare)
        self.buttons.vary_asked.connect(self._vary)
        self.buttons.settings_asked.connect(lambda: self.settings_asked.emit(self.chosen() or ""))
        self.buttons.rejects_box.toggled.connect(lambda _: self._refresh())
        self._desk.book_changed.connect(lambda _: self._refresh())
        thumbnails.ready.connect(lambda _: self.list.viewport().update())

    # ------------------------------------------------------------------ showing

    def _refresh(self) -> None:
        view = self._desk.view
        panel = view.panels_by_id.get(self._panel) if view is not None and self._panel is not None else None
        takes = self._listed(view, panel) if view is not None and panel is not None else []
        before, chosen = self._takes.ids(), self.chosen()
        blocked = self.list.selectionModel().blockSignals(True)
        self._takes.show_takes(takes, panel.chosen_take if panel is not None else None)
        self.list.selectionModel().blockSignals(blocked)
        self._middle.setCurrentWidget(self.list if takes else self.empty)
        if self._takes.ids() != before:
            standing = view.shown_take(panel) if view is not None and panel is not None else None
            self._choose_anew(standing, before, chosen)
        self.buttons.serve(self._at_hand(), len(takes))

    def _listed(self, view: BookView, panel: Panel) -> list[Take]:
        hides_rejects = not self.buttons.rejects_box.isChecked()
        takes = view.takes_of_panel.get(panel.id, ())
        listed = [take for take in takes if take.rating is not Rating.REJECT or not hides_rejects]
        return sorted(listed, key=lambda take: take.created_s, reverse=True)

    def _choose_anew(self, standing: Take | None, before: list[TakeId], chosen: TakeId | None) -> None:
        """Other takes are listed: take what has just arrived, else what was at hand, what stands, or the newest."""
        ids = self._takes.ids()
        arrived = [one for one in ids if one not in before] if chosen in ids else []
        wishes = (*arrived, chosen, standing.id if standing is not None else None, *ids)
        wanted = next((one for one in wishes if one in ids), None)
        blocked = self.list.selectionModel().blockSignals(True)
        self.list.setCurrentIndex(self._takes.index_of(wanted) if wanted is not None else QModelIndex())
        self.list.selectionModel().blockSignals(blocked)
        self.take_shown.emit(self.chosen() or "")

    def _play(self, index: QModelIndex) -> None:
        """A take that moves plays under the mouse, where the desktop lets things move."""
        take = self._takes.take_at(index)
        clip = clip_of(take) if take is not None else None
        if take is not None and clip is not None and moves_by_itself():
            self.clips.play(take.id, clip)
        else:
            self.clips.stop()

    # ------------------------------------------------------------------ telling

    def _tell(self, current: QModelIndex) -> None:
        take = self._takes.take_at(current)
        self.buttons.serve(take, self.count())
        self.take_shown.emit(take.id if take is not None else "")

    def _vary(self, count: int) -> None:
        take = self.chosen()
        if take is not None:
            self.vary_asked.emit(take, count)

    def _compare(self) -> None:
        take, other = self.chosen(), self._other()
        if take is not None and other is not None:
            self.compare_asked.emit(other, take)

    def _other(self) -> TakeId | None:
        """What the take at hand is compared with: the one that stands in the book, else its neighbour."""
        view = self._desk.view
        panel = view.panels_by_id.get(self._panel) if view is not None and self._panel is not None else None
        standing = view.shown_take(panel) if view is not None and panel is not None else None
        candidates = [*((standing.id,) if standing is not None else ()), *self._takes.ids()]
        return next((one for one in candidates if one != self.chosen()), None)
