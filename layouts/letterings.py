"""Letters a panel: balloons round their words, tails aimed at heads, joined balloons fused, all in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from layouts.balloons import aimed_tip, bridge, burst_body, cloud_body, round_body, tail, thought_trail
from layouts.display_list import DrawOp, DrawPath, Role, Stroke, StructureElement
from layouts.lettering.passage import cleaned
from layouts.page import Lettering, LetteringId, LetteringKind, plain_text
from layouts.pieces import Depth, Piece, glyph_ops
from layouts.placement import Hold, Surroundings
from layouts.problems import PlacedLettering, Problem, ProblemKind
from layouts.shapes import Outline, Point, Rect, rounded_rectangle
from layouts.sounds import sound_drawing
from layouts.standing import BOXED, Stander, Standing
from layouts.typesetting import Typesetter
from layouts.unions import united

_WHISPER_DASH_MM = (1.5, 1.3)
_CAPTION_CORNER_MM, _NARRATION_CORNER_MM = 0.5, 2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettered:
    """What lettering a panel gave: pieces in reading order, places, problems."""

    pieces: tuple[Piece, ...] = ()
    placed: tuple[PlacedLettering, ...] = ()
    problems: tuple[Problem, ...] = ()


@lru_cache(512)
def lettered(
    letterings: tuple[Lettering, ...],
    heads: tuple[tuple[str, Rect], ...],
    around: Surroundings,
    language: str,
    typesetter: Typesetter,
) -> Lettered:
    """Letter one panel, or the page itself; what has not changed since the last time is not done again.

    heads  the speakers' names and heads on the page (mm)
    """
    return _PanelLetterer(typesetter, around, language).letter(letterings, dict(heads))


class _PanelLetterer:
    """Letters one panel, or the page itself."""

    def __init__(self, typesetter: Typesetter, around: Surroundings, language: str) -> None:
        self._look = typesetter.look
        self._typesetter = typesetter
        self._around = around
        self._language = language

    def letter(self, letterings: Sequence[Lettering], heads: dict[str, Rect]) -> Lettered:
        """Set, place and draw `letterings` in their order; `heads` are the speakers' heads on the page (mm)."""
        standing = self._all_standing(letterings, heads)
        tips = {one.lettering.id: self._tips(one, heads) for one in standing}
        outlines = _fused(standing, {one.lettering.id: self._outline(one, tips) for one in standing})
        drawn = {
            one.lettering.id: (self._piece(one, outlines), _placed(one, outlines, tips)) for one in standing
        } | self._sounds(letterings, tuple(one.body for one in standing))
        in_order = [drawn[one.id] for one in letterings if one.id in drawn]
        return Lettered(
            pieces=tuple(piece for piece, _ in in_order),
            placed=tuple(place for _, place in in_order),
            problems=tuple(problem for one in standing for problem in _problems(one, heads)),
        )

    def _all_standing(self, letterings: Sequence[Lettering], heads: dict[str, Rect]) -> list[Standing]:
        stander = Stander(self._typesetter, self._around, self._language)
        standing: list[Standing] = []
        for number, lettering in enumerate(letterings):
            if lettering.kind is LetteringKind.SOUND:
                continue
            hold = Hold.FREE
            if lettering.kind in BOXED:
                is_closing = number > 0 and number == len(letterings) - 1
                hold = Hold.BOTTOM_EDGE if is_closing else Hold.TOP_EDGE
            found = stander.stand(lettering, standing, heads.get(lettering.speaker), hold)
            if found is not None:
                standing.append(found)
        return standing

    def _sounds(
        self, letterings: Sequence[Lettering], taken: tuple[Rect, ...]
    ) -> dict[LetteringId, tuple[Piece, PlacedLettering]]:
        drawn = {}
        for lettering in letterings:
            if lettering.kind is LetteringKind.SOUND and cleaned(plain_text(lettering.runs)).strip():
                language = lettering.language or self._language
                type_ = self._typesetter.sound(language, lettering.scale)
                drawn[lettering.id] = sound_drawing(lettering, type_, self._look.sound, self._around, taken)
        return drawn

    def _tips(self, one: Standing, heads: dict[str, Rect]) -> tuple[Point, ...]:
        """Where the tails end; a tip inside the balloon makes no tail."""
        if one.lettering.kind in BOXED:
            return ()
        tips = list(one.lettering.tail_tips)
        head = heads.get(one.lettering.speaker)
        if head is not None and not one.lettering.tail_tips:
            tips.append(aimed_tip(one.body, head, self._look.measure.longest_tail_mm))
        core = one.body.grown(-0.1 * min(one.body.width, one.body.height))
        return tuple(tip for tip in tips if not core.holds(tip))

    def _outline(self, one: Standing, tips: dict[LetteringId, tuple[Point, ...]]) -> Outline:
        width = self._look.measure.tail_mm
        body, own_tips = one.body, tips[one.lettering.id]
        seed = str(one.lettering.id)
        match one.lettering.kind:
            case LetteringKind.THOUGHT:
                bubbles = [bubble for tip in own_tips for bubble in thought_trail(body, tip)]
                return united([cloud_body(body, seed), *bubbles])
            case LetteringKind.SHOUT:
                return united([burst_body(body, seed), *(tail(body, tip, width) for tip in own_tips)])
            case LetteringKind.CAPTION:
                return rounded_rectangle(body, _CAPTION_CORNER_MM, _CAPTION_CORNER_MM)
            case LetteringKind.NARRATION:
                return rounded_rectangle(body, _NARRATION_CORNER_MM, _NARRATION_CORNER_MM)
            case _:
                whole = round_body(body, seed)
                return united([whole, *(tail(body, tip, width) for tip in own_tips)]) if own_tips else whole

    def _piece(self, one: Standing, outlines: dict[LetteringId, Outline]) -> Piece:
        lettering, ink = one.lettering, self._look.ink
        ops: list[DrawOp] = []
        outline = outlines.get(lettering.id)
        if outline is not None:
            is_boxed = lettering.kind in BOXED
            pen = None if lettering.kind is LetteringKind.NARRATION else self._pen(lettering.kind)
            ops.append(DrawPath(outline=outline, fill=ink.caption_fill if is_boxed else ink.balloon_fill, stroke=pen))
        ops.extend(glyph_ops(one.text, lettering.colour or ink.text, one.language))
        element = StructureElement(
            role=Role.PARAGRAPH,
            source_id=lettering.id,
            text=plain_text(lettering.runs),
            language=one.language,
            bounds=one.body,
        )
        return Piece(ops=tuple(ops), depth=Depth.BALLOON, element=element)

    def _pen(self, kind: LetteringKind) -> Stroke:
        width = self._look.measure.balloon_line_mm
        dash = _WHISPER_DASH_MM if kind is LetteringKind.WHISPER else ()
        return Stroke(
            colour=self._look.ink.balloon, width_mm=width * (1.35 if kind is LetteringKind.SHOUT else 1), dash_mm=dash
        )


def _fused(standing: Sequence[Standing], outlines: dict[LetteringId, Outline]) -> dict[LetteringId, Outline]:
    """One outline for each group of joined balloons, kept by its first member."""
    by_id = {one.lettering.id: one for one in standing}
    roots: dict[LetteringId, LetteringId] = {}
    groups: dict[LetteringId, list[Outline]] = {}
    for one in standing:
        partner = one.lettering.joined_to
        parts = [outlines[one.lettering.id]]
        if partner in roots and partner is not None:
            root = roots[partner]
            parts.append(_neck(by_id[partner].body, one.body))
        else:
            root = one.lettering.id
        roots[one.lettering.id] = root
        groups.setdefault(root, []).extend(parts)
    return {root: parts[0] if len(parts) == 1 else united(parts) for root, parts in groups.items()}


def _neck(first: Rect, second: Rect) -> Outline:
    return bridge(first, second, min(first.height, second.height, first.width, second.width) * 0.3)


def _placed(
    one: Standing, outlines: dict[LetteringId, Outline], tips: dict[LetteringId, tuple[Point, ...]]
) -> PlacedLettering:
    outline = outlines.get(one.lettering.id) or Outline.rectangle(one.body)
    return PlacedLettering(
        lettering_id=one.lettering.id,
        outline=outline,
        body=one.body,
        text=one.text.box,
        tips=tips[one.lettering.id],
    )


def _problems(one: Standing, heads: dict[str, Rect]) -> Iterator[Problem]:
    said, name = one.lettering.id, plain_text(one.lettering.runs).strip()[:40]

    def found(kind: ProblemKind, what: str, remedy: str) -> Problem:
        return Problem(kind=kind, what=what, remedy=remedy, subject_id=said, where=one.body)

    if one.is_overfull:
        yield found(
            ProblemKind.TEXT_OVERFLOW,
            f"“{name}” does not fit into its panel.",
            "Shorten it, make the panel larger, or let the text shrink to fit.",
        )
    if one.text.missing:
        chars = " ".join(sorted(one.text.missing)[:8])
        yield found(ProblemKind.MISSING_GLYPH, f"No font of this book draws {chars}.", "Add a font that has them.")
    if one.lettering.speaker and one.lettering.speaker not in heads and not one.lettering.tail_tips:
        yield found(
            ProblemKind.NO_SPEAKER,
            f"The speaker of “{name}” is not in the picture: the balloon has no tail.",
            "Mark the figure in the panel, or point the tail by hand.",
        )
    if any(one.body.overlap_area(head) > 0.2 * head.width * head.height for head in heads.values()):
        yield found(ProblemKind.COVERS_FACE, f"“{name}” covers a face.", "Move the balloon.")
