"""A hub without a network."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from charabook.engine.models.download import HubFile


@dataclass
class FolderHub:
    """A hub that offers the files of a local folder."""

    source: Path
    extra: dict[str, bytes] = field(default_factory=dict)
    spoiled: set[str] = field(default_factory=set)
    fetched: list[str] = field(default_factory=list)

    def files(self, repository: str) -> tuple[str, list[HubFile]]:
        own = {path.relative_to(self.source).as_posix(): path.read_bytes() for path in self.source.rglob("*.*")}
        everything = {**own, **self.extra}
        return "abc", [
            HubFile(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
            for name, content in everything.items()
        ]

    def fetch(self, repository: str, revision: str, file: HubFile, into: Path, came: Callable[[int], None]) -> None:
        assert revision == "abc"
        content = (self.source / file.name).read_bytes()
        came(len(content) // 2)
        if file.name in self.spoiled:
            content = bytes(len(content))
        (into / file.name).parent.mkdir(parents=True, exist_ok=True)
        (into / file.name).write_bytes(content)
        came(len(content))
        self.fetched.append(file.name)
