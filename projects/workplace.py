"""Where working copies live on this machine.

<application data>/projects/<digest of the path of the shared file>/
    work.db             the working copy: every edit is saved here at once
    lock                held by the program that has the project open: `projects.workplace_lock`
    previous.charabook  the shared file as it was before the last save
"""

import hashlib
import os
from pathlib import Path

import platformdirs

WORK_NAME = "work.db"
PREVIOUS_NAME = "previous.charabook"


def local_data() -> Path:
    """The folder of this user's application data; `CHARABOOK_DATA` puts it elsewhere."""
    chosen = os.environ.get("CHARABOOK_DATA")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("charabook", appauthor=False))


def workplace_of(target: Path) -> Path:
    """The folder that belongs to one shared file. A copy of the file elsewhere has a workplace of its own."""
    name = hashlib.sha256(os.fsencode(target.absolute())).hexdigest()[:24]
    return local_data() / "projects" / name
