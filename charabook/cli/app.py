"""The `charabook` program: finds the command, runs it, and turns errors into one sentence and an exit code.

Commands are imported when they are used, so that `charabook --help` answers at once.
"""

import importlib
import json
import logging
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from charabook import __version__
from charabook.cli.exit_codes import CANCELLED, exit_code_of
from charabook.engine.engine_flag import ENGINE_FLAG
from charabook.errors import BugError, Cancelled, KnownError

COMMANDS: dict[str, tuple[str, str]] = {
    "open": ("window", "Open a book in the window."),
    "demo": ("demo", "Make the sample book, from its script to PDF and PNG."),
    "new": ("books", "Begin a new book."),
    "check-script": ("scripts", "Look through a story script for mistakes."),
    "import-script": ("scripts", "Bring a story script into a book."),
    "export-script": ("scripts", "Write a book's story as a script."),
    "generate": ("pictures", "Draw the panels that have no picture yet."),
    "takes": ("pictures", "List the takes of a book."),
    "clip": ("clips", "Make a clip of a panel with Phantom on Wan."),
    "clips": ("clips", "List the clips of a book and how well they keep their subjects."),
    "regenerate": ("pictures", "Make a take again: the same pixels."),
    "export": ("output", "Write a book as PDF, PNG, CBZ, EPUB and more."),
    "animate": ("films", "Make a film of a book: MP4, WebM, WebP or GIF."),
    "preflight": ("output", "Check a book before it is printed."),
    "merge": ("team", "Bring a teammate's copy into yours."),
    "cache": ("cache", "Look after the identity caches."),
    "models": ("models", "List the image models on this machine, or fetch one."),
    "doctor": ("machine", "Check this machine: device, memory, models, disk."),
    "bench": ("machine", "Measure how fast this machine is."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; its help needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"charabook.cli.commands.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name.replace("-", "_") + "_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with “charabook demo”. Every command explains itself with --help.",
)
@click.version_option(__version__, message="charabook %(version)s")
@click.option("--log", is_flag=True, help="Show what happens inside, for reports of mistakes.")
def charabook(log: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Storybooks and comics with recurring characters, drawn consistently on your own machine.

    A book is one .charabook file. Write its story as a script, bring it in, let it be drawn, and export it:

    \b
      charabook new crown.charabook --title "The Crown"
      charabook import-script crown.charabook crown.story
      charabook generate crown.charabook
      charabook export crown.charabook pdf
    """
    logging.basicConfig(level=logging.INFO if log else logging.CRITICAL, format="%(name)s: %(message)s")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and exit with one of the codes of `exit_codes`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if ENGINE_FLAG in given[:1]:  # a frozen program starts itself as the engine process
        engine_main = importlib.import_module("charabook.engine.worker").main
        sys.exit(engine_main())
    sys.exit(run(given))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; errors are told on the standard error."""
    try:
        result = charabook.main(args=arguments, prog_name="charabook", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as mistake:
        mistake.show()
        return mistake.exit_code
    except (click.Abort, KeyboardInterrupt, Cancelled):
        return _told("Stopped. Nothing is lost.", "Run the same command again to continue.", CANCELLED, arguments)
    except KnownError as error:
        return _told(error.what, error.remedy, exit_code_of(error), arguments)
    except BugError as error:
        what = f"charabook made a mistake: {error}"
        return _told(what, "Please report it with the output of --log.", exit_code_of(error), arguments)
    return result if isinstance(result, int) else 0


def _told(what: str, remedy: str, code: int, arguments: list[str]) -> int:
    if "--json" in arguments:
        click.echo(json.dumps({"error": what.strip(), "remedy": remedy, "exit_code": code}, ensure_ascii=False))
    else:
        click.echo(click.style(what.strip(), fg="red") + f"\n{remedy}", err=True)
    return code
