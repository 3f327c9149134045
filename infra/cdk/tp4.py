"""The second lab: objects that keep their versions, and the table of a game.

The resources of infra/terraform/tp4, one method a file of that folder.
"""

from __future__ import annotations

import json
from typing import Any

from cdktn import TerraformOutput, TerraformStack
from constructs import Construct

from infra.cdk.options import Options
from infra.cdk.resources import Aws, Data, Resource

GAME = "c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd"
OPEN_GAME = "5b0a8a4e-0000-4000-8000-000000000001"
# the whole file of items is loaded with a script of boto3, as the lab sheet says
ITEMS: dict[str, dict[str, str | int]] = {
    "player": {"PK": "USER#johnsonscott", "SK": "#METADATA#johnsonscott", "name": "Scott Johnson"},
    "game": {"PK": f"GAME#{GAME}", "SK": f"#METADATA#{GAME}", "map": "Misty Marshes", "people": 50},
    "mapping": {"PK": f"GAME#{GAME}", "SK": "USER#johnsonscott", "place": 3},
    "open_game": {
        "PK": f"GAME#{OPEN_GAME}",
        "SK": f"#METADATA#{OPEN_GAME}",
        "map": "Green Grasslands",
        "open_timestamp": "2026-03-02T18:10:00",
    },
}
# index: hash and range key; the second is sparse, as only games that are open have an open_timestamp
INDEXES = {"InvertedIndex": ("SK", "PK"), "OpenGamesIndex": ("map", "open_timestamp")}


class BattleRoyale(TerraformStack):
    """A bucket with versioning, the table, its indexes and a few items."""

    def __init__(self, scope: Construct, options: Options) -> None:
        super().__init__(scope, "tp4")
        self.options = options
        Aws(self, {"lab": "tp4", **options.tags}, options.region)
        bucket, table = self.bucket(), self.table()
        for name, item in ITEMS.items():
            Resource(
                self,
                "aws_dynamodb_table_item",
                name,
                table_name=table["name"],
                hash_key="PK",
                range_key="SK",
                item=json.dumps({key: typed(value) for key, value in item.items()}),
            )
        TerraformOutput(self, "bucket", value=bucket["bucket"])
        TerraformOutput(self, "table", value=table["name"])

    def bucket(self) -> Resource:
        """The bucket; `versioning` was an attribute of it once, and is a resource now."""
        account = Data(self, "aws_caller_identity", "me")["account_id"]
        bucket = Resource(
            self,
            "aws_s3_bucket",
            "objects",
            bucket=f"{self.options.prefix}objects-{account}",
            force_destroy=True,
        )
        Resource(
            self,
            "aws_s3_bucket_versioning",
            "objects",
            bucket=bucket["id"],
            versioning_configuration={"status": "Enabled"},
        )
        return bucket

    def table(self) -> Resource:
        """One table for users, games and who plays where; only attributes that are keys are declared."""
        capacity: dict[str, Any] = {"read_capacity": 5, "write_capacity": self.options.write_capacity}
        indexes = INDEXES if self.options.indexes else {}
        keys = {"PK", "SK"}.union(*indexes.values())
        return Resource(
            self,
            "aws_dynamodb_table",
            "battle_royale",
            name=f"{self.options.prefix}battle-royale",
            billing_mode="PROVISIONED",
            hash_key="PK",
            range_key="SK",
            attribute=[{"name": key, "type": "S"} for key in sorted(keys)],
            global_secondary_index=[
                {"name": name, "hash_key": first, "range_key": second, "projection_type": "ALL", **capacity}
                for name, (first, second) in indexes.items()
            ],
            **capacity,
        )


def typed(value: str | int) -> dict[str, Any]:
    """A value in DynamoDB's JSON: S is a text, N a number."""
    return {"N": str(value)} if isinstance(value, int) else {"S": value}
