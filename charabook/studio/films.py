"""Films of a book: the timeline to look at and scrub through, the author's wishes for panels, the file in the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from charabook.errors import BadInput
from charabook.progress import SILENT, Progress
from charabook.studio.extras import with_extras
from charabook.studio.film_pages import MOTION, FilmPages, direction_of
from charabook.studio.pages import PageMaker
from charabook.studio.picture_shelf import PictureShelf
from layouts.motion.direction import FilmStyle, PanelDirection
from layouts.motion.endings import ends_so, the_end
from layouts.motion.film import FilmOrder, write_film
from layouts.motion.narration import Narration, narration_of
from layouts.motion.planning import TRANSITION_S, editable_keys, plan
from layouts.motion.projector import Projector
from layouts.motion.soundtrack import Soundtrack, SoundWish
from layouts.motion.sources import words_of
from layouts.motion.subtitles import SubtitleKind, write_subtitles
from layouts.motion.timeline import Timeline
from layouts.page import BlockRole, PanelId
from projects import records
from projects.changes import Changes
from projects.project import Project
from projects.records import PageId

WORKSHOP = "film"
"""The folder of a book's workplace in which encoded pieces of its films are kept."""


class Cards(Enum):
    """Which cards the book itself gives a film, where the style has no words for them."""

    FROM_BOOK = "book"
    TITLE = "title"
    END = "end"
    NONE = "none"

    @property
    def has_title(self) -> bool:
        """Whether a card stands before the story."""
        return self in (Cards.FROM_BOOK, Cards.TITLE)

    @property
    def has_end(self) -> bool:
        """Whether a card stands after it."""
        return self in (Cards.FROM_BOOK, Cards.END)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmWish:
    """What to film, and how.

    style      frame, pace, transitions, depth, cards
    pages      the pages in order; empty for the whole book
    language   of the edition; empty for the book's first
    subtitles  languages in which subtitles are written beside the film
    """

    style: FilmStyle = field(default_factory=FilmStyle)
    pages: tuple[PageId, ...] = ()
    language: str = ""
    sound: SoundWish = field(default_factory=SoundWish)
    cards: Cards = Cards.FROM_BOOK
    subtitles: tuple[str, ...] = ()
    subtitle_kind: SubtitleKind = SubtitleKind.SRT


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A film before it is written."""

    projector: Projector
    soundtrack: Soundtrack


@dataclass(frozen=True, slots=True)
class _Cut:
    """A film thought through: its pages, its timeline, and who reads what aloud."""

    source: FilmPages
    timeline: Timeline
    narration: Narration
    style: FilmStyle


class FilmDesk:
    """Everything about films of one open book."""

    def __init__(self, project: Project, maker: PageMaker, pictures: PictureShelf, workplace: Path) -> None:
        self._project = project
        self._maker = maker
        self._pictures = pictures
        self._workplace = workplace

    # ------------------------------------------------------------------------------------------ looking

    def timeline(self, wish: FilmWish) -> Timeline:
        """The film as a value: composes the pages, paints nothing. Raises BadInput for a book without pages."""
        return self._cut(wish).timeline

    def projector(self, wish: FilmWish) -> Projector:
        """The film to be looked at, at any moment. It belongs to the thread that uses it."""
        return self.preview(wish).projector

    def preview(self, wish: FilmWish) -> Preview:
        """The film to be looked at and listened to."""
        cut = self._cut(wish)
        spoken = cut.narration.spoken(cut.timeline)
        return Preview(
            projector=Projector(cut.timeline, cut.source, cut.style.parallax),
            soundtrack=Soundtrack(wish=wish.sound, spoken=spoken, length_s=cut.timeline.length_s),
        )

    # ------------------------------------------------------------------------------------------ directing

    def direction(self, panel: records.PanelId) -> PanelDirection:
        """What the author wishes for a panel."""
        return direction_of(self._project.get(records.Panel, panel))

    def direct(self, panel: records.PanelId, direction: PanelDirection) -> Changes:
        """Say how the camera shall treat a panel; `PanelDirection()` leaves it to the program again."""
        direction.refuse_nonsense()
        with self._project.gesture("Direct the camera") as edit:
            stored = self._project.get(records.Panel, panel).settings_json
            edit.update(records.Panel, panel, settings_json=with_extras(stored, **{MOTION: direction.as_json()}))
        return edit.changes

    def as_keyframes(self, panel: records.PanelId, wish: FilmWish) -> PanelDirection:
        """The camera's present way through a panel as keyframes, for going on by hand. Nothing is stored."""
        page = self._project.get(records.Panel, panel).page
        source, style = self._source(replace(wish, pages=(page,)), {})
        return editable_keys(source.page(page), PanelId(panel), style)

    # ------------------------------------------------------------------------------------------ writing

    def write(self, wish: FilmWish, target: Path, progress: Progress = SILENT) -> tuple[Path, ...]:
        """Write the film, and its subtitles beside it; returns the files, the film first.

        What was filmed is kept: the same wish goes on after an interruption, and after an edit only what changed is
        filmed anew. Raises KnownError; a half-written file is never left.
        """
        cut = self._cut(wish)
        words = {tag: self._words(cut, tag) for tag in wish.subtitles}  # a wrong language is heard of first
        order = FilmOrder(
            timeline=cut.timeline,
            source=cut.source,
            workshop=self._workplace / WORKSHOP,
            parallax=cut.style.parallax,
            sound=wish.sound,
            spoken=cut.narration.spoken(cut.timeline),
        )
        write_film(order, target, progress)
        written = [target]
        for tag, said in words.items():
            written.append(target.with_suffix(f".{tag}{wish.subtitle_kind.value}"))
            write_subtitles(cut.timeline, said, written[-1])
        return tuple(written)

    # ------------------------------------------------------------------------------------------ how

    def _cut(self, wish: FilmWish) -> _Cut:
        pages = wish.pages or tuple(page.id for page in self._project.pages())
        if not pages:
            raise BadInput("The book has no pages yet.", "Import a story or add a page first.")
        if wish.language:
            self._refuse_foreign(wish.language)
        numbers = {page.id: number for number, page in enumerate(self._project.pages(), start=1)}
        narration = narration_of(wish.sound.narration, [(numbers[page], page) for page in pages if page in numbers])
        read_aloud_s = narration.shortest_s(TRANSITION_S[wish.style.transition])
        source, style = self._source(replace(wish, pages=pages), read_aloud_s)
        return _Cut(source, plan(source, style), narration, style)

    def _source(self, wish: FilmWish, read_aloud_s: dict[str, float]) -> tuple[FilmPages, FilmStyle]:
        style = self._with_cards(wish)
        source = FilmPages(
            self._project,
            self._maker,
            self._pictures,
            style=style,
            pages=wish.pages,
            language=wish.language,
            read_aloud_s=read_aloud_s,
        )
        return source, style

    def _with_cards(self, wish: FilmWish) -> FilmStyle:
        """The style with a card before and one after the story, as far as the book's own pages do not say the same."""
        style, pages = wish.style, self._project.pages()
        language = wish.language or self._project.book().languages[0]
        title, credits_ = style.title, style.credits
        if not title and wish.cards.has_title and wish.pages[0] == pages[0].id:
            title = () if self._is_title(wish.pages[0], language) else self._title_lines(language)
        if not credits_ and wish.cards.has_end and wish.pages[-1] == pages[-1].id:
            credits_ = self._end_lines(wish.pages[-1], language)
        return replace(style, title=title, credits=credits_)

    def _title_lines(self, language: str) -> tuple[str, ...]:
        return tuple(filter(None, (self._maker.title(language), self._project.book().author)))

    def _is_title(self, page: PageId, language: str) -> bool:
        return any(block.role is BlockRole.TITLE for block in self._maker.drawn(page, language).blocks)

    def _end_lines(self, last: PageId, language: str) -> tuple[str, ...]:
        """“The End” with title and author beneath, unless the story says so itself."""
        texts = words_of(self._maker.drawn(last, language)).values()
        if any(ends_so(text, language) for text in texts):
            return ()
        said = the_end(language)
        return tuple(filter(None, (said, *self._title_lines(language))))

    def _words(self, cut: _Cut, language: str) -> dict[tuple[str, str], str]:
        """What is read on every page, in a language of the book."""
        self._refuse_foreign(language)
        return dict(self._said(cut, language))

    def _refuse_foreign(self, language: str) -> None:
        known: Sequence[str] = self._project.book().languages
        if language not in known:
            raise BadInput(f"The book has no words in “{language}”.", f"Its languages are {', '.join(known)}.")

    def _said(self, cut: _Cut, language: str) -> Iterator[tuple[tuple[str, str], str]]:
        for scene in cut.timeline.scenes:
            if self._project.find(records.Page, scene.page_id) is None:
                continue  # cards are not subtitled: they are read in the picture
            for source_id, text in words_of(self._maker.drawn(PageId(scene.page_id), language)).items():
                yield (scene.page_id, source_id), text
