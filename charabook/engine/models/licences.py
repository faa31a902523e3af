"""What a model's licence lets an illustrator do. Shown where the model is chosen; no legal advice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Name, and whether pictures and model may be used in paid work without asking anyone."""

    name: str
    commercial: bool
    note: str


APACHE = Licence(name="Apache-2.0", commercial=True, note="Free for any use, paid work too.")
OWN = Licence(name="Apache-2.0", commercial=True, note="Part of charabook; free for any use, paid work too.")
FLUX_DEV = Licence(
    name="FLUX.1 [dev] Non-Commercial License",
    commercial=False,
    note="The model is for non-commercial use; ask Black Forest Labs for a licence before paid work.",
)
FLUX_KONTEXT = Licence(
    name="FLUX.1 Kontext [dev] Non-Commercial License",
    commercial=False,
    note="The model is for non-commercial use; ask Black Forest Labs for a licence before paid work.",
)
UNKNOWN = Licence(
    name="unknown",
    commercial=False,
    note="charabook does not know this model; read the licence where you found it.",
)
