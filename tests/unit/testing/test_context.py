"""`lab`: what it patches, what it puts back, and what it decorates. The lab itself is a fake here."""

from __future__ import annotations

import asyncio
import os
import unittest
from collections.abc import AsyncIterator, Iterator
from typing import Any

import boto3
import pytest

from nuage.testing import OptionsError, lab, running
from nuage.testing.handle import Nuage
from nuage.testing.options import Options

ENDPOINT = "http://127.0.0.1:9"


class Fake:
    """A lab that counts how often it is emptied."""

    def __init__(self) -> None:
        self.endpoint = ENDPOINT
        self.resets = 0

    def reset(self) -> None:
        self.resets += 1

    def stop(self) -> None:
        """Nothing runs."""


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    found = Fake()
    monkeypatch.setattr(running, "obtain", lambda options: Nuage(found, options.region))
    monkeypatch.setenv("AWS_PROFILE", "mine")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:8")
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", "/token")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    return found


def inside() -> bool:
    return os.environ.get("AWS_ENDPOINT_URL") == ENDPOINT


def test_the_environment_leads_there_and_is_put_back() -> None:
    before = dict(os.environ)
    with lab(region="eu-west-3") as nuage:
        assert nuage.endpoint == ENDPOINT
        assert inside()
        assert (os.environ["AWS_REGION"], os.environ["AWS_ACCESS_KEY_ID"]) == ("eu-west-3", "test")
        assert os.environ["AWS_SHARED_CREDENTIALS_FILE"] == os.environ["AWS_CONFIG_FILE"] == os.devnull
        gone = {"AWS_PROFILE", "AWS_ENDPOINT_URL_S3", "AWS_WEB_IDENTITY_TOKEN_FILE"}
        assert gone & os.environ.keys() == set()
    assert dict(os.environ) == before


def test_it_is_put_back_after_an_error() -> None:
    before = dict(os.environ)
    with pytest.raises(ZeroDivisionError), lab():
        _ = 1 / 0
    assert dict(os.environ) == before


def test_boto3_forgets_its_default_session_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = object()
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", mine)
    with lab():
        assert boto3.DEFAULT_SESSION is None
    assert boto3.DEFAULT_SESSION is mine


def test_it_begins_empty_unless_it_is_inside_another(fake: Fake) -> None:
    with lab():
        assert fake.resets == 1
        with lab():
            assert fake.resets == 1
        assert inside()
    with lab(reset=False):
        assert fake.resets == 1
    with lab():
        assert fake.resets == 2


def test_functions_generators_and_coroutines() -> None:
    @lab
    def plain(word: str) -> tuple[str, bool]:
        """Docs."""
        return word, inside()

    @lab()
    async def later() -> bool:
        await asyncio.sleep(0)
        return inside()

    @lab()
    def several() -> Iterator[bool]:
        yield inside()
        yield inside()

    @lab()
    async def streamed() -> AsyncIterator[bool]:
        yield inside()

    async def collected() -> list[bool]:
        return [value async for value in streamed()]

    assert plain("a") == ("a", True)
    assert (plain.__name__, plain.__doc__) == ("plain", "Docs.")
    assert asyncio.run(later()) is True
    assert list(several()) == [True, True]
    assert asyncio.run(collected()) == [True]
    assert not inside()


def test_a_test_case_is_inside_from_set_up_to_clean_up() -> None:
    seen: list[tuple[str, bool]] = []

    @lab()
    class Case(unittest.IsolatedAsyncioTestCase):
        def setUp(self) -> None:
            seen.append(("setUp", inside()))
            self.addCleanup(lambda: seen.append(("cleanup", inside())))

        async def test_it(self) -> None:
            seen.append(("test", inside()))

    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(Case).run(result)
    assert (result.testsRun, result.wasSuccessful()) == (1, True)
    assert seen == [("setUp", True), ("test", True), ("cleanup", True)]


def test_the_tests_of_another_class_are_inside_and_nothing_else() -> None:
    @lab
    class Tests:
        def test_it(self) -> bool:
            return inside()

        @staticmethod
        def test_static() -> bool:
            return inside()

        def helper(self) -> bool:
            return inside()

    assert Tests().test_it()
    assert Tests.test_static()
    assert not Tests().helper()


def test_what_cannot_be_decorated_is_told() -> None:
    with pytest.raises(TypeError, match="found no method of Empty that begins with test"):

        @lab
        class Empty:
            """No tests."""

    decorate: Any = lab
    with pytest.raises(TypeError, match="decorates functions and classes, not 3"):
        decorate(3)


def test_a_bad_option_is_told_at_once() -> None:
    with pytest.raises(OptionsError, match="nuage=nowhere is not allowed: expected in-process, process"):
        lab(where="nowhere")
    with pytest.raises(OptionsError, match="nuage_speed=0 is not allowed"):
        lab(speed=0)
    assert Options("http://127.0.0.1:4566").is_address
