"""What teammates say of a panel, of one of its takes, or of its page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel

from gui.book_view import BookView
from gui.buttons import name_it, small
from gui.desk import Desk
from gui.fields import ChoiceField, LineField
from gui.inspector.card import Card, Cards
from gui.inspector.comment_pins import About, comment_on, take_of
from gui.inspector.section import Section
from projects.records import Comment, Panel, TakeId


class CommentsSection(Section):
    """One card for each comment, and a line in which one is written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards: Cards[CommentCard, Comment] = Cards(self.column, self._make, CommentCard.show_record)
        self.take: TakeId | None = None
        """The take that is looked at: a comment may speak of it."""
        self.words, self.about = LineField(), ChoiceField()
        self.words.setMinimumWidth(60)
        self.words.committed.connect(self._ask_author)
        self.about.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about.setMinimumContentsLength(8)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        row.addWidget(self.about)
        self.column.addLayout(row)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.rename(self.tr("Comments"))
        self.words.setPlaceholderText(self.tr("Write a comment and press Enter"))
        self.words.setAccessibleName(self.tr("New comment"))
        self.about.setAccessibleName(self.tr("What the comment is about"))
        self.about.offer(
            (
                (self.tr("on the panel"), About.PANEL),
                (self.tr("on this take"), About.TAKE),
                (self.tr("on the page"), About.PAGE),
            )
        )
        if self.about.currentIndex() < 0:
            self.about.setCurrentIndex(0)
        self.cards.retranslate()

    def show_panel(self, view: BookView, panel: Panel) -> None:
        """Show what is said of this panel and its page."""
        super().show_panel(view, panel)
        on_panel, on_page = view.comments_of_panel.get(panel.id, ()), view.comments_of_page.get(panel.page, ())
        self.cards.show(view, (*on_panel, *on_page))
        self.put_in_order()

    def _make(self, comment: str) -> "CommentCard":
        card = CommentCard(comment)
        card.settled.connect(self._settle)
        return card

    def _ask_author(self, words: str) -> None:
        panel, about, take = self._panel, About(self.about.currentData()), self.take
        self.words.show_value("")
        self.words.clear()
        if panel is not None and words.strip():
            self._desk.ask(
                lambda studio: studio.project.person,
                lambda person: self._write(comment_on(panel, about, take, text=words.strip(), author=person)),
            )

    def _write(self, comment: Comment) -> None:
        self._desk.edit(self.tr("Comment"), lambda edit: edit.insert(comment))

    def _settle(self, comment: str, resolved: bool) -> None:  # noqa: FBT001  a Qt signal's argument
        self._desk.edit(self.tr("Settle comment"), lambda edit: edit.update(Comment, comment, resolved=resolved))


class CommentCard(Card):
    """A teammate's remark, with a tick when it is settled."""

    settled = Signal(str, bool)

    def __init__(self, comment: str) -> None:
        super().__init__(comment)
        self._resolved = False
        self.words, self.author = QLabel(), QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.author.setProperty("muted", True)
        self.settle = small("use", lambda: self.settled.emit(self.id, not self._resolved))
        self.row(self.words, self.settle)
        self.row(self.author)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        name_it(self.settle, self.tr("Open again") if self._resolved else self.tr("Settled"))

    def show_record(self, view: BookView, comment: Comment) -> None:
        """Show the record."""
        self._resolved = comment.resolved
        self.words.setText(comment.text)
        self.words.setEnabled(not comment.resolved)
        author = comment.author or self.tr("Somebody")
        said = self.tr("{author}, settled").format(author=author) if comment.resolved else author
        where = self._say_subject(view, comment)
        self.author.setText(f"{said}  ·  {where}" if where else said)
        self.retranslate()

    def _say_subject(self, view: BookView, comment: Comment) -> str:
        if comment.page is not None:
            return self.tr("on the page")
        take = take_of(comment)
        if take is None:
            return ""
        record = view.takes_by_id.get(take)
        if record is None:
            return self.tr("on a take that is not here")
        return self.tr("on the take with seed {seed}").format(seed=record.seed)
