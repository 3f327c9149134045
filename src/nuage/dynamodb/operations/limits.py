"""DescribeLimits and DescribeEndpoints."""

from __future__ import annotations

from typing import Any

from nuage.dynamodb.engine import Engine


def describe_limits(_engine: Engine, _request: dict[str, Any]) -> dict[str, Any]:
    """AWS's initial quotas of an account.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
    """
    return {
        "AccountMaxReadCapacityUnits": 80000,
        "AccountMaxWriteCapacityUnits": 80000,
        "TableMaxReadCapacityUnits": 40000,
        "TableMaxWriteCapacityUnits": 40000,
    }


def describe_endpoints(engine: Engine, _request: dict[str, Any]) -> dict[str, Any]:
    """The region's own address, as on AWS."""
    address = f"dynamodb.{engine.home.region}.amazonaws.com"
    return {"Endpoints": [{"Address": address, "CachePeriodInMinutes": 1440}]}
