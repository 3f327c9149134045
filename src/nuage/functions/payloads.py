"""What may be sent to a function, and how AWS refuses the rest.

https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
"""

from __future__ import annotations

import base64
import binascii
import json
import re

from nuage.functions.faults import MAX_EVENT_PAYLOAD, MAX_SYNC_PAYLOAD

VALUE = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"


class PayloadTooLargeError(ValueError):
    """More bytes than the invocation type takes."""


class PayloadNotJsonError(ValueError):
    """Not one JSON value."""


class ClientContextError(ValueError):
    """Not an object in JSON in base64."""


def check_size(payload: bytes, invocation_type: str) -> None:
    """Refuse what is too large.

    :raises PayloadTooLargeError: with AWS's text
    """
    limit = MAX_EVENT_PAYLOAD if invocation_type == "Event" else MAX_SYNC_PAYLOAD
    if len(payload) > limit:
        raise PayloadTooLargeError(
            f"{len(payload)} byte payload is too large for the {invocation_type} invocation type"
            f" (limit {limit} bytes)"
        )


def check_json(payload: bytes) -> None:
    """Refuse what is not JSON.

    :raises PayloadNotJsonError: with AWS's text, as far as its parser's words can be told
    """
    try:
        text = payload.decode()
        json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise PayloadNotJsonError(
            _complaint(f"Invalid UTF-8 start byte 0x{payload[error.start]:x}")
        ) from None
    except json.JSONDecodeError as error:
        source = f'\n at [Source: (byte[])"{text}"; line: {error.lineno}, column: {error.colno}]'
        raise PayloadNotJsonError(_complaint(_reason(text, error) + source)) from None
    except (ValueError, RecursionError) as error:
        raise PayloadNotJsonError(_complaint(str(error))) from None


def client_context_json(encoded: str | None) -> str | None:
    """The JSON in a client context.

    :raises ClientContextError: with AWS's text
    """
    if not encoded:
        return None
    try:
        text = base64.b64decode(encoded, validate=True).decode()
        if isinstance(json.loads(text), dict):
            return json.dumps(json.loads(text))  # on one line: it travels in a header
    except (binascii.Error, ValueError):
        pass
    raise ClientContextError("Client context must be a valid Base64-encoded JSON object.")


def _no_constant(name: str) -> None:
    raise ValueError(f"Unrecognized token '{name}': was expecting {VALUE}")


def _complaint(reason: str) -> str:
    return f"Could not parse request body into json: Could not parse payload into json: {reason}"


def _reason(text: str, error: json.JSONDecodeError) -> str:
    if error.pos >= len(text):
        return "Unexpected end-of-input"
    if word := re.match(r"\w+", text[error.pos :]):
        return f"Unrecognized token '{word[0]}': was expecting {VALUE}"
    character = text[error.pos]
    expected = f"expected a valid value {VALUE}" if error.msg == "Expecting value" else error.msg
    return f"Unexpected character ('{character}' (code {ord(character)})): {expected}"
