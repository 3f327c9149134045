"""Orders arrive in S3 as files of JSON lines, and become items in DynamoDB."""

import json
import os
from decimal import Decimal
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table(os.environ.get("ORDERS_TABLE", "orders"))


def handler(event, context):
    """Lambda's entry point: stores the orders of every file that S3 tells of."""
    count = 0
    for record in event["Records"]:
        bucket, key = record["s3"]["bucket"]["name"], unquote_plus(record["s3"]["object"]["key"])
        body = s3.get_object(Bucket=bucket, Key=key)["Body"]
        with table.batch_writer() as batch:
            for line in body.iter_lines():
                batch.put_item(Item=json.loads(line, parse_float=Decimal))
                count += 1
    return {"stored": count}
