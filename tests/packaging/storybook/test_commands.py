"""The commands draw a world to a small file and list its words."""

import json
import sys
from pathlib import Path

import pytest
from PIL import Image
from storybook.__main__ import main


def test_sheet_command_writes_all_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "sheet.png"
    arguments = ["sheet", "--world", "full", "--out", str(out), "--columns", "3", "--rows", "2", "--cell", "40"]
    monkeypatch.setattr(sys, "argv", ["storybook", *arguments])
    main()
    with Image.open(out) as sheet:
        assert sheet.size == (120, 80)


def test_unknown_world_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["storybook", "sheet", "--world", "mars", "--out", "x.png"])
    with pytest.raises(SystemExit):
        main()
    assert "village" in capsys.readouterr().err


def test_words_command_lists_what_the_village_knows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["storybook", "words", "--world", "village"])
    main()
    known = json.loads(capsys.readouterr().out)
    assert list(known["kinds"]) == ["girl", "boy", "fox", "rabbit", "bear", "cat", "mouse", "frog"]
    assert known["places"]["beach"] == ["on a beach", "at the seaside"]
    assert "red pigtails" in known["hair"]
