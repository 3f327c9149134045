"""PutObject and GetObject of 1 KB, from one boto3 client."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.clients import BODY, client, make_bucket
from benchmarks.measures.base import Column, Effort, Measure
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess
from benchmarks.sampling import rate

PUT = Column("PutObject, boto3", "/s", higher_is_better=True)
GET = Column("GetObject, boto3", "/s", higher_is_better=True)


def take(_: Peer, running: PeerProcess, effort: Effort) -> Mapping[str, float]:
    """Put objects, then get them."""
    bucket = make_bucket(running.endpoint)
    s3 = client(running.endpoint, "s3")

    def put(turn: int) -> None:
        s3.put_object(Bucket=bucket, Key=f"boto3/{turn % 100}", Body=BODY)

    def get(turn: int) -> None:
        s3.get_object(Bucket=bucket, Key=f"boto3/{turn % 100}")["Body"].read()

    for turn in range(100):
        put(turn)
    return {
        PUT.name: rate(put, effort.count, effort.seconds),
        GET.name: rate(get, effort.count, effort.seconds),
    }


MEASURE = Measure((PUT, GET), take)
