"""The one SQL statement that a command is given: as text, as a file, or on the standard input."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from nuage.lab.problem import Problem

# what may hold a semicolon that ends no statement: texts, quoted names, comments
TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|--[^\n]*|/\*.*?\*/|;|.", re.DOTALL)

SEMICOLON = ";"


def read(argument: str, stdin: Callable[[], str]) -> str:
    """The statement.

    :param argument: SQL, the name of a file, or `-` for the standard input
    :raises Problem: when there is no such file, or not exactly one statement
    """
    if argument == "-":
        return only(stdin(), "the standard input")
    if is_file_name(argument):
        return only(read_file(Path(argument)), argument)
    return only(argument, "the argument")


def is_file_name(argument: str) -> bool:
    """No SQL statement but `COMMIT` and the like is a single word, and none ends in `.sql`."""
    text = argument.strip()
    return bool(text) and (text.lower().endswith(".sql") or not re.search(r"\s", text))


def read_file(path: Path) -> str:
    """The text of a file.

    :raises Problem: when it cannot be read
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Problem(
            f"There is no query file {path} ({error.strerror}). SQL itself goes into quotation marks: "
            'nuage query "SELECT 1".'
        ) from error
    except UnicodeDecodeError as error:
        raise Problem(f"{path} is not text in UTF-8: save it as UTF-8.") from error


def only(text: str, source: str) -> str:
    """The text, when it is exactly one statement; as on AWS, a semicolon may end it.

    :raises Problem: for none or several
    """
    count = len(split(text))
    if count == 0:
        raise Problem(f"There is no SQL statement in {source}.")
    if count > 1:
        raise Problem(
            f"There are {count} SQL statements in {source}, and Athena runs one at a time: keep one, or put "
            "each into a file of its own."
        )
    return text.strip()


def split(text: str) -> list[str]:
    """The statements between semicolons; what is only comment and space is none."""
    statements, current, code = [], "", False
    for match in TOKEN.finditer(text):
        if (token := match[0]) == SEMICOLON:
            statements += [current] if code else []
            current, code = "", False
        else:
            current += token
            code = code or not (token.isspace() or token.startswith(("--", "/*")))
    return statements + ([current] if code else [])


def query_file(name: str) -> Path:
    """A query of `queries/athena`: in an installed wheel, or else in the checkout.

    :raises Problem: when it is in neither
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_queries", here.parents[2] / "queries" / "athena"):
        if (folder / name).is_file():
            return folder / name
    raise Problem(f"The query {name} is not installed: install Nuage again.")
