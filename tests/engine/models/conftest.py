from pathlib import Path

import pytest

from tests.engine.models.tiny_pipeline import save_tiny


@pytest.fixture(scope="session")
def flux_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole tiny FLUX model, saved. Copy it before damaging it."""
    return save_tiny(tmp_path_factory.mktemp("models") / "tiny-flux")
