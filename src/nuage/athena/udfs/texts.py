"""Text functions: normalisation, URLs, phonetics, formatting."""

from __future__ import annotations

import ipaddress
import json
import math
import re
import string
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import parse_qsl, quote_plus, unquote_plus, urlsplit

from nuage.athena.udfs.function import FunctionError, of
from nuage.athena.udfs.javaformat import java_format
from nuage.athena.values import java_double


def strpos(text: str, part: str, instance: int) -> int:
    """The position of the n-th occurrence, from the end if n is negative; 0 if there are not so many."""
    if not part:
        return 1
    found = [i + 1 for i in range(len(text)) if text.startswith(part, i)]
    index = instance - 1 if instance > 0 else instance
    return found[index] if -len(found) <= index < len(found) else 0


def levenshtein(first: str, second: str) -> int:
    """How many characters have to be changed, added or removed."""
    before = list(range(len(second) + 1))
    for row, char in enumerate(first, 1):
        now = [row]
        for column, other in enumerate(second, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (char != other)))
        before = now
    return before[-1]


def from_utf8(data: bytes, replacement: str) -> str:
    """Text of UTF-8 bytes; what is invalid is replaced."""
    if len(replacement) > 1:
        raise FunctionError("Replacement character string must empty or a single character")
    return data.decode("utf-8", errors="replace").replace("\ufffd", replacement)


def normalize(text: str, form: str) -> str:
    """A Unicode normal form."""
    if form.upper() not in ("NFC", "NFD", "NFKC", "NFKD"):
        raise FunctionError("Normalization form must be one of [NFD, NFC, NFKD, NFKC]")
    return unicodedata.normalize(form.upper(), text)  # type: ignore[arg-type]


def ipaddress_(text: str) -> str:
    """An address in its canonical form."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise FunctionError(f"Cannot cast value to IPADDRESS: {text}", "INVALID_CAST_ARGUMENT") from None


_CODES = {
    c: d
    for d, cs in {"1": "BFPV", "2": "CGJKQSXZ", "3": "DT", "4": "L", "5": "MN", "6": "R"}.items()
    for c in cs
}


def soundex(text: str) -> str:
    """American Soundex: a letter and three digits."""
    letters = [c for c in text.upper() if c.isalpha()]
    for char in letters:
        if char not in string.ascii_uppercase:
            raise FunctionError(f"The character is not mapped: {char} (index={ord(char) - 65})")
    if not letters:
        return ""
    out, last = letters[0], _CODES.get(letters[0], "")
    for char in letters[1:]:
        code = _CODES.get(char, "")
        if code and code != last:
            out += code
        if char not in "HW":
            last = code
    return (out + "000")[:4]


def luhn_check(text: str) -> bool:
    """Whether digits pass the Luhn check."""
    if not text:
        return False
    if not text.isdigit():
        raise FunctionError("Input contains non-digit character")
    total = sum(sum(divmod(int(c) * (1 + i % 2), 10)) for i, c in enumerate(reversed(text)))
    return total % 10 == 0


def format_number(value: float) -> str:
    """`1.23K`, `123M`: three digits and a unit."""
    if not math.isfinite(value):
        return java_double(value)
    units = (("Q", 1e15), ("T", 1e12), ("B", 1e9), ("M", 1e6), ("K", 1e3), ("", 0.0))
    unit, size = next(u for u in units if abs(value) >= u[1])
    scaled = Decimal(value) / Decimal(size or 1)
    places = 0 if abs(scaled) >= 100 else 1 if abs(scaled) >= 10 else 2
    shown = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{shown:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit


def human_readable_seconds(seconds: float) -> str:
    """`1 minute, 36 seconds`."""
    if seconds != seconds or seconds in (float("inf"), float("-inf")):
        raise FunctionError(f"Invalid argument found: {seconds}")
    rest = round(abs(seconds))
    parts = []
    for name, size in (("week", 604800), ("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {name}{'s' if count != 1 else ''}")
    return ", ".join(parts) or "0 seconds"


def url_part(url: str, part: str) -> str | None:
    """A part of a URL; NULL for no URL, '' for a part that is not there."""
    if any(c in url for c in ' <>"{}|\\^`'):
        return None
    try:
        split = urlsplit(url)
        host = split.netloc.rpartition("@")[2]
        values: dict[str, Any] = {
            "fragment": _unquoted(split.fragment),
            "host": host[: host.rfind(":")] if re.search(r":\d*$", host) else host,
            "path": _unquoted(split.path),
            "port": split.port,
            "protocol": url[: len(split.scheme)],
            "query": _unquoted(split.query),
            "raw query": split.query,
        }
    except ValueError:
        return None
    value = values[part]
    return None if value is None else str(value)


def _unquoted(text: str) -> str:
    return unquote_plus(text.replace("+", "%2B"))


def url_parameter(url: str, name: str) -> str | None:
    """The first value of a parameter in a URL's query."""
    query = url_part(url, "raw query")
    if query is None:
        return None
    return next((v for k, v in parse_qsl(query, keep_blank_values=True) if k == name), None)


def url_encode(text: str) -> str:
    """Form encoding; `.`, `-`, `*` and `_` stay, a space becomes `+`."""
    return quote_plus(text, safe="*").replace("~", "%7E")


def url_decode(text: str) -> str:
    """The text of a form-encoded one."""
    wrong = re.search(r"%(?![0-9A-Fa-f]{2})(.{0,2})", text, re.DOTALL)
    if wrong:
        raise FunctionError(f"URLDecoder: Illegal hex characters in escape (%) pattern: {wrong[1]}")
    return unquote_plus(text)


def format_(pattern: str, arguments: str, kinds: str) -> str:
    """Java's String.format over arguments that come as a JSON list, with the names of their types."""
    values = json.loads(arguments) if arguments else []
    return java_format(pattern, values, kinds.split(","))


FUNCTIONS = {
    "strpos": of(strpos, "VARCHAR", "VARCHAR", "BIGINT", "BIGINT"),
    "levenshtein": of(levenshtein, "VARCHAR", "VARCHAR", "BIGINT"),
    "from_utf8": of(from_utf8, "BLOB", "VARCHAR", "VARCHAR"),
    "ipaddress": of(ipaddress_, "VARCHAR", "VARCHAR"),
    "normalize": of(normalize, "VARCHAR", "VARCHAR", "VARCHAR"),
    "soundex": of(soundex, "VARCHAR", "VARCHAR"),
    "luhn_check": of(luhn_check, "VARCHAR", "BOOLEAN"),
    "format_number": of(format_number, "DOUBLE", "VARCHAR"),
    "human_readable_seconds": of(human_readable_seconds, "DOUBLE", "VARCHAR"),
    "url_decode": of(url_decode, "VARCHAR", "VARCHAR"),
    "url_encode": of(url_encode, "VARCHAR", "VARCHAR"),
    "url_part": of(url_part, "VARCHAR", "VARCHAR", "VARCHAR"),
    "url_parameter": of(url_parameter, "VARCHAR", "VARCHAR", "VARCHAR"),
    "format": of(format_, "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR"),
}
