"""Asynchronous invocations: retries, destinations, dead letters."""

from __future__ import annotations

import json
import uuid
from typing import Any

from tests.conftest import Lab
from tests.scenarios.functions import Function, role_that_may, until

# fails as long as its /tmp has fewer marks than it was told to fail
FAIL = """
import os, tempfile
def lambda_handler(event, context):
    path = os.path.join(tempfile.gettempdir(), "tries")
    with open(path, "a") as file: file.write("x")
    tries = os.path.getsize(path)
    print("try", tries, context.aws_request_id)
    if tries <= event["failures"]: raise RuntimeError(f"try {tries}")
    return {"tries": tries}
"""


def queue(lab: Lab) -> tuple[str, str]:
    sqs = lab.client("sqs")
    url = sqs.create_queue(QueueName=f"q-{uuid.uuid4().hex[:12]}")["QueueUrl"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def message(lab: Lab, url: str) -> Any:
    sqs = lab.client("sqs")
    return json.loads(until(lambda: sqs.receive_message(QueueUrl=url).get("Messages"))[0]["Body"])


def tries(function: Function) -> list[str]:
    return [event["message"] for event in function.events() if event["message"].startswith("try ")]


def test_it_is_accepted_at_once_and_run(lab: Lab) -> None:
    function = Function(lab, "def lambda_handler(event, context): print('got', event)")
    answer = function.invoke({"n": 1}, InvocationType="Event")
    assert (answer["StatusCode"], answer["Payload"]) == (202, b"")
    until(lambda: any(event["message"] == "got {'n': 1}\n" for event in function.events()))


def test_a_dry_run_runs_nothing(lab: Lab) -> None:
    function = Function(lab, "def lambda_handler(event, context): print('ran')")
    assert function.invoke(InvocationType="DryRun")["StatusCode"] == 204
    assert function.events() == []


def test_a_failure_is_retried_with_the_same_request_id(lab: Lab) -> None:
    function = Function(lab, FAIL)
    function.invoke({"failures": 1}, InvocationType="Event")
    seen = until(lambda: tries(function) if len(tries(function)) == 2 else [])
    assert [line.split()[1] for line in seen] == ["1", "2"]
    assert len({line.split()[2] for line in seen}) == 1


def test_results_go_to_their_destinations(lab: Lab) -> None:
    url, arn = queue(lab)
    function = Function(lab, FAIL, Role=role_that_may(lab, "sqs:SendMessage"))
    function.client.put_function_event_invoke_config(
        FunctionName=function.name,
        MaximumRetryAttempts=0,
        DestinationConfig={"OnSuccess": {"Destination": arn}, "OnFailure": {"Destination": arn}},
    )
    function.invoke({"failures": 1}, InvocationType="Event")
    failed = message(lab, url)
    assert failed["requestContext"]["condition"] == "RetriesExhausted"
    assert failed["requestPayload"] == {"failures": 1}
    assert failed["responsePayload"]["errorMessage"] == "try 1"
    function.invoke({"failures": 1}, InvocationType="Event")

    def succeeded() -> Any:
        found = message(lab, url)
        return found if found["requestContext"]["condition"] == "Success" else None

    assert until(succeeded)["responsePayload"] == {"tries": 2}


def test_what_failed_for_good_goes_to_the_dead_letter_queue(lab: Lab) -> None:
    url, arn = queue(lab)
    role = role_that_may(lab, "sqs:SendMessage")
    function = Function(lab, FAIL, Role=role, DeadLetterConfig={"TargetArn": arn})
    function.client.put_function_event_invoke_config(FunctionName=function.name, MaximumRetryAttempts=0)
    function.invoke({"failures": 9}, InvocationType="Event")
    assert message(lab, url) == {"failures": 9}
