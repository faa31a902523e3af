"""The benchmark measures what it says, in small."""

from pathlib import Path

import pytest

from projects import bench


def test_every_row_is_measured_and_says_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local_data: Path
) -> None:
    monkeypatch.setattr(bench, "PANELS", 20)
    monkeypatch.setattr(bench, "TAKE_BYTES", 20_000)
    rows = {row.name: row for row in bench.run(tmp_path)}
    assert rows["take size"].value == 0.02
    assert rows["file size"].value > 20 * 3 * 0.02
    assert {row.name for row in rows.values() if row.limit} == {
        "open and list every panel",
        "edit a text",
        "add a take",
        "undo",
        "memory of an open project, beyond the program",
    }
    assert all(row.value >= 0 for row in rows.values())
    assert [path.name for path in tmp_path.glob("charabook-bench-*")] == []


def test_a_small_disk_gets_smaller_takes() -> None:
    assert bench.take_size_bytes(10**12) == bench.TAKE_BYTES
    small = bench.take_size_bytes(10**9)
    assert small * bench.PANELS * bench.TAKES_PER_PANEL * bench.DISK_FACTOR <= 10**9 / 2


def test_a_limit_is_kept_or_not() -> None:
    assert bench.Row(name="x", value=1, unit="s", limit=2).is_met
    assert not bench.Row(name="x", value=3, unit="s", limit=2).is_met
    assert bench.Row(name="x", value=3, unit="s").is_met
