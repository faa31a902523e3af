"""The pages of a book as a film needs them: composed, with their figures, reading order and the author's wishes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from charabook.engine.moving.cutouts import outline_png
from charabook.errors import BadInput
from charabook.story.script import Depth
from charabook.studio.extras import DEPTH, read_extras, text_extra
from charabook.studio.moving_takes import clip_of
from charabook.studio.pages import PageMaker
from charabook.studio.picture_shelf import PictureShelf
from charabook.studio.stored import told_figures
from charabook.studio.takes import shown_take
from layouts.motion.cards import CARD_AIR, card_page
from layouts.motion.direction import FilmStyle, PanelDirection
from layouts.motion.sources import ClipFile, Cutout, FilmPage
from layouts.page import Page, PanelId, plain_text
from projects import records
from projects.reading import Reading
from projects.records import PageId

MOTION = "motion"
"""The name under which a panel's direction is kept in its `settings_json`."""

TITLE_CARD, CREDITS_CARD = "card:title", "card:credits"
_OUTLINE = "-outline-1.png"  # counted up when outlines are found otherwise
_NEARNESS = {Depth.FRONT: 1.0, Depth.MIDDLE: 0.75, Depth.BACK: 0.45}


def direction_of(panel: records.Panel) -> PanelDirection:
    """What the author wishes for a panel; what cannot be read (a newer program wrote it) is as if unset."""
    stored = read_extras(panel.settings_json).get(MOTION)
    try:
        return PanelDirection.from_json(stored) if stored else PanelDirection()
    except BadInput:
        return PanelDirection()


class FilmPages:
    """The pages of one film. Each is composed when it is asked for."""

    def __init__(
        self,
        project: Reading,
        maker: PageMaker,
        pictures: PictureShelf,
        *,
        style: FilmStyle,
        pages: Sequence[PageId],
        language: str = "",
        read_aloud_s: Mapping[str, float] | None = None,
    ) -> None:
        self._project = project
        self._maker = maker
        self._pictures = pictures
        self._style = style
        self._ids = tuple(pages)
        self._language = language
        self._read_aloud_s = read_aloud_s or {}

    def ids(self) -> tuple[str, ...]:
        """The cards and pages in order."""
        before = (TITLE_CARD,) if self._style.title else ()
        after = (CREDITS_CARD,) if self._style.credits else ()
        return (*before, *self._ids, *after)

    def __iter__(self) -> Iterator[FilmPage]:
        return (self.page(one) for one in self.ids())

    def page(self, page_id: str) -> FilmPage:
        """One page or card."""
        if page_id == TITLE_CARD:
            return self._card(page_id, self._style.title, self._ids)
        if page_id == CREDITS_CARD:
            return self._card(page_id, self._style.credits, self._ids[::-1])
        drawn = self._maker.drawn(PageId(page_id), self._language)
        panels = [panel for one in drawn.panels if (panel := self._project.find(records.Panel, one.id))]
        return FilmPage(
            id=page_id,
            page=drawn,
            composition=self._maker.composed(drawn),
            order=tuple(self._order(drawn, panels)),
            cutouts=_filled(panels, self._cutouts),
            clips={PanelId(panel.id): clip for panel in panels if (clip := self._clip(panel)) is not None},
            directions={PanelId(panel.id): direction_of(panel) for panel in panels},
            shortest_s=self._read_aloud_s.get(page_id, 0.0),
        )

    def _card(self, page_id: str, lines: Sequence[str], pages: Sequence[PageId]) -> FilmPage:
        """A card with the first picture of some pages."""
        drawn = (panel for page in pages for panel in self._maker.drawn(page, self._language).panels)
        illustration = next((panel for panel in drawn if panel.picture is not None), None)
        language = self._language or self._project.book().languages[0]
        page = card_page(lines, self._style.aspect, self._maker.look(), language, illustration)
        return FilmPage(id=page_id, page=page, composition=self._maker.composed(page), air=CARD_AIR)

    def _order(self, page: Page, panels: Sequence[records.Panel]) -> Iterator[str]:
        """Letterings and texts as the story tells them. Captions that were set as story text stand in their place."""
        lettered = {str(one.id) for one in page.letterings}
        blocks = {str(block.id): plain_text(block.runs) for block in page.blocks}
        for panel in panels:
            for one in self._project.letterings(panel.id):
                if one.id in lettered:
                    yield one.id
                    continue
                words = self._maker.words(one, page.language)
                yield from (name for name, text in blocks.items() if words and words in text)

    def _cutouts(self, panel: records.Panel) -> tuple[Cutout, ...]:
        """The figures of the panel's picture, where the engine saw them."""
        take = shown_take(self._project, panel)
        if take is None:
            return ()
        nearness = {figure.look: _nearness(figure) for figure in self._project.figures(panel.id)}
        held, picture = set(take.mask_assets), take.asset
        return tuple(
            Cutout(mask=self._outline(records.AssetHash(mask), picture), nearness=nearness.get(look, 1.0), who=look)
            for look, mask in _masks(take)
            if mask in held and picture is not None
        )

    def _outline(self, mask: records.AssetHash, picture: records.AssetHash) -> Path:
        """The figure's mask drawn along its outline, as it is cut out for clips too."""
        return self._pictures.made(
            f"{mask}-{picture}{_OUTLINE}",
            lambda: outline_png(self._project.asset(mask), self._project.asset(picture)),
        )

    def _clip(self, panel: records.Panel) -> ClipFile | None:
        """The clip of a panel whose take moves."""
        take = shown_take(self._project, panel)
        clip = clip_of(take) if take else None
        if take is None or clip is None or clip.video not in take.mask_assets:
            return None
        path = self._pictures.path_of(clip.video, ".mp4")
        return ClipFile(path=path, frames=clip.frames, frames_per_second=clip.frames_per_second)


def _filled(
    panels: Sequence[records.Panel], cutouts: Callable[[records.Panel], tuple[Cutout, ...]]
) -> dict[PanelId, tuple[Cutout, ...]]:
    found = {PanelId(panel.id): cutouts(panel) for panel in panels}
    return {panel_id: figures for panel_id, figures in found.items() if figures}


def _nearness(figure: records.Figure) -> float:
    """How near a figure stands, from what the story says of its depth."""
    told = text_extra(figure.settings_json, DEPTH)
    depth = Depth(told) if told in set(Depth) else Depth.MIDDLE
    return _NEARNESS[Depth.BACK if figure.placement is records.Placement.BACK else depth]


def _masks(take: records.Take) -> Iterator[tuple[records.LookId, str]]:
    """The look and the mask of each figure that the engine saw."""
    for one in told_figures(take.masks_json):
        if isinstance(mask := one.get("mask"), str):
            yield records.LookId(str(one.get("look", ""))), mask
