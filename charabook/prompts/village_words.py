"""The words of the demo model's little world: what it knows, and the near words that are drawn as something it knows.

Each table goes from a word or phrase, as people write it, to the model's own. A phrase that stands for itself is known.
"""

KINDS = {
    **dict.fromkeys(("girl", "little girl", "young girl"), "girl"),
    **dict.fromkeys(("boy", "little boy", "young boy"), "boy"),
    **dict.fromkeys(("rabbit", "bunny", "white rabbit"), "rabbit"),
    **dict.fromkeys(("bear", "teddy bear", "brown bear"), "bear"),
    **dict.fromkeys(("cat", "kitten", "grey cat", "gray cat"), "cat"),
    **dict.fromkeys(("fox", "little fox", "red fox", "orange fox"), "fox"),
    **dict.fromkeys(("mouse", "little mouse", "grey mouse", "gray mouse"), "mouse"),
    **dict.fromkeys(("frog", "green frog"), "frog"),
}
NEAR_KINDS = {
    **dict.fromkeys(("woman", "lady", "mother", "princess", "queen", "witch", "grandmother", "sister"), "girl"),
    **dict.fromkeys(
        ("man", "gentleman", "father", "prince", "king", "wizard", "grandfather", "brother", "child"), "boy"
    ),
    **dict.fromkeys(("dog", "puppy", "wolf", "squirrel", "raccoon", "lion"), "fox"),
    **dict.fromkeys(("hare", "deer", "donkey", "sheep", "lamb"), "rabbit"),
    **dict.fromkeys(("panda", "koala", "badger", "pig", "beaver", "robot"), "bear"),
    **dict.fromkeys(("tiger", "leopard", "owl"), "cat"),
    **dict.fromkeys(("rat", "hamster", "hedgehog", "bird", "mole"), "mouse"),
    **dict.fromkeys(("toad", "turtle", "crocodile", "dragon", "lizard"), "frog"),
}
HUMANS = frozenset({"girl", "boy"})

COLOURS = {colour: colour for colour in ("red", "blue", "green", "yellow", "purple", "orange")}
NEAR_COLOURS = {
    **dict.fromkeys(("pink", "crimson", "scarlet", "maroon"), "red"),
    **dict.fromkeys(("navy", "turquoise", "teal", "grey", "gray", "black"), "blue"),
    **dict.fromkeys(("olive", "mint"), "green"),
    **dict.fromkeys(("gold", "golden", "white", "cream"), "yellow"),
    **dict.fromkeys(("violet", "lilac", "lavender"), "purple"),
    **dict.fromkeys(("brown", "amber"), "orange"),
}
HAIR_COLOURS = {
    **dict.fromkeys(("blonde", "blond"), "blonde"),
    "black": "black",
    "brown": "brown",
    "red": "red",
}
NEAR_HAIR_COLOURS = {
    **dict.fromkeys(("dark",), "black"),
    **dict.fromkeys(("ginger", "auburn", "orange", "pink", "purple"), "red"),
    **dict.fromkeys(("golden", "yellow", "fair", "white", "grey", "gray"), "blonde"),
    **dict.fromkeys(("chestnut",), "brown"),
}
SKINS = {
    **dict.fromkeys(("light", "pale", "fair"), "light"),
    **dict.fromkeys(("tan", "tanned"), "tan"),
    **dict.fromkeys(("brown", "dark", "black"), "brown"),
}
HAIR_STYLES = {"pigtails": "pigtails", "long hair": "long", "short hair": "short"}
NEAR_HAIR_STYLES = {
    **dict.fromkeys(("braids", "bunches", "plaits", "ponytail", "buns"), "pigtails"),
    **dict.fromkeys(("bob", "curly hair", "curls", "spiky hair"), "short"),
}
TOPS = {"shirt": "shirt", "sweater": "sweater", "dress": "dress"}
NEAR_TOPS = {
    **dict.fromkeys(("t-shirt", "tee", "blouse", "pyjamas", "pajamas", "vest", "overalls"), "shirt"),
    **dict.fromkeys(("jumper", "pullover", "cardigan", "coat", "jacket", "hoodie", "cape"), "sweater"),
    **dict.fromkeys(("gown", "skirt", "nightgown", "robe"), "dress"),
}
HATS = {"straw hat": "straw hat", "crown": "crown", "wizard hat": "wizard hat"}
NEAR_HATS = {
    **dict.fromkeys(("hat", "sun hat", "cap", "beanie", "bonnet"), "straw hat"),
    **dict.fromkeys(("tiara",), "crown"),
    **dict.fromkeys(("pointed hat", "witch hat", "top hat"), "wizard hat"),
}
ACTIONS = {
    **dict.fromkeys(("standing", "standing still", "stands"), "standing"),
    **dict.fromkeys(("waving", "waving hello", "waves"), "waving"),
    **dict.fromkeys(("walking", "taking a walk", "walks"), "walking"),
    **dict.fromkeys(("sitting", "sitting on the ground", "sits"), "sitting"),
    **dict.fromkeys(("reading a book", "reading", "reads"), "reading a book"),
    **dict.fromkeys(("jumping for joy", "jumping", "jumps"), "jumping for joy"),
    **dict.fromkeys(("holding a red balloon", "holding a balloon", "with a red balloon"), "holding a red balloon"),
    **dict.fromkeys(("crying", "crying tears", "cries"), "crying"),
    **dict.fromkeys(("sleeping", "fast asleep", "sleeps", "asleep"), "sleeping"),
}
NEAR_ACTIONS = {
    **dict.fromkeys(("running", "hurrying", "searching", "looking around", "tiptoeing", "coming"), "walking"),
    **dict.fromkeys(("dancing", "cheering", "hopping", "laughing", "celebrating", "skipping"), "jumping for joy"),
    **dict.fromkeys(("pointing", "greeting", "calling", "shouting"), "waving"),
    **dict.fromkeys(("weeping", "sobbing", "sad"), "crying"),
    **dict.fromkeys(("resting", "kneeling", "eating", "thinking", "fishing"), "sitting"),
    **dict.fromkeys(("dreaming", "napping", "snoring"), "sleeping"),
    **dict.fromkeys(("studying", "writing", "drawing"), "reading a book"),
    **dict.fromkeys(("waiting", "listening", "looking", "thinking hard"), "standing"),
    **dict.fromkeys(("flying a kite", "carrying a balloon"), "holding a red balloon"),
}
PLACES = {
    **dict.fromkeys(("flower meadow", "meadow", "meadow full of flowers"), "in a flower meadow"),
    **dict.fromkeys(("forest", "woods"), "in a forest"),
    **dict.fromkeys(("beach", "seaside"), "on a beach"),
    **dict.fromkeys(("village street", "street", "village", "little village"), "in a village street"),
    **dict.fromkeys(("bedroom", "cozy bedroom"), "in a bedroom"),
    **dict.fromkeys(("snowy mountains", "mountains", "snow"), "in snowy mountains"),
    **dict.fromkeys(("castle",), "in front of a castle"),
    **dict.fromkeys(("lake", "lake shore"), "by a lake"),
}
NEAR_PLACES = {
    **dict.fromkeys(("garden", "field", "park", "farm", "hill", "grass"), "in a flower meadow"),
    **dict.fromkeys(("jungle", "trees", "campsite"), "in a forest"),
    **dict.fromkeys(("sea", "ocean", "desert", "island", "sand"), "on a beach"),
    **dict.fromkeys(("town", "city", "market", "road", "square", "shop", "school"), "in a village street"),
    **dict.fromkeys(("room", "house", "kitchen", "living room", "library", "home", "classroom"), "in a bedroom"),
    **dict.fromkeys(("winter", "moon", "ice", "mountain"), "in snowy mountains"),
    **dict.fromkeys(("palace", "tower", "throne"), "in front of a castle"),
    **dict.fromkeys(("river", "pond", "water", "harbour"), "by a lake"),
}
NIGHT = frozenset({"night", "at night", "by night", "midnight", "by moonlight", "moonlight", "in the dark"})
NEAR_NIGHT = frozenset({"evening", "in the evening", "at dusk", "dusk"})
DAY = frozenset({"day", "by day", "on a sunny day", "in the morning", "morning", "sunny", "at noon"})
MOODS = frozenset({"happy", "smiling", "glad", "cheerful", "proud"})

SMALL_WORDS = frozenset(
    (
        *("a", "an", "the", "this", "that", "it", "her", "his", "its", "their", "who", "some"),
        *("with", "in", "on", "of", "at", "by", "to", "from", "for", "up", "over", "under", "near", "and", "is", "are"),
        *("very", "little", "small", "big", "tiny", "tall", "young", "old", "full", "cozy", "cosy", "still", "happily"),
        *("wearing", "hair", "skin", "ground"),
    )
)
