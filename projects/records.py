"""What a project holds, as frozen records. This is all that other rooms ever see of the project file.

    Book
    ├── Character ── Look                 who, and what they wear: each look has one identity
    ├── Setting                           where: a background identity of its own
    └── Chapter ── Page ── Panel          reading order
                    │       ├── Figure        a look in a panel: where, how near, doing what
                    │       ├── Take ── TakeEdit    pictures made for the panel (or for a look, or a setting)
                    │       └── Comment       a teammate's remark (also on pages)
                    └── Lettering ── LetteringText   balloons, captions and effects, one text per language
    Version                               a named state of the book that can be restored

Every record has an `id` that is unique for ever, and a fresh one is made if none is given. Siblings are sorted by
`rank`, a text key (see `projects.ranks`); an empty rank means "at the end" when the record is inserted.
Fields that end in `_json` belong to other rooms: the project file keeps them as text and never looks inside.
Fields that end in `_asset` are the sha256 of a stored file. `None` means "not set".
"""

import time
import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType, TypeVar

BookId = NewType("BookId", str)
CharacterId = NewType("CharacterId", str)
LookId = NewType("LookId", str)
SettingId = NewType("SettingId", str)
ChapterId = NewType("ChapterId", str)
PageId = NewType("PageId", str)
PanelId = NewType("PanelId", str)
FigureId = NewType("FigureId", str)
LetteringId = NewType("LetteringId", str)
LetteringTextId = NewType("LetteringTextId", str)
TakeId = NewType("TakeId", str)
TakeEditId = NewType("TakeEditId", str)
CommentId = NewType("CommentId", str)
VersionId = NewType("VersionId", str)
AssetHash = NewType("AssetHash", str)
"""The sha256 of a stored file, in lower-case hexadecimal."""

BOOK = BookId("book")
"""The id of the one book of every project."""


def new_id() -> str:
    """An id that nobody else in the world will make."""
    return uuid.uuid4().hex


# ---------------------------------------------------------------------------------------------- words


class Direction(StrEnum):
    """Which way the book is read, and so which side it is bound on."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


class PageKind(StrEnum):
    """What a page is for."""

    TITLE = "title"
    STORY = "story"
    COVER = "cover"
    BACK = "back"


class Placement(StrEnum):
    """Where the story says that a figure stands; its region says it exactly."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    BACK = "back"


class LetteringKind(StrEnum):
    """What a piece of lettering is."""

    BALLOON = "balloon"
    THOUGHT = "thought"
    CAPTION = "caption"
    EFFECT = "effect"


class Rating(StrEnum):
    """What the illustrator thinks of a take."""

    NONE = "none"
    STAR = "star"
    REJECT = "reject"


# ---------------------------------------------------------------------------------------------- the book


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The one book of a project. Lengths are of the trimmed page."""

    id: BookId = BOOK
    title: str = ""
    author: str = ""
    languages: tuple[str, ...] = ("en",)
    """Language tags; the first is the one that the book is written in."""
    direction: Direction = Direction.LEFT_TO_RIGHT
    page_format: str = ""
    """The name of a page format preset; empty if the size is the user's own."""
    trim_width_mm: float = 210.0
    trim_height_mm: float = 210.0
    style_prompt: str = ""
    story: str = ""
    """The story script as it was last imported."""
    model: str = ""
    """The model that new takes are made with; empty for the program's default."""
    notes: str = ""
    settings_json: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """One member of the cast."""

    id: CharacterId = field(default_factory=lambda: CharacterId(new_id()))
    rank: str = ""
    key: str = ""
    """The name by which the story script knows this character."""
    name: str = ""
    description: str = ""
    colour: str = ""
    """As #rrggbb: how figures and balloons of this character are marked on screen."""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One outfit of a character. Each look has one identity, which is made from exactly these fields."""

    id: LookId = field(default_factory=lambda: LookId(new_id()))
    character: CharacterId
    rank: str = ""
    key: str = ""
    name: str = ""
    description: str = ""
    """The phrase that stands for the character in prompts."""
    seed: int = 0
    settings_json: str = "{}"
    reference_asset: AssetHash | None = None
    """A drawing that defines the look, if the user gave one."""
    mask_asset: AssetHash | None = None
    """Where the figure is in the drawing."""
    identity_asset: AssetHash | None = None
    """The identity picture that the user has approved; it is then never made anew."""
    identity_take: TakeId | None = None
    locked: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A place. Panels in the same setting share its background identity."""

    id: SettingId = field(default_factory=lambda: SettingId(new_id()))
    rank: str = ""
    key: str = ""
    name: str = ""
    prompt: str = ""
    time_of_day: str = ""
    seed: int = 0
    reference_asset: AssetHash | None = None
    settings_json: str = "{}"
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the book."""

    id: ChapterId = field(default_factory=lambda: ChapterId(new_id()))
    rank: str = ""
    key: str = ""
    title: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, or a spread of two."""

    id: PageId = field(default_factory=lambda: PageId(new_id()))
    chapter: ChapterId | None = None
    rank: str = ""
    key: str = ""
    kind: PageKind = PageKind.STORY
    title: str = ""
    template: str = ""
    """The name of a page template; its slots are filled by the panels in order."""
    spread: bool = False
    settings_json: str = "{}"
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One picture of the story."""

    id: PanelId = field(default_factory=lambda: PanelId(new_id()))
    page: PageId
    rank: str = ""
    key: str = ""
    """Stays the same when the story script is imported again."""
    frame_json: str | None = None
    """The outline on the page in millimetres; None for the next slot of the page's template."""
    setting: SettingId | None = None
    shot: str = ""
    action: str = ""
    alt_text: str = ""
    prompt: str = ""
    """The user's own words in place of the composed prompt; empty to compose it."""
    seed: int | None = None
    locked: bool = False
    """The user is content: nothing may make or choose another take by itself."""
    notes: str = ""
    focus_json: str | None = None
    crop_json: str | None = None
    settings_json: str = "{}"
    chosen_take: TakeId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One look in one panel."""

    id: FigureId = field(default_factory=lambda: FigureId(new_id()))
    panel: PanelId
    look: LookId | None = None
    rank: str = ""
    key: str = ""
    placement: Placement = Placement.CENTRE
    region_json: str | None = None
    """The shape in the picture; None to place it by `placement`."""
    z: int = 0
    """Larger is nearer."""
    action: str = ""
    expression: str = ""
    notes: str = ""
    settings_json: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """A balloon, a caption or a sound effect, in a panel or (with `page`) free on a page."""

    id: LetteringId = field(default_factory=lambda: LetteringId(new_id()))
    panel: PanelId | None = None
    page: PageId | None = None
    rank: str = ""
    key: str = ""
    kind: LetteringKind = LetteringKind.BALLOON
    speaker: CharacterId | None = None
    style: str = ""
    geometry_json: str | None = None
    """Where it stands; None to be placed by the program."""
    tail_json: str | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetteringText:
    """The words of one piece of lettering in one language. Make its id with `text_id`."""

    id: LetteringTextId
    lettering: LetteringId
    language: str
    text: str = ""


def text_id(lettering: LetteringId, language: str) -> LetteringTextId:
    """The id of a text. It follows from what it says: two people who translate one balloon write one record."""
    return LetteringTextId(f"{lettering}.{language}")


# ---------------------------------------------------------------------------------------------- takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One generated picture with everything that is needed to make it again. Made for a panel, look or setting."""

    id: TakeId = field(default_factory=lambda: TakeId(new_id()))
    panel: PanelId | None = None
    look: LookId | None = None
    setting: SettingId | None = None
    asset: AssetHash | None = None
    masks_json: str = "{}"
    """What the engine saw of each figure; names assets by their hash, listed in `mask_assets` as well."""
    mask_assets: tuple[AssetHash, ...] = ()
    request_json: str = "{}"
    model: str = ""
    model_revision: str = ""
    seed: int = 0
    width_px: int = 0
    height_px: int = 0
    timings_json: str = "{}"
    notes: str = ""
    rating: Rating = Rating.NONE
    created_s: float = field(default_factory=time.time)
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeEdit:
    """One step of work done on a take after it was made, and the picture that came of it."""

    id: TakeEditId = field(default_factory=lambda: TakeEditId(new_id()))
    take: TakeId
    rank: str = ""
    kind: str = ""
    """Such as "upscale", "paint" or "crop"."""
    settings_json: str = "{}"
    asset: AssetHash | None = None
    created_s: float = field(default_factory=time.time)


# ---------------------------------------------------------------------------------------------- people


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A teammate's remark on a panel or a page."""

    id: CommentId = field(default_factory=lambda: CommentId(new_id()))
    panel: PanelId | None = None
    page: PageId | None = None
    answers: CommentId | None = None
    author: str = ""
    text: str = ""
    pin_json: str | None = None
    """The spot in the picture that it speaks of."""
    resolved: bool = False
    created_s: float = field(default_factory=time.time)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A named state of the whole book. The pictures are shared with the present, so versions are small."""

    id: VersionId = field(default_factory=lambda: VersionId(new_id()))
    name: str = ""
    note: str = ""
    author: str = ""
    created_s: float = field(default_factory=time.time)
    snapshot_asset: AssetHash | None = None


Record = (
    Book
    | Character
    | Look
    | Setting
    | Chapter
    | Page
    | Panel
    | Figure
    | Lettering
    | LetteringText
    | Take
    | TakeEdit
    | Comment
    | Version
)

R = TypeVar("R", bound=Record)
"""One kind of record, the same wherever it stands in a signature."""
