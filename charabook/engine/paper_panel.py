"""Panels drawn exactly as released: from a request to the inputs of `charabook.engine.paper`, and back."""

import torch

from charabook.engine import pictures, words
from charabook.engine.families.flux import Conditioning
from charabook.engine.masks import Grid
from charabook.engine.matching import Pairs
from charabook.engine.paper import Keep, PaperRun, PreparedPrompt, draw_frame, draw_identity, draw_plain
from charabook.engine.requests import PanelRequest, Span
from charabook.engine.schedule import PaperSchedule
from charabook.engine.session import Session
from charabook.errors import BadInput


def draw_as_released(
    session: Session, request: PanelRequest, grid: Grid, seed: int
) -> tuple[torch.Tensor, Pairs, torch.Tensor]:
    """Final latents [1, N, channels], pairs and mask [N] of one panel; the identity is drawn anew, as released.

    Raises `BadInput` for more than one character, another size than the identity's, or a drawing.
    """
    _check(request)
    guided = words.told(session.pipeline, request.sampling, *_no_text(session))
    run = PaperRun(
        transformer=session.pipeline.transformer,
        scheduler_config=session.pipeline.scheduler.config,
        grid=grid,
        schedule=PaperSchedule.scaled(request.sampling.steps),
        negative=guided.negative,
        guidance_scale=guided.scale,
        progress=_Watched(session),
    )
    start = pictures.start_noise(session.pipeline, grid, [seed], session.device)
    prompt = _prepared(session, request, request.prompt.text, request.prompt.figures[:1])
    if not request.figures:
        nobody = torch.zeros(grid.tokens, dtype=torch.bool)
        return draw_plain(run, start, prompt), Pairs.none(), nobody
    who = request.figures[0].identity
    text = f"{who.background}, {who.character}, {who.action}"
    about = (Span(start=len(who.background) + 2, end=len(text)),)
    noise = pictures.start_noise(session.pipeline, grid, [who.seed], session.device)
    identity = draw_identity(run, noise, _prepared(session, request, text, about), keep=Keep.NOTHING)
    frame = draw_frame(run, start, prompt, identity)
    return frame.latents, frame.pairs, frame.mask


def _no_text(session: Session) -> tuple[torch.Tensor, torch.Tensor]:
    return words.encode(session.pipeline, [""], [""])


def _prepared(session: Session, request: PanelRequest, text: str, about: tuple[Span, ...]) -> PreparedPrompt:
    """A prompt whose background is everything before the character."""
    tokens = words.tokenise(session.pipeline, text)
    embedded, pooled = words.encode(session.pipeline, [text], [text])
    figure = tokens.within(about[0]) if about else torch.empty(0)
    background = int(figure[0]) if figure.numel() else tokens.real_length
    guided = session.pipeline.transformer.config.guidance_embeds
    return PreparedPrompt(
        conditioning=Conditioning(text=embedded, pooled=pooled, guidance=request.sampling.guidance if guided else None),
        background_length=background,
        real_length=tokens.real_length,
    )


def _check(request: PanelRequest) -> None:
    if len(request.figures) > 1:
        raise BadInput("The released method knows one character per panel.", "Draw this panel in charabook's own way.")
    for figure in request.figures:
        if figure.identity.drawing is not None:
            raise BadInput("The released method knows no drawings.", "Draw this panel in charabook's own way.")
        size = (figure.identity.width_px, figure.identity.height_px)
        if size != (request.sampling.width_px, request.sampling.height_px):
            raise BadInput(
                "The released method draws panels at the size of the identity only.",
                "Make both the same size, or draw this panel in charabook's own way.",
            )


class _Watched:
    """A paper run's progress, told to the session's watcher."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def advance(self, stage: str, done: float, total: float) -> None:
        self._session.advance(stage, int(total))(int(done))

    def is_cancelled(self) -> bool:
        return self._session.watch.is_cancelled()
