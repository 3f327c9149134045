"""The second lab's sheet, its code as printed there, with names and blanks filled in.

Run as a program, by tests/scenarios/test_tp4_sheet.py, which reads the JSON it prints. It is given the
names of a table and a bucket and the path of items.json; where it runs is for boto3's configuration.
"""

# ruff: noqa: PTH123, PERF401
import json
import sys
from typing import Any

TABLE, BUCKET, FILE, FOLDER = sys.argv[1:]

# Manipulation d'objets
import boto3  # noqa: E402

with open(f"{FOLDER}/hello.txt", "w") as hello:
    hello.write("hello")
# Create an S3 resource
s3 = boto3.resource("s3")
# Create a bucket
s3.create_bucket(Bucket=BUCKET)
# Upload file
with open(f"{FOLDER}/hello.txt", "rb") as file:
    s3.Object(BUCKET, "hello_s3.txt").put(Body=file)
# Download file
s3.Bucket(BUCKET).download_file("hello_s3.txt", f"{FOLDER}/downloaded.txt")
with open(f"{FOLDER}/downloaded.txt") as downloaded:
    text = downloaded.read()
# Delete file
s3 = boto3.resource("s3")
s3.Object(BUCKET, "hello_s3.txt").delete()
left = [each.key for each in s3.Bucket(BUCKET).objects.all()]

# Création et peuplement d'une table: Terraform's part, in boto3
dynamodb = boto3.resource("dynamodb")
dynamodb.create_table(
    TableName=TABLE,
    KeySchema=[
        {"AttributeName": "PK", "KeyType": "HASH"},
        {"AttributeName": "SK", "KeyType": "RANGE"},
    ],
    AttributeDefinitions=[
        {"AttributeName": "PK", "AttributeType": "S"},
        {"AttributeName": "SK", "AttributeType": "S"},
        {"AttributeName": "map", "AttributeType": "S"},
        {"AttributeName": "open_timestamp", "AttributeType": "S"},
    ],
    GlobalSecondaryIndexes=[
        {
            "IndexName": name,
            "KeySchema": [
                {"AttributeName": hash_key, "KeyType": "HASH"},
                {"AttributeName": range_key, "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "ALL"},
            "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
        }
        for name, hash_key, range_key in (
            ("InvertedIndex", "SK", "PK"),
            ("OpenGamesIndex", "map", "open_timestamp"),
        )
    ],
    BillingMode="PROVISIONED",
    ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
).wait_until_exists()

# Read file
items: list[Any] = []
with open(FILE) as f:
    for row in f:
        items.append(json.loads(row))
# Get the service resource.
dynamodb = boto3.resource("dynamodb")
# Get the table.
table = dynamodb.Table(TABLE)
# Batch writing item. Only one big query, cost less ans it's quicker
with table.batch_writer() as batch:
    for item in items:
        batch.put_item(Item=item)

response = table.scan(
    Select="COUNT",
    ReturnConsumedCapacity="TOTAL",
)

# Récupérer les données d'un joueur
name = "johnsonscott"
player = table.query(
    Select="ALL_ATTRIBUTES",
    KeyConditionExpression="PK = :pk AND SK = :name",
    ExpressionAttributeValues={
        ":pk": f"USER#{name}",
        ":name": f"#METADATA#{name}",
    },
)

# Récupérer les informations sur une partie
game = "c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd"
information = table.query(
    Select="ALL_ATTRIBUTES",
    KeyConditionExpression="PK = :pk AND SK = :name",
    ExpressionAttributeValues={
        ":pk": f"GAME#{game}",
        ":name": f"#METADATA#{game}",
    },
)
whole = table.query(
    Select="ALL_ATTRIBUTES",
    KeyConditionExpression="PK = :pk",
    ExpressionAttributeValues={":pk": f"GAME#{game}"},
)

# Récupérer la liste des joueurs pour une partie
players = table.query(
    KeyConditionExpression="PK = :pk AND begins_with(SK, :user)",
    ExpressionAttributeValues={":pk": f"GAME#{game}", ":user": "USER#"},
)

# Index inversé
games = table.query(
    IndexName="InvertedIndex",
    KeyConditionExpression="SK = :sk",
    ExpressionAttributeValues={":sk": f"USER#{name}"},
)

# Index secondaire "creux"
opened = table.query(
    IndexName="OpenGamesIndex",
    KeyConditionExpression="#map = :map",
    ExpressionAttributeNames={"#map": "map"},
    ExpressionAttributeValues={":map": "Green Grasslands"},
)

sys.stdout.write(
    json.dumps(
        {
            "downloaded": text,
            "left": left,
            "count": response["Count"],
            "units": response["ConsumedCapacity"]["CapacityUnits"],
            "player": [item["username"] for item in player["Items"]],
            "game": [int(item["people"]) for item in information["Items"]],
            "whole": whole["Count"],
            "players": players["Count"],
            "games": [item["game_id"] for item in games["Items"]],
            "open": [item["game_id"] for item in opened["Items"]],
        }
    )
)
