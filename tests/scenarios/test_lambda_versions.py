"""Versions, aliases, updates and layers."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab
from tests.scenarios.functions import Function, packed, until

CODE = """
import os
def lambda_handler(event, context): return [%r, context.function_version, os.environ.get("V")]
"""


def test_new_code_and_new_variables_are_used(lab: Lab) -> None:
    function = Function(lab, CODE % "one", Environment={"Variables": {"V": "a"}})
    assert function.call() == ["one", "$LATEST", "a"]
    function.client.update_function_code(FunctionName=function.name, ZipFile=packed(CODE % "two"))
    function.wait()
    assert function.call() == ["two", "$LATEST", "a"]
    variables = {"Variables": {"V": "b"}}
    function.client.update_function_configuration(FunctionName=function.name, Environment=variables)
    function.wait()
    assert function.call() == ["two", "$LATEST", "b"]


def test_a_version_stays_what_it_was(lab: Lab) -> None:
    function = Function(lab, CODE % "one")
    assert function.client.publish_version(FunctionName=function.name)["Version"] == "1"
    function.client.update_function_code(FunctionName=function.name, ZipFile=packed(CODE % "two"))
    function.wait()
    until(lambda: version_is_active(function, "1"))
    assert function.call(Qualifier="1") == ["one", "1", None]
    assert function.call() == ["two", "$LATEST", None]
    assert function.invoke(Qualifier="1")["ExecutedVersion"] == "1"


def version_is_active(function: Function, version: str) -> bool:
    found = function.client.get_function_configuration(FunctionName=function.name, Qualifier=version)
    return bool(found["State"] == "Active")


def test_an_alias_shares_calls_by_weight(lab: Lab) -> None:
    function = Function(lab, CODE % "one")
    function.client.publish_version(FunctionName=function.name)
    function.client.update_function_code(FunctionName=function.name, ZipFile=packed(CODE % "two"))
    function.wait()
    function.client.publish_version(FunctionName=function.name)
    until(lambda: version_is_active(function, "1") and version_is_active(function, "2"))
    function.client.create_alias(FunctionName=function.name, Name="live", FunctionVersion="1")
    assert {function.call(Qualifier="live")[0] for _ in range(5)} == {"one"}
    weights = {"AdditionalVersionWeights": {"2": 0.5}}
    function.client.update_alias(FunctionName=function.name, Name="live", RoutingConfig=weights)
    # both come within 60 calls, but for one chance in 2 ** 59
    seen = {function.call(Qualifier="live")[0] for _ in range(60)}
    assert seen == {"one", "two"}


def layer(lab: Lab, name: str, files: dict[str, str]) -> str:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    made = lab.client("lambda").publish_layer_version(
        LayerName=name, Content={"ZipFile": buffer.getvalue()}, CompatibleRuntimes=["python3.13"]
    )
    arn: str = made["LayerVersionArn"]
    return arn


def test_layers_are_imported_the_last_over_the_first(lab: Lab) -> None:
    first = layer(lab, "first", {"python/shared.py": "x = 1", "python/only_first.py": "x = 'first'"})
    second = layer(lab, "second", {"python/shared.py": "x = 2"})
    code = "import shared, only_first\ndef lambda_handler(event, context): return [shared.x, only_first.x]"
    function = Function(lab, code, Layers=[first, second])
    assert function.call() == [2, "first"]
    function.client.update_function_configuration(FunctionName=function.name, Layers=[second, first])
    function.wait()
    assert function.call() == [1, "first"]
    function.client.update_function_configuration(FunctionName=function.name, Layers=[second])
    function.wait()
    error = json.loads(function.invoke()["Payload"])
    assert error["errorMessage"] == "Unable to import module 'lambda_function': No module named 'only_first'"


def test_no_concurrency_means_no_invocation(lab: Lab) -> None:
    function = Function(lab, CODE % "one")
    function.client.put_function_concurrency(FunctionName=function.name, ReservedConcurrentExecutions=0)
    with pytest.raises(ClientError) as caught:
        function.invoke()
    error = caught.value.response
    assert error["Error"]["Code"] == "TooManyRequestsException"
    assert error["Error"]["Message"] == "Rate Exceeded."
    assert error["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded"
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 429
    function.client.delete_function_concurrency(FunctionName=function.name)
    assert function.call()[0] == "one"
