"""Another copy of the book: what it would bring, page by page, and merging it. Nothing of either copy is dropped."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.desk import Desk
from gui.dialogs import Foot, dialog_column
from gui.invitation import Invitation
from gui.long_work import WatchedWork
from gui.places import page_name, place_name
from gui.team.conflict_cards import ConflictCards
from projects.changes import Change, Changes
from projects.comparing import Comparison, Difference, Side
from projects.records import (
    Character,
    CharacterId,
    Comment,
    Figure,
    Lettering,
    LetteringText,
    Look,
    LookId,
    Page,
    PageId,
    Panel,
    PanelId,
    Record,
    Setting,
    SettingId,
    Take,
)


class MergeDialog(QDialog):
    """First what would come, then, after merging, what both have changed."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path = path
        self.setWindowTitle(self.tr("Merge {name}").format(name=path.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.about = QLabel(self.tr("Comparing…"))
        self.about.setWordWrap(True)
        self.about.setProperty("subheading", True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([self.tr("What"), self.tr("Who changed it")])
        self.tree.setAccessibleName(self.tr("Differences between the copies"))
        self.tree.setColumnWidth(0, 420)
        self.tree.setProperty("framed", True)
        self.tree.hide()
        self.waiting = Invitation("compare")
        self.waiting.say(self.tr("What that copy would bring is shown before anything is merged."))
        self.cards = ConflictCards(desk)
        self.cards.hide()
        foot = Foot(self, self.merge, self.tr("Merge"), self.tr("Cancel"))
        self.merge_button, self.close_button = foot.go, foot.leave
        self.merge_button.setEnabled(False)
        column = dialog_column(self)
        column.addWidget(self.about)
        column.addWidget(self.progress)
        column.addWidget(self.waiting, 1)
        column.addWidget(self.tree, 1)
        column.addWidget(self.cards, 1)
        column.addWidget(foot)
        self.resize(720, 560)
        self._work(lambda: desk.work(lambda studio, watch: studio.compare(path, watch), self._show))

    def merge(self) -> None:
        """Merge the copy."""
        self.merge_button.setEnabled(False)
        path = self._path
        self._work(lambda: self._desk.work(lambda studio, watch: studio.merge(path, watch), self._merged))

    def _work(self, begin: Callable[[], WatchedWork]) -> None:
        self.progress.setValue(0)
        self.progress.show()
        watch = begin()
        watch.advanced.connect(self._show_share)
        watch.ended.connect(self._rest)

    def _rest(self) -> None:
        """Nothing goes on; what has failed is told in the window behind, which is still in reach."""
        self.progress.hide()
        if self.waiting.isVisible() and not self.tree.isVisible():
            self.about.setText(self.tr("That copy could not be compared."))

    def _show_share(self, _: str, done: float, total: float) -> None:
        self.progress.setValue(round(1000 * done / total) if total else 0)

    def _show(self, comparison: Comparison) -> None:
        self.waiting.hide()
        self.tree.show()
        self.tree.clear()
        view = self._desk.view
        for page in comparison.pages():
            top = QTreeWidgetItem([self._page_name(page), ""])
            for difference in comparison.of_page(page):
                top.addChild(QTreeWidgetItem([self._say(difference), self._who(difference.side)]))
            self.tree.addTopLevelItem(top)
            top.setExpanded(True)
        theirs, both = comparison.count(Side.THEIRS), comparison.count(Side.BOTH)
        if not theirs and not both:
            self.about.setText(self.tr("That copy holds nothing that this one does not have already."))
            self.close_button.setText(self.tr("Close"))
            return
        parts = [self.tr("It brings %n change(s).", "", theirs + both)]
        if both:
            parts.append(self.tr("%n of them both copies have made differently: you choose afterwards.", "", both))
        self.about.setText(" ".join(parts))
        self.merge_button.setEnabled(view is not None)
        self.merge_button.setFocus()

    def _merged(self, changes: Changes) -> None:
        self._desk.reload()
        self.tree.hide()
        self.close_button.setText(self.tr("Close"))
        self.merge_button.hide()
        self.close_button.setDefault(True)
        came = self.tr("Merged. %n change(s) came in.", "", len(changes.touched))
        self._desk.ask(lambda studio: len(studio.project.conflicts()), lambda count: self._say_open(came, count))
        self.cards.show()
        self.cards.read()

    def _say_open(self, came: str, choices: int) -> None:
        if not choices:
            self.about.setText(came)
            return
        choose = self.tr(
            "Choose where both copies differ. What you leave open waits in the Book menu,"
            " under Recovered items and choices."
        )
        self.about.setText(f"{came}\n{choose}")

    def _page_name(self, page: PageId | None) -> str:
        view = self._desk.view
        record = view.pages_by_id.get(page) if view is not None and page is not None else None
        if page is None:
            return self.tr("The whole book")
        if record is None or view is None:
            return self.tr("A page that is new")
        return page_name(view, record)

    def _say(self, difference: Difference) -> str:
        kinds: dict[type[Record], str] = {
            Character: self.tr("a character"),
            Look: self.tr("a look"),
            Setting: self.tr("a setting"),
            Page: self.tr("the page"),
            Panel: self.tr("a panel"),
            Figure: self.tr("a figure"),
            Lettering: self.tr("lettering"),
            LetteringText: self.tr("a text"),
            Take: self.tr("a take"),
            Comment: self.tr("a comment"),
        }
        changes = {
            Change.ADDED: self.tr("{what}, new"),
            Change.CHANGED: self.tr("{what}, changed"),
            Change.REMOVED: self.tr("{what}, removed"),
        }
        what = kinds.get(difference.touched.kind, self.tr("the book"))
        name = self._name_of(difference)
        what = self.tr("{what} “{name}”").format(what=what, name=name) if name else what
        return changes[difference.touched.change].format(what=what)

    def _name_of(self, difference: Difference) -> str:
        """What people call the record, if this copy has it and it is called anything."""
        view, record = self._desk.view, difference.touched.id
        if view is None:
            return ""
        if difference.touched.kind is Panel:
            return place_name(view, PanelId(record))
        character = view.characters.get(CharacterId(record))
        setting = view.settings.get(SettingId(record))
        if LookId(record) in view.looks:
            return view.look_name(LookId(record))
        return character.name if character is not None else setting.name if setting is not None else ""

    def _who(self, side: Side) -> str:
        return {Side.MINE: self.tr("you"), Side.THEIRS: self.tr("that copy"), Side.BOTH: self.tr("both")}[side]
