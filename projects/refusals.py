"""Why a file is refused. Each reason is a class of its own with its own plain message.

BadInput
├── NotAProject      something else altogether, or a placeholder of a sync program
├── MadeByNewer      a newer charabook wrote it
├── UnfinishedCopy   copied out of a running program instead of being saved or exported
├── OtherProject     a sound project, but not a copy of this one
└── Oversized        a value or picture so large that it can only be meant to do harm
Damaged
├── Incomplete       shorter or longer than it says: an interrupted download or sync
├── Tampered         its schema is not ours: somebody put code or other tables into it
└── ContentDamaged   rows or pictures are not what was written
Unavailable
├── AlreadyOpen      another window has it
├── NotWritable      the file or its folder is read-only
└── Missing          there is no such file
"""

from charabook.errors import BadInput, Damaged, Unavailable

ASK_FOR_ANOTHER = (
    "Ask for the file again, or use “Recover what is readable” to save what can be read into a new project."
)


class NotAProject(BadInput):
    """Not a charabook project at all."""


class MadeByNewer(BadInput):
    """Written by a newer charabook."""


class UnfinishedCopy(BadInput):
    """Taken out of a running program."""


class OtherProject(BadInput):
    """A different project."""


class Oversized(BadInput):
    """Meant to exhaust memory or disk."""


class Incomplete(Damaged):
    """Truncated, or not fully downloaded."""


class Tampered(Damaged):
    """The schema is not ours."""


class ContentDamaged(Damaged):
    """Rows or pictures are not what was written."""


class AlreadyOpen(Unavailable):
    """Open in another window."""


class NotWritable(Unavailable):
    """Read-only."""


class Missing(Unavailable):
    """No such file."""
