"""`nuage rehearse`: the emulator plays AWS, so that what is meant for a real account can be tried first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from nuage import clock
from nuage.cli import emulator, options
from nuage.lab import exports, ports
from nuage.lab.origin import with_origin
from nuage.lab.problem import Problem
from nuage.settings import Settings

PORT = 4567  # beside the lab's own


@click.command()
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="Its port.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where its keys and certificates are; made when it is not there. [NUAGE_HOME/rehearsal]",
)
@click.option("--learner-lab", is_flag=True, help="Play an account of AWS Academy's Learner Lab.")
@click.option("--new-keys", is_flag=True, help="Issue new keys; the old ones are not known any more.")
@click.option(
    "--shell", type=click.Choice(exports.SHELLS), default="sh", show_default=True, help="For which shell."
)
@click.option("--keys-only", is_flag=True, help="Write the folder and print the variables; start nothing.")
@options.speed
def command(
    port: int,
    folder: Path | None,
    learner_lab: bool,
    new_keys: bool,
    shell: str,
    keys_only: bool,
    speed: float | None,
) -> None:
    """Play AWS on this machine, in the foreground: rehearse there what is meant for a real account.

    An endpoint with TLS, an account of its own, and keys that look like AWS's and whose signatures are
    checked. Prints the variables that make AWS's tools use it; in another terminal, set them, then run
    `python -m bootstrap apply --target aws`. Ctrl-C stops it, and all that was made is gone.
    """
    chosen = options.effective(speed=speed)
    settings = replace(chosen, port=port, learner_lab=learner_lab or chosen.learner_lab)
    where = folder or settings.home / "rehearsal"
    values = prepare(where, settings, new_keys)
    if keys_only:
        show(values, settings.endpoint, shell)
        return
    run(replace(settings, strict=str(where.resolve())), values, shell)


def prepare(path: Path, settings: Settings, new_keys: bool) -> dict[str, str]:
    """Make the folder where it is not there yet, and say what a shell has to be told, but the endpoint.

    :raises Problem: when it cannot be used
    """
    from nuage.strict import folder as folders

    folder = folders.Folder(path)
    key = folders.new_key(settings.learner_lab, clock.wall())
    account = folders.Account(folders.ACCOUNT, (key,))
    try:
        if not folder.keys.exists() or not folder.server.exists():
            folders.make(folder, account, settings.host)
        elif new_keys:
            folders.write_keys(folder, account)
        key = folder.read().keys[0]
    except (OSError, IndexError, folders.FolderError) as error:
        raise Problem(f"The folder {path} cannot be used: {error}. Choose another with --folder.") from error
    token = {"AWS_SESSION_TOKEN": key.token} if key.token else {}
    return {
        "AWS_CA_BUNDLE": str(folder.authority.resolve()),
        "AWS_ACCESS_KEY_ID": key.id,
        "AWS_SECRET_ACCESS_KEY": key.secret,
        **token,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_REGION": "us-east-1",
    }


def run(settings: Settings, values: dict[str, str], shell: str) -> None:
    """Serve until Ctrl-C."""
    from nuage.emulator import Emulator

    if settings.port and not ports.is_free(settings.host, settings.port):
        raise ports.taken(settings.port, "--port")
    made = Emulator(with_origin(settings))
    show(values, made.endpoint, shell)
    emulator.serve(made, watch_stdin=False)


def show(values: dict[str, str], endpoint: str, shell: str) -> None:
    """Print what a shell has to be told."""
    unset = dict.fromkeys(name for name in exports.UNSET if name not in values)
    for line in exports.render({"AWS_ENDPOINT_URL": endpoint, **values, **unset}, shell):
        click.echo(line)
