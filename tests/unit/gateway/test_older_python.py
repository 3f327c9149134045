from __future__ import annotations

import subprocess
import sys
import uuid

from hypothesis import given
from hypothesis import strategies as st

from nuage.gateway.older_python import uuid5

SCRIPT = """
import threading
from nuage.gateway import older_python
lock = threading.Lock
older_python.make_up_for("kms")
import localstack.packages.api
assert threading.Lock is lock
from localstack.services.kms import models
print(models.uuid.uuid5(models.uuid.NAMESPACE_DNS, b"python.org"))
"""


@given(st.text())
def test_of_text_and_of_its_bytes_it_is_pythons(name: str) -> None:
    name = name.encode("utf-8", "ignore").decode()
    assert uuid5(uuid.NAMESPACE_DNS, name) == uuid.uuid5(uuid.NAMESPACE_DNS, name)
    assert uuid5(uuid.NAMESPACE_DNS, name.encode()) == uuid5(uuid.NAMESPACE_DNS, name)


def test_what_localstack_could_not_import_can_be_and_python_stays_as_it_was() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout == f"{uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org')}\n"
