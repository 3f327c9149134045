"""Our way of reading and writing JSON gives what LocalStack's gives, for any message of any operation."""

from __future__ import annotations

import base64
import datetime
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from localstack.aws.protocol.parser import JSONRequestParser, ProtocolParserError
from localstack.aws.protocol.serializer import JSONResponseSerializer
from localstack.aws.spec import load_service
from localstack.http import Request

from nuage.gateway.json_protocol import JsonParser, JsonSerializer

SERVICES = ("athena", "dynamodb", "dynamodbstreams", "events", "glue", "logs")
OPERATIONS = [
    (service, operation) for service in SERVICES for operation in load_service(service).operation_names
]
ITEM = {
    "name": {"S": "É\U0001f600"},
    "n": {"N": "1.5"},
    "raw": {"B": base64.b64encode(b"\x00\xff").decode()},
    "all": {"BS": ["AA==", "/w=="]},
    "deep": {"M": {"list": {"L": [{"NULL": True}, {"BOOL": False}, {"B": "AA=="}]}}},
}


def request(operation: str, body: bytes) -> Request:
    headers = {"X-Amz-Target": f"Prefix.{operation}", "Content-Type": "application/x-amz-json-1.0"}
    return Request("POST", "/", headers=headers, body=body)


def moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def messages(shape: Any, wire: bool, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values of a shape.

    :param wire: as JSON has them, with members that the shape does not have; or else as a service gives them
    """
    if shape is None:
        return st.just({})
    match shape.type_name:
        case "structure":
            if depth > 3:
                return st.just({})
            inner = {
                member.serialization.get("name", name) if wire else name: st.none()
                | messages(member, wire, depth + 1)
                for name, member in shape.members.items()
            }
            chosen = st.sets(st.sampled_from(sorted(inner)), max_size=5) if inner else st.just(set())
            known = chosen.flatmap(lambda names: st.fixed_dictionaries({name: inner[name] for name in names}))
            return known | known.map(lambda value: {**value, "NoSuchMember": 1}) if wire else known
        case "list":
            return st.lists(messages(shape.member, wire, depth + 1) | st.none(), max_size=2)
        case "map":
            return st.dictionaries(
                st.text(max_size=3), messages(shape.value, wire, depth + 1) | st.none(), max_size=2
            )
        case "blob":
            raw = st.binary(max_size=4)
            return raw.map(lambda value: base64.b64encode(value).decode()) if wire else raw
        case "timestamp":
            seconds = st.integers(0, 4_000_000_000)
            return seconds if wire else seconds.map(moment)
        case "boolean":
            return st.booleans()
        case "integer" | "long":
            return st.integers(-(2**31), 2**31) | (st.just("12") if wire else st.nothing())
        case "float" | "double":
            return st.floats(-1e6, 1e6)
    return st.text(max_size=5)


@given(data=st.data(), chosen=st.sampled_from(OPERATIONS))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_reads_what_localstack_reads(data: st.DataObject, chosen: tuple[str, str]) -> None:
    service, operation = chosen
    model = load_service(service)
    shape = model.operation_model(operation).input_shape
    body = json.dumps(data.draw(messages(shape, wire=True))).encode()
    ours = JsonParser(model).parse(request(operation, body))
    hosts = JSONRequestParser(model).parse(request(operation, body))
    assert ours[0].name == hosts[0].name == operation
    assert ours[1] == hosts[1]


# items of DynamoDB go out as they were stored: the test below has those
WRITTEN = [
    (service, name)
    for service, name in OPERATIONS
    if not service.startswith("dynamodb")
    and not load_service(service).operation_model(name).has_event_stream_output
]


@given(data=st.data(), chosen=st.sampled_from(WRITTEN))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_writes_what_localstack_writes(data: st.DataObject, chosen: tuple[str, str]) -> None:
    service, name = chosen
    operation = load_service(service).operation_model(name)
    answer = data.draw(messages(operation.output_shape, wire=False))
    ours = JsonSerializer(service).serialize_to_response(answer, operation, {}, "id")
    hosts = JSONResponseSerializer().serialize_to_response(answer, operation, {}, "id")
    assert json.loads(ours.data) == json.loads(hosts.data)
    assert dict(ours.headers) == {**hosts.headers, "Content-Length": ours.headers["Content-Length"]}
    assert ours.status == hosts.status


def test_an_item_of_dynamodb_comes_and_goes_as_it_is() -> None:
    model = load_service("dynamodb")
    sent = json.dumps({"TableName": "games", "Item": ITEM}).encode()
    operation, read = JsonParser(model).parse(request("PutItem", sent))
    assert read["Item"]["raw"] == {"B": b"\x00\xff"}
    assert read["Item"]["deep"]["M"]["list"]["L"][2] == {"B": b"\x00"}
    answer = model.operation_model("GetItem")
    written = JsonSerializer("dynamodb").serialize_to_response({"Item": read["Item"]}, answer, {}, "id")
    assert operation.name == "PutItem"
    assert json.loads(written.data) == {"Item": ITEM}
    assert written.headers["Content-Type"] == "application/x-amz-json-1.0"


@pytest.mark.parametrize(
    ("operation", "body", "said"),
    [
        ("PutItem", b"{", "HTTP body could not be parsed as JSON."),
        ("Scan", b'{"Limit": "many"}', "Invalid type when parsing PositiveIntegerObject: 'many' "),
        ("PutItem", b'{"Item": []}', "Invalid type when parsing PutItemInputAttributeMap: '[]' cannot be "),
        (
            "PutItem",
            b'{"Item": {"a": {"B": 1}}}',
            "Invalid type when parsing BinaryAttributeValue: '1' ",
        ),
    ],
)
def test_what_is_wrong_with_a_message_localstack_says(operation: str, body: bytes, said: str) -> None:
    with pytest.raises(ProtocolParserError) as raised:
        JsonParser(load_service("dynamodb")).parse(request(operation, body))
    assert str(raised.value).startswith(said)


def test_cbor_is_left_to_localstack() -> None:
    operation = load_service("kinesis").operation_model("ListStreams")
    answer = {"StreamNames": ["clicks"], "HasMoreStreams": False}
    headers = {"Accept": "application/cbor"}
    ours = JsonSerializer("kinesis").serialize_to_response(answer, operation, headers, "id")
    hosts = JSONResponseSerializer().serialize_to_response(answer, operation, headers, "id")
    assert (ours.data, ours.content_type) == (hosts.data, hosts.content_type)
