"""Sets a lettering's words and finds the place where its balloon stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layouts.balloons import hugging_box
from layouts.lettering.horizontal import SetText
from layouts.lettering.passage import Passage, Type, in_capitals, passage_of
from layouts.lettering.settings import across, boxed, down
from layouts.looks import Case
from layouts.page import Binding, Fit, Lettering, LetteringKind, Writing
from layouts.placement import Hold, Place, Surroundings, find_place, place_beside
from layouts.shapes import POINTS_PER_MM, Insets, Point, Rect
from layouts.typesetting import SMALLEST_PT, Typesetter

BOXED = frozenset({LetteringKind.CAPTION, LetteringKind.NARRATION})
_UGLY = 1.2  # what an ugly setting of the same words costs beside a bad place
_SHRINK_STEP, _CROWDED = 0.93, 6.0
_WIDTH_SHARES = (0.5, 0.7, 0.95)  # of the panel that the words may take, one after the other
_MAX_LINE_MM, _MAX_COLUMN_MM = 52.0, 46.0
_LAST_RESORT_MM = 400.0
_SWELL_MM = {LetteringKind.SHOUT: 4.0, LetteringKind.THOUGHT: 3.2}  # how far spikes and bumps stand off the body


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A lettering whose words are set at their place on the page, and the box of its balloon (mm)."""

    lettering: Lettering
    language: str
    text: SetText
    body: Rect
    is_overfull: bool = False

    def moved_to(self, middle: Point) -> "Standing":
        """The same round another middle (it must stand round the origin)."""
        return replace(self, text=self.text.placed(middle), body=self.body.moved(middle.x, middle.y))


class Stander:
    """Sets and places the letterings of one panel."""

    def __init__(self, typesetter: Typesetter, around: Surroundings, language: str) -> None:
        self._look = typesetter.look
        self._typesetter = typesetter
        self._around = around
        self._language = language

    def stand(
        self, lettering: Lettering, before: Sequence[Standing], speaker: Rect | None, hold: Hold
    ) -> Standing | None:
        """The lettering at its place, or None if it says nothing."""
        around = replace(self._around, taken=tuple(other.body for other in before))
        partner = next((other for other in before if other.lettering.id == lettering.joined_to), None)
        scale, smallest = lettering.scale, self._smallest_scale(lettering)
        while True:
            options = self._options(lettering, scale)
            if not options:
                return None
            standing, cost = _best(options, around, partner, speaker, hold)
            is_overfull = not around.region.contains(standing.text.box) or cost > _CROWDED * 4
            can_shrink = lettering.fit is Fit.SHRINK and scale * _SHRINK_STEP >= smallest
            if not can_shrink or (not is_overfull and cost < _CROWDED):
                return replace(standing, is_overfull=is_overfull)
            scale *= _SHRINK_STEP

    def _smallest_scale(self, lettering: Lettering) -> float:
        type_ = self._typesetter.dialogue(lettering.kind, self._language_of(lettering), 1.0)
        return SMALLEST_PT / (type_.size_mm * POINTS_PER_MM)

    def _language_of(self, lettering: Lettering) -> str:
        return lettering.language or self._language

    def _options(self, lettering: Lettering, scale: float) -> list[Standing]:
        """Ways to set the words round the origin, best first."""
        language = self._language_of(lettering)
        is_capital = self._look.dialogue.case is Case.CAPITALS
        passage = passage_of(in_capitals(lettering.runs) if is_capital else lettering.runs, language)
        type_ = self._typesetter.dialogue(lettering.kind, language, scale)
        return [
            Standing(lettering=lettering, language=language, text=text, body=self._body(lettering.kind, text))
            for text in self._settings(lettering, passage, type_)
        ]

    def _settings(self, lettering: Lettering, passage: Passage, type_: Type) -> list[SetText]:
        region = self._around.region
        if self._is_vertical(lettering, passage):
            limits = [min(region.height * share, _MAX_COLUMN_MM) for share in _WIDTH_SHARES]
            way = down
        else:
            limits = [min(region.width * share, _MAX_LINE_MM) for share in _WIDTH_SHARES]
            way = boxed if lettering.kind in BOXED else across
        if lettering.max_width_mm is not None:
            limits = [lettering.max_width_mm]
        found = [setting for limit in limits for setting in way(passage, type_, max(limit, 1.0))]
        unlike = {tuple(line.text for line in setting.lines): setting for setting in reversed(found)}
        return sorted(unlike.values(), key=lambda setting: setting.ugliness) or list(
            way(passage, type_, _LAST_RESORT_MM)
        )

    def _is_vertical(self, lettering: Lettering, passage: Passage) -> bool:
        if lettering.writing is Writing.AUTO:
            return passage.is_japanese and self._around.binding is Binding.RIGHT
        return lettering.writing is Writing.VERTICAL

    def _body(self, kind: LetteringKind, text: SetText) -> Rect:
        padding = self._look.measure.padding_mm
        if kind in BOXED:
            across_mm, down_mm = padding * 1.15, padding * 0.95
            return text.box.inset(Insets(-across_mm, -down_mm, -across_mm, -down_mm))
        room = {LetteringKind.SHOUT: 1.25, LetteringKind.THOUGHT: 1.1}.get(kind, 1.0)
        return hugging_box([line.box for line in text.lines], padding * room)


def _best(
    options: list[Standing], around: Surroundings, partner: Standing | None, speaker: Rect | None, hold: Hold
) -> tuple[Standing, float]:
    """The option that stands best, at its place, and what is bad about it."""
    by_hand = options[0].lettering.place
    if by_hand is not None:
        return options[0].moved_to(by_hand), 0.0
    judged: list[tuple[float, int, Place]] = []
    for number, option in enumerate(options):
        swell = _SWELL_MM.get(option.lettering.kind, 0.0)
        size = (option.body.width + swell * 2, option.body.height + swell * 2)
        if partner is not None:
            place = place_beside(size, partner.body, around)
        else:
            place = find_place(size, around, speaker, hold)
        judged.append((place.cost + option.text.ugliness * _UGLY, number, place))
    cost, number, place = min(judged)
    option = options[number]
    offset = option.body.centre  # the balloon's middle is not always the text's
    return option.moved_to(place.middle.moved(-offset.x, -offset.y)), cost
