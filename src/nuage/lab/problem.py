"""What goes wrong with a lab and can be mended by its user."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - not a fault of the program
    """The text says what is wrong and what to do next; the command line shows it and exits with 2."""
