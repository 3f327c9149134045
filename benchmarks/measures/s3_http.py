"""PutObject and GetObject of 1 KB over one bare HTTP connection: boto3 takes more time than the server."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.clients import BareS3, make_bucket
from benchmarks.measures.base import Column, Effort, Measure
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess
from benchmarks.sampling import rate

PUT = Column("PutObject, HTTP", "/s", higher_is_better=True)
GET = Column("GetObject, HTTP", "/s", higher_is_better=True)


def take(_: Peer, running: PeerProcess, effort: Effort) -> Mapping[str, float]:
    """Put objects, then get them."""
    s3 = BareS3(running.endpoint, make_bucket(running.endpoint))
    try:
        for turn in range(100):
            s3.put(f"http/{turn}")
        return {
            PUT.name: rate(lambda turn: s3.put(f"http/{turn % 100}"), effort.count, effort.seconds),
            GET.name: rate(lambda turn: s3.get(f"http/{turn % 100}"), effort.count, effort.seconds),
        }
    finally:
        s3.close()


MEASURE = Measure((PUT, GET), take)
