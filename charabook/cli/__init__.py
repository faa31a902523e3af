"""The command line. `charabook --help` teaches it; docs/cli.md has the whole of it."""

from charabook.cli.app import main

__all__ = ["main"]
