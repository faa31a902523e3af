"""Where models and caches live on this machine."""

import os
from pathlib import Path

import platformdirs

_APP = "charabook"


def models_folder() -> Path:
    """The folder whose entries are offered as models: `CHARABOOK_MODELS`, or `models` in the user's data folder."""
    chosen = os.environ.get("CHARABOOK_MODELS")
    return Path(chosen) if chosen else platformdirs.user_data_path(_APP, appauthor=False) / "models"


def cache_folder() -> Path:
    """The folder of what can be made again: `CHARABOOK_CACHE`, or the user's cache folder."""
    chosen = os.environ.get("CHARABOOK_CACHE")
    return Path(chosen) if chosen else platformdirs.user_cache_path(_APP, appauthor=False)


def identity_cache_folder() -> Path:
    """The folder of the identity caches."""
    return cache_folder() / "identities"
