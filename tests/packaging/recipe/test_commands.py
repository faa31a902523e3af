"""The command line of the recipe."""

from pathlib import Path

import pytest
from recipe.__main__ import main
from recipe.encoding import FROZEN


def test_words_prints_what_the_village_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", "--root", str(tmp_path), "--device", "cpu"]) == 0

    printed = capsys.readouterr().out
    assert "| kinds | girl (little girl), boy (little boy), fox," in printed
    assert "holding a red balloon" in printed


def test_an_encoder_that_shards_depend_on_is_not_trained_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recipe.encoding.draw_pictures", lambda *_args, **_more: None)
    (tmp_path / FROZEN).mkdir()

    assert main(["vae", "--root", str(tmp_path), "--device", "cpu", "--budget-minutes", "1"]) == 0

    assert "frozen" in capsys.readouterr().out
    assert not (tmp_path / "autoencoder").exists()


def test_a_command_needs_a_name() -> None:
    with pytest.raises(SystemExit):
        main([])
