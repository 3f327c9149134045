"""From the text of an expression to its tree, by recursive descent.

condition   := conjunction { OR conjunction }
conjunction := negation { AND negation }
negation    := NOT negation | comparison
comparison  := operand [ (= | <> | < | <= | > | >=) operand | BETWEEN operand AND operand
               | IN ( operand {, operand} ) ] | ( condition )
operand     := path | :value | function ( operand {, operand} ) | ( operand )
path        := name { . name | [ number ] }

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TypeVar

from nuage.dynamodb import errors
from nuage.dynamodb.expressions.syntax import (
    CONDITIONS,
    Arithmetic,
    Between,
    Both,
    Call,
    Change,
    Compare,
    Either,
    In,
    Node,
    Not,
    Part,
    Path,
    Placeholder,
)
from nuage.dynamodb.expressions.tokens import Token, misplaced, tokenize

MAX_SIZE = 4096  # bytes of an expression
MAX_OPERATORS = 300
MAX_POSITION = 2**31 - 1  # of a list
COMPARATORS = frozenset({"=", "<>", "<", "<=", ">", ">="})
_KEYWORDS = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN"})
_ACTIONS = ("SET", "REMOVE", "ADD", "DELETE")
T = TypeVar("T")


@lru_cache(maxsize=1024)
def parse_condition(text: str, parameter: str) -> Node:
    """The tree of a condition, filter or key condition.

    :param parameter: the name of the request's parameter, which errors begin with
    :raises DynamoDBError: ValidationException
    """
    parser = _Parser(text, parameter)
    node = parser.condition()
    if not isinstance(node, (*CONDITIONS, Call)):
        raise parser.misplaced()
    parser.finish()
    return node


@lru_cache(maxsize=1024)
def parse_projection(text: str, parameter: str) -> tuple[Path, ...]:
    """The paths of a projection.

    :raises DynamoDBError: ValidationException
    """
    parser = _Parser(text, parameter)
    paths = parser.several(parser.path)
    parser.finish()
    return paths


@lru_cache(maxsize=1024)
def parse_update(text: str, parameter: str) -> tuple[Change, ...]:
    """The changes of an update.

    :raises DynamoDBError: ValidationException
    """
    parser = _Parser(text, parameter)
    changes = parser.update()
    parser.finish()
    return changes


class _Parser:
    def __init__(self, text: str, parameter: str) -> None:
        self._label = f"Invalid {parameter}"
        if not text:
            raise errors.validation(f"{self._label}: The expression can not be empty;")
        if len(text.encode()) > MAX_SIZE:
            raise errors.validation(
                f"{self._label}: Expression size has exceeded the maximum allowed size; "
                f"expression size: {len(text.encode())}"
            )
        self._text = text
        self._tokens = tokenize(text)
        self._at = 0
        self._operators = 0
        self._redundant = False
        self._parenthesized: Node | None = None  # the operand or condition that parentheses just closed

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def misplaced(self) -> errors.DynamoDBError:
        """The error for the token at hand."""
        return misplaced(self._label, self._text, self._tokens, self._at)

    def finish(self) -> None:
        """Nothing may follow; and what can only be said of the whole is said."""
        if self._token.kind != "end":
            raise self.misplaced()
        if self._redundant:
            raise errors.validation(f"{self._label}: The expression has redundant parentheses;")
        if self._operators > MAX_OPERATORS:
            raise errors.validation(
                f"{self._label}: The expression contains too many operators; "
                f"operator count: {self._operators}"
            )

    def condition(self) -> Node:
        """condition"""
        left = self._conjunction()
        while self._token.word == "OR":
            self._require_condition(left)
            self._operator()
            left = Either(left, self._required(self._conjunction))
        return left

    def _conjunction(self) -> Node:
        left = self._negation()
        while self._token.word == "AND":
            self._require_condition(left)
            self._operator()
            left = Both(left, self._required(self._negation))
        return left

    def _negation(self) -> Node:
        if self._token.word == "NOT":
            self._operator()
            return Not(self._required(self._negation))
        return self._comparison()

    def _comparison(self) -> Node:
        left = self.operand(conditions=True)
        word = self._token.word
        if isinstance(left, CONDITIONS):
            return left
        if word in COMPARATORS:
            self._operator()
            return Compare(word, left, self.operand())
        if word == "BETWEEN":
            self._operator()
            low = self.operand()
            self._expect("AND")
            return Between(left, low, self.operand())
        if word == "IN":
            self._operator()
            self._expect("(")
            options = self.several(self.operand)
            self._expect(")")
            return In(left, options)
        return left

    def operand(self, conditions: bool = False) -> Node:
        """operand; with `conditions`, a condition may stand in the parentheses"""
        token = self._token
        if token.text == "(":
            return self._parentheses(conditions)
        if token.kind == "value":
            self._at += 1
            return Placeholder(token.text)
        if token.kind == "name" and self._tokens[self._at + 1].text == "(" and token.word not in _KEYWORDS:
            self._at += 2
            operands = self.several(self.operand)
            self._expect(")")
            return Call(token.text, operands)
        return self.path()

    def _parentheses(self, conditions: bool) -> Node:
        self._at += 1
        inner = self.condition() if conditions else self.operand()
        self._expect(")")
        if inner is self._parenthesized:
            self._redundant = True
        self._parenthesized = inner
        return inner

    def path(self) -> Path:
        """path"""
        parts: list[Part] = [self._name()]
        while self._token.text in {".", "["}:
            if self._token.text == ".":
                self._at += 1
                parts.append(self._name())
            else:
                self._at += 1
                if self._token.kind != "number":
                    raise self.misplaced()
                parts.append(self._position(self._token.text))
                self._at += 1
                self._expect("]")
        return Path(tuple(parts))

    def _position(self, text: str) -> int:
        if int(text) > MAX_POSITION:
            raise errors.validation(
                f"{self._label}: List index is not within the allowable range; index: [{text}]"
            )
        return int(text)

    def _name(self) -> str:
        token = self._token
        if token.kind not in {"name", "alias"} or token.word in _KEYWORDS:
            raise self.misplaced()
        self._at += 1
        return token.text

    def several(self, one: Callable[[], T]) -> tuple[T, ...]:
        """one {, one}"""
        found = [one()]
        while self._token.text == ",":
            self._at += 1
            found.append(one())
        return tuple(found)

    def update(self) -> tuple[Change, ...]:
        """Clauses, each with changes; an action has one clause at most."""
        changes: list[Change] = []
        seen: set[str] = set()
        while self._token.word in _ACTIONS:
            action = self._token.word
            if action in seen:
                raise errors.validation(
                    f'{self._label}: The "{action}" section can only be used once in an update expression;'
                )
            seen.add(action)
            self._at += 1
            changes += self.several(partial(self._change, action))
        if not changes:
            raise self.misplaced()
        return tuple(changes)

    def _change(self, action: str) -> Change:
        path = self.path()
        if action == "REMOVE":
            return Change(action, path)
        if action == "SET":
            self._expect("=")
            return Change(action, path, self._sum())
        if self._token.kind != "value":
            raise self.misplaced()
        return Change(action, path, self.operand())

    def _sum(self) -> Node:
        if self._token.text == "(":
            return self._parenthesized_sum()
        left = self.operand()
        if self._token.text in {"+", "-"}:
            operator = self._token.text
            self._operator()
            return Arithmetic(operator, left, self.operand())
        return left

    def _parenthesized_sum(self) -> Node:
        self._at += 1
        inner = self._sum()
        self._expect(")")
        return inner

    def _operator(self) -> None:
        self._operators += 1
        self._at += 1

    def _expect(self, word: str) -> None:
        if self._token.word != word:
            raise self.misplaced()
        self._at += 1

    def _required(self, rule: Callable[[], Node]) -> Node:
        node = rule()
        self._require_condition(node)
        return node

    def _require_condition(self, node: Node) -> None:
        if not isinstance(node, (*CONDITIONS, Call)):
            raise self.misplaced()
