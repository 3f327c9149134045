"""State of ours beside the host's stores."""

from __future__ import annotations

from nuage.state import containers
from nuage.state.containers import Dictionaries


def test_dictionaries_are_emptied_in_place() -> None:
    notes = {"a": 1}
    Dictionaries("sts", "notes", notes=notes).reset()
    assert notes == {}


def test_what_is_saved_does_not_change_with_the_original() -> None:
    notes = {"a": 1}
    saved = Dictionaries("sts", "notes", notes=notes).save()
    notes["b"] = 2
    assert saved == {"notes": {"a": 1}}


def test_loading_keeps_the_dictionary_that_others_hold() -> None:
    notes: dict[str, int] = {}
    Dictionaries("sts", "notes", notes=notes).load({"notes": {"a": 1}, "of another version": {"b": 2}})
    assert notes == {"a": 1}


def test_a_container_is_added_once() -> None:
    kept = Dictionaries("a-service-of-this-test", "notes")
    containers.add(kept)
    containers.add(Dictionaries("a-service-of-this-test", "notes"))
    assert containers.of("a-service-of-this-test") == [kept]
    assert containers.of("another") == []
