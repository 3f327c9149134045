"""Resident memory, of the process and its children."""

from __future__ import annotations

import time
from collections.abc import Mapping

from benchmarks.clients import client
from benchmarks.measures.base import Column, Effort, Measure
from benchmarks.peers.base import Peer
from benchmarks.process import PeerProcess

REST = Column("memory at rest", "MB", higher_is_better=False)
SERVICES = Column("memory, services loaded", "MB", higher_is_better=False)
SETTLE = 5.0  # seconds in which a peer may finish what it does after its start


def at_rest(_: Peer, running: PeerProcess, __: Effort) -> Mapping[str, float]:
    """Some seconds after the start."""
    time.sleep(SETTLE)
    return {REST.name: running.memory()}


def loaded(_: Peer, running: PeerProcess, __: Effort) -> Mapping[str, float]:
    """After the services of the lab have answered a call each."""
    client(running.endpoint, "s3").list_buckets()
    client(running.endpoint, "iam").list_roles()
    client(running.endpoint, "sts").get_caller_identity()
    client(running.endpoint, "lambda").list_functions()
    client(running.endpoint, "events").list_rules()
    client(running.endpoint, "logs").describe_log_groups()
    return {SERVICES.name: running.memory()}


AT_REST = Measure((REST,), at_rest, repeat=False)
LOADED = Measure((SERVICES,), loaded, repeat=False)
