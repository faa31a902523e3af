"""Moving takes of a book: what a clip of a panel is made from, what it will cost, and its frames. Headless."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from charabook.engine.moving.listing import offered_clip_models
from charabook.engine.moving.memory import estimate, first_that_fits, ladder
from charabook.engine.moving.parts import plan_clip_model
from charabook.engine.moving.video import frame_of
from charabook.engine.requests import ClipRequest, ClipSampling, Drawing, JobId, ModelId, StartPicture, Subject
from charabook.engine.worker_messages import ModelFacts
from charabook.errors import BadInput, KnownError
from charabook.prompts.plain import PlainDialect
from charabook.queue import JobKind, RenderQueue
from charabook.studio.extras import text_extra, with_extras
from charabook.studio.machine import machine_facts
from charabook.studio.moving_takes import StoredClip, clip_of, is_moving, with_still
from charabook.studio.pace import estimated_clip_seconds
from charabook.studio.picture_shelf import PictureShelf
from charabook.studio.recording import UPSCALE
from charabook.studio.requesting import Requester
from charabook.studio.staging import Canvas, picture_size
from charabook.studio.takes import identity_mask, identity_take, shown_take
from charabook.studio.titles import panel_title
from layouts.whole_files import written_whole
from projects.changes import NOTHING, Changes
from projects.editing import Edit
from projects.project import Project
from projects.records import BOOK, Book, Character, Look, LookId, PanelId, Take, TakeEdit, TakeId
from projects.records import Panel as PanelRecord

CLIP_MODEL = "clip_model"
MOST_SUBJECTS = 4
AREA_480P = 832 * 480
_STEP_PX = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipWish:
    """What a clip of a panel shall be; what is left out follows from the book.

    prompt       in place of the panel's own words
    looks        who keeps their look, one to four with `drawings`; None for everybody in the panel
    drawings     further subjects: uploaded pictures
    seed         None for the panel's own
    start_noise  begin near the panel's picture, so much of it noise (0 hardly moves, 1 not seen); None to begin freely
    """

    model: str = ""
    prompt: str = ""
    looks: tuple[LookId, ...] | None = None
    drawings: tuple[Drawing, ...] = ()
    frames: int = 81
    frames_per_second: int = 16
    steps: int = 50
    area_px: int = AREA_480P
    seed: int | None = None
    start_noise: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipEstimate:
    """What a clip will cost. `seconds` is None until this model has made one on this machine.

    `way` says how the model will be held in memory ("16 bit, text encoder first"); `fits` whether it can be at all.
    """

    seconds: float | None
    memory_bytes: int
    way: str
    fits: bool
    licence: str
    commercial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MovingTake:
    """A take that moves, with its clip."""

    take: Take
    clip: StoredClip


class ClipDesk:
    """Everything about clips of one open book."""

    def __init__(self, project: Project, pictures: PictureShelf, queue: RenderQueue) -> None:
        self._project = project
        self._pictures = pictures
        self._queue = queue

    # ------------------------------------------------------------------------------------------ model

    def model(self) -> str:
        """The clip model of the book; empty if none was chosen."""
        return text_extra(self._project.book().settings_json, CLIP_MODEL)

    def models(self) -> tuple[ModelFacts, ...]:
        """The clip models in the models folder, with their licences. Reads headers: not for the GUI thread."""
        return offered_clip_models()

    def set_model(self, model: str) -> Changes:
        """Choose the model that clips are made with, a folder or file of Phantom-Wan. Raises KnownError for others."""
        if model:
            plan_clip_model(ModelId(model))
        stored = with_extras(self._project.book().settings_json, **{CLIP_MODEL: model})
        with self._project.gesture("Choose a clip model") as edit:
            edit.update(Book, BOOK, settings_json=stored)
        return edit.changes

    # ------------------------------------------------------------------------------------------ making

    def why_not(self, panel: PanelId, wish: ClipWish | None = None) -> str:
        """Why a clip cannot be made, in a sentence; empty if it can. Reads no weights."""
        try:
            self.request(panel, wish or ClipWish())
        except KnownError as error:
            return f"{error.what} {error.remedy}"
        return ""

    def request(self, panel: PanelId, wish: ClipWish) -> ClipRequest:
        """Everything that matters to a clip of a panel. Raises BadInput if something is missing."""
        record = self._project.get(PanelRecord, panel)
        model = wish.model or self.model()
        if not model:
            raise BadInput("No clip model is chosen.", "Choose a folder or file of Phantom-Wan.")
        requester = Requester(self._project, PlainDialect())
        figures = tuple(one for one in self._project.figures(panel) if one.look is not None)
        prompt = wish.prompt.strip() or requester.composed(record, figures).prompt.text
        if not prompt:
            raise BadInput("Nothing says what happens in this panel.", "Describe the clip, or the panel.")
        width, height = picture_size(requester.aspect(record), Canvas(area_px=wish.area_px, step_px=_STEP_PX))
        made = sum(is_moving(take) for take in self._project.takes(panel))
        return ClipRequest(
            model=ModelId(model),
            prompt=prompt,
            subjects=self._subjects(panel, wish),
            sampling=ClipSampling(
                steps=wish.steps,
                seed=requester.seed(record, made) if wish.seed is None else wish.seed,
                width_px=width,
                height_px=height,
                frames=wish.frames,
                frames_per_second=wish.frames_per_second,
            ),
            start=self._start(record, wish),
        )

    def make(self, panel: PanelId, wish: ClipWish | None = None) -> JobId:
        """Queue a clip of a panel; it becomes one of the panel's takes. Raises BadInput if something is missing."""
        request = self.request(panel, wish or ClipWish())
        title = f"clip of {panel_title(self._project, panel)}"
        return self._queue.add(JobKind.CLIP, panel, title, request)

    def estimate(self, panel: PanelId, wish: ClipWish | None = None) -> ClipEstimate:
        """What a clip will cost, from the headers of the model's files. Raises KnownError if they are not in order.

        Not for the GUI thread.
        """
        request = self.request(panel, wish or ClipWish())
        plan = plan_clip_model(request.model)
        machine = machine_facts().machine
        rungs = ladder(machine.kind, plan.size, plan.precision)
        rung = first_that_fits(rungs, plan.size, machine, request)
        need = estimate(plan.size, rung or rungs[-1], request)
        return ClipEstimate(
            seconds=estimated_clip_seconds(self._project.every(Take), request),
            memory_bytes=need.device_bytes,
            way=(rung or rungs[-1]).in_words(),
            fits=rung is not None,
            licence=plan.licence.name,
            commercial=plan.licence.commercial,
        )

    def _subjects(self, panel: PanelId, wish: ClipWish) -> tuple[Subject, ...]:
        inside = [figure.look for figure in self._project.figures(panel) if figure.look is not None]
        room = max(0, MOST_SUBJECTS - len(wish.drawings))
        looks = list(dict.fromkeys(inside))[:room] if wish.looks is None else wish.looks
        subjects = tuple(self._subject(look) for look in looks)
        subjects += tuple(Subject(drawing=drawing) for drawing in wish.drawings)
        if not 1 <= len(subjects) <= MOST_SUBJECTS:
            what = f"A clip keeps the looks of one to {MOST_SUBJECTS} subjects, not of {len(subjects)}."
            raise BadInput(what, "Choose characters, or give drawings.")
        return subjects

    def _subject(self, look_id: LookId) -> Subject:
        """A look's identity picture cut out by its mask, or the drawing that defines it."""
        look = self._project.get(Look, look_id)
        take = identity_take(self._project, look)
        if take is not None and take.asset is not None:
            mask = identity_mask(take)
            drawing = Drawing(
                image=self._project.asset(take.asset), mask_png=self._project.asset(mask) if mask else None
            )
        elif look.reference_asset is not None:
            mask = look.mask_asset
            drawing = Drawing(
                image=self._project.asset(look.reference_asset), mask_png=self._project.asset(mask) if mask else None
            )
        else:
            character = self._project.find(Character, look.character)
            name = character.name if character else look.name
            raise BadInput(f"No picture shows {name} yet.", "Draw the identity first, or give the look a drawing.")
        return Subject(drawing=drawing, look_id=look.id)

    def _start(self, panel: PanelRecord, wish: ClipWish) -> StartPicture | None:
        if wish.start_noise is None:
            return None
        take = shown_take(self._project, panel)
        if take is None or take.asset is None:
            raise BadInput("The panel has no picture that the clip could begin near.", "Draw the panel first.")
        return StartPicture(image=self._project.asset(take.asset), noise=wish.start_noise)

    # ------------------------------------------------------------------------------------------ clips

    def takes(self, panel: PanelId | None = None) -> tuple[MovingTake, ...]:
        """The moving takes of a panel, or of the whole book."""
        takes = self._project.every(Take) if panel is None else self._project.takes(panel)
        return tuple(MovingTake(take=take, clip=clip) for take in takes if (clip := clip_of(take)) is not None)

    def clip(self, take: TakeId) -> StoredClip | None:
        """The clip of a take; None for a still one."""
        return clip_of(self._project.get(Take, take))

    def video(self, take: TakeId) -> bytes:
        """The video file of a moving take."""
        return self._project.asset(self._moving(take).video)

    def path(self, take: TakeId) -> Path:
        """The video as a file, for players. It can be made again at any time."""
        return self._pictures.path_of(self._moving(take).video, ".mp4")

    def write(self, take: TakeId, target: Path) -> None:
        """Copy the video to a file; nothing half-written is left."""
        with written_whole(target) as part:
            part.write_bytes(self.video(take))

    def frame(self, take: TakeId, number: int) -> bytes:
        """One frame, counted from 0, as PNG. Reads the video up to there: not for the GUI thread."""
        picture = io.BytesIO()
        Image.fromarray(frame_of(self.video(take), number)).save(picture, "PNG")
        return picture.getvalue()

    def use_frame(self, take: TakeId, number: int) -> Changes:
        """Let another frame, counted from 0, be the take's picture, on the page and in print."""
        record, clip = self._project.get(Take, take), self._moving(take)
        if number == clip.still:
            return NOTHING
        picture = self.frame(take, number)
        with self._project.gesture("Use this frame") as edit:
            edit.update(Take, take, asset=edit.add_asset(picture), masks_json=with_still(record, number))
            self._forget_enlarged(edit, take)
        return edit.changes

    def _forget_enlarged(self, edit: Edit, take: TakeId) -> None:
        """What was enlarged for print is the old frame."""
        for one in self._project.take_edits(take):
            if one.kind == UPSCALE:
                edit.delete(TakeEdit, one.id)

    def _moving(self, take: TakeId) -> StoredClip:
        clip = self.clip(take)
        if clip is None:
            raise BadInput("This take does not move.", "Make a clip of its panel first.")
        return clip
