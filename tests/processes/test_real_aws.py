"""Both labs on an account that is not the lab's: `--target aws`, against the emulator in the part of AWS."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from nuage.lab.ports import free_port
from nuage.strict.folder import ACCOUNT
from tests.processes.interrupting import killed_at
from tests.processes.program import HOST, PATIENCE, Running
from tests.processes.rehearsal import ALLOWED, BOOTSTRAP, Rehearsal

URL = ("--tweet-url", "http://127.0.0.1:9/tweet")
GO = ("--no-dry-run", *ALLOWED)
KILLS = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
BUCKET = f"tweets-{ACCOUNT}"


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    running = Rehearsal(tmp_path_factory.mktemp("aws"))
    yield running
    running.close()


@pytest.fixture
def tweets(aws: Rehearsal) -> Iterator[str]:
    port = free_port(HOST)
    server = Running(
        [sys.executable, "-P", "-m", "nuage", "tweets", "--port", str(port), "--speed", "60"], aws.environment
    )
    server.wait_for("tweet")
    yield f"http://{HOST}:{port}/tweet"
    server.close()


def nothing_is_left(aws: Rehearsal) -> None:
    """Ask each service, by other ways than bootstrap's own."""
    assert aws.client("s3").list_buckets()["Buckets"] == []
    assert aws.client("lambda").list_functions()["Functions"] == []
    assert aws.client("events").list_rules()["Rules"] == []
    assert aws.client("logs").describe_log_groups()["logGroups"] == []
    assert aws.client("dynamodb").list_tables()["TableNames"] == []
    assert aws.client("glue").get_tables(DatabaseName="default")["TableList"] == []
    group = aws.client("athena").get_work_group(WorkGroup="primary")["WorkGroup"]
    assert "OutputLocation" not in group["Configuration"].get("ResultConfiguration", {})
    assert [role["RoleName"] for role in aws.client("iam").list_roles()["Roles"]] == []


@pytest.mark.timeout(300)
def test_both_labs_and_back_to_nothing(aws: Rehearsal, tweets: str) -> None:
    url = ("--tweet-url", tweets)
    plan = aws.bootstrap("plan", "--lab", "all", *url)
    assert plan.code == 0, plan.output
    head = f"AWS account {ACCOUNT}, region us-east-1, at {aws.endpoint}\nas arn:aws:iam::{ACCOUNT}:root\n"
    assert plan.output.startswith(head)
    assert "+ function store-tweet: would be created\n" in plan.output
    assert "  Total " in plan.output
    assert plan.output.endswith(
        "18 to create, 0 to change, 1 already there. Next: python -m bootstrap apply --lab all --target aws\n"
    )
    nothing_is_left(aws)
    made = aws.bootstrap("apply", "--lab", "all", *url, typed=f"{ACCOUNT}\n")
    assert made.code == 0, made.output
    assert "Type the account id to create and change these: " in made.output
    assert "18 created, 0 changed, 1 already there. Take it away with: " in made.output
    assert "Nothing changed" in aws.bootstrap("apply", "--lab", "all", *url).output
    # the function runs by itself, with its role's signed calls
    s3 = aws.client("s3")
    deadline = time.monotonic() + PATIENCE
    while not s3.list_objects_v2(Bucket=BUCKET).get("Contents"):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    athena = aws.client("athena")
    query = athena.start_query_execution(QueryString="SELECT count(*) FROM default.tweets")
    state = ""
    while state not in ("SUCCEEDED", "FAILED"):
        assert time.monotonic() < deadline
        status = athena.get_query_execution(QueryExecutionId=query["QueryExecutionId"])["QueryExecution"]
        state = status["Status"]["State"]
        time.sleep(0.1)
    assert state == "SUCCEEDED"
    assert "835 items" in aws.run("-m", "queries.dynamodb.count").output
    # what hides from a careless teardown: versions, delete markers, uploads that nobody ended
    objects = f"objects-{ACCOUNT}"
    for _ in range(2):
        s3.put_object(Bucket=objects, Key="a", Body=b"a")
    s3.delete_object(Bucket=objects, Key="a")
    s3.create_multipart_upload(Bucket=objects, Key="b")
    dry = aws.bootstrap("destroy", "--lab", "all")
    assert dry.code == 0, dry.output
    assert [line for line in dry.output.splitlines() if line.startswith("- ")] == [
        "- rule every-minute: would be removed",
        "- function store-tweet: would be removed",
        "- log group /aws/lambda/store-tweet: would be removed",
        "- table default.tweets: would be removed",
        f"- output location s3://tweets-results-{ACCOUNT}/ of work group primary: would be removed",
        f"- bucket objects-{ACCOUNT}: would be removed",
        f"- bucket tweets-{ACCOUNT}: would be removed",
        f"- bucket tweets-results-{ACCOUNT}: would be removed",
        "- table battle-royale: would be removed",
        "- role store-tweet-role: would be removed",
    ]
    assert dry.output.endswith(
        "A dry run: nothing was removed. To remove it: "
        "python -m bootstrap destroy --lab all --target aws --no-dry-run\n"
    )
    assert "Nothing changed" in aws.bootstrap("apply", "--lab", "all", *url).output
    gone = aws.bootstrap("destroy", "--lab", "all", "--no-dry-run", typed=f"{ACCOUNT}\n")
    assert gone.code == 0, gone.output
    assert gone.output.endswith(
        "10 removed. Looked again: nothing in us-east-1 carries nuage:lab=tp2 or tp4 any more.\n"
    )
    nothing_is_left(aws)


def test_one_lab_goes_and_the_other_stays(aws: Rehearsal) -> None:
    assert aws.bootstrap("apply", "--lab", "tp4", "--without", "items", *ALLOWED).code == 0
    assert aws.bootstrap("destroy", "--lab", "tp2", *GO).output.endswith(
        "Nothing to remove: nothing in us-east-1 carries nuage:lab=tp2.\n"
    )
    assert aws.client("dynamodb").list_tables()["TableNames"] == ["battle-royale"]
    assert aws.bootstrap("destroy", "--lab", "tp4", *GO).code == 0
    nothing_is_left(aws)


def test_what_has_no_tags_of_ours_is_neither_changed_nor_removed(aws: Rehearsal) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket=f"objects-{ACCOUNT}")
    s3.create_bucket(Bucket="thesis")
    s3.put_object(Bucket="thesis", Key="chapter", Body=b"1")
    try:
        refused = aws.bootstrap("apply", "--lab", "tp4", *ALLOWED)
        assert refused.code == 2
        assert (
            "Error: there already, without the tag nuage:lab, and so not ours to change: "
            f"bucket objects-{ACCOUNT}. Nothing was changed." in refused.output
        )
        assert aws.client("dynamodb").list_tables()["TableNames"] == []
        named = ("--set", "objects_bucket=mine-{account}", "--without", "items", *ALLOWED)
        assert aws.bootstrap("apply", "--lab", "tp4", *named).code == 0
        assert aws.bootstrap("destroy", "--lab", "tp4", *GO).code == 0
        assert {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]} == {f"objects-{ACCOUNT}", "thesis"}
        assert s3.get_object(Bucket="thesis", Key="chapter")["Body"].read() == b"1"
    finally:
        s3.delete_object(Bucket="thesis", Key="chapter")
        for name in ("thesis", f"objects-{ACCOUNT}"):
            s3.delete_bucket(Bucket=name)
    nothing_is_left(aws)


@pytest.mark.parametrize(
    ("options", "typed", "said"),
    [
        (
            ("--yes", "--account", "999999999999"),
            "",
            "--account says 999999999999, but these credentials are of 123456789012. Nothing was changed.",
        ),
        (("--yes",), "", "--yes goes with --account ID: a script has to say which account it means."),
        ((), "999999999999\n", "that is not the account id: nothing was changed."),
        ((), "", "nobody typed the account id: nothing was changed. In a script, add --yes --account ID."),
    ],
)
def test_another_account_is_refused(aws: Rehearsal, options: tuple[str, ...], typed: str, said: str) -> None:
    refused = aws.bootstrap("apply", *URL, *options, typed=typed)
    assert refused.code == 2
    assert f"Error: {said}" in refused.output
    nothing_is_left(aws)


def test_real_keys_are_not_sent_to_a_lab(aws: Rehearsal) -> None:
    refused = aws.run(*BOOTSTRAP, "plan", *URL)
    assert refused.code == 2
    key = aws.environment["AWS_ACCESS_KEY_ID"]
    assert refused.output.startswith(
        f"Error: the access key {key[:4]}…{key[-4:]} looks like one of a real account, and the endpoint is a "
        "lab's. Nothing was sent."
    )


def test_without_an_endpoint_nothing_is_called(aws: Rehearsal) -> None:
    refused = aws.run(*BOOTSTRAP, "destroy", AWS_ENDPOINT_URL="")
    assert refused.code == 2
    assert "which is AWS, not the lab on this machine. Nothing was called." in refused.output
    split = aws.bootstrap("destroy", AWS_ENDPOINT_URL_S3="https://s3.example.com")
    assert split.code == 2
    assert "dynamodb would stay on this machine" in split.output


def test_a_wrong_secret_is_told(aws: Rehearsal) -> None:
    refused = aws.bootstrap("plan", *URL, AWS_SECRET_ACCESS_KEY="wrong")
    assert refused.code == 2
    assert "(SignatureDoesNotMatch) when calling the GetCallerIdentity operation" in refused.output
    assert "Renew the credentials" in refused.output


class Killed:
    """Runs bootstrap with `--target aws` up to a change, without a dry run and without questions."""

    def __init__(self, aws: Rehearsal, said: Path) -> None:
        self.aws = aws
        self.said = said

    def at(self, number: int, command: str, *options: str) -> bool:
        """Whether it was killed at its change of this number, or had fewer of them and ended well."""
        arguments = (command, "--target", "aws", *options, *ALLOWED)
        code = killed_at(number, arguments, self.aws.environment, self.said)
        assert code in (0, -signal.SIGKILL), self.said.read_text(encoding="utf-8")
        return code != 0


@pytest.fixture
def killed(aws: Rehearsal, tmp_path: Path) -> Killed:
    return Killed(aws, tmp_path / "said.txt")


# how many calls change something as a lab is made, and as it is taken away
LABS = pytest.mark.parametrize(
    ("lab", "made", "removed"),
    [(("--lab", "tp2", *URL), 13, 11), (("--lab", "tp4", "--without", "items"), 5, 2)],
)


@KILLS
@pytest.mark.timeout(600)
@LABS
def test_killed_after_every_change_it_goes_on_where_it_was(
    aws: Rehearsal, killed: Killed, lab: tuple[str, ...], made: int, removed: int
) -> None:
    for command, options, changes in (("apply", lab, made), ("destroy", (*lab[:2], "--no-dry-run"), removed)):
        times = 0
        while killed.at(1, command, *options):
            times += 1
            assert times <= 2 * changes
        assert times >= changes, command
    nothing_is_left(aws)


@KILLS
@pytest.mark.timeout(600)
@LABS
def test_killed_at_any_change_all_of_it_can_be_removed(
    aws: Rehearsal, killed: Killed, lab: tuple[str, ...], made: int, removed: int
) -> None:
    at = 1
    while killed.at(at, "apply", *lab):
        assert not killed.at(0, "destroy", *lab[:2], "--no-dry-run")
        nothing_is_left(aws)
        at += 1
    assert at > made
    assert not killed.at(0, "destroy", *lab[:2], "--no-dry-run")
    nothing_is_left(aws)


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    running = Rehearsal(tmp_path_factory.mktemp("academy"), learner_lab=True)
    yield running
    running.close()


class TestLearnerLab:
    def test_without_the_option_the_role_is_denied_in_aws_words(self, academy: Rehearsal) -> None:
        denied = academy.bootstrap("apply", *URL, *ALLOWED)
        assert denied.code == 2
        assert (
            f"User: arn:aws:sts::{ACCOUNT}:assumed-role/voclabs/user1234567=Student is not authorized to "
            f"perform: iam:CreateRole on resource: arn:aws:iam::{ACCOUNT}:role/store-tweet-role because no "
            "identity-based policy allows the iam:CreateRole action" in denied.output
        )
        assert "--learner-lab" in denied.output
        assert academy.bootstrap("destroy", *GO).code == 0

    def test_both_labs_with_lab_role(self, academy: Rehearsal) -> None:
        made = academy.bootstrap("apply", "--lab", "all", "--learner-lab", *URL, *ALLOWED)
        assert made.code == 0, made.output
        assert f"as arn:aws:sts::{ACCOUNT}:assumed-role/voclabs/user1234567=Student\n" in made.output
        assert "= role LabRole: already there" in made.output
        function = academy.client("lambda").get_function_configuration(FunctionName="store-tweet")
        assert function["Role"] == f"arn:aws:iam::{ACCOUNT}:role/LabRole"
        gone = academy.bootstrap("destroy", "--lab", "all", "--learner-lab", *GO)
        assert "9 removed. Looked again" in gone.output
        roles = [role["RoleName"] for role in academy.client("iam").list_roles()["Roles"]]
        assert sorted(roles) == ["LabRole", "voclabs"]

    def test_other_regions_are_refused(self, academy: Rehearsal) -> None:
        refused = academy.bootstrap(
            "plan", "--learner-lab", *URL, AWS_DEFAULT_REGION="eu-west-3", AWS_REGION="eu-west-3"
        )
        assert refused.code == 2
        assert (
            "a Learner Lab is limited to us-east-1 and us-west-2, and eu-west-3 is configured"
            in refused.output
        )
        with pytest.raises(ClientError) as denied:
            academy.client("dynamodb", region_name="eu-west-3").list_tables()
        assert str(denied.value).endswith("with an explicit deny in an identity-based policy")

    def test_another_region_of_the_lab_works(self, academy: Rehearsal) -> None:
        west = {"AWS_DEFAULT_REGION": "us-west-2", "AWS_REGION": "us-west-2"}
        options = ("--lab", "tp4", "--without", "items", "--learner-lab")
        assert academy.bootstrap("apply", *options, *ALLOWED, **west).code == 0
        where = academy.client("s3").get_bucket_location(Bucket=f"objects-{ACCOUNT}")
        assert where["LocationConstraint"] == "us-west-2"
        assert academy.bootstrap("destroy", "--lab", "tp4", *GO, **west).code == 0
        assert academy.client("s3").list_buckets()["Buckets"] == []

    def test_an_ended_session_is_explained_and_renewed(self, academy: Rehearsal) -> None:
        before = dict(academy.environment)
        academy.expire()
        try:
            ended = academy.bootstrap("plan", "--learner-lab", *URL)
            assert ended.code == 2
            assert "(ExpiredToken) when calling the GetCallerIdentity operation: The security" in ended.output
            assert "The session has ended: get new credentials" in ended.output
        finally:
            academy.environment = before | academy.renew()
        assert academy.bootstrap("plan", "--learner-lab", *URL).code == 0


def test_the_folder_is_for_its_owner_alone(aws: Rehearsal, tmp_path: Path) -> None:
    assert aws.folder.keys.stat().st_mode & 0o077 == 0
    assert aws.folder.server.stat().st_mode & 0o077 == 0
