"""Trino's type names in CAST, from sqlglot's tree."""

from __future__ import annotations

from typing import cast

from sqlglot import exp

from nuage.athena.rewrite.context import Context
from nuage.athena.types import MAX_DECIMAL, ZONED, Type, array_of, decimal, map_of, row_of

SCALARS = {
    "BOOLEAN": "boolean",
    "TINYINT": "tinyint",
    "SMALLINT": "smallint",
    "INT": "integer",
    "BIGINT": "bigint",
    "FLOAT": "real",
    "DOUBLE": "double",
    "VARCHAR": "varchar",
    "TEXT": "varchar",
    "CHAR": "char",
    "VARBINARY": "varbinary",
    "DATE": "date",
    "TIME": "time",
    "TIMESTAMP": "timestamp",
    "TIMESTAMPTZ": ZONED,
    "JSON": "json",
    "UUID": "uuid",
    "IPADDRESS": "ipaddress",
}


def read_type(node: exp.DataType, context: Context) -> Type:
    """The type that a CAST names; TYPE_MISMATCH for one that Athena does not know."""
    name = node.this.value if isinstance(node.this, exp.DataType.Type) else str(node.this)
    inner = [e for e in node.expressions if not isinstance(e, exp.DataTypeParam)]
    params = [int(e.this.name) for e in node.expressions if isinstance(e, exp.DataTypeParam)]
    if name == "ARRAY":
        return array_of(read_type(inner[0], context))
    if name == "MAP":
        return map_of(read_type(inner[0], context), read_type(inner[1], context))
    if name == "STRUCT":
        return row_of(*(_field(e, context) for e in inner))
    if name == "DECIMAL":
        precision, scale = params[0] if params else MAX_DECIMAL, params[1] if len(params) > 1 else 0
        if not 0 <= scale <= precision <= MAX_DECIMAL or precision == 0:
            raise context.error(
                "INVALID_FUNCTION_ARGUMENT", f"DECIMAL precision must be in range [1, 38]: {precision}", node
            )
        return decimal(precision, scale)
    base = SCALARS.get(name)
    if base is None:
        raise context.error("TYPE_MISMATCH", f"Unknown type: {node.sql('trino').lower()}", node)
    if base == "char":
        return Type("char", params=(params[0] if params else 1,))
    return Type(base, params=tuple(params[:1]) if base == "varchar" else ())


def _field(node: exp.Expression, context: Context) -> tuple[str | None, Type]:
    if isinstance(node, exp.ColumnDef):
        return node.name.lower(), read_type(node.args["kind"], context)
    return None, read_type(cast("exp.DataType", node), context)
