"""What crosses the wall to the engine: requests in, events out. Torch-free, frozen, JSON on the wire.

A `PanelRequest` holds everything that matters to a picture. It is stored with the take, so that any take can be
made again. Coordinates are fractions of the picture (0..1, origin at the top left); prompts are plain text with
character spans; tokens appear only inside the engine.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType, Protocol

JobId = NewType("JobId", str)
ModelId = NewType("ModelId", str)

DEMO_MODEL = ModelId("demo")
"""The small FLUX that ships inside the package. Any other id is the path of a folder or of a single file."""


# ---------------------------------------------------------------------------------------------- regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An axis-aligned box; all values are fractions of the picture."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon:
    """A closed outline; `points` are (x, y) fractions of the picture, at least three."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintedMask:
    """A mask painted by hand: a greyscale PNG that covers the whole picture, at least half white is inside."""

    png: bytes


Region = Box | Polygon | PaintedMask


# ---------------------------------------------------------------------------------------------- identities


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An uploaded picture that defines a character. Without a mask, the engine finds the figure itself."""

    image: bytes
    mask_png: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One character look: from it, its identity picture and its identity KV cache follow.

    `background`, `character` and `action` are the three parts of the identity prompt, in that order.
    With a `drawing`, the picture is given and only its features are recorded (noise-then-capture).
    """

    look_id: str
    character: str
    background: str = "a plain background"
    action: str = "standing"
    seed: int = 0
    width_px: int = 256
    height_px: int = 256
    drawing: Drawing | None = None


class Likeness(StrEnum):
    """How firmly a figure is held to its identity: the firmer, the more alike it is, and the less free to act."""

    GENTLE = "gentle"
    BALANCED = "balanced"
    FIRM = "firm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One character in one panel: who, doing what, where, and how far in front (`z`, larger is nearer)."""

    identity: Identity
    prompt: str
    """The region's own text: character and action, such as "a small red fox in a green scarf, waving"."""
    region: Region
    z: int = 0
    likeness: Likeness = Likeness.BALANCED


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place whose background several panels share. `seed` fixes it."""

    setting_id: str
    prompt: str
    seed: int = 0


# ---------------------------------------------------------------------------------------------- requests


class Sharing(StrEnum):
    """How identities are shared into a panel."""

    PAPER = "paper"  # the released method, number for number
    CHARABOOK = "charabook"  # the default: short probe, frozen pairs, log-sum-exp merge
    FAST = "fast"  # no probe: regions stand in for masks
    OFF = "off"  # regions only, no identity


class Isolation(StrEnum):
    """How far figures may see each other through image attention."""

    COHERENT = "coherent"  # one picture: image tokens see each other
    STRICT = "strict"  # a region reads itself and the background only


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters start..end of a prompt (end exclusive)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptSpans:
    """A whole prompt and which characters of it speak of the background and of each figure (in figure order)."""

    text: str
    background: Span
    figures: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How the sampler runs."""

    steps: int = 20
    guidance: float = 3.5
    """Classifier-free guidance for models without a guidance embedding; distilled guidance otherwise."""
    negative: str = ""
    seed: int = 0
    width_px: int = 256
    height_px: int = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRequest:
    """Everything that matters to one picture."""

    model: ModelId
    prompt: PromptSpans
    sampling: Sampling
    figures: tuple[Figure, ...] = ()
    location: Location | None = None
    sharing: Sharing = Sharing.CHARABOOK
    isolation: Isolation = Isolation.COHERENT


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRequest:
    """Make (or find) the identity picture and cache of one look."""

    model: ModelId
    identity: Identity
    sampling: Sampling
    likeness: Likeness = Likeness.BALANCED
    """How firmly panels are going to share it: their features are made at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpscaleRequest:
    """Enlarge a picture four times for print."""

    image: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody or something that keeps its look in a clip. `look_id` is empty for what is no look of the book."""

    drawing: Drawing
    look_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipSampling:
    """How a clip is drawn; the defaults are those of Phantom on Wan 2.1 at 480p."""

    steps: int = 50
    shift: float = 5.0
    image_guidance: float = 5.0
    text_guidance: float = 7.5
    negative: str = ""
    seed: int = 0
    width_px: int = 832
    height_px: int = 480
    frames: int = 81
    """One more than a multiple of four."""
    frames_per_second: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPicture:
    """A picture that the clip begins near: `noise` of it is noise, from 0 (hardly moves) to 1 (not seen at all)."""

    image: bytes
    noise: float = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRequest:
    """Everything that matters to one moving take: one to four subjects keep their looks in a clip."""

    model: ModelId
    prompt: str
    subjects: tuple[Subject, ...]
    sampling: ClipSampling = field(default_factory=ClipSampling)
    start: StartPicture | None = None


Request = PanelRequest | IdentityRequest | UpscaleRequest | ClipRequest


# ---------------------------------------------------------------------------------------------- events


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """The engine process has taken the job."""

    job: JobId


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """A model or a cache is being made ready: `what` in words, `done` from 0 to 1."""

    job: JobId
    what: str
    done: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """Step `step` of `steps` of `stage` ("identity of Mina", "panel") is done; now and then with a small preview."""

    job: JobId
    stage: str
    step: int
    steps: int
    preview_png: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOutcome:
    """What the engine thought of one figure: its mask and how well it matched its identity."""

    look_id: str
    mask_png: bytes
    """Greyscale PNG at token resolution, white where the engine saw the character."""
    matched: int
    """Tokens matched to the identity."""
    mean_similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds that one stage took."""

    stage: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectKept:
    """How much of one subject's look each frame that was measured still shows, from 0 to 1."""

    look_id: str
    kept: tuple[float, ...]
    frames: tuple[int, ...]
    """The numbers of those frames, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A finished clip as a file, and how well its subjects were kept."""

    video: bytes
    mime: str
    frames: int
    frames_per_second: int
    subjects: tuple[SubjectKept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The picture, losslessly, and what is worth keeping with it. Of a clip, the picture is its first frame."""

    job: JobId
    image_png: bytes
    width_px: int
    height_px: int
    model_revision: str = ""
    figures: tuple[FigureOutcome, ...] = ()
    timings: tuple[Timing, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """Plain sentences about what the engine had to do: an identity rebuilt, a step down in memory."""
    clip: Clip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The job cannot be done: what happened and what to do. `details` is for the log."""

    job: JobId
    what: str
    remedy: str
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The job was cancelled between two steps."""

    job: JobId


Event = Queued | Loading | Stepped | Done | Failed | Stopped
FINAL_EVENTS = (Done, Failed, Stopped)


class Engine(Protocol):
    """The engine as the studio sees it. One instance serves one queue; calls return at once."""

    def submit(self, job: JobId, request: Request) -> None:
        """Hand over one job. Exactly one final event follows, even if the engine process dies."""

    def cancel(self, job: JobId) -> None:
        """Ask a job to stop within one step. Unknown or finished jobs are ignored."""

    def next_event(self, timeout_s: float) -> Event | None:
        """The next event of any job, or None after `timeout_s` seconds without one."""

    def close(self) -> None:
        """End the engine process; unfinished jobs end as `Stopped`. Safe to call twice."""
