"""Fetching a model from the Hugging Face Hub: only when the user asks, resumed where it stopped, verified at the end.

Torch-free; runs outside the engine process, which never touches the network.
"""

import hashlib
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from charabook.engine.models.folders import LIGHT_PARTS, WEIGHTED_PARTS, check_folder
from charabook.engine.models.places import models_folder
from charabook.errors import BadInput, Damaged, KnownError, Unavailable

Tell = Callable[[str, float], None]
"""Hears which file is fetched and how much of everything is there, from 0 to 1; may raise Cancelled."""

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_SUFFIXES = {".json", ".safetensors", ".txt", ".model"}
_SPARE_BYTES = 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFile:
    """A file that a repository offers. Small files come without a hash."""

    name: str
    size: int
    sha256: str | None = None


class Hub(Protocol):
    """Where models come from."""

    def files(self, repository: str) -> tuple[str, list[HubFile]]:
        """The newest revision of a repository and its files."""

    def fetch(self, repository: str, revision: str, file: HubFile, into: Path, came: Callable[[int], None]) -> None:
        """Fetch a file below `into`, from where an earlier try stopped; `came` hears how many bytes more are there."""


def download(repository: str, *, tell: Tell, hub: Hub | None = None, into: Path | None = None) -> Path:
    """Fetch a FLUX.1 pipeline such as `black-forest-labs/FLUX.1-schnell`; its folder, checked, can be opened at once.

    Raises Unavailable for no network, no permission or no space, Damaged for files that did not arrive whole. What
    has arrived stays for the next try.
    """
    if not _REPOSITORY.fullmatch(repository):
        what = f"“{repository[:100]}” is not the name of a model on the Hub."
        raise BadInput(what, "Give it as owner/name, such as black-forest-labs/FLUX.1-schnell.")
    hub = hub or HuggingFaceHub()
    revision, offered = hub.files(repository)
    wanted = _wanted(repository, offered)
    folder = (into or models_folder()) / repository.partition("/")[2]
    _refuse_full_disk(folder, wanted)
    _fetch_all(hub, repository, revision, wanted, folder=folder, tell=tell)
    check_folder(folder)
    return folder


def _wanted(repository: str, offered: list[HubFile]) -> list[HubFile]:
    """The files of the pipeline; single-file copies, examples and pickles stay where they are."""
    wanted = [file for file in offered if _belongs(file.name)]
    if not any(file.name == "model_index.json" for file in wanted):
        what = f"{repository} is not a model in the layout of diffusers: it has no model_index.json."
        raise BadInput(what, "Fetch its file by hand and choose that file in the settings.")
    return sorted(wanted, key=lambda file: file.name != "model_index.json")


def _belongs(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if name in {"model_index.json", "LICENSE.md", "LICENSE", "README.md"}:
        return True
    known = {*WEIGHTED_PARTS, *LIGHT_PARTS}
    return len(parts) == 2 and parts[0] in known and "\\" not in name and Path(name).suffix in _SUFFIXES


def _refuse_full_disk(folder: Path, wanted: list[HubFile]) -> None:
    missing = sum(file.size for file in wanted if not _is_there(folder, file))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise Unavailable(f"{folder} cannot be written: {error.strerror}.", "Choose another models folder.") from error
    if missing + _SPARE_BYTES > free:
        what = f"The model needs {missing / 2**30:.1f} GiB more; {free / 2**30:.1f} GiB are free."
        raise Unavailable(what, "Free some space, or set CHARABOOK_MODELS to a folder on a larger disk.")


def _fetch_all(hub: Hub, repository: str, revision: str, wanted: list[HubFile], *, folder: Path, tell: Tell) -> None:
    total, done = max(sum(file.size for file in wanted), 1), 0
    for file in wanted:
        here = done

        def came(size: int, start: int = here, name: str = file.name) -> None:
            tell(f"Fetching {name}", min((start + size) / total, 1.0))

        came(0)
        if not _is_there(folder, file):
            hub.fetch(repository, revision, file, folder, came)
            _verify(folder, file)
        done += file.size
    tell("Fetched", 1.0)


def _is_there(folder: Path, file: HubFile) -> bool:
    # A file gets its name only when it is complete and verified; its size tells apart another revision's.
    path = folder / file.name
    return path.is_file() and path.stat().st_size == file.size


def _verify(folder: Path, file: HubFile) -> None:
    path = folder / file.name
    if not _is_there(folder, file) or (file.sha256 and _sha256(path) != file.sha256):
        path.unlink(missing_ok=True)
        raise Damaged(f"{file.name} did not arrive whole.", "Start the download again; the other files are kept.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# ---------------------------------------------------------------------------------------------- the hub


class HuggingFaceHub:
    """The Hub itself, by its own library, with the user's own token if there is one."""

    def files(self, repository: str) -> tuple[str, list[HubFile]]:
        """See `Hub`."""
        from huggingface_hub import HfApi  # noqa: PLC0415 - slow, and only for those who download

        info = _asked(repository, lambda: HfApi().model_info(repository, files_metadata=True, timeout=30))
        files = [
            HubFile(name=entry.rfilename, size=entry.size or 0, sha256=entry.lfs.sha256 if entry.lfs else None)
            for entry in info.siblings or []
        ]
        return str(info.sha), files

    def fetch(self, repository: str, revision: str, file: HubFile, into: Path, came: Callable[[int], None]) -> None:
        """See `Hub`."""
        from huggingface_hub import hf_hub_download  # noqa: PLC0415 - as above

        _asked(
            repository,
            lambda: hf_hub_download(
                repository, file.name, revision=revision, local_dir=into, tqdm_class=_counting(came)
            ),
        )


def _counting(came: Callable[[int], None]) -> Any:
    # The Hub's library wants a class of tqdm's, which has no types.
    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415

    class Counting(tqdm):  # type: ignore[misc]
        """A progress bar that draws nothing and passes its bytes on."""

        def __init__(self, *_: Any, **options: Any) -> None:
            self.arrived = int(options.get("initial") or 0)
            super().__init__(disable=True)

        def update(self, n: float | None = 1) -> None:
            """Count `n` bytes more."""
            self.arrived += int(n or 0)
            came(self.arrived)

    return Counting


def _asked(repository: str, question: Callable[[], Any]) -> Any:
    """The answer of the Hub; its refusals and a missing network become KnownErrors."""
    from huggingface_hub import errors  # noqa: PLC0415 - as above

    try:
        return question()
    except errors.GatedRepoError as error:
        what = f"{repository} is given only to those who accept its licence."
        remedy = (
            "Sign in on its page, accept the licence there, then run “hf auth login” or set HF_TOKEN and try again."
        )
        raise Unavailable(what, remedy) from error
    except errors.RepositoryNotFoundError as error:
        what = f"There is no model {repository} on the Hub, or it is private."
        raise Unavailable(what, "Check the spelling; for a private model, set HF_TOKEN.") from error
    except (errors.HfHubHTTPError, errors.HTTPError, OSError) as error:  # type: ignore[attr-defined]  # of httpx
        raise _no_network(repository, error) from error


def _no_network(repository: str, error: Exception) -> KnownError:
    if getattr(error, "errno", None) == 28:
        return Unavailable("The disk is full.", "Free some space; the download goes on where it stopped.")
    return Unavailable(
        f"{repository} could not be fetched: {str(error)[:160]}.",
        "Check the network and try again; the download goes on where it stopped.",
    )
