"""The identity caches of this machine."""

import click

from charabook.cli.exit_codes import DAMAGED, OK
from charabook.cli.options import json_option
from charabook.cli.screen import Screen
from charabook.engine.cache_folder import CacheFolder, Entry
from charabook.engine.models.places import identity_cache_folder
from charabook.errors import BadInput

_SHORT_KEY = 12


@click.group("cache")
def cache_command() -> None:
    """Look after the identity caches: they keep characters themselves, and can always be made again."""


@cache_command.command("list")
@json_option
def list_command(as_json: bool) -> None:  # noqa: FBT001
    """List the caches, the one used last first."""
    screen, folder = Screen(json=as_json), _folder()
    entries = folder.entries()
    screen.table(
        ("key", "prompt", "size", "shared until", "MB"),
        [
            (
                one.manifest.key[:_SHORT_KEY],
                one.manifest.prompt[:60],
                f"{one.manifest.width_px} x {one.manifest.height_px}",
                f"{one.manifest.shared_until:.0%}" if one.manifest.shared_until else "",
                f"{_bytes(one) / 1e6:.1f}",
            )
            for one in entries
        ],
    )
    total = sum(map(_bytes, entries))
    screen.say(f"{len(entries)} caches, {total / 1e6:.1f} MB of {folder.disk_bytes / 1e9:.1f} GB, in {folder.folder}")
    screen.answer([{"key": one.manifest.key, "prompt": one.manifest.prompt, "bytes": _bytes(one)} for one in entries])


@cache_command.command("verify")
@json_option
def verify_command(as_json: bool) -> int:  # noqa: FBT001
    """Check every cache against its hashes; damaged parts are removed and made again when they are needed."""
    screen = Screen(json=as_json)
    verdicts = _folder().verify()
    damaged = {verdict.key: list(verdict.damaged) for verdict in verdicts if verdict.damaged}
    for key, parts in damaged.items():
        screen.say(f"{key[:_SHORT_KEY]}: {', '.join(parts)} damaged and removed; it is made again when needed.")
    screen.say(f"{len(verdicts)} caches checked, {len(damaged)} damaged.")
    screen.answer({"checked": len(verdicts), "damaged": damaged})
    return DAMAGED if damaged else OK


@cache_command.command("clear")
@click.argument("keys", nargs=-1)
@json_option
def clear_command(keys: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001
    """Remove the caches whose keys begin with KEYS, or all of them. They are made again when they are needed."""
    screen, folder = Screen(json=as_json), _folder()
    freed = folder.clear(tuple(_matching(folder, key) for key in keys) if keys else None)
    screen.say(f"Freed {freed / 1e6:.1f} MB.")
    screen.answer({"freed_bytes": freed})


@cache_command.command("budget")
@click.argument("gigabytes", type=click.FloatRange(0, 10_000), required=False)
@json_option
def budget_command(gigabytes: float | None, as_json: bool) -> None:  # noqa: FBT001
    """Show how much disk the caches may take, or set it in GIGABYTES. What exceeds it goes at once."""
    screen, folder = Screen(json=as_json), _folder()
    if gigabytes is not None:
        folder.set_budget(round(gigabytes * 1e9))
    screen.say(f"The caches may take {folder.disk_bytes / 1e9:.1f} GB.")
    screen.answer({"disk_bytes": folder.disk_bytes})


def _folder() -> CacheFolder:
    return CacheFolder(identity_cache_folder())


def _matching(folder: CacheFolder, beginning: str) -> str:
    found = [key for key in folder.keys() if key.startswith(beginning)]  # noqa: SIM118 - not a dictionary
    if len(found) != 1:
        raise BadInput(f"{len(found)} caches begin with “{beginning}”.", "Use a key from “charabook cache list”.")
    return found[0]


def _bytes(entry: Entry) -> int:
    return entry.recipe_bytes + entry.page_bytes
