"""Pictures of the project as files, for everything that draws from paths. They can be made again at any time."""

from collections.abc import Callable
from pathlib import Path

from charabook.errors import Unavailable
from charabook.whole_file import write_whole
from projects.reading import Reading
from projects.records import AssetHash


class PictureShelf:
    """Files named by the hash of what they hold."""

    def __init__(self, project: Reading, folder: Path) -> None:
        self._project = project
        self._folder = folder

    def path_of(self, asset: AssetHash, suffix: str = ".png") -> Path:
        """The file of an asset, written if it is not there yet. Raises `Unavailable` if the disk does not take it."""
        return self.made(f"{asset}{suffix}", lambda: self._project.asset(asset))

    def made(self, name: str, make: Callable[[], bytes]) -> Path:
        """The file of this name, made if it is not there yet; the name must tell all that its content follows from.

        Raises `Unavailable` if the disk does not take it.
        """
        path = self._folder / name
        if path.exists():
            return path
        content = make()
        try:
            write_whole(path, content)
        except OSError as error:
            raise Unavailable(
                f"Pictures cannot be put into {self._folder} ({error.strerror}).", "Free some space on that disk."
            ) from error
        return path
