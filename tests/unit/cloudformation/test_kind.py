"""From CloudFormation's requests to calls: what is made, changed, replaced and unmade, and when."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from nuage.cloudformation.kind import Kind, Properties


class Thing(Kind):
    """Writes down what is asked of it."""

    TYPE = "AWS::Test::Thing"
    IDENTIFIER = "Name"
    FIXED = ("Name", "Place")

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def make(self, _clients: Any, wanted: Properties) -> Properties:
        self.calls.append(("make", wanted["Name"]))
        return {"Arn": f"arn:{wanted['Name']}"}

    def change(self, _clients: Any, found: Properties, wanted: Properties) -> None:
        assert found["Name"] == wanted["Name"]
        self.calls.append(("change", wanted["Name"]))

    def unmake(self, _clients: Any, found: Properties) -> None:
        self.calls.append(("unmake", found["Name"]))


def request(desired: Properties, previous: Properties | None = None) -> Any:
    return SimpleNamespace(
        desired_state=desired,
        previous_state=previous,
        aws_client_factory=None,
        stack_name="stack",
        logical_resource_id="Logical",
    )


def test_the_schema_says_what_ref_gives() -> None:
    assert Thing.SCHEMA["primaryIdentifier"] == ["/properties/Name"]
    assert Thing.SCHEMA["createOnlyProperties"] == []


def test_made_and_unmade() -> None:
    thing = Thing()
    made = thing.create(request({"Name": "a"})).resource_model
    assert made == {"Name": "a", "Arn": "arn:a"}
    thing.delete(request(made))
    assert thing.calls == [("make", "a"), ("unmake", "a")]


def test_a_name_is_made_up_where_there_is_none() -> None:
    name = Thing().create(request({})).resource_model["Name"]
    assert name.startswith("stack-Logical-")


def test_changed_in_place() -> None:
    thing = Thing()
    # a made-up name is not in the template
    model = thing.update(request({"Size": 2}, {"Name": "made-up", "Size": 1})).resource_model
    assert model == {"Name": "made-up", "Size": 2}
    assert thing.calls == [("change", "made-up")]


def test_replaced_when_what_is_fixed_changes_and_the_new_one_comes_first() -> None:
    thing = Thing()
    model = thing.update(request({"Name": "b"}, {"Name": "a", "Arn": "arn:a"})).resource_model
    assert model == {"Name": "b", "Arn": "arn:b"}
    assert thing.calls == [("make", "b"), ("unmake", "a")]
