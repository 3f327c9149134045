"""Lambda as a caller sees it: answers, errors, limits, logs."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab
from tests.scenarios.functions import Function, packed, role_that_may, until

ECHO = "def lambda_handler(event, context): return event"


@pytest.fixture(scope="module")
def echo(lab: Lab) -> Function:
    return Function(lab, ECHO)


def refused(call: Any, **arguments: Any) -> tuple[str, str, int]:
    """Code, message and status of an error."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response
    return error["Error"]["Code"], error["Error"]["Message"], error["ResponseMetadata"]["HTTPStatusCode"]


def test_an_event_comes_back(echo: Function) -> None:
    answer = echo.invoke({"a": "é"})
    assert json.loads(answer["Payload"]) == {"a": "é"}
    assert (answer["StatusCode"], answer["ExecutedVersion"]) == (200, "$LATEST")
    assert "FunctionError" not in answer
    assert "LogResult" not in answer


def test_no_payload_is_an_empty_event(echo: Function) -> None:
    assert json.load(echo.client.invoke(FunctionName=echo.name)["Payload"]) == {}


def test_an_error_is_unhandled_and_in_the_payload(lab: Lab) -> None:
    function = Function(lab, "def lambda_handler(event, context):\n    return event['key']")
    answer = function.invoke({})
    assert (answer["StatusCode"], answer["FunctionError"]) == (200, "Unhandled")
    error = json.loads(answer["Payload"])
    assert error["errorType"] == "KeyError"
    assert error["errorMessage"] == "'key'"
    assert error["requestId"] == answer["ResponseMetadata"]["RequestId"]
    (frame,) = error["stackTrace"]
    assert frame.endswith("/lambda_function.py\", line 2, in lambda_handler\n    return event['key']\n")


def test_a_module_that_is_not_in_the_zip_is_missing_and_one_that_is_is_not(lab: Lab) -> None:
    code = "import requests\ndef lambda_handler(event, context): return requests.x"
    error = json.loads(Function(lab, code).invoke()["Payload"])
    assert error["errorMessage"] == "Unable to import module 'lambda_function': No module named 'requests'"
    assert error["errorType"] == "Runtime.ImportModuleError"
    assert Function(lab, code, {"requests.py": "x = 'packed'"}).call() == "packed"


def test_a_time_out(lab: Lab) -> None:
    code = "import time\ndef lambda_handler(event, context):\n    while True: time.sleep(0.1)"
    function = Function(lab, code, Timeout=1)
    answer = function.invoke(LogType="Tail")
    request_id = answer["ResponseMetadata"]["RequestId"]
    assert answer["FunctionError"] == "Unhandled"
    assert json.loads(answer["Payload"]) == {
        "errorType": "Sandbox.Timedout",
        "errorMessage": f"RequestId: {request_id} Error: Task timed out after 1.00 seconds",
    }
    log = base64.b64decode(answer["LogResult"]).decode()
    assert re.search(rf"^20\d\d-.*Z {request_id} Task timed out after 1\.00 seconds$", log, re.MULTILINE)
    assert "Status: timeout" in log


def test_payloads_have_a_limit(echo: Function) -> None:
    function, invoke = echo.name, echo.client.invoke
    size = 6 * 1024 * 1024
    assert refused(invoke, FunctionName=function, Payload=b'"' + b"x" * (size - 1) + b'"') == (
        "RequestTooLargeException",
        f"{size + 1} byte payload is too large for the RequestResponse invocation type (limit {size} bytes)",
        413,
    )
    event = 1024 * 1024
    code, message, _ = refused(
        invoke, FunctionName=function, InvocationType="Event", Payload=b'"' + b"x" * event + b'"'
    )
    assert code == "RequestTooLargeException"
    assert message.endswith(f"is too large for the Event invocation type (limit {event} bytes)")
    assert len(echo.call("x" * (size - 2))) == size - 2


def test_a_payload_that_is_not_json_is_refused(echo: Function) -> None:
    code, message, status = refused(echo.client.invoke, FunctionName=echo.name, Payload=b"not json")
    assert (code, status) == ("InvalidRequestContentException", 400)
    assert message == (
        "Could not parse request body into json: Could not parse payload into json: Unrecognized token 'not':"
        " was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n"
        ' at [Source: (byte[])"not json"; line: 1, column: 1]'
    )


def test_a_function_that_is_not_there(echo: Function) -> None:
    assert refused(echo.client.invoke, FunctionName="nobody") == (
        "ResourceNotFoundException",
        "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody:$LATEST",
        404,
    )


def test_other_runtimes_are_refused_at_creation_and_at_update(lab: Lab, echo: Function) -> None:
    message = (
        "The runtime nodejs22.x is not available in this lab: it runs functions in Python"
        " (python3.8 to python3.14). On AWS the same call works."
    )
    expected = ("InvalidParameterValueException", message, 400)
    settings = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Role": role_that_may(lab)}
    create = echo.client.create_function
    assert refused(create, FunctionName="js", Code={"ZipFile": packed("")}, **settings) == expected
    update = echo.client.update_function_configuration
    assert refused(update, FunctionName=echo.name, Runtime="nodejs22.x") == expected


def test_client_context_arrives(lab: Lab) -> None:
    function = Function(lab, "def lambda_handler(event, context): return context.client_context.custom")
    context = base64.b64encode(json.dumps({"custom": {"who": "é"}}).encode()).decode()
    assert function.call(ClientContext=context) == {"who": "é"}
    code, _, _ = refused(function.client.invoke, FunctionName=function.name, ClientContext="%%")
    assert code == "InvalidRequestContentException"


def test_the_tail_of_the_log_is_four_kilobytes(lab: Lab) -> None:
    function = Function(lab, "def lambda_handler(event, context): print('x' * 200 + '\\n' * 3 + 'y' * 9000)")
    log = base64.b64decode(function.invoke(LogType="Tail")["LogResult"])
    assert len(log) == 4096
    assert log.decode().splitlines()[-1].startswith("REPORT RequestId: ")


def test_every_line_is_logged_with_its_time(lab: Lab) -> None:
    code = """
import time
def lambda_handler(event, context):
    for n in range(3):
        print(f"line\\t{n}")
        time.sleep(0.05)
"""
    function = Function(lab, code)
    answer = function.invoke()
    request_id = answer["ResponseMetadata"]["RequestId"]
    until(function.reports)
    events = [event for event in function.events() if not event["message"].startswith("[WARNING]")]
    messages = [event["message"].rstrip("\n") for event in events]
    assert messages[:5] == [
        f"START RequestId: {request_id} Version: $LATEST",
        "line\t0",
        "line\t1",
        "line\t2",
        f"END RequestId: {request_id}",
    ]
    times = [event["timestamp"] for event in events]
    assert times == sorted(times)
    assert times[3] - times[1] >= 90
    (stream,) = {event["logStreamName"] for event in events}
    assert re.fullmatch(r"20\d\d/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}", stream)


def test_it_calls_aws_with_its_role(lab: Lab) -> None:
    code = """
import boto3
def lambda_handler(event, context): return boto3.client("sts").get_caller_identity()["Arn"]
"""
    role = role_that_may(lab, "sts:GetCallerIdentity")
    function = Function(lab, code, Role=role, Timeout=30)
    assert function.call() == f"arn:aws:sts::000000000000:assumed-role/{role.split('/')[-1]}/{function.name}"


def test_invocations_are_counted_in_cloudwatch(lab: Lab) -> None:
    from datetime import UTC, datetime, timedelta

    function = Function(lab, "def lambda_handler(event, context): return 1 / event")
    for event in (1, 2, 0):
        function.invoke(event)
    now = datetime.now(UTC)

    def total(metric: str) -> float:
        points = lab.client("cloudwatch").get_metric_statistics(
            Namespace="AWS/Lambda",
            MetricName=metric,
            Dimensions=[{"Name": "FunctionName", "Value": function.name}],
            StartTime=now - timedelta(minutes=5),
            EndTime=now + timedelta(minutes=5),
            Period=60,
            Statistics=["Sum"],
        )["Datapoints"]
        return float(sum(point["Sum"] for point in points))

    until(lambda: total("Invocations") == 3)
    until(lambda: total("Errors") == 1)
