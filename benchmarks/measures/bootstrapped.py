"""From the start of the process to a lab that is set up: bucket, role, function, rule, permission, target."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping

from benchmarks.measures.base import Column, Effort, Measure, NotMeasuredError
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess

COLUMN = Column("start to bootstrapped", "s", higher_is_better=False)
# nobody answers there: the function is set up, and not invoked in earnest
TWEET_URL = "http://127.0.0.1:9/tweet"


def take(peer: Peer, _: PeerProcess, __: Effort) -> Mapping[str, float]:
    """Start another one, and set it up with the program that students use."""
    if peer.name != "nuage":
        raise NotMeasuredError("bootstrap is for the lab")
    with peer.start() as another:
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bootstrap", "apply", "--tweet-url", TWEET_URL],
            env={
                **os.environ,
                "AWS_ENDPOINT_URL": another.endpoint,
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                "AWS_DEFAULT_REGION": "us-east-1",
            },
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return {COLUMN.name: another.seconds_to_healthy + time.perf_counter() - begun}


MEASURE = Measure((COLUMN,), take)
