"""Function URLs as their callers see them."""

from __future__ import annotations

import base64
import http.client
import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from tests.conftest import SPEED, Lab
from tests.scenarios.functions import Function, until

ECHO = "def lambda_handler(event, context): return event"
# returns what it is told to
OBEY = "import json\ndef lambda_handler(event, context): return json.loads(event['body'])"
FORBIDDEN = {
    "Message": "Forbidden. For troubleshooting Function URL authorization issues, see: "
    "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
}


def open_to_all(function: Function, **where: str) -> None:
    """The two statements that AWS asks for since October 2025."""
    to_all: dict[str, Any] = {"FunctionName": function.name, "Principal": "*", **where}
    function.client.add_permission(
        StatementId="url", Action="lambda:InvokeFunctionUrl", FunctionUrlAuthType="NONE", **to_all
    )
    function.client.add_permission(
        StatementId="invoke", Action="lambda:InvokeFunction", InvokedViaFunctionUrl=True, **to_all
    )


def public(lab: Lab, code: str, **settings: Any) -> str:
    """The URL of a new function that everybody may call."""
    function = Function(lab, code, **settings)
    url: str = function.client.create_function_url_config(FunctionName=function.name, AuthType="NONE")[
        "FunctionUrl"
    ]
    open_to_all(function)
    return url


@pytest.fixture(scope="module")
def echo(lab: Lab) -> str:
    return public(lab, ECHO)


@pytest.fixture(scope="module")
def obey(lab: Lab) -> Callable[[Any], requests.Response]:
    url = public(lab, OBEY)
    headers = {"Content-Type": "application/json"}
    return lambda answer: requests.post(url, data=json.dumps(answer), headers=headers, timeout=30)


def test_the_event_is_of_format_2(lab: Lab, echo: str) -> None:
    answer = requests.get(
        f"{echo}a%2Fb//c?x=1&x=2%203&y=",
        headers={"X-Some": "é".encode().decode("latin-1"), "User-Agent": "me", "Cookie": "a=1; b=2"},
        timeout=30,
    )
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    event = answer.json()
    assert (event["version"], event["routeKey"]) == ("2.0", "$default")
    assert event["rawPath"] == "/a%2Fb//c"
    assert event["rawQueryString"] == "x=1&x=2%203&y="
    assert event["queryStringParameters"] == {"x": "1,2 3", "y": ""}
    assert event["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in event["headers"]
    assert event["headers"]["x-forwarded-for"] == event["requestContext"]["http"]["sourceIp"]
    if lab.target == "compose":  # a container sees the address of the engine's bridge, not ours
        assert ip_address(event["headers"]["x-forwarded-for"]).is_private
    else:
        assert event["headers"]["x-forwarded-for"] == "127.0.0.1"
    assert event["isBase64Encoded"] is False
    assert "body" not in event
    context = event["requestContext"]
    assert context["http"] == {
        "method": "GET",
        "path": "/a%2Fb//c",
        "protocol": "HTTP/1.1",
        "sourceIp": event["headers"]["x-forwarded-for"],
        "userAgent": "me",
    }
    assert (context["accountId"], context["stage"]) == ("anonymous", "$default")
    assert context["domainName"] == urlsplit(echo).netloc
    assert context["domainPrefix"] == context["apiId"] == urlsplit(echo).path.split("/")[3]
    assert context["requestId"] == answer.headers["x-amzn-RequestId"]


@pytest.mark.only_on("in-process", "process", "compose", reason="the speed of another lab is not known")
def test_the_event_has_lab_time(echo: str) -> None:
    first = requests.get(echo, timeout=30).json()["requestContext"]["timeEpoch"]
    began = time.monotonic()
    until(lambda: time.monotonic() - began > 0.2)
    second = requests.get(echo, timeout=30).json()["requestContext"]["timeEpoch"]
    assert second - first >= 200 * SPEED


@pytest.mark.parametrize(
    ("kind", "body", "encoded"),
    [
        ("text/plain", b"text", False),
        ("application/json; charset=utf-8", "é".encode(), False),
        ("application/x-www-form-urlencoded", b"a=1", True),
        ("application/octet-stream", b"\x00\xff", True),
        ("text/plain", b"\xff", True),
    ],
)
def test_bodies_that_are_no_text_are_in_base64(echo: str, kind: str, body: bytes, encoded: bool) -> None:
    event = requests.post(echo, data=body, headers={"Content-Type": kind}, timeout=30).json()
    assert event["isBase64Encoded"] is encoded
    assert event["body"] == (base64.b64encode(body).decode() if encoded else body.decode())


def test_urllib_and_http_client_reach_it_too(echo: str) -> None:
    with urllib.request.urlopen(f"{echo}path", timeout=30) as answer:
        assert json.load(answer)["rawPath"] == "/path"
    parts = urlsplit(echo)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path.rstrip("/"))  # without the slash at the end
    assert json.load(connection.getresponse())["rawPath"] == "/"
    connection.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")
def test_curl_reaches_it_too(echo: str) -> None:
    done = subprocess.run(["curl", "-sS", f"{echo}path"], capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["rawPath"] == "/path"


def test_a_host_that_names_the_url_does_too(lab: Lab, echo: str) -> None:
    url_id = urlsplit(echo).path.split("/")[3]
    answer = requests.get(
        f"{lab.endpoint}/x", headers={"Host": f"{url_id}.lambda-url.us-east-1.localhost"}, timeout=30
    )
    event = answer.json()
    assert event["rawPath"] == "/x"
    assert event["requestContext"]["domainName"] == f"{url_id}.lambda-url.us-east-1.localhost"


@pytest.mark.parametrize(
    ("returned", "body"),
    [
        ({"a": [1, "é"]}, '{"a":[1,"é"]}'),
        ([1, True], "[1,true]"),
        ("text", "text"),
        (None, "null"),
        (3, "3"),
    ],
)
def test_what_has_no_status_is_the_body_of_a_200(
    obey: Callable[[Any], requests.Response], returned: Any, body: str
) -> None:
    answer = obey(returned)
    assert (answer.status_code, answer.content.decode()) == (200, body)
    assert answer.headers["Content-Type"] == "application/json"


def test_status_headers_cookies_and_body_are_the_functions(
    obey: Callable[[Any], requests.Response],
) -> None:
    answer = obey(
        {
            "statusCode": 201,
            "headers": {"Content-Type": "text/plain", "X-Number": 3},
            "cookies": ["a=1; Path=/", "b=2"],
            "body": "made",
        }
    )
    assert (answer.status_code, answer.text) == (201, "made")
    assert (answer.headers["Content-Type"], answer.headers["X-Number"]) == ("text/plain", "3")
    assert answer.raw.headers.getlist("Set-Cookie") == ["a=1; Path=/", "b=2"]
    binary = obey(
        {"statusCode": "200", "isBase64Encoded": True, "body": base64.b64encode(b"\x00\xff").decode()}
    )
    assert (binary.content, binary.headers["Content-Type"]) == (b"\x00\xff", "application/json")
    assert obey({"statusCode": 204}).content == b""


@pytest.mark.parametrize(
    "returned",
    [
        {"statusCode": "many"},
        {"statusCode": 1000},
        {"statusCode": 200, "headers": "none"},
        {"statusCode": 200, "headers": {"a": "b\r\nc: d"}},
        {"statusCode": 200, "isBase64Encoded": True, "body": "%"},
    ],
)
def test_what_is_no_answer_is_a_502(obey: Callable[[Any], requests.Response], returned: Any) -> None:
    answer = obey(returned)
    assert (answer.status_code, answer.text) == (502, "Internal Server Error")


def test_an_error_of_the_function_is_a_502(lab: Lab) -> None:
    answer = requests.get(public(lab, "def lambda_handler(event, context): return 1 / 0"), timeout=30)
    assert (answer.status_code, answer.text) == (502, "Internal Server Error")


def test_an_unknown_url_is_forbidden(lab: Lab, echo: str) -> None:
    answer = requests.get(f"{lab.endpoint}/_aws/lambda-url/{'0' * 32}/", timeout=30)
    assert (answer.status_code, answer.text) == (403, '{"Message":null}')
    assert answer.headers["x-amzn-ErrorType"] == "AccessDeniedException"


def test_a_url_without_a_statement_is_forbidden_although_its_auth_type_is_none(lab: Lab) -> None:
    function = Function(lab, ECHO)
    url = function.client.create_function_url_config(FunctionName=function.name, AuthType="NONE")[
        "FunctionUrl"
    ]
    refused = requests.get(url, timeout=30)
    assert (refused.status_code, refused.json()) == (403, FORBIDDEN)
    open_to_all(function)
    assert requests.get(url, timeout=30).status_code == 200
    # each of the two is needed
    function.client.remove_permission(FunctionName=function.name, StatementId="invoke")
    assert requests.get(url, timeout=30).status_code == 403


def test_the_statements_are_what_aws_makes_of_them(lab: Lab) -> None:
    function = Function(lab, ECHO)
    open_to_all(function)
    policy = json.loads(function.client.get_policy(FunctionName=function.name)["Policy"])
    assert [statement["Condition"] for statement in policy["Statement"]] == [
        {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}},
        {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}},
    ]


def test_a_statement_for_another_auth_type_does_not_count(lab: Lab) -> None:
    function = Function(lab, ECHO)
    url = function.client.create_function_url_config(FunctionName=function.name, AuthType="NONE")[
        "FunctionUrl"
    ]
    to_all = {"FunctionName": function.name, "Principal": "*"}
    function.client.add_permission(
        StatementId="url", Action="lambda:InvokeFunctionUrl", FunctionUrlAuthType="AWS_IAM", **to_all
    )
    function.client.add_permission(StatementId="invoke", Action="lambda:InvokeFunction", **to_all)
    assert requests.get(url, timeout=30).status_code == 403


def signed(url: str, key: str, secret: str = "test", service: str = "lambda") -> requests.Response:
    """A GET, signed by botocore."""
    request = AWSRequest("GET", url)
    SigV4Auth(Credentials(key, secret), service, "us-east-1").add_auth(request)
    return requests.get(url, headers=dict(request.headers), timeout=30)


def test_aws_iam_wants_a_signature_and_a_policy(lab: Lab) -> None:
    function = Function(lab, ECHO)
    config = function.client.create_function_url_config(FunctionName=function.name, AuthType="AWS_IAM")
    url = config["FunctionUrl"]
    unsigned = requests.get(url, timeout=30)
    assert (unsigned.status_code, unsigned.json()) == (403, FORBIDDEN)
    owner = signed(url, "test")
    assert owner.status_code == 200
    assert owner.json()["requestContext"]["authorizer"]["iam"]["userArn"] == "arn:aws:iam::000000000000:root"
    wrong = signed(url, "test", service="s3")
    assert (wrong.status_code, "correct service: 'lambda'" in wrong.json()["Message"]) == (403, True)
    unknown = signed(url, "AKIAIOSFODNN7EXAMPLE")
    assert unknown.json()["Message"].startswith("The security token included in the request is invalid.")
    iam = lab.client("iam")
    name = f"caller-of-{function.name}"
    user = iam.create_user(UserName=name)["User"]
    key = iam.create_access_key(UserName=name)["AccessKey"]
    assert signed(url, key["AccessKeyId"], key["SecretAccessKey"]).status_code == 403
    statement = {
        "Effect": "Allow",
        "Action": ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"],
        "Resource": config["FunctionArn"],
        "Condition": {"StringEqualsIfExists": {"lambda:FunctionUrlAuthType": "AWS_IAM"}},
    }
    iam.put_user_policy(
        UserName=name,
        PolicyName="call",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )
    passed = signed(url, key["AccessKeyId"], key["SecretAccessKey"])
    assert passed.status_code == 200
    assert passed.json()["requestContext"]["authorizer"]["iam"] == {
        "accessKey": key["AccessKeyId"],
        "accountId": "000000000000",
        "callerId": user["UserId"],
        "cognitoIdentity": None,
        "principalOrgId": None,
        "userArn": user["Arn"],
        "userId": user["UserId"],
    }


def test_an_alias_has_a_url_and_a_policy_of_its_own(lab: Lab) -> None:
    function = Function(lab, "def lambda_handler(event, context): return context.invoked_function_arn")
    client = function.client
    version = client.publish_version(FunctionName=function.name)["Version"]
    client.create_alias(FunctionName=function.name, Name="live", FunctionVersion=version)
    url = client.create_function_url_config(FunctionName=function.name, Qualifier="live", AuthType="NONE")[
        "FunctionUrl"
    ]
    open_to_all(function)  # of the function, not of the alias
    assert requests.get(url, timeout=30).status_code == 403
    open_to_all(function, Qualifier="live")
    assert requests.get(url, timeout=30).text.endswith(f":function:{function.name}:live")


def test_create_get_update_list_delete(lab: Lab) -> None:
    function = Function(lab, ECHO)
    client, name = function.client, function.name
    made = client.create_function_url_config(FunctionName=name, AuthType="AWS_IAM")
    assert made["FunctionUrl"].startswith(f"{lab.endpoint}/_aws/lambda-url/")
    assert made["FunctionArn"].endswith(f":function:{name}")
    assert (made["AuthType"], made["InvokeMode"]) == ("AWS_IAM", "BUFFERED")
    changed = client.update_function_url_config(
        FunctionName=name, AuthType="NONE", Cors={"AllowOrigins": ["https://a.example"]}
    )
    assert (changed["FunctionUrl"], changed["AuthType"]) == (made["FunctionUrl"], "NONE")
    found = client.get_function_url_config(FunctionName=name)
    assert found["Cors"] == {"AllowOrigins": ["https://a.example"]}
    (listed,) = client.list_function_url_configs(FunctionName=name)["FunctionUrlConfigs"]
    assert listed["FunctionUrl"] == made["FunctionUrl"]
    with pytest.raises(ClientError, match="FunctionUrlConfig exists for this Lambda function"):
        client.create_function_url_config(FunctionName=name, AuthType="NONE")
    client.delete_function_url_config(FunctionName=name)
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_function_url_config(FunctionName=name)
    assert requests.get(made["FunctionUrl"], timeout=30).status_code == 403


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"AuthType": "SOME"}, r"Member must satisfy enum value set: \[NONE, AWS_IAM\]"),
        ({"AuthType": "NONE", "InvokeMode": "RESPONSE_STREAM"}, "Nuage does not stream"),
        ({"AuthType": "NONE", "Qualifier": "1"}, "failed to satisfy constraint"),
    ],
)
def test_what_cannot_be_is_refused(lab: Lab, options: dict[str, str], text: str) -> None:
    function = Function(lab, ECHO)
    with pytest.raises(ClientError, match=text):
        function.client.create_function_url_config(FunctionName=function.name, **options)


def test_cors_lets_pages_of_other_sites_in_that_are_named(lab: Lab) -> None:
    function = Function(lab, "def lambda_handler(event, context): return 'called'")
    url = function.client.create_function_url_config(
        FunctionName=function.name,
        AuthType="NONE",
        Cors={
            "AllowOrigins": ["https://a.example"],
            "AllowMethods": ["GET"],
            "AllowHeaders": ["x-a"],
            "MaxAge": 60,
        },
    )["FunctionUrl"]
    open_to_all(function)
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    before = requests.options(url, headers=asked, timeout=30)
    assert (before.status_code, before.text) == (200, "")
    assert before.headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert before.headers["Access-Control-Allow-Methods"] == "GET"
    assert before.headers["Access-Control-Allow-Headers"] == "x-a"
    assert before.headers["Access-Control-Max-Age"] == "60"
    called = requests.get(url, headers={"Origin": "https://a.example"}, timeout=30)
    assert (called.text, called.headers["Access-Control-Allow-Origin"]) == ("called", "https://a.example")
    other = requests.get(url, headers={"Origin": "https://b.example"}, timeout=30)
    assert (other.status_code, "Access-Control-Allow-Origin" in other.headers) == (200, False)


def test_without_cors_a_function_sees_preflights_itself(echo: str) -> None:
    answer = requests.options(
        echo, headers={"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}, timeout=30
    )
    assert answer.json()["requestContext"]["http"]["method"] == "OPTIONS"


def test_a_url_of_a_busy_function_says_429(lab: Lab) -> None:
    function = Function(lab, ECHO)
    url = function.client.create_function_url_config(FunctionName=function.name, AuthType="NONE")[
        "FunctionUrl"
    ]
    open_to_all(function)
    function.client.put_function_concurrency(FunctionName=function.name, ReservedConcurrentExecutions=0)
    answer = requests.get(url, timeout=30)
    assert (answer.status_code, answer.json()["message"]) == (429, "Rate Exceeded.")
