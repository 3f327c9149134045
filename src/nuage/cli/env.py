"""`nuage env`: makes AWS's tools use the lab."""

from __future__ import annotations

import click

from nuage import settings
from nuage.cli import options
from nuage.lab import exports, profile, running
from nuage.lab.clients import KEY


@click.command()
@click.option(
    "--shell", type=click.Choice(exports.SHELLS), default="sh", show_default=True, help="For which shell."
)
@click.option("--unset", is_flag=True, help="Print what undoes it: back to your own AWS configuration.")
@click.option("--profile", "write", is_flag=True, help="Write an AWS profile `nuage` instead of printing.")
@click.option("--services", "by_service", is_flag=True, help="With --profile: an endpoint for each service.")
@click.option("--print", "only_print", is_flag=True, help="With --profile: print it, and write nothing.")
@options.port
def command(
    shell: str, unset: bool, write: bool, by_service: bool, only_print: bool, port: int | None
) -> None:
    """Print what makes boto3, the AWS CLI and Terraform use the lab.

    \b
    sh, bash, zsh    eval "$(nuage env)"
    fish             nuage env --shell fish | source
    PowerShell       nuage env --shell powershell | Out-String | Invoke-Expression
    """
    environment = settings.environment()
    record = running.record_of(options.effective(port=port), environment)
    if (by_service or only_print) and not write:
        raise click.UsageError("--services and --print go with --profile.")
    if only_print:
        click.echo(profile.text_of(profile.sections(record.endpoint, record.region, KEY, by_service)))
        return
    if write:
        write_profile(profile.Files.of(environment), record.endpoint, record.region, by_service)
        return
    values = exports.variables(record.endpoint, record.region, environment)
    if unset:
        values = exports.back(values)
    repeated = f"nuage env{' --unset' if unset else ''}{options.repeat(port)}"
    click.echo(exports.usage(shell, repeated if shell == "sh" else f"{repeated} --shell {shell}"))
    for line in exports.render(values, shell):
        click.echo(line)


def write_profile(files: profile.Files, endpoint: str, region: str, by_service: bool = False) -> None:
    """Write the profile, and say how to use it."""
    changed = profile.write_profile(files, endpoint, region, KEY, by_service)
    for path in changed:
        click.echo(f"Wrote the profile {profile.NAME} to {path}. All else in it is as it was.")
    if not changed:
        click.echo(f"The profile {profile.NAME} is in {files.config} and {files.credentials} already.")
    click.echo(
        f"Use it: `aws --profile {profile.NAME} s3 ls`, or AWS_PROFILE={profile.NAME}. "
        "Variables such as AWS_ENDPOINT_URL win over a profile: unset them if you have set them."
    )
