"""The pipeline's resources, with plain boto3: bucket, table, role, function, notification."""

import io
import json
import zipfile
from pathlib import Path

import boto3

TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}


def create(bucket, results, table="orders", function="store-orders"):
    """Make everything; the account must not have it yet."""
    s3, dynamodb, functions = boto3.client("s3"), boto3.client("dynamodb"), boto3.client("lambda")
    s3.create_bucket(Bucket=bucket)
    s3.create_bucket(Bucket=results)
    arn = dynamodb.create_table(
        TableName=table,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )["TableDescription"]["TableArn"]
    dynamodb.get_waiter("table_exists").wait(TableName=table, WaiterConfig={"Delay": 1})
    made = functions.create_function(
        FunctionName=function,
        Runtime="python3.13",
        Handler="orders.handler",
        Role=_role(f"{function}-role", arn, bucket),
        Timeout=30,
        Code={"ZipFile": _packed("orders.py")},
        Environment={"Variables": {"ORDERS_TABLE": table}},
    )
    functions.get_waiter("function_active_v2").wait(FunctionName=function, WaiterConfig={"Delay": 1})
    functions.add_permission(
        FunctionName=function,
        StatementId="bucket",
        Action="lambda:InvokeFunction",
        Principal="s3.amazonaws.com",
        SourceArn=f"arn:aws:s3:::{bucket}",
    )
    s3.put_bucket_notification_configuration(
        Bucket=bucket,
        NotificationConfiguration={
            "LambdaFunctionConfigurations": [
                {
                    "LambdaFunctionArn": made["FunctionArn"],
                    "Events": ["s3:ObjectCreated:*"],
                    "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "incoming/"}]}},
                }
            ]
        },
    )


def _role(name, table_arn, bucket):
    iam = boto3.client("iam")
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=_policy(TRUST))["Role"]["Arn"]
    allowed = [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/incoming/*"},
        {"Effect": "Allow", "Action": "dynamodb:BatchWriteItem", "Resource": table_arn},
        {"Effect": "Allow", "Action": "logs:*", "Resource": "*"},
    ]
    iam.put_role_policy(RoleName=name, PolicyName="store", PolicyDocument=_policy(*allowed))
    return arn


def _policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def _packed(name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.write(Path(__file__).with_name(name), name)
    return buffer.getvalue()
