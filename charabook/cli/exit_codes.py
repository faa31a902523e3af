"""What the program's exit codes mean; docs/cli.md has the same table."""

from charabook.errors import BadInput, Cancelled, CharabookError, Damaged, Unavailable

OK = 0
BUG = 1
USAGE = 2  # click's own
BAD_INPUT = 3
DAMAGED = 4
UNAVAILABLE = 5
NOT_ALL_DONE = 6
CANCELLED = 130

_CODES: tuple[tuple[type[CharabookError], int], ...] = (
    (Cancelled, CANCELLED),
    (BadInput, BAD_INPUT),
    (Damaged, DAMAGED),
    (Unavailable, UNAVAILABLE),
)


def exit_code_of(error: CharabookError) -> int:
    """The exit code for an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), BUG)
