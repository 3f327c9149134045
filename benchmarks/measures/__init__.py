"""What is measured. Each module is one measure; they run in this order on every peer."""

from __future__ import annotations

from benchmarks.measures import (
    bootstrapped,
    cold_invocation,
    concurrent_invocations,
    dynamodb,
    memory,
    s3_boto3,
    s3_http,
    start,
    warm_invocation,
)
from benchmarks.measures.base import Measure

MEASURES: tuple[Measure, ...] = (
    start.MEASURE,
    memory.AT_REST,
    s3_boto3.MEASURE,
    s3_http.MEASURE,
    dynamodb.of_size(1_000),
    dynamodb.of_size(10_000),
    cold_invocation.MEASURE,
    warm_invocation.MEASURE,
    concurrent_invocations.MEASURE,
    memory.LOADED,
    bootstrapped.MEASURE,
)
