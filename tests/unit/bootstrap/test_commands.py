from __future__ import annotations

from pathlib import Path

import pytest
from botocore import exceptions
from botocore.exceptions import ClientError
from click.testing import CliRunner

from bootstrap.clients import Clients
from bootstrap.commands import Start, bootstrap
from bootstrap.errors import explain


def run(*arguments: str, start: Start | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(bootstrap, arguments, obj=start)
    return result.exit_code, result.output


def test_the_address_of_the_tweet_must_be_given(clients: Clients) -> None:
    code, output = run("plan")
    assert code == 2
    assert "Error: where does the function fetch a tweet? Give --tweet-url URL, set TWEET_URL" in output


def test_plan_apply_destroy_say_where_they_act_and_what_is_next(clients: Clients) -> None:
    url = ["--tweet-url", "http://tweets.example/tweet"]
    start = Start(clients=lambda _: clients)
    code, output = run("plan", *url, start=start)
    assert code == 0
    assert output.startswith("Account 123456789012, region eu-west-3, at https://")
    assert output.endswith("12 to create, 0 to change, 1 already there. Next: python -m bootstrap apply\n")
    assert run("apply", *url, start=start)[1].endswith("Take it away with: python -m bootstrap destroy\n")
    assert run("apply", *url, start=start)[1].endswith("Nothing changed: everything was there as wanted.\n")
    assert run("plan", *url, start=start)[1].endswith("Nothing to do: everything is there as wanted.\n")
    assert run("destroy", start=start)[1].endswith(
        "12 destroyed. Make it anew with: python -m bootstrap apply\n"
    )
    assert run("destroy", start=start)[1].endswith("Nothing to destroy: nothing of it was there.\n")


def test_settings_from_a_file(clients: Clients, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('tweet_url = "http://tweets.example/tweet"\nbucket = "my-bucket"\n')
    assert (
        "+ bucket my-bucket: would be created"
        in run("plan", "--settings", str(file), start=Start(clients=lambda _: clients))[1]
    )


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (exceptions.NoCredentialsError(), "no AWS credentials were found. For the lab on this machine, run"),
        (
            exceptions.ProfileNotFound(profile="x"),
            "The config profile (x) could not be found. Choose another",
        ),
        (
            exceptions.EndpointConnectionError(endpoint_url="http://192.0.2.1"),
            'Could not connect to the endpoint URL: "http://192.0.2.1". Is it running? `nuage up` starts',
        ),
        (
            ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "CreateRole"),
            "An error occurred (AccessDenied) when calling the CreateRole operation: no. Give the identity",
        ),
        (
            ClientError({"Error": {"Code": "ExpiredToken", "Message": "old"}}, "GetCallerIdentity"),
            "An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: old. The",
        ),
        (
            ClientError({"Error": {"Code": "BucketAlreadyExists", "Message": "taken"}}, "CreateBucket"),
            "An error occurred (BucketAlreadyExists) when calling the CreateBucket operation: taken. Choose",
        ),
    ],
)
def test_known_errors_are_one_line_with_exit_code_2(error: Exception, line: str) -> None:
    def fail(_: object) -> Clients:
        raise error

    code, output = run("destroy", start=Start(clients=fail))
    assert code == 2
    assert output.startswith(f"Error: {line}")
    assert output.count("\n") == 1


def test_other_errors_are_not_hidden() -> None:
    assert explain(KeyError("x")) is None
