"""The identity of one look: its picture, how it stands and why, other candidates, and where else it may come from."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from charabook.queue import Job
from charabook.studio.identities import IdentityStanding
from gui import signs
from gui.book_view import BookView
from gui.cast.portraits import standing_name
from gui.desk import Desk
from gui.facts import cache_bytes, evict_cache
from gui.panels.shown_picture import pixmap
from gui.queue.wishes import Queueing, Wish
from gui.said import in_our_words
from gui.theme import shades
from gui.thumbnails import Thumbnails
from projects.records import AssetHash, Look, LookId, TakeId

SIDE_PX = 232
CANDIDATE_PX = 44


class IdentityCard(QFrame):
    """Shows and changes one identity."""

    drawing_asked = Signal()
    picture_asked = Signal()
    """The identity shall be taken from a picture of the book."""
    crop_asked = Signal()

    def __init__(self, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._desk = desk
        self._thumbnails = thumbnails
        self._look: LookId | None = None
        self._preview: QPixmap | None = None
        self.portrait, self.badge, self.reason = QLabel(), QLabel(), QLabel()
        self.portrait.setFixedSize(SIDE_PX, SIDE_PX)
        self.portrait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reason.setProperty("muted", True)
        self.reason.setWordWrap(True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.candidates = QListWidget()
        self.candidates.setViewMode(QListWidget.ViewMode.IconMode)
        self.candidates.setFlow(QListWidget.Flow.LeftToRight)
        self.candidates.setWrapping(False)
        self.candidates.setMovement(QListWidget.Movement.Static)
        self.candidates.setIconSize(QSize(CANDIDATE_PX, CANDIDATE_PX))
        self.candidates.setFixedHeight(CANDIDATE_PX + 26)
        self.make_button, self.rebuild_button, self.crop_button = QPushButton(), QPushButton(), QPushButton()
        self.drawing_button, self.picture_button, self.forget_button = QPushButton(), QPushButton(), QPushButton()
        self.badge.setProperty("chip", True)
        self.cache = QLabel()
        self.cache.setProperty("muted", True)
        self.cache.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.evict_button = QPushButton()
        for quiet_button in (self.forget_button, self.evict_button):
            quiet_button.setProperty("quiet", True)
        self._lay_out()
        self.make_button.clicked.connect(self.make)
        self.rebuild_button.clicked.connect(self.rebuild)
        self.crop_button.clicked.connect(self.crop_asked)
        self.picture_button.clicked.connect(self.picture_asked)
        self.drawing_button.clicked.connect(self.drawing_asked)
        self.forget_button.clicked.connect(self._forget_drawing)
        self.evict_button.clicked.connect(self.evict)
        self.candidates.itemClicked.connect(self._choose)
        self.candidates.itemActivated.connect(self._choose)
        thumbnails.ready.connect(self._picture_arrived)
        desk.job_stepped.connect(self._follow)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self.tr("Identity"))
        self.drawing_button.setText(self.tr("From a drawing…"))
        self.rebuild_button.setText(self.tr("Rebuild"))
        self.rebuild_button.setToolTip(self.tr("Make it anew from what the look says now, with the same seed"))
        self.crop_button.setText(self.tr("Crop…"))
        self.crop_button.setToolTip(self.tr("Let a part of this picture be the identity"))
        self.picture_button.setText(self.tr("From a picture of the book…"))
        self.forget_button.setText(self.tr("Forget the drawing"))
        self.evict_button.setText(self.tr("Clear its cache"))
        self.evict_button.setToolTip(self.tr("Frees the disk; the cache is made again when it is needed"))
        self.candidates.setAccessibleName(self.tr("Identity pictures to choose from"))
        self.candidates.setToolTip(self.tr("Click a picture to let it be the identity"))
        self._refresh()

    def show_look(self, look: LookId | None) -> None:
        """Show the identity of another look."""
        if look != self._look:
            self._preview = None
        self._look = look
        self._refresh()

    def make(self) -> None:
        """Queue an identity picture; a further one gets another seed."""
        look = self._look
        if look is not None:
            self._wish(look, "make", lambda studio: [studio.looks.make_identity(look)])

    def rebuild(self) -> None:
        """Queue the identity picture again as the look is now; its cache follows by itself."""
        look = self._look
        if look is not None:
            self._wish(look, "rebuild", lambda studio: [studio.looks.rebuild_identity(look)])

    def _wish(self, look: LookId, how: str, queue: Queueing) -> None:
        self._desk.wishes.make(Wish(subjects=(look,), how=how, pictures=1), queue)

    def evict(self) -> None:
        """Remove the identity's cache from the disk; it is made again when it is needed."""
        look = self._look
        if look is not None:
            self._desk.ask(lambda _: evict_cache(look), lambda _: self._read_cache())

    def _read_cache(self) -> None:
        look = self._look
        if look is not None:
            self._desk.ask(lambda _: cache_bytes(look), lambda size: self._show_cache(look, size))

    def _show_cache(self, look: LookId, size: int) -> None:
        if look == self._look:
            self.cache.setText(self.tr("{size} MB on disk").format(size=f"{size / 1e6:.1f}"))
            self.cache.setVisible(size > 0)
            self.evict_button.setVisible(size > 0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.portrait)
        column.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignHCenter)
        for widget in (self.reason, self.candidates):
            column.addWidget(widget)
        for pair in ((self.make_button, self.rebuild_button), (self.crop_button, self.drawing_button)):
            row = QHBoxLayout()
            row.setSpacing(6)
            for button in pair:
                row.addWidget(button, 1)
            column.addLayout(row)
        for last in (self.picture_button, self.forget_button, self.cache, self.evict_button):
            column.addWidget(last)
        column.addStretch(1)
        self.setFixedWidth(SIDE_PX + 26)

    def _refresh(self) -> None:
        view = self._desk.view
        look = view.looks.get(self._look) if view is not None and self._look is not None else None
        self.setEnabled(look is not None)
        if view is None or look is None:
            return
        self._show_portrait(self._growing() or self._settled(view.portrait(look)))
        self._show_standing(look)
        self._fill_candidates(view, look)
        self._read_cache()
        has_takes = bool(view.takes_of_look.get(look.id))
        self.make_button.setText(self.tr("Make another") if has_takes else self.tr("Make identity"))
        self.make_button.setEnabled(not look.locked)
        self.rebuild_button.setVisible(has_takes)
        self.rebuild_button.setEnabled(not look.locked)
        has_picture = view.portrait(look) is not None
        self.crop_button.setEnabled(has_picture and not look.locked)
        for button in (self.drawing_button, self.picture_button, self.forget_button):
            button.setEnabled(not look.locked)
        self.forget_button.setVisible(look.reference_asset is not None)

    def _show_standing(self, look: Look) -> None:
        state = self._desk.states.identities.get(look.id)
        self.badge.setText(standing_name(state) if state is not None else "")
        self.badge.setVisible(state is not None)
        self.badge.setProperty("good", state is not None and state.standing is IdentityStanding.READY)
        self.badge.setProperty("warning", state is not None and state.standing is IdentityStanding.STALE)
        self.badge.style().polish(self.badge)
        is_stale = state is not None and state.standing is IdentityStanding.STALE
        self.rebuild_button.setProperty("primary", is_stale)
        self.rebuild_button.style().polish(self.rebuild_button)
        self.reason.setText(in_our_words(state.reason) if state is not None else "")
        self.reason.setVisible(bool(self.reason.text()))

    def _show_portrait(self, picture: QPixmap | None) -> None:
        if picture is None or picture.isNull():
            nobody = signs.drawn("identity", shades().faint, 144)
            nobody.setDevicePixelRatio(2.0)
            self.portrait.setPixmap(nobody)
            return
        side = self.portrait.size() * 2
        large = picture.scaled(side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        large.setDevicePixelRatio(2.0)
        self.portrait.setPixmap(large)

    def _follow(self, job: Job) -> None:
        """The picture grows in its place while it is drawn."""
        if job.subject == self._look and self.isVisible():
            self._preview = self._growing() or self._preview
            if self._preview is not None:
                self._show_portrait(self._preview)

    def _growing(self) -> QPixmap | None:
        """What is drawn of this look's next picture by now."""
        job = self._desk.running_job()
        png = job.preview_png if job is not None and job.subject == self._look else None
        return pixmap(png) if png is not None else None

    def _settled(self, asset: AssetHash | None) -> QPixmap | None:
        """The look's picture; the preview stands there until it has come."""
        picture = self._thumbnails.get(asset)
        return self._preview if picture is None and asset is not None else picture

    def _fill_candidates(self, view: BookView, look: Look) -> None:
        takes = sorted(view.takes_of_look.get(look.id, ()), key=lambda take: take.created_s, reverse=True)
        self.candidates.clear()
        self.candidates.setVisible(len(takes) > 1)
        for take in takes:
            picture = self._thumbnails.get(take.asset)
            item = QListWidgetItem(QIcon(picture) if picture is not None else QIcon(), "")
            item.setData(Qt.ItemDataRole.UserRole, take.id)
            said = self.tr("Seed {seed}").format(seed=take.seed)
            item.setToolTip(said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.candidates.addItem(item)
            if take.id == look.identity_take or (look.identity_take is None and take is takes[0]):
                item.setSelected(True)

    def _picture_arrived(self, asset: str) -> None:
        view = self._desk.view
        takes = view.takes_of_look.get(self._look, ()) if view is not None and self._look is not None else ()
        look = view.looks.get(self._look) if view is not None and self._look is not None else None
        if any(take.asset == asset for take in takes) or (look is not None and look.reference_asset == asset):
            self._refresh()

    def _choose(self, item: QListWidgetItem) -> None:
        take = TakeId(str(item.data(Qt.ItemDataRole.UserRole)))
        self._desk.change(lambda studio: studio.takes.choose(take))

    def _forget_drawing(self) -> None:
        look = self._look
        if look is not None:
            self._desk.edit(
                self.tr("Forget the drawing"),
                lambda edit: edit.update(Look, look, reference_asset=None, mask_asset=None),
            )
