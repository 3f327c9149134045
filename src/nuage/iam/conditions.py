"""Condition operators.

Sources: AWS IAM User Guide, "IAM JSON policy elements: Condition operators" and "Conditions with
multiple context keys or values".
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from nuage.iam.match import Context, MissingVariableError, arn_pattern, pattern

Test = Callable[[str, str, Context, bool], bool]
"""(value in the request, value in the policy, request, whether the policy has variables)"""


def _string(actual: str, wanted: str, context: Context, variables: bool) -> bool:
    return pattern(wanted, variables, wildcards=False).matches(actual, context)


def _string_ignoring_case(actual: str, wanted: str, context: Context, variables: bool) -> bool:
    lowered = {key: value.lower() if isinstance(value, str) else value for key, value in context.items()}
    return pattern(wanted.lower(), variables, wildcards=False).matches(actual.lower(), lowered)


def _string_like(actual: str, wanted: str, context: Context, variables: bool) -> bool:
    return pattern(wanted, variables).matches(actual, context)


def _arn_like(actual: str, wanted: str, context: Context, variables: bool) -> bool:
    return arn_pattern(wanted, variables).matches(actual, context)


def _number(compare: Callable[[Decimal, Decimal], bool]) -> Test:
    def test(actual: str, wanted: str, _context: Context, _variables: bool) -> bool:
        try:
            return compare(Decimal(actual), Decimal(wanted))
        except InvalidOperation:
            return False

    return test


def moment(text: str) -> datetime:
    """An ISO 8601 date, or an epoch time in seconds.

    :raises ValueError: when it is neither
    """
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError):
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


def _date(compare: Callable[[datetime, datetime], bool]) -> Test:
    def test(actual: str, wanted: str, _context: Context, _variables: bool) -> bool:
        try:
            return compare(moment(actual), moment(wanted))
        except ValueError:
            return False

    return test


def _bool(actual: str, wanted: str, _context: Context, _variables: bool) -> bool:
    return actual.lower() == wanted.lower()


def _binary(actual: str, wanted: str, _context: Context, _variables: bool) -> bool:
    try:
        return base64.b64decode(actual, validate=True) == base64.b64decode(wanted, validate=True)
    except binascii.Error:
        return False


def _ip_address(actual: str, wanted: str, _context: Context, _variables: bool) -> bool:
    try:
        return ipaddress.ip_address(actual) in ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        return False


TESTS: dict[str, Test] = {
    "StringEquals": _string,
    "StringEqualsIgnoreCase": _string_ignoring_case,
    "StringLike": _string_like,
    "NumericEquals": _number(lambda actual, wanted: actual == wanted),
    "NumericLessThan": _number(lambda actual, wanted: actual < wanted),
    "NumericLessThanEquals": _number(lambda actual, wanted: actual <= wanted),
    "NumericGreaterThan": _number(lambda actual, wanted: actual > wanted),
    "NumericGreaterThanEquals": _number(lambda actual, wanted: actual >= wanted),
    "DateEquals": _date(lambda actual, wanted: actual == wanted),
    "DateLessThan": _date(lambda actual, wanted: actual < wanted),
    "DateLessThanEquals": _date(lambda actual, wanted: actual <= wanted),
    "DateGreaterThan": _date(lambda actual, wanted: actual > wanted),
    "DateGreaterThanEquals": _date(lambda actual, wanted: actual >= wanted),
    "Bool": _bool,
    "BinaryEquals": _binary,
    "IpAddress": _ip_address,
    "ArnEquals": _arn_like,  # AWS: "ArnEquals and ArnLike behave identically"
    "ArnLike": _arn_like,
}
NEGATED: dict[str, str] = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}
# operators are written in any case; these are their names as AWS spells them
_NAMES = {name.lower(): name for name in (*TESTS, *NEGATED, "Null")}


@dataclass(frozen=True)
class Operator:
    """A condition operator, such as `ForAllValues:StringNotLikeIfExists`, taken apart."""

    name: str  # an entry of TESTS, or Null
    negated: bool = False
    if_exists: bool = False
    every: bool = False  # ForAllValues
    some: bool = False  # ForAnyValue


def operator(text: str) -> Operator:
    """Read the name of an operator.

    :raises ValueError: when there is no such operator
    """
    prefix, _, rest = text.lower().rpartition(":")
    if_exists = rest.endswith("ifexists")
    name = _NAMES.get(rest.removesuffix("ifexists") if if_exists else rest)
    if name is None or prefix not in ("", "forallvalues", "foranyvalue") or (name == "Null" and if_exists):
        raise ValueError(text)
    return Operator(
        name=NEGATED.get(name, name),
        negated=name in NEGATED,
        if_exists=if_exists,
        every=prefix == "forallvalues",
        some=prefix == "foranyvalue",
    )


@dataclass(frozen=True)
class Condition:
    """One key under one operator: `{"StringLike": {"s3:prefix": ["a/*", "b/*"]}}`."""

    operator: Operator
    key: str  # in lower case: keys are compared without regard to case
    values: tuple[str, ...]

    def holds(self, context: Context, variables: bool) -> bool:
        """Whether the request meets the condition.

        :param variables: whether `${…}` in a value is a policy variable
        """
        found = context.get(self.key)
        actual: Sequence[str] = () if found is None else (found,) if isinstance(found, str) else found
        how = self.operator
        if how.name == "Null":
            return any((value.lower() == "true") == (not actual) for value in self.values)
        if not actual:
            return how.if_exists or how.every or (how.negated and not how.some)
        met = [self._matches_one(value, context, variables) != how.negated for value in actual]
        # without a set operator a key has one value; should it have many, a negation holds for all of them
        return all(met) if how.every or (how.negated and not how.some) else any(met)

    def _matches_one(self, actual: str, context: Context, variables: bool) -> bool:
        test = TESTS[self.operator.name]
        for wanted in self.values:
            try:
                if test(actual, wanted, context, variables):
                    return True
            except MissingVariableError:
                continue  # AWS: a value with an unknown variable matches nothing
        return False
