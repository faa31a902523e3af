from collections.abc import Iterator

import pytest

from charabook.engine.client import EngineProcess
from tests.engine.process.stage import misbehaving_engine


@pytest.fixture
def engine() -> Iterator[EngineProcess]:
    engine = misbehaving_engine()
    yield engine
    engine.close()
