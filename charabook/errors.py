"""The exception tree of the whole program.

    CharabookError
    ├── KnownError      something in the world is in the way; the user can do something about it
    │   ├── BadInput    a file, text or setting from outside is not usable
    │   ├── Damaged     a file of ours is broken or not what it claims to be
    │   ├── Unavailable a device, disk, model or permission is missing
    │   └── Cancelled   the user stopped the work; nothing is wrong
    └── BugError        our own mistake: worth a report, never the user's fault

Every room may import this module and nothing else from above itself. A `KnownError` always says in one
sentence what happened and in another what to do; both are shown to the user as they are.
"""


class CharabookError(Exception):
    """Anything that charabook raises on purpose."""


class KnownError(CharabookError):
    """Something outside our code is in the way: `what` happened, and the `remedy` that the user can apply."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["KnownError"], tuple[str, str]]:
        # Errors cross process borders; the default pickling would call the constructor with one joined string.
        return type(self), (self.what, self.remedy)


class BadInput(KnownError):
    """A file, text or setting from outside is not usable as it is."""


class Damaged(KnownError):
    """A file of ours is broken, truncated or not what it claims to be."""


class Unavailable(KnownError):
    """A device, disk space, permission, model or other resource is missing."""


class Cancelled(KnownError):
    """The user stopped the work; nothing is wrong and nothing is lost."""

    def __init__(self, what: str = "Cancelled.", remedy: str = "Run it again to continue.") -> None:
        super().__init__(what, remedy)


class BugError(CharabookError):
    """Our own mistake. The message is for the log and for a report, not for the user to act on."""
