"""State in a folder: what was made is there after a stop, and after a kill."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from nuage.emulator import wait_until_healthy
from tests.processes.everything import CODE, FUNCTION, Account, double, look, make, until
from tests.processes.program import Program
from tests.processes.test_emulator import Running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")

Start = Callable[..., Running]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def start(tmp_path: Path, state: Path) -> Iterator[Start]:
    begun: list[Running] = []

    def begin(*, well: bool = True, **variables: str) -> Running:
        folder = tmp_path / f"tmp-{len(begun)}"
        folder.mkdir()
        running = Running(folder, **{"NUAGE_STATE": str(state), "NUAGE_SPEED": "60", **variables})
        begun.append(running)
        if well:
            assert wait_until_healthy(running.endpoint, 60), running.process.communicate(timeout=20)[1]
        return running

    yield begin
    for running in begun:
        running.process.kill()
        running.process.communicate(timeout=20)


def health(running: Running) -> dict[str, Any]:
    found: dict[str, Any] = requests.get(f"{running.endpoint}/_nuage/health", timeout=10).json()
    return found


def kept(running: Running) -> None:
    """Wait until nothing is left to be written down."""
    until(lambda: not health(running)["state"]["pending"])


def refused(running: Running) -> str:
    """What an emulator says that does not start."""
    _, errors = running.process.communicate(timeout=60)
    assert running.process.returncode != 0
    return str(errors)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_everything_is_there_again(start: Start, number: int) -> None:
    first = start()
    aws = Account(first.endpoint)
    made = make(aws)
    before = look(aws)
    if number == signal.SIGKILL:
        kept(first)
    assert first.stop(number) == (0 if number == signal.SIGTERM else -number)

    second = start()
    aws = Account(second.endpoint)
    assert look(aws) == before
    assert double(aws) == {"doubled": 42}
    assert double(aws, "live") == {"doubled": 42}
    ann = Account(second.endpoint, made["key"], made["secret"]).s3
    assert ann.list_objects_v2(Bucket="bucket")["KeyCount"] > 0
    with pytest.raises(ClientError, match="explicit deny in an identity-based policy"):
        ann.delete_object(Bucket="bucket", Key="over")
    ran = until(
        lambda: requests.get(f"{second.endpoint}/_nuage/rules", timeout=5).json()["rules"][0]["invocations"]
    )
    assert ran > 0, "the rule still fires"
    upload = aws.s3.list_multipart_uploads(Bucket="bucket")["Uploads"][0]
    [part] = aws.s3.list_parts(Bucket="bucket", Key="parts", UploadId=upload["UploadId"])["Parts"]
    aws.s3.complete_multipart_upload(
        Bucket="bucket",
        Key="parts",
        UploadId=upload["UploadId"],
        MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]},
    )
    assert aws.s3.head_object(Bucket="bucket", Key="parts")["ContentLength"] == 5 * 1024 * 1024
    aws.sqs.receive_message(QueueUrl=aws.sqs.get_queue_url(QueueName="queue")["QueueUrl"])["Messages"][0]
    aws.sns.publish(TopicArn="arn:aws:sns:us-east-1:000000000000:topic", Message="still there")


def test_killed_at_any_moment_bodies_and_metadata_agree(start: Start) -> None:
    running = start()
    aws = Account(running.endpoint)
    aws.s3.create_bucket(Bucket="bucket")
    written: dict[str, bytes] = {}
    for turn in range(4):
        # longer each time: a body of one turn with the metadata of another would be found out
        deadline = time.monotonic() + 1.3
        n = 0
        while time.monotonic() < deadline:
            body = f"{turn}-{n}-".encode() * (turn + 1) * (n + 1)
            aws.s3.put_object(Bucket="bucket", Key=f"key-{n % 7}", Body=body)
            written[f"key-{n % 7}-{len(body)}"] = body
            n += 1
        running.stop(signal.SIGKILL)
        running = start()
        aws = Account(running.endpoint)
        for found in aws.s3.list_objects_v2(Bucket="bucket").get("Contents", []):
            body = aws.s3.get_object(Bucket="bucket", Key=found["Key"])["Body"].read()
            assert body == written[f"{found['Key']}-{found['Size']}"]
    assert aws.s3.list_objects_v2(Bucket="bucket")["KeyCount"] == 7


def test_bodies_that_nobody_needs_are_deleted(start: Start, state: Path) -> None:
    running = start()
    aws = Account(running.endpoint)
    aws.s3.create_bucket(Bucket="bucket")
    for n in range(5):
        aws.s3.put_object(Bucket="bucket", Key="key", Body=b"x" * (n + 1))
        kept(running)
    left = sorted(path.stat().st_size for path in (state / "s3" / "bucket").iterdir())
    assert left == [4, 5], "the last body, and the one of the snapshot before"
    requests.post(f"{running.endpoint}/_nuage/reset", timeout=30)
    assert look(aws)["s3"] == {}
    aws.s3.create_bucket(Bucket="other")
    kept(running)
    aws.s3.create_bucket(Bucket="another")
    kept(running)
    assert not (state / "s3" / "bucket").exists()


def test_a_reset_is_kept(start: Start) -> None:
    running = start()
    make(Account(running.endpoint))
    requests.post(f"{running.endpoint}/_nuage/reset", timeout=30)
    running.stop(signal.SIGKILL)
    aws = Account(start().endpoint)
    assert look(aws)["s3"] == {}
    assert look(aws)["dynamodb"] == {}
    assert look(aws)["iam"] == [[], []]


def test_lab_time_goes_on(start: Start) -> None:
    running = start(NUAGE_SPEED="3600")
    Account(running.endpoint).s3.create_bucket(Bucket="bucket")
    time.sleep(1)
    before = health(running)["lab_time"]
    running.stop()
    after = health(start(NUAGE_SPEED="3600"))["lab_time"]
    assert before < after
    assert after[:10] == before[:10] or after[:4] == before[:4], "hours later at most, not where it began"


def test_what_was_due_while_it_was_off(start: Start) -> None:
    """A one-time schedule runs once, late; a rate goes on without making up for what it missed."""
    running = start(NUAGE_SPEED="1")
    aws = Account(running.endpoint)
    make(aws)
    role = aws.iam.create_role(
        RoleName="scheduler",
        AssumeRolePolicyDocument=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "scheduler.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            }
        ),
    )["Role"]["Arn"]
    policy = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "lambda:*", "Resource": "*"}],
    }
    aws.iam.put_role_policy(RoleName="scheduler", PolicyName="p", PolicyDocument=json.dumps(policy))
    moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 3))
    aws.scheduler.create_schedule(
        Name="once",
        ScheduleExpression=f"at({moment})",
        FlexibleTimeWindow={"Mode": "OFF"},
        ActionAfterCompletion="DELETE",
        Target={"Arn": FUNCTION, "RoleArn": role},
    )
    running.stop()
    time.sleep(4)
    second = start(NUAGE_SPEED="1")
    aws = Account(second.endpoint)
    until(lambda: aws.scheduler.list_schedules()["Schedules"] == [])
    rules = requests.get(f"{second.endpoint}/_nuage/rules", timeout=5).json()["rules"]
    assert [(rule["name"], rule["triggered"]) for rule in rules] == [("rule", 0)]
    kept(second)
    second.stop()
    third = start(NUAGE_SPEED="1")
    assert Account(third.endpoint).scheduler.list_schedules()["Schedules"] == []


def test_a_second_emulator_is_refused(start: Start, state: Path) -> None:
    running = start()
    said = refused(start(well=False))
    assert f"The state folder {state} is in use by another emulator (process {running.process.pid}). " in said
    assert health(running)["status"] == "ready"


def test_a_folder_that_cannot_be_written_to(start: Start, state: Path) -> None:
    state.write_text("a file, not a folder")
    said = refused(start(well=False))
    assert f"The state folder {state} cannot be written to: " in said
    assert state.read_text() == "a file, not a folder"


def test_state_of_another_version_is_left_alone(start: Start, state: Path) -> None:
    running = start()
    Account(running.endpoint).s3.create_bucket(Bucket="bucket")
    running.stop()
    manifest = state / "snapshots" / "manifest.json"
    body = json.loads(manifest.read_text())
    del body["sha256"]
    body["versions"]["localstack"] = "4.12.0"
    body["sha256"] = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    manifest.write_text(json.dumps(body))
    before = _files(state)
    said = refused(start(well=False))
    assert "was written by another version (" in said
    assert "localstack 4.12.0" in said
    assert _files(state) == before


def test_a_damaged_snapshot_gives_way_to_the_one_before(start: Start, state: Path) -> None:
    running = start()
    aws = Account(running.endpoint)
    aws.s3.create_bucket(Bucket="first")
    aws.s3.put_object(Bucket="first", Key="key", Body=b"body")
    kept(running)
    aws.s3.put_object(Bucket="first", Key="key", Body=b"another body")
    kept(running)
    running.stop(signal.SIGKILL)
    manifest = state / "snapshots" / "manifest.json"
    newest = state / "snapshots" / json.loads(manifest.read_text())["services"]["s3"]["file"]
    newest.write_bytes(newest.read_bytes()[:-10])
    second = start()
    aws = Account(second.endpoint)
    assert aws.s3.get_object(Bucket="first", Key="key")["Body"].read() == b"body"
    second.stop()
    third = start()
    assert Account(third.endpoint).s3.get_object(Bucket="first", Key="key")["Body"].read() == b"body"


def test_when_nothing_can_be_read_nothing_is_touched(start: Start, state: Path) -> None:
    running = start()
    Account(running.endpoint).s3.create_bucket(Bucket="bucket")
    running.stop()
    for name in ("manifest.json", "manifest.previous.json"):
        (state / "snapshots" / name).write_text("{")
    before = _files(state)
    said = refused(start(well=False))
    assert f"The state in {state} is damaged (" in said
    assert _files(state) == before


def test_a_lost_body_is_named(start: Start, state: Path) -> None:
    running = start()
    aws = Account(running.endpoint)
    aws.s3.create_bucket(Bucket="bucket")
    aws.s3.put_object(Bucket="bucket", Key="lost", Body=b"lost")
    aws.s3.put_object(Bucket="bucket", Key="there", Body=b"there, and longer")
    running.stop()
    for path in (state / "s3" / "bucket").iterdir():
        if path.stat().st_size == 4:
            path.unlink()
    second = start()
    found = Account(second.endpoint).s3.list_objects_v2(Bucket="bucket")["Contents"]
    assert [entry["Key"] for entry in found] == ["there"]
    second.stop()
    assert second.process.stderr is not None
    assert "were left out: s3://bucket/lost" in second.process.stderr.read()


def test_a_disk_that_takes_nothing_is_told_and_the_lab_goes_on(start: Start, state: Path) -> None:
    running = start()
    aws = Account(running.endpoint)
    aws.sqs.create_queue(QueueName="first")
    kept(running)
    snapshots = state / "snapshots"
    aside = state / "aside"
    snapshots.rename(aside)
    snapshots.write_text("no folder any more")  # root could write into a read-only one
    aws.sqs.create_queue(QueueName="second")
    error = until(lambda: health(running)["state"].get("error"))
    assert "Error: " in error
    assert len(aws.sqs.list_queues()["QueueUrls"]) == 2
    snapshots.unlink()
    aside.rename(snapshots)
    until(lambda: "error" not in health(running)["state"])
    kept(running)
    running.stop(signal.SIGKILL)
    assert len(Account(start().endpoint).sqs.list_queues()["QueueUrls"]) == 2


def test_without_a_folder_nothing_is_kept(start: Start, state: Path) -> None:
    running = start(NUAGE_STATE="")
    Account(running.endpoint).s3.create_bucket(Bucket="bucket")
    assert health(running)["state"] == "memory"
    running.stop()
    assert not state.exists()
    assert Account(start(NUAGE_STATE="").endpoint).s3.list_buckets()["Buckets"] == []


def test_a_copy_of_the_folder_is_a_lab(start: Start, state: Path, tmp_path: Path) -> None:
    running = start()
    make(Account(running.endpoint))
    before = look(Account(running.endpoint))
    running.stop()
    shutil.copytree(state, tmp_path / "copy")
    copy = start(NUAGE_STATE=str(tmp_path / "copy"))
    assert look(Account(copy.endpoint)) == before
    assert CODE.startswith("def ")


def _files(state: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes() for path in state.rglob("*") if path.is_file() and path.name != "lock"
    }


def test_the_program_keeps_empties_and_refuses(tmp_path: Path) -> None:
    program = Program(tmp_path)
    folder = tmp_path / "kept"
    code, said = program.run("up", "--detach", "--no-bootstrap", "--state", str(folder))
    assert code == 0, said
    aws = Account(program.record().endpoint)
    try:
        aws.s3.create_bucket(Bucket="bucket")
        code, said = program.run("emulator", "--port", "0", "--state", str(folder))
        assert code == 2
        problem = said.splitlines()[-1]
        assert problem.startswith(f"Error: The state folder {folder} is in use by another emulator (process ")
        assert "Traceback" not in said
        assert f"state           kept in {folder}" in program.run("status")[1]
    finally:
        code, said = program.run("down")
    assert said.endswith(f"What it held is in {folder}; `nuage up --state {folder}` goes on with it.\n")
    code, said = program.run("up", "--detach", "--no-bootstrap", "--state", str(folder))
    assert code == 0, said
    try:
        aws = Account(program.record().endpoint)
        assert [bucket["Name"] for bucket in aws.s3.list_buckets()["Buckets"]] == ["bucket"]
        code, said = program.run("reset", "--yes")
        assert code == 0, said
        assert aws.s3.list_buckets()["Buckets"] == []
    finally:
        program.run("down")
