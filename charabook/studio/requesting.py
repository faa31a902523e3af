"""From a panel or a look of the project to everything that matters to its picture: a frozen request."""

from dataclasses import dataclass, replace

from charabook.engine.requests import (
    Drawing,
    Figure,
    Identity,
    IdentityRequest,
    Location,
    ModelId,
    PanelRequest,
    Region,
    Sampling,
)
from charabook.engine.wire import from_json
from charabook.prompts import Dialect, FigureWords, SceneWords, dialect_for, settled_sides
from charabook.prompts.prompt import ComposedPrompt
from charabook.story.script import Shot, Side
from charabook.studio.arranging import arrange, sheets_of
from charabook.studio.extras import SEED, WHERE, number_extra, text_extra
from charabook.studio.formats import page_format_of
from charabook.studio.models import ModelCard, card_of, drawing_settings, model_of, own_card
from charabook.studio.script_export import depth_of, side_of
from charabook.studio.seeds import SEED_LIMIT, stable_seed
from charabook.studio.staging import Standing, default_boxes, nearness, picture_size
from charabook.studio.takes import identity_take, request_of
from projects import records
from projects.reading import Reading
from projects.records import LookId, PanelId


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request and what should be said about it."""

    request: PanelRequest
    notes: tuple[str, ...]


class Requester:
    """Reads one state of a project and says what its pictures need. Cheap to make; make a new one after edits."""

    def __init__(self, project: Reading, dialect: Dialect | None = None) -> None:
        self._project = project
        self._book = project.book()
        self._model: ModelId = model_of(self._book)
        self._card: ModelCard = card_of(self._book)
        self._dialect: Dialect = dialect or dialect_for(self._model)
        self._sheets = sheets_of(project.pages(), page_format_of(self._book))
        self._own: ModelCard = own_card(self._model)
        self._likeness = drawing_settings(self._book).likeness
        self._aspects: dict[PanelId, float] = {}
        self._lent: dict[LookId, Identity] = {}

    # ------------------------------------------------------------------------------------------ panels

    def panel(self, panel_id: PanelId, variation: int = 0) -> Asked:
        """The request for a panel's picture. `variation` 0 is the panel's own seed; each other number another one."""
        panel = self._project.get(records.Panel, panel_id)
        figures = tuple(one for one in self._project.figures(panel_id) if one.look is not None)
        composed = self.composed(panel, figures)
        width, height = picture_size(self.aspect(panel), self._card.canvas)
        request = PanelRequest(
            model=self._model,
            prompt=composed.prompt,
            sampling=Sampling(
                steps=self._card.steps,
                guidance=self._card.guidance,
                seed=self.seed(panel, variation),
                width_px=width,
                height_px=height,
            ),
            figures=self._figures(panel, figures, composed.regions),
            location=self._location(panel, composed.location),
        )
        return Asked(request=request, notes=composed.notes)

    def composed(self, panel: records.Panel, figures: tuple[records.Figure, ...]) -> ComposedPrompt:
        """The prompt of a panel in the model's words."""
        setting = self._project.find(records.Setting, panel.setting) if panel.setting else None
        sides = settled_sides([side_of(figure) for figure in figures])
        return self._dialect.scene(
            SceneWords(
                setting=panel.prompt
                or (", ".join(filter(None, (setting.prompt, setting.time_of_day))) if setting else ""),
                variation="" if panel.prompt else text_extra(panel.settings_json, WHERE),
                picture="" if panel.prompt else panel.action,
                style=self._book.style_prompt,
                shot=shot_of(panel),
                figures=tuple(self._words(figure, side) for figure, side in zip(figures, sides, strict=True)),
            )
        )

    def aspect(self, panel: records.Panel) -> float:
        """Width over height of a panel's frame."""
        if panel.id not in self._aspects:
            page = self._project.get(records.Page, panel.page)
            placed = arrange(self._project, page, self._sheets[page.id][1])
            self._aspects |= {one.panel.id: one.aspect for one in placed.panels}
        return self._aspects.get(panel.id, 1.0)

    def seed(self, panel: records.Panel, variation: int = 0) -> int:
        """The panel's own seed, or one that follows from the book's, and `variation` steps on from it."""
        book_seed = number_extra(self._book.settings_json, SEED, 0)
        own = panel.seed if panel.seed is not None else stable_seed(book_seed, panel.key or panel.id)
        return (own + variation) % SEED_LIMIT

    def _words(self, figure: records.Figure, side: Side) -> FigureWords:
        look = self._project.get(records.Look, figure.look or "")
        return FigureWords(
            look=look.description or look.name,
            action=figure.action,
            expression=figure.expression,
            side=side,
            depth=depth_of(figure),
        )

    def _figures(
        self, panel: records.Panel, figures: tuple[records.Figure, ...], prompts: tuple[str, ...]
    ) -> tuple[Figure, ...]:
        width, height = picture_size(self.aspect(panel), self._own.canvas)  # regions do not follow the picture's size
        regions = self.regions(panel, figures, width / height)
        return tuple(
            Figure(
                identity=self.lent(LookId(figure.look or "")),
                prompt=prompt,
                region=region,
                z=figure.z or nearness(depth_of(figure)),
                likeness=self._likeness,
            )
            for figure, prompt, region in zip(figures, prompts, regions, strict=True)
        )

    def regions(self, panel: records.Panel, figures: tuple[records.Figure, ...], aspect: float) -> tuple[Region, ...]:
        """The region of each figure: drawn by hand, or where its place in the story puts it."""
        sides = settled_sides([side_of(figure) for figure in figures])
        standings = [Standing(side=side, depth=depth_of(figure)) for figure, side in zip(figures, sides, strict=True)]
        boxes = default_boxes(standings, shot_of(panel), aspect, self._card.stage)
        return tuple(
            from_json(figure.region_json, Region) if figure.region_json else box
            for figure, box in zip(figures, boxes, strict=True)
        )

    def _location(self, panel: records.Panel, prompt: str) -> Location | None:
        setting = self._project.find(records.Setting, panel.setting) if panel.setting else None
        return Location(setting_id=setting.id, prompt=prompt, seed=setting.seed) if setting else None

    # ------------------------------------------------------------------------------------------ looks

    def look(self, look_id: LookId, variation: int = 0) -> IdentityRequest:
        """The request for the identity picture of a look."""
        identity = self.identity(look_id)
        identity = replace(identity, seed=(identity.seed + variation) % SEED_LIMIT)
        sampling = Sampling(
            steps=self._card.steps,
            guidance=self._card.guidance,
            seed=identity.seed,
            width_px=identity.width_px,
            height_px=identity.height_px,
        )
        return IdentityRequest(model=self._model, identity=identity, sampling=sampling, likeness=self._likeness)

    def identity(self, look_id: LookId) -> Identity:
        """From what a look's features are taken: its approved picture, its drawing, or its words."""
        look = self._project.get(records.Look, look_id)
        words = self._dialect.look(look.description or look.name, self._book.style_prompt)
        width, height = picture_size(1.0, self._card.canvas)
        identity = Identity(
            look_id=look.id,
            character=words.character,
            background=words.background,
            action=words.action,
            seed=look.seed,
            width_px=width,
            height_px=height,
            drawing=self._drawing(look),
        )
        return self._approved(look, identity)

    def lent(self, look_id: LookId) -> Identity:
        """The identity as panels borrow it: in the size that it was made in. In another it would be somebody else."""
        if look_id not in self._lent:
            identity = self.identity(look_id)
            take = identity_take(self._project, self._project.get(records.Look, look_id))
            if take is not None and take.model == self._model and take.width_px and take.height_px:
                identity = replace(identity, width_px=take.width_px, height_px=take.height_px)
            self._lent[look_id] = identity
        return self._lent[look_id]

    def _drawing(self, look: records.Look) -> Drawing | None:
        if look.reference_asset is None:
            return None
        mask = self._project.asset(look.mask_asset) if look.mask_asset else None
        return Drawing(image=self._project.asset(look.reference_asset), mask_png=mask)

    def _approved(self, look: records.Look, identity: Identity) -> Identity:
        """With the seed of the take that the user chose as this look's identity; a locked look keeps all of it."""
        take = identity_take(self._project, look) if look.locked else self._chosen(look)
        made = request_of(take) if take is not None else None
        if not isinstance(made, IdentityRequest):
            return identity
        return made.identity if look.locked else replace(identity, seed=made.identity.seed)

    def _chosen(self, look: records.Look) -> records.Take | None:
        return self._project.find(records.Take, look.identity_take) if look.identity_take else None


def _place(setting: records.Setting) -> str:
    return ", ".join(part for part in (setting.prompt, setting.time_of_day) if part)


def shot_of(panel: records.Panel) -> Shot:
    """The panel's shot; a full one if nothing is said."""
    try:
        return Shot(panel.shot)
    except ValueError:
        return Shot.FULL
