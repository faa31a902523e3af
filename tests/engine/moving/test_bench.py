"""The benchmark of clips: both ways side by side, and a sentence where the machine cannot run it."""

import json
from pathlib import Path

import pytest
import torch

from charabook.engine.moving import bench
from charabook.engine.moving.phantom import Batching


def tiny() -> bench.Case:
    transformer = bench._random_transformer(heads=1, inner=32, blocks=1, text=16, device="cpu", dtype=torch.float32)
    return bench.Case(name="tiny", transformer=transformer, frames=1, height=4, width=4)


def test_both_ways_stand_beside_three_plain_evaluations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "small_cases", lambda: [tiny()])
    target = tmp_path / "rows.json"
    assert bench.main(["--repeats", "2", "--json", str(target)]) == 0
    rows = {row["way"]: row for row in json.loads(target.read_text("utf-8"))}
    assert set(rows) == {"one evaluation", *Batching}
    assert rows["one evaluation"]["ratio"] == pytest.approx(1 / 3)
    assert all(row["step_seconds"] > 0 for row in rows.values())
    assert capsys.readouterr().out.count("| tiny |") == 3


@pytest.mark.skipif(torch.cuda.is_available(), reason="the whole model would be run")
@pytest.mark.parametrize("arguments", [["--full", "1.3B"], ["--full", "14B", "--size", "small"]])
def test_what_cannot_be_measured_is_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(arguments)
    assert "error:" in capsys.readouterr().err
