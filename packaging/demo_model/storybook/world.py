"""Which pictures exist: the narrow `VILLAGE`, the wide `FULL`, and what training never sees."""

from __future__ import annotations

from dataclasses import dataclass

from storybook.character import (
    Accessory,
    Garment,
    HairStyle,
    Hat,
    Kind,
)
from storybook.palette import Color, HairColor, Skin
from storybook.scene import Action, Figure, Place, Time, Weather, Zoom


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How freely captions are worded; every rate is a probability in 0..1."""

    synonyms: float
    dropped_attributes: float
    shuffled_clauses: float
    middle_stated: float
    rewordings: float


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything a picture may contain; repeated entries are drawn more often.

    `figure_counts[n]` is the share of pictures with n figures. About one in `holdout_modulus`
    combinations of kind, top colour and action is kept out of training for measuring.
    """

    name: str
    kinds: tuple[Kind, ...]
    skins: tuple[Skin, ...]
    hair_colors: tuple[HairColor, ...]
    girl_hair: tuple[HairStyle, ...]
    boy_hair: tuple[HairStyle, ...]
    tops: tuple[Garment, ...]
    top_colors: tuple[Color, ...]
    hats: tuple[Hat, ...]
    accessories: tuple[Accessory, ...]
    actions: tuple[Action, ...]
    pair_actions: tuple[Action, ...]
    places: tuple[Place, ...]
    times: tuple[Time, ...]
    weathers: tuple[Weather, ...]
    zooms: tuple[Zoom, ...]
    figure_counts: tuple[float, ...]
    near_share: float
    back_share: float
    free_expression_share: float
    free_style: bool
    wording: Wording
    holdout_modulus: int = 17

    def holds_out(self, figure: Figure) -> bool:
        """Tell whether training must never see this kind, top colour and action together."""
        ranks = (
            list(Kind).index(figure.character.kind),
            list(Color).index(figure.character.top_color),
            list(Action).index(figure.action),
        )
        return (5 * ranks[0] + 3 * ranks[1] + 7 * ranks[2]) % self.holdout_modulus == 0


_CLOTH_COLORS = (
    Color.RED,
    Color.BLUE,
    Color.GREEN,
    Color.YELLOW,
    Color.PURPLE,
    Color.ORANGE,
)

VILLAGE = World(
    name="village",
    kinds=(
        Kind.GIRL,
        Kind.GIRL,
        Kind.BOY,
        Kind.FOX,
        Kind.RABBIT,
        Kind.BEAR,
        Kind.CAT,
        Kind.MOUSE,
        Kind.FROG,
    ),
    skins=(Skin.LIGHT, Skin.TAN, Skin.BROWN),
    hair_colors=(HairColor.BLACK, HairColor.BROWN, HairColor.BLONDE, HairColor.RED),
    girl_hair=(HairStyle.PIGTAILS, HairStyle.LONG),
    boy_hair=(HairStyle.SHORT,),
    tops=(Garment.SHIRT, Garment.SWEATER, Garment.DRESS),
    top_colors=_CLOTH_COLORS,
    hats=(*[Hat.NONE] * 9, Hat.STRAW_HAT, Hat.CROWN, Hat.WIZARD_HAT),
    accessories=(),
    actions=(
        Action.STANDING,
        Action.WAVING,
        Action.WALKING,
        Action.SITTING,
        Action.READING,
        Action.JUMPING,
        Action.BALLOON,
        Action.CRYING,
        Action.SLEEPING,
    ),
    pair_actions=(),
    places=(
        Place.MEADOW,
        Place.FOREST,
        Place.BEACH,
        Place.STREET,
        Place.BEDROOM,
        Place.MOUNTAINS,
        Place.CASTLE,
        Place.LAKE,
    ),
    times=(Time.DAY, Time.DAY, Time.DAY, Time.NIGHT),
    weathers=(Weather.CLEAR,),
    zooms=(*[Zoom.FULL_FIGURE] * 4, Zoom.CLOSE_UP),
    figure_counts=(0.10, 0.55, 0.35),
    near_share=0.0,
    back_share=0.0,
    free_expression_share=0.0,
    free_style=False,
    wording=Wording(synonyms=0.15, dropped_attributes=0.12, shuffled_clauses=0.0, middle_stated=0.4, rewordings=0.0),
)

FULL = World(
    name="full",
    kinds=(
        *[Kind.GIRL, Kind.BOY, Kind.WOMAN, Kind.MAN] * 3,
        *list(Kind),
    ),
    skins=tuple(Skin),
    hair_colors=tuple(HairColor),
    girl_hair=(
        HairStyle.LONG,
        HairStyle.PIGTAILS,
        HairStyle.BOB,
        HairStyle.PONYTAIL,
        HairStyle.BUN,
        HairStyle.CURLY,
        HairStyle.BRAIDS,
    ),
    boy_hair=(HairStyle.SHORT, HairStyle.SPIKY, HairStyle.CURLY, HairStyle.BOWL),
    tops=tuple(Garment),
    top_colors=tuple(Color),
    hats=(*[Hat.NONE] * 9, *list(Hat)[1:]),
    accessories=(Accessory.SCARF, Accessory.CAPE, Accessory.BACKPACK),
    actions=tuple(a for a in Action if a not in (Action.HOLDING_HANDS, Action.HUGGING)),
    pair_actions=(Action.HOLDING_HANDS, Action.HUGGING),
    places=tuple(Place),
    times=(Time.DAY, Time.DAY, Time.DAY, Time.SUNSET, Time.NIGHT),
    weathers=(*[Weather.CLEAR] * 8, Weather.RAIN, Weather.SNOWFALL),
    zooms=(*[Zoom.FULL_FIGURE] * 6, Zoom.CLOSE_UP, Zoom.CLOSE_UP, Zoom.FAR),
    figure_counts=(0.04, 0.50, 0.34, 0.12),
    near_share=0.4,
    back_share=0.10,
    free_expression_share=0.3,
    free_style=True,
    wording=Wording(synonyms=0.4, dropped_attributes=0.2, shuffled_clauses=0.3, middle_stated=0.5, rewordings=0.3),
)

WORLDS: dict[str, World] = {VILLAGE.name: VILLAGE, FULL.name: FULL}
