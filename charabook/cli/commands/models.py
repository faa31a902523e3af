"""The image models of this machine, and fetching more. The only command that ever uses the network."""

from dataclasses import asdict

import click

from charabook.cli.options import json_option
from charabook.cli.screen import Screen
from charabook.engine.models.download import download
from charabook.engine.models.listing import facts_of, offered_models
from charabook.engine.models.places import models_folder
from charabook.engine.moving.listing import offered_clip_models
from charabook.engine.requests import ModelId
from charabook.engine.worker_messages import ModelFacts

_GB = 1e9


@click.group("models", invoke_without_command=True)
@json_option
@click.pass_context
def models_command(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """List the image models that can be chosen on this machine, with their licences; or fetch one.

    \b
      charabook models
      charabook models fetch black-forest-labs/FLUX.1-schnell

    Folders and files of FLUX.1 models that you already have go into the models folder, or are chosen by their path.
    """
    if ctx.invoked_subcommand is None:
        screen = Screen(json=as_json)
        models, clip_models = offered_models(), offered_clip_models()
        _list(screen, models)
        if clip_models:
            screen.say("For clips:")
            _list(screen, clip_models)
        screen.remark(f"Models folder: {models_folder()}")
        screen.answer([asdict(one) for one in (*models, *clip_models)])


@models_command.command("fetch")
@click.argument("repository", metavar="OWNER/NAME")
@json_option
def fetch_command(repository: str, as_json: bool) -> None:  # noqa: FBT001
    """Fetch a FLUX.1 model from the Hugging Face Hub into the models folder.

    This is the only time that charabook uses the network. FLUX.1 takes about 34 GB; the space is checked first. Stop
    with Ctrl-C whenever you like: the same command goes on where it stopped. Every file is verified. For a model
    behind a licence, accept it on the model's page, then run “hf auth login” or set HF_TOKEN.
    """
    screen = Screen(json=as_json)
    screen.say(f"Fetching {repository} into {models_folder()}")
    with screen.bars() as bars:
        folder = download(repository, tell=lambda what, done: bars.show(repository, round(100 * done), 100, what))
    facts = facts_of(ModelId(str(folder)))
    _list(screen, (facts,))
    screen.say("Choose it in the book's settings in the window.")
    screen.answer(asdict(facts))


def _list(screen: Screen, models: tuple[ModelFacts, ...]) -> None:
    screen.table(
        ("model", "name", "licence", "paid work", "GB"),
        [
            (one.model, one.name, one.licence, "yes" if one.commercial else "no", f"{one.bytes_on_disk / _GB:.2f}")
            for one in models
        ],
    )
