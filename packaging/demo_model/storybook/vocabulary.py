"""The words of captions: for each thing the usual word first, then its synonyms."""

from __future__ import annotations

from storybook.character import HairStyle, Kind
from storybook.scene import Action, Expression, Place, Placement

KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.GIRL: ("girl", "little girl"),
    Kind.BOY: ("boy", "little boy"),
    Kind.WOMAN: ("woman", "lady"),
    Kind.MAN: ("man", "gentleman"),
    Kind.GRANDMOTHER: ("grandmother", "granny", "old woman"),
    Kind.GRANDFATHER: ("grandfather", "grandpa", "old man"),
    Kind.RABBIT: ("rabbit", "bunny"),
    Kind.BEAR: ("bear", "little bear"),
    Kind.CAT: ("cat", "kitten"),
    Kind.MOUSE: ("mouse", "little mouse"),
    Kind.DOG: ("dog", "puppy"),
    Kind.PIG: ("pig", "piglet"),
}
PLACES: dict[Place, tuple[str, ...]] = {
    Place.MEADOW: ("in a flower meadow", "in a meadow full of flowers"),
    Place.FOREST: ("in a forest", "in the woods"),
    Place.BEACH: ("on a beach", "at the seaside"),
    Place.STREET: ("in a village street", "in a little village"),
    Place.BEDROOM: ("in a bedroom", "in a cozy bedroom"),
    Place.MOUNTAINS: ("in snowy mountains", "in the snow"),
    Place.CASTLE: ("in front of a castle", "at the castle"),
    Place.LAKE: ("by a lake", "at the lake shore"),
    Place.CITY: ("in a city", "on a city street with tall houses"),
    Place.LIVING_ROOM: ("in a living room", "at home by the sofa"),
    Place.DESERT: ("in a desert", "among desert dunes"),
    Place.FARM: ("on a farm", "in front of a red barn"),
    Place.CAMPSITE: ("at a campsite", "by a tent in the pine woods"),
    Place.LIBRARY: ("in a library", "in a library full of books"),
    Place.KITCHEN: ("in a kitchen", "in a sunny kitchen"),
    Place.MOON: ("on the moon", "on the moon under the stars"),
    Place.GARDEN: ("in a garden", "in a sunflower garden"),
    Place.CLASSROOM: ("in a classroom", "at school"),
}
ACTIONS: dict[Action, tuple[str, ...]] = {
    Action.STANDING: ("standing", "standing still"),
    Action.WAVING: ("waving", "waving hello"),
    Action.WALKING: ("walking", "taking a walk"),
    Action.SITTING: ("sitting", "sitting on the ground"),
    Action.READING: ("reading a book", "reading"),
    Action.JUMPING: ("jumping for joy", "jumping"),
    Action.BALLOON: ("holding {a_color} balloon", "with {a_color} balloon"),
    Action.CRYING: ("crying", "crying tears"),
    Action.SLEEPING: ("sleeping", "fast asleep"),
    Action.RUNNING: ("running", "running fast"),
    Action.DANCING: ("dancing", "dancing happily"),
    Action.POINTING: ("pointing to the {side}", "pointing {side}"),
    Action.CHEERING: ("cheering", "raising both arms"),
    Action.EATING_APPLE: ("eating an apple", "biting into an apple"),
    Action.UMBRELLA: ("holding {a_color} umbrella", "under {a_color} umbrella"),
    Action.THINKING: ("thinking", "wondering"),
    Action.KICKING_BALL: ("kicking a ball", "playing football"),
    Action.FLOWER: ("holding a flower", "with a flower in the hand"),
    Action.SURPRISED: ("looking surprised", "astonished"),
    Action.ANGRY: ("hands on hips, angry", "looking angry"),
    Action.LANTERN: ("holding a lantern", "carrying a lantern"),
    Action.KITE: ("flying {a_color} kite", "playing with {a_color} kite"),
    Action.HOLDING_HANDS: ("holding hands", "hand in hand"),
    Action.HUGGING: ("hugging", "in a warm hug"),
}
PLACEMENTS: dict[Placement, tuple[str, ...]] = {
    Placement.LEFT: ("on the left", "on the left side"),
    Placement.MIDDLE: ("in the middle", "in the center"),
    Placement.RIGHT: ("on the right", "on the right side"),
}
HAIR: dict[HairStyle, str] = {
    HairStyle.LONG: "long {color} hair",
    HairStyle.SHORT: "short {color} hair",
    HairStyle.SPIKY: "spiky {color} hair",
    HairStyle.CURLY: "curly {color} hair",
    HairStyle.BOB: "bobbed {color} hair",
    HairStyle.BOWL: "{color} bowl-cut hair",
    HairStyle.PIGTAILS: "{color} pigtails",
    HairStyle.BRAIDS: "{color} braids",
    HairStyle.PONYTAIL: "a {color} ponytail",
    HairStyle.BUN: "a {color} bun",
    HairStyle.BALD: "a bald head",
}
MOODS: dict[Expression, str] = {
    Expression.LAUGHING: "laughing",
    Expression.SAD: "sad",
    Expression.ANGRY: "angry",
    Expression.SURPRISED: "surprised",
    Expression.CALM: "calm",
}
NEARNESS = ("side by side", "close together", "next to each other")
REWORDINGS: dict[str, tuple[str, ...]] = {
    "sweater": ("pullover", "jumper"),
    "shirt": ("t-shirt",),
    "coat": ("jacket",),
    "overalls": ("dungarees",),
    "backpack": ("rucksack",),
    "pigtails": ("bunches",),
    "blonde": ("golden", "fair"),
    "red hair": ("ginger hair",),
    "crown": ("golden crown",),
    "straw hat": ("sun hat",),
    "beanie": ("woolly hat",),
    "cap": ("baseball cap",),
    "wizard hat": ("magic hat",),
    "round glasses": ("glasses", "spectacles"),
}
"""Other words for looks and clothes; none of them changes the article before it."""
