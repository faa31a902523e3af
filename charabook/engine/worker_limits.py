"""What a request may ask for. Requests come from project files, which may come from strangers."""

import math

from charabook.engine.requests import (
    Box,
    ClipRequest,
    ClipSampling,
    Drawing,
    Identity,
    IdentityRequest,
    PaintedMask,
    PanelRequest,
    Polygon,
    PromptSpans,
    Region,
    Request,
    Sampling,
    Span,
    UpscaleRequest,
)
from charabook.errors import BadInput

MIN_SIDE_PX = 32
MAX_SIDE_PX = 4096
MAX_PIXELS = 4096 * 2048
MAX_STEPS = 500
MAX_PROMPT_CHARACTERS = 20_000
MAX_FIGURES = 6
MAX_POINTS = 10_000
MAX_IMAGE_BYTES = 100 * 2**20
MAX_SUBJECTS = 4
MAX_CLIP_PIXELS = 1280 * 768
MIN_FRAMES, MAX_FRAMES = 5, 241
MAX_FRAMES_PER_SECOND = 60


def check_request(request: Request) -> None:
    """Raise BadInput if no model should even begin with this request."""
    match request:
        case PanelRequest():
            _check_panel(request)
        case IdentityRequest():
            _check_sampling(request.sampling)
            _check_identity(request.identity)
        case UpscaleRequest():
            _check_image(request.image)
        case ClipRequest():
            _check_clip(request)


def _check_panel(request: PanelRequest) -> None:
    _check_sampling(request.sampling)
    _check_prompt(request.prompt)
    if len(request.figures) > MAX_FIGURES:
        what = f"The panel has {len(request.figures)} characters; up to {MAX_FIGURES} can be drawn at once."
        raise BadInput(what, "Take some out, or split the panel.")
    for figure in request.figures:
        _check_text(figure.prompt)
        _check_region(figure.region)
        _check_identity(figure.identity)
    if request.location:
        _check_seed(request.location.seed)
        _check_text(request.location.prompt)


def _check_clip(request: ClipRequest) -> None:
    _check_clip_sampling(request.sampling)
    _check_text(request.prompt)
    if not request.prompt.strip():
        raise BadInput("The clip has no description.", "Write what happens in it.")
    if not 1 <= len(request.subjects) <= MAX_SUBJECTS:
        what = f"A clip keeps the looks of one to {MAX_SUBJECTS} subjects, not of {len(request.subjects)}."
        raise BadInput(what, "Choose the main subjects.")
    for subject in request.subjects:
        _check_image(subject.drawing.image)
        _check_image(subject.drawing.mask_png or subject.drawing.image)
    if request.start:
        _check_image(request.start.image)
        _check_range("part of noise in the start picture", request.start.noise, 0, 1)


def _check_clip_sampling(sampling: ClipSampling) -> None:
    _check_size(sampling.width_px, sampling.height_px)
    if sampling.width_px * sampling.height_px > MAX_CLIP_PIXELS:
        what = f"A clip of {sampling.width_px} × {sampling.height_px} pixels is too large to draw."
        raise BadInput(what, "Use 832 × 480 or 1280 × 720 pixels.")
    _check_range("number of frames", sampling.frames, MIN_FRAMES, MAX_FRAMES)
    _check_range("number of frames a second", sampling.frames_per_second, 1, MAX_FRAMES_PER_SECOND)
    _check_range("number of steps", sampling.steps, 1, MAX_STEPS)
    _check_range("shift of the noise levels", sampling.shift, 0.1, 100)
    for guidance in (sampling.image_guidance, sampling.text_guidance):
        _check_range("guidance", guidance, 0, 100)
    _check_seed(sampling.seed)
    _check_text(sampling.negative)


def _check_range(what: str, value: float, least: float, most: float) -> None:
    if not math.isfinite(value) or not least <= value <= most:
        raise BadInput(f"The {what} is {value:g}.", f"Choose a value from {least:g} to {most:g}.")


def _check_sampling(sampling: Sampling) -> None:
    _check_size(sampling.width_px, sampling.height_px)
    if not 1 <= sampling.steps <= MAX_STEPS:
        raise BadInput(f"{sampling.steps} steps are asked for.", f"Choose 1 to {MAX_STEPS} steps.")
    if not math.isfinite(sampling.guidance) or not 0 <= sampling.guidance <= 100:
        raise BadInput(f"The guidance is {sampling.guidance}.", "Choose a guidance from 0 to 100.")
    _check_seed(sampling.seed)
    _check_text(sampling.negative)


def _check_seed(seed: int) -> None:
    if not -(2**63) <= seed < 2**63:
        raise BadInput("The seed of a picture is too large a number.", "Choose a seed from 0 to 2147483647.")


def _check_size(width_px: int, height_px: int) -> None:
    if min(width_px, height_px) < MIN_SIDE_PX or max(width_px, height_px) > MAX_SIDE_PX:
        what = f"A picture of {width_px} × {height_px} pixels is asked for."
        raise BadInput(what, f"Choose sides from {MIN_SIDE_PX} to {MAX_SIDE_PX} pixels.")
    if width_px * height_px > MAX_PIXELS:
        what = f"A picture of {width_px} × {height_px} pixels is too large to draw at once."
        raise BadInput(what, "Draw it smaller and enlarge it for print.")


def _check_identity(identity: Identity) -> None:
    _check_size(identity.width_px, identity.height_px)
    _check_seed(identity.seed)
    for text in (identity.character, identity.background, identity.action):
        _check_text(text)
    if isinstance(identity.drawing, Drawing):
        _check_image(identity.drawing.image)
        _check_image(identity.drawing.mask_png or identity.drawing.image)


def _check_text(text: str) -> None:
    if len(text) > MAX_PROMPT_CHARACTERS:
        what = f"A description is {len(text):,} characters long."
        raise BadInput(what, "Shorten it to a few sentences; models read little more.")


def _check_prompt(prompt: PromptSpans) -> None:
    _check_text(prompt.text)
    for span in (prompt.background, *prompt.figures):
        _check_span(span, len(prompt.text))


def _check_span(span: Span, length: int) -> None:
    if not 0 <= span.start <= span.end <= length:
        raise BadInput("A part of the prompt lies outside its text.", "Make this picture anew from its panel.")


def _check_region(region: Region) -> None:
    match region:
        case Box(left=left, top=top, width=width, height=height):
            sound = all(map(math.isfinite, (left, top, width, height))) and width > 0 and height > 0
        case Polygon(points=points):
            numbers = [number for point in points for number in point]
            sound = 3 <= len(points) <= MAX_POINTS and all(map(math.isfinite, numbers))
        case PaintedMask(png=png):
            sound = 0 < len(png) <= MAX_IMAGE_BYTES
    if not sound:
        raise BadInput("The region of a character is empty or broken.", "Draw the region again.")


def _check_image(image: bytes) -> None:
    if not 0 < len(image) <= MAX_IMAGE_BYTES:
        what = f"A picture of {len(image):,} bytes was given."
        raise BadInput(what, f"Use a picture of up to {MAX_IMAGE_BYTES // 2**20} MiB.")
