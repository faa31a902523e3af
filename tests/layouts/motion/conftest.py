"""What the tests of films share: a small book, composed once."""

import pytest

from layouts.motion.planning import plan
from layouts.motion.timeline import Timeline
from tests.layouts.motion.small_film import SMALL, SmallFilm, small_film


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> SmallFilm:
    """Title, story page, comic page, manga page."""
    return small_film(tmp_path_factory.mktemp("film"))


@pytest.fixture(scope="session")
def timeline(film: SmallFilm) -> Timeline:
    """The small book's film in its small style."""
    return plan(film, SMALL)
