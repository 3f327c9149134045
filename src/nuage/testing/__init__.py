"""For other people's test suites: a lab for as long as a test runs.

With pytest, the fixtures of `nuage.testing.plugin` are there without an import. Without, `lab` is a
context manager and a decorator. docs/testing.md shows both.
"""

from nuage.testing.context import lab
from nuage.testing.handle import Nuage
from nuage.testing.options import OptionsError
from nuage.testing.running import StartError

__all__ = ["Nuage", "OptionsError", "StartError", "lab"]
