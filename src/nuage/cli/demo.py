"""`nuage demo`: a tour with an end, in a lab of its own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nuage import clock, settings
from nuage.cli import demo_games, options
from nuage.cli.up import answering
from nuage.lab import servers as labs
from nuage.lab import signals
from nuage.lab.opening import open_folder
from nuage.lab.problem import Problem
from nuage.lab.record import GAMES
from nuage.lab.servers import Servers

if TYPE_CHECKING:
    from nuage.lab.resources import Resources
    from nuage.lab.watch import News, Watch

SPEED = 60.0
WANTED = 10  # tweets
MINUTE = 60.0  # lab seconds
GRACE = 30.0  # real seconds that a slow machine may take on top of the lab's own minutes


@click.command()
@click.option(
    "--speed",
    type=options.SettingType("speed"),
    default=SPEED,
    metavar="FACTOR",
    help=f"How fast lab time runs. [{SPEED:g}]",
)
@click.option(
    "--lab",
    type=click.Choice(["tp2", "tp4"]),
    default="tp2",
    show_default=True,
    help="The tweets of TP2, or the game and the objects of TP4.",
)
def command(speed: float, lab: str) -> None:
    """A tour in under a minute: AccessDenied, the policy, ten tweets, their hashtags.

    With --lab tp4, in ten seconds: 835 items, what queries cost, indexes, a transaction, versions.

    It runs in a lab of its own, on free ports, and leaves nothing behind. Exit code 0 only
    when all of it happened.
    """
    if settings.load().learner_lab:
        raise Problem(
            "The tour makes a role of its own, which a Learner Lab denies: unset NUAGE_LEARNER_LAB."
        )
    with tempfile.TemporaryDirectory(prefix="nuage-demo-") as home, signals.handled(signals.interrupt):
        chosen = replace(
            options.effective(speed=speed),
            port=0,
            tweets_port=0,
            home=Path(home),
            iam=True,
            clock_origin=clock.wall(),
        )
        servers = open_lab(labs.choose_ports(chosen, lab), lab)
        try:
            if lab == GAMES:
                demo_games.tour(answering(servers), servers.record, indented)
            else:
                tour(servers, answering(servers))
        finally:
            servers.stop()
    again = "" if lab == "tp2" else f" --lab {lab}"
    click.echo(f"That was all of it; nothing is left behind. Your own lab: `nuage up{again}`")


def open_lab(chosen: settings.Settings, lab: str) -> Servers:
    """Start the lab's servers."""
    if lab == GAMES:
        click.echo(f"1. A lab starts: AWS at {chosen.endpoint}.")
    else:
        click.echo(f"1. A lab starts: AWS at {chosen.endpoint}, and a server with a new tweet every minute.")
        click.echo(
            f"   Time runs {chosen.speed:g} times as fast: a minute lasts {MINUTE / chosen.speed:g} s."
        )
    return labs.start(chosen, open_folder(chosen, click.echo), settings.environment(), True, lab)


def tour(lab: Servers, resources: Resources) -> None:
    """All that happens once the servers answer.

    :raises Problem: when something of it does not happen
    """
    from bootstrap import plan as plans

    plan = resources.plan(without=["s3-access"])
    watch = resources.watch()
    click.echo("2. bootstrap creates the resources, but the function may not write to S3 yet:")
    plans.apply(plan, resources.clients, indented)

    click.echo("3. The rule invokes the function every minute. S3 refuses it, as AWS would:")
    refusal = wait_for(
        lab, watch, lambda news: next((e for e in news.errors if "AccessDenied" in e), None), 2
    )
    indented(str(refusal))

    click.echo("4. We attach AmazonS3FullAccess to the function's role, as in part 3.4 of the lab sheet:")
    (s3_policy,) = plan.left_out
    s3_policy.create(resources.clients)
    indented(f"+ {s3_policy.label}")

    click.echo(f"5. From now on every minute stores a tweet. We wait for {WANTED}:")
    wait_for(lab, watch, lambda news: show_stored(news, watch), WANTED + 2)

    click.echo("6. What is in the bucket:")
    list_tweets(resources)

    click.echo("7. The hashtags used most, asked of Athena as in parts 4 and 5 of the lab sheet:")
    show_hashtags(resources)

    click.echo("8. Everything is taken away again:")
    plans.destroy(plan, resources.clients, indented)


def wait_for(lab: Servers, watch: Watch, happened: Callable[[News], Any], minutes: int) -> Any:
    """Look until something has happened, and return it.

    :param minutes: how many lab minutes it may take; a grace for slow machines is added
    :raises Problem: when it does not happen in time
    """
    deadline = clock.monotonic() + minutes * MINUTE / lab.record.speed + GRACE
    while clock.monotonic() < deadline:
        if problem := lab.dead():
            raise Problem(problem)
        news = watch.look()
        if result := happened(news):
            return result
        clock.sleep(0.1)
    raise Problem(
        f"That did not happen within {minutes} lab minutes. The function said last: "
        f"{watch.last_error or 'nothing'}. `nuage doctor` looks at the machine."
    )


def show_stored(news: News, watch: Watch) -> bool:
    """Show each new tweet; true when there are enough."""
    for tweet in news.stored:
        indented(f"@{tweet.user}: {tweet.text}")
    return watch.stored >= WANTED


def list_tweets(resources: Resources) -> None:
    """List the objects, and look whether each is a tweet.

    :raises Problem: when one is not
    """
    s3, bucket = resources.clients.s3, resources.settings.bucket
    ids = set()
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    for key in keys:
        body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        try:
            ids.add(json.loads(body)["id"])
        except (ValueError, KeyError) as error:
            raise Problem(f"s3://{bucket}/{key} is not a tweet: this is a fault of Nuage.") from error
        indented(f"s3://{bucket}/{key}")
    indented(f"{len(keys)} objects, {len(ids)} different tweets")


def show_hashtags(resources: Resources) -> None:
    """Run the query of `queries/athena` over the table that bootstrap has made, and draw its answer.

    :raises Problem: when the query fails
    """
    from nuage.lab import answer, statement
    from nuage.lab.query import Query

    sql = statement.read_file(statement.query_file("top_hashtags.sql"))
    result = Query(resources.clients.athena, sql).run(lambda _: None)
    rows = list(result.rows)
    for line in answer.bars(result.columns[1].name, rows):
        indented(line)
    indented(answer.summary(result.look, len(rows)))


def indented(line: str) -> None:
    """A line that belongs to a step."""
    click.echo(f"   {line}")
