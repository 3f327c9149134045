"""The errors of the Data Catalog, with AWS's codes and texts."""

from __future__ import annotations


class GlueError(Exception):
    """A refusal: the code of the error and its text."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


def not_found(what: str, name: str) -> GlueError:
    """EntityNotFoundException, as for `Database x not found.`"""
    return GlueError("EntityNotFoundException", f"{what} {name} not found.")


def already_exists(what: str) -> GlueError:
    """AlreadyExistsException, as for `Table already exists.`"""
    return GlueError("AlreadyExistsException", f"{what} already exists.")


def invalid(message: str) -> GlueError:
    """InvalidInputException."""
    return GlueError("InvalidInputException", message)


def as_detail(error: GlueError) -> dict[str, str]:
    """The ErrorDetail of an item in the answer of a batch operation."""
    return {"ErrorCode": error.code, "ErrorMessage": error.message}
