"""The second lab sheet's own code for CDKTF, as it runs with CDK Terrain: `python -m infra.cdk.sheet`.

Only the lines of the imports differ from the sheet's. It needs the bindings of the provider, and writes
cdktf.out/stacks/sheet. docs/cdktf.md shows before and after.
"""

from __future__ import annotations

from cdktn import App, TerraformStack
from cdktn_provider_aws.dynamodb_table import (
    DynamodbTable,
    DynamodbTableAttribute,
    DynamodbTableGlobalSecondaryIndex,
)
from cdktn_provider_aws.provider import AwsProvider
from cdktn_provider_aws.s3_bucket import S3Bucket
from cdktn_provider_aws.s3_bucket_versioning import (
    S3BucketVersioningA,
    S3BucketVersioningVersioningConfiguration,
)
from constructs import Construct


class Sheet(TerraformStack):
    """A bucket that keeps versions, and the table with its inverted index."""

    def __init__(self, scope: Construct, name: str) -> None:
        super().__init__(scope, name)
        AwsProvider(self, "AWS", region="us-east-1")

        bucket = S3Bucket(
            self, "s3_bucket", bucket_prefix="my-cdtf-test-bucket", acl="private", force_destroy=True
        )
        # the sheet's `versionning=True` is a resource of its own since version 4 of the provider
        S3BucketVersioningA(
            self,
            "versioning",
            bucket=bucket.id,
            versioning_configuration=S3BucketVersioningVersioningConfiguration(status="Enabled"),
        )

        DynamodbTable(
            self,
            "DynamoDB-table",
            name="sheet-battle-royale",
            hash_key="PK",
            range_key="SK",
            attribute=[
                DynamodbTableAttribute(name="PK", type="S"),
                DynamodbTableAttribute(name="SK", type="S"),
            ],
            billing_mode="PROVISIONED",
            read_capacity=5,
            write_capacity=5,
            global_secondary_index=[
                DynamodbTableGlobalSecondaryIndex(
                    name="InvertedIndex",
                    hash_key="SK",
                    range_key="PK",
                    projection_type="ALL",
                    write_capacity=5,
                    read_capacity=5,
                )
            ],
        )


if __name__ == "__main__":
    app = App()
    Sheet(app, "sheet")
    app.synth()
