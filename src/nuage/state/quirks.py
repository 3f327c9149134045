"""What single services of LocalStack's need beside their hooks, where they have none for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from localstack import config
from localstack.services.s3.models import s3_stores

from nuage.state import services


def before_reset(name: str, wanted: Collection[str]) -> None:
    """Before a service is emptied, one of those wanted."""
    if name == "sqs":
        _let_receivers_go()
    if name == "s3":
        # functions that stay need their code, which LocalStack keeps in buckets of an account of its own
        _delete_buckets(() if "lambda" in wanted else (config.INTERNAL_RESOURCE_ACCOUNT,))


def provider(name: str) -> Any:
    """The provider of a service."""
    return services.service(name)._provider


def _let_receivers_go() -> None:
    """Whoever waits for a message of a queue that will be gone waits no longer."""
    from localstack.services.sqs.models import sqs_stores

    for _, _, store in list(sqs_stores.iter_stores()):
        for queue in list(store.queues.values()):
            queue.shutdown()


def _delete_buckets(kept: Collection[str]) -> None:
    """Delete every bucket with its objects, but for those of some accounts."""
    storage = provider("s3")._storage_backend
    for account, _, store in list(s3_stores.iter_stores()):
        if account in kept:
            continue
        for name, bucket in list(store.buckets.items()):
            storage.delete_bucket(name)
            store.buckets.pop(name, None)
            store.global_bucket_map.pop(name, None)
            store.TAGS.tags.pop(bucket.bucket_arn, None)
    provider("s3")._expiration_cache.clear()
    provider("s3")._preconditions_locks.clear()
