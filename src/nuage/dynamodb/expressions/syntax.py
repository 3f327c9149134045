"""The trees that expressions become. Frozen, because parsed expressions are kept and shared."""

from __future__ import annotations

from dataclasses import dataclass

from nuage.dynamodb.values import Value

Part = str | int


@dataclass(frozen=True)
class Path:
    """A document path: attribute names and list positions. Before binding, names may be aliases (`#x`)."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        """As AWS writes it in errors: `[m, k, [0]]`."""
        return "[" + ", ".join(f"[{part}]" if isinstance(part, int) else part for part in self.parts) + "]"


@dataclass(frozen=True)
class Placeholder:
    """A value that the request defines: `:v`."""

    name: str


@dataclass
class Literal:
    """A placeholder's value, once it is known."""

    value: Value


@dataclass(frozen=True)
class Call:
    """A function with its operands."""

    function: str
    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Compare:
    """`left operator right`."""

    operator: str  # = <> < <= > >=
    left: Node
    right: Node


@dataclass(frozen=True)
class Between:
    """`operand BETWEEN low AND high`."""

    operand: Node
    low: Node
    high: Node


@dataclass(frozen=True)
class In:
    """`operand IN (options)`."""

    operand: Node
    options: tuple[Node, ...]


@dataclass(frozen=True)
class Both:
    """`left AND right`."""

    left: Node
    right: Node


@dataclass(frozen=True)
class Either:
    """`left OR right`."""

    left: Node
    right: Node


@dataclass(frozen=True)
class Not:
    """`NOT condition`."""

    condition: Node


@dataclass(frozen=True)
class Arithmetic:
    """`left + right` or `left - right`, in an update."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Change:
    """One change of an update: SET path = operand, REMOVE path, ADD path operand, DELETE path operand."""

    action: str
    path: Path
    operand: Node | None = None


Node = Path | Placeholder | Literal | Call | Compare | Between | In | Both | Either | Not | Arithmetic
CONDITIONS = (Compare, Between, In, Both, Either, Not)
