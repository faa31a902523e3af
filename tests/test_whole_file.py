"""Our own small files: the one before or the new one, never half of one."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from charabook.whole_file import write_for_good, write_whole

Write = Callable[[Path, bytes], None]
WAYS = (write_whole, write_for_good)


@pytest.mark.parametrize("write", WAYS)
def test_a_file_is_replaced_and_its_folder_made(tmp_path: Path, write: Write) -> None:
    target = tmp_path / "new" / "note"
    write(target, b"first")
    write(target, b"second")
    assert target.read_bytes() == b"second"
    assert [one.name for one in target.parent.iterdir()] == ["note"]


@pytest.mark.parametrize("write", WAYS)
def test_a_refused_file_leaves_the_one_before_and_nothing_else(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "note"
    target.write_bytes(b"before")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="full"):
        write(target, b"after")
    assert target.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["note"]
