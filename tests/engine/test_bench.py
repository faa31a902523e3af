"""The benchmark runs every way on a small case and tells ratios."""

import pytest

from charabook.engine.bench import run, table
from charabook.engine.bench_cases import Case
from charabook.engine.masks import Grid
from tests.engine import tiny


def test_every_way_is_timed_against_plain() -> None:
    case = Case(name="tiny", transformer=tiny.transformer(), grid=Grid(8, 8), text_tokens=48)
    rows = run([case], steps=8, repeats=1)
    assert [row.way for row in rows] == [
        "plain", "released flow, dense mask", "charabook, 1", "charabook, 2", "charabook, 4",
    ]  # fmt: skip
    assert rows[0].ratio == pytest.approx(1)
    assert all(row.panel_seconds > 0 for row in rows)
    assert rows[2].cache_bytes < rows[1].cache_bytes
    assert table(rows).count("\n") == 6
