"""The pipeline's tests. What is Nuage's here: the two lines of pytest.ini."""

import time

import boto3
import pytest

import orders
import report
import stack

LINES = b'{"id":"1","customer":"Ada","amount":9.5}\n{"id":"2","customer":"Bob","amount":4}\n'
FILE = {"Bucket": "shop-orders", "Key": "incoming/2026-11-21 evening.json", "Body": LINES}


@pytest.fixture
def pipeline(nuage):
    stack.create("shop-orders", "shop-results")


def stored():
    return sorted(item["id"] for item in boto3.resource("dynamodb").Table("orders").scan()["Items"])


def test_a_file_in_the_bucket_becomes_items_in_the_table(pipeline):
    boto3.client("s3").put_object(**FILE)
    deadline = time.monotonic() + 60
    while len(stored()) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert stored() == ["1", "2"]


def test_the_handler_alone(pipeline):
    boto3.client("s3").put_object(**FILE)
    key = FILE["Key"].replace(" ", "+")
    event = {"Records": [{"s3": {"bucket": {"name": "shop-orders"}, "object": {"key": key}}}]}
    assert orders.handler(event, None) == {"stored": 2}


def test_athena_sums_up(pipeline):
    boto3.client("s3").put_object(**FILE)
    report.create_table("shop-orders", "shop-results")
    assert report.revenue("shop-results") == [("Ada", 9.5), ("Bob", 4.0)]
