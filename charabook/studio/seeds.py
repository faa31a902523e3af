"""Seeds that follow from names: the same on every machine, without being written down."""

import uuid

SEED_LIMIT = 2**31


def stable_seed(*parts: object) -> int:
    """A seed from 0 to `SEED_LIMIT` that follows from `parts`."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\0".join(map(str, parts))).int % SEED_LIMIT
