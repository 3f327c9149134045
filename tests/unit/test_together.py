from __future__ import annotations

import pytest

from tests.together import together


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/unit/test_clock.py::test_it[compose]", "tests/unit/test_clock.py"),
        ("tests/containers/test_stack.py::test_it", "containers"),
        ("tests/containers/test_image.py::test_it[lab]", "containers"),
        ("tests/scenarios/test_sts.py::TestIt::test_it[compose-1]", "compose"),
        ("tests/scenarios/test_sts.py::test_it[process]", "process"),
        ("tests/scenarios/test_sts.py::test_it[in-process-1]", "tests/scenarios/test_sts.py"),
        ("tests/scenarios/test_sts.py::test_it", "tests/scenarios/test_sts.py"),
    ],
)
def test_what_shares_a_lab_is_together(nodeid: str, group: str) -> None:
    assert together(nodeid) == group
