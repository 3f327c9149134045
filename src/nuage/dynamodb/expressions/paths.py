"""Document paths: what is found at the end of one, and whether two get in each other's way."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.expressions.syntax import Part, Path
from nuage.dynamodb.values import Item, Value


def find(item: Item, path: Path) -> Value | None:
    """The value at the end of a path, or None."""
    found: Value | None = item.get(str(path.parts[0]))
    for part in path.parts[1:]:
        if found is None:
            return None
        found = step(found, part)
    return found


def step(value: Value, part: Part) -> Value | None:
    """The member of a map, or the element of a list; None when there is none."""
    if isinstance(part, int):
        elements: list[Value] = value.get("L", [])
        return elements[part] if part < len(elements) else None
    members: Item = value.get("M", {})
    return members.get(part)


def check_apart(paths: list[Path], label: str) -> None:
    """No path may be the beginning of another, nor take for a list what the other takes for a map.

    :raises DynamoDBError: ValidationException
    """
    for one, two in combinations(paths, 2):
        shared = min(len(one.parts), len(two.parts))
        differ = next((at for at in range(shared) if one.parts[at] != two.parts[at]), None)
        if differ is None:
            problem = "overlap"
        elif isinstance(one.parts[differ], int) is not isinstance(two.parts[differ], int):
            problem = "conflict"
        else:
            continue
        raise errors.validation(
            f"{label}: Two document paths {problem} with each other; must remove or rewrite one of these "
            f"paths; path one: {one}, path two: {two}"
        )


def project(item: Item, paths: tuple[Path, ...]) -> Item:
    """The part of an item that the paths lead to, in the shape that it has in the item."""
    tree: dict[Part, Any] = {}
    for path in paths:
        branch = tree
        for part in path.parts:
            branch = branch.setdefault(part, {})
    projected = _prune({"M": item}, tree)
    return projected["M"] if projected else {}


def _prune(value: Value, tree: dict[Part, Any]) -> Value | None:
    """What of a value the branches of `tree` lead to; an empty tree means all of it."""
    if not tree:
        return value
    kept: dict[Part, Value] = {}
    for part, branch in tree.items():
        found = step(value, part)
        pruned = _prune(found, branch) if found is not None else None
        if pruned is not None:
            kept[part] = pruned
    if not kept:
        return None
    if "L" in value:
        return {"L": [kept[at] for at in sorted(kept, key=int)]}
    return {"M": kept}
