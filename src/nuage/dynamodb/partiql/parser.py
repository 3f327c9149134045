"""From a PartiQL statement to what it asks for.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.expressions.conditions import not_distinct
from nuage.dynamodb.expressions.syntax import (
    Arithmetic,
    Between,
    Both,
    Call,
    Change,
    Compare,
    Either,
    In,
    Literal,
    Node,
    Not,
    Path,
)
from nuage.dynamodb.partiql.literals import Reader
from nuage.dynamodb.partiql.statements import Delete, Exists, Insert, Select, Statement, Update

_COMPARATORS = {"=": "=", "<>": "<>", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_UNSUPPORTED = ("LIMIT", "OFFSET", "GROUP", "HAVING", "UNION", "JOIN")


def parse(text: str, parameters: Sequence[dict[str, Any]]) -> Statement:
    """The statement, with its parameters filled in.

    :raises DynamoDBError: ValidationException
    """
    parser = _Parser(text, parameters)
    statement = parser.statement()
    parser.finish()
    return statement


class _Parser(Reader):
    def statement(self) -> Statement:
        if self.take("SELECT"):
            return self._select()
        if self.take("EXISTS", "("):
            self.expect("SELECT")
            select = self._select()
            self.expect(")")
            return Exists(select)
        if self.take("INSERT", "INTO"):
            return self._insert()
        if self.take("UPDATE"):
            return self._update()
        if self.take("DELETE", "FROM"):
            return Delete(self.name(), self._where(), self._returning())
        raise self.malformed()

    def _select(self) -> Select:
        paths = None if self.take("*") else self.several(self._selected)
        self.expect("FROM")
        table = self.name()
        index = self.name() if self.take(".") else None
        if self.token.word == ",":
            raise errors.validation("Only select from a single table or index is supported.")
        where = self._where()
        order = self.several(self._order) if self.take("ORDER", "BY") else ()
        if self.token.word in _UNSUPPORTED:
            raise errors.validation(f"Unsupported clause: {self.token.word}")
        return Select(table, index, paths, where, order)

    def _selected(self) -> Path:
        path = self.path()
        if self.token.word == "(":
            raise errors.validation("Unexpected path component")
        if self.token.word == "AS":
            raise errors.validation("Aliasing is not supported")
        return path

    def _order(self) -> tuple[Path, bool]:
        path = self.path()
        if self.take("DESC"):
            return path, False
        self.take("ASC")
        return path, True

    def _insert(self) -> Insert:
        table = self.name()
        if self.take("VALUES"):
            raise errors.validation("Unsupported operation: InsertOp")
        self.expect("VALUE")
        if self.token.word not in {"{", "?"}:
            raise self.malformed()
        value = self.literal()
        if "M" not in value:
            raise self.malformed()
        return Insert(table, value["M"])

    def _update(self) -> Update:
        table = self.name()
        changes: list[Change] = []
        while True:
            if self.take("SET"):
                changes += self.several(self._assignment)
            elif self.take("REMOVE"):
                changes += [Change("REMOVE", path) for path in self.several(self.path)]
            else:
                break
        if not changes:
            raise self.malformed()
        return Update(table, tuple(changes), self._where(), self._returning())

    def _assignment(self) -> Change:
        path = self.path()
        self.expect("=")
        for function, action in (("SET_ADD", "ADD"), ("SET_DELETE", "DELETE")):
            if self.take(function, "("):
                if self.path() != path:
                    raise errors.validation(
                        f"{function.lower()} must take the attribute that it is assigned to"
                    )
                self.expect(",")
                operand = Literal(self.literal())
                self.expect(")")
                return Change(action, path, operand)
        left = self._operand()
        for sign in ("+", "-"):
            if self.take(sign):
                return Change("SET", path, Arithmetic(sign, left, self._operand()))
        return Change("SET", path, left)

    def _returning(self) -> str:
        if not self.take("RETURNING"):
            return "NONE"
        for words in (("ALL", "OLD"), ("ALL", "NEW"), ("MODIFIED", "OLD"), ("MODIFIED", "NEW")):
            if self.take(*words, "*"):
                return f"{words[0].replace('MODIFIED', 'UPDATED')}_{words[1]}"
        raise self.malformed()

    def _where(self) -> Node | None:
        return self._condition() if self.take("WHERE") else None

    def _condition(self) -> Node:
        left = self._conjunction()
        while self.take("OR"):
            left = Either(left, self._conjunction())
        return left

    def _conjunction(self) -> Node:
        left = self._negation()
        while self.take("AND"):
            left = Both(left, self._negation())
        return left

    def _negation(self) -> Node:
        if self.take("NOT"):
            return Not(self._negation())
        if self.take("("):
            inner = self._condition()
            self.expect(")")
            return inner
        return self._comparison()

    def _comparison(self) -> Node:
        left = self._operand()
        word = self.token.word
        if word in _COMPARATORS:
            self.expect(word)
            right = self._operand()
            if left == right and isinstance(left, Path):
                raise not_distinct(_COMPARATORS[word], left)
            return Compare(_COMPARATORS[word], left, right)
        if self.take("BETWEEN"):
            low = self._operand()
            self.expect("AND")
            return Between(left, low, self._operand())
        if self.take("IN"):
            end = "]" if self.take("[") else ")"
            if end == ")":
                self.expect("(")
            return In(left, self.several(self._operand, end))
        if self.take("IS"):
            return self._is(left)
        if word == "LIKE":
            raise errors.validation("Unsupported operator in Condition Expression. Operator: like")
        if isinstance(left, Call) and left.function != "size":
            return left
        raise self.malformed()

    def _is(self, left: Node) -> Node:
        negated = self.take("NOT")
        if self.take("MISSING"):
            test: Node = Call("attribute_not_exists", (left,))
        else:
            self.expect("NULL")
            test = Call("attribute_type", (left, Literal({"S": "NULL"})))
        return Not(test) if negated else test

    def _operand(self) -> Node:
        if self.at_literal():
            return Literal(self.literal())
        if self.token.kind == "name" and self.next_token.word == "(":
            function = self.name().lower()
            self.expect("(")
            operands = self.several(self._operand, ")")
            return Call(function, operands)
        return self.path()
