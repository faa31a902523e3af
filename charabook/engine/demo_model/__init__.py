"""The embedded demo model: a small FLUX in plain diffusers form, checked by hash before anybody reads it."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

from charabook.errors import Damaged

MANIFEST = "manifest.json"
REMEDY = "Install charabook again; every other model works without the demo model."


def demo_folder() -> Path:
    """Where the demo model lies, unchecked."""
    return Path(str(files(__name__))) / "weights"


def verified_folder(folder: Path | None = None) -> Path:
    """The folder of the demo model, every file of which is what it was when it was made.

    Raises `Damaged` if the folder is not there or a file is missing, cut short, changed, or none of the model's.
    """
    folder = folder or demo_folder()
    wanted = _manifest(folder)
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    for name in sorted(wanted):
        _check(folder / name, wanted[name])
    if strange := sorted(present - wanted.keys()):
        raise _damaged(f"the file “{strange[0]}” does not belong to it")
    return folder


def _manifest(folder: Path) -> dict[str, str]:
    path = folder / MANIFEST
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in read["sha256"].items()}
    except FileNotFoundError as error:
        raise _damaged("its weights are missing") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged("its list of files cannot be read") from error


def _check(path: Path, digest: str) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise _damaged(f"the file “{path.name}” is missing") from error
    except OSError as error:
        raise _damaged(f"the file “{path.name}” cannot be read") from error
    if found != digest:
        raise _damaged(f"the file “{path.name}” is not what it was when the model was made")


def _damaged(why: str) -> Damaged:
    return Damaged(f"The demo model is damaged: {why}.", REMEDY)
