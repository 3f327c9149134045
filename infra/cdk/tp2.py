"""The first lab: a function fetches a tweet every minute and stores it in S3, where Athena queries it.

The resources of infra/terraform/tp2, one method a file of that folder.
"""

from __future__ import annotations

import json
from pathlib import Path

from cdktn import Fn, TerraformOutput, TerraformStack, TerraformVariable
from constructs import Construct

from bootstrap.columns import COLUMNS
from infra.cdk.options import ROOT, Options
from infra.cdk.resources import Aws, Data, Resource

QUERIES = ROOT / "queries" / "athena"
# the table is Terraform's own, so the statement that creates one is no query here
LEFT_OUT = "00_create_table.sql"


def statement(effect: str, **parts: object) -> str:
    """A policy document of one statement."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": effect, **parts}]})


class Tweets(TerraformStack):
    """Buckets, role, function, log group, rule, permission, table, work group and named queries."""

    def __init__(self, scope: Construct, options: Options) -> None:
        super().__init__(scope, "tp2")
        self.options = options
        Aws(self, {"lab": "tp2", **options.tags}, options.region)
        self.account = Data(self, "aws_caller_identity", "me")["account_id"]
        # given as TF_VAR_tweet_url, or with -var
        url = TerraformVariable(
            self, "tweet_url", type="string", description="Address that the function fetches a tweet from"
        )
        tweets, results = self.bucket("tweets"), self.bucket("tweets-results")
        function = self.function(tweets, url.string_value)
        self.schedule(function)
        table = self.table(tweets)
        group = self.questions(results, table)
        for name, value in {
            "bucket": tweets["bucket"],
            "function": function["function_name"],
            "table": f"{table['database_name']}.{table['name']}",
            "work_group": group["name"],
        }.items():
            TerraformOutput(self, name, value=value)

    def name(self, text: str) -> str:
        """A name of ours."""
        return f"{self.options.prefix}{text}"

    def bucket(self, name: str) -> Resource:
        """A bucket; `terraform destroy` deletes what is in it, too."""
        # names of buckets are shared by all accounts of AWS, so they carry ours
        full = f"{self.name(name)}-{self.account}"
        return Resource(self, "aws_s3_bucket", name.replace("-", "_"), bucket=full, force_destroy=True)

    def role(self, tweets: Resource) -> tuple[str, tuple[Resource, ...]]:
        """The ARN of who the function is, and what has to be there before it runs."""
        if self.options.role_name:
            return Data(self, "aws_iam_role", "given", name=self.options.role_name)["arn"], ()
        trust = statement("Allow", Principal={"Service": "lambda.amazonaws.com"}, Action="sts:AssumeRole")
        role = Resource(
            self, "aws_iam_role", "function", name=self.name("store-tweet-role"), assume_role_policy=trust
        )
        partition = Data(self, "aws_partition", "here")["partition"]
        logs = Resource(
            self,
            "aws_iam_role_policy_attachment",
            "logs",
            role=role["name"],
            policy_arn=f"arn:{partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        )
        store = Resource(
            self,
            "aws_iam_role_policy",
            "store",
            name="store-tweets",
            role=role["id"],
            policy=statement("Allow", Action="s3:PutObject", Resource=f"{tweets['arn']}/tweets/*"),
        )
        return role["arn"], (logs, store)

    def function(self, tweets: Resource, url: str) -> Resource:
        """The function of lambda/, and the log group that it writes to."""
        name, package = self.name("store-tweet"), str(self.options.package)
        arn, policies = self.role(tweets)
        log = Resource(
            self, "aws_cloudwatch_log_group", "store_tweet", name=f"/aws/lambda/{name}", retention_in_days=7
        )
        return Resource(
            self,
            "aws_lambda_function",
            "store_tweet",
            needs=(log, *policies),
            function_name=name,
            description="Stores the tweet of the minute in S3",
            role=arn,
            runtime="python3.13",
            handler="lambda_function.lambda_handler",
            filename=package,
            source_code_hash=Fn.filebase64sha256(package),
            memory_size=self.options.memory,
            timeout=10,
            environment={"variables": {"BUCKET_NAME": tweets["bucket"], "TWEET_URL": url}},
        )

    def schedule(self, function: Resource) -> None:
        """Every minute: a rule, its target, and the permission to invoke the function."""
        rule = Resource(
            self,
            "aws_cloudwatch_event_rule",
            "every_minute",
            name=self.name("every-minute"),
            schedule_expression=self.options.rate,
        )
        Resource(
            self,
            "aws_cloudwatch_event_target",
            "store_tweet",
            rule=rule["name"],
            target_id=self.name("store-tweet"),
            arn=function["arn"],
        )
        Resource(
            self,
            "aws_lambda_permission",
            "every_minute",
            statement_id="every-minute",
            action="lambda:InvokeFunction",
            function_name=function["function_name"],
            principal="events.amazonaws.com",
            source_arn=rule["arn"],
        )

    def table(self, tweets: Resource) -> Resource:
        """The table over the tweets, in a database of its own."""
        # names of Athena's databases are words of SQL: no hyphens
        database = Resource(
            self, "aws_glue_catalog_database", "tweets", name=self.name("tweets").replace("-", "_")
        )
        serde = {
            "serialization_library": "org.openx.data.jsonserde.JsonSerDe",
            "parameters": {"serialization.format": "1", "ignore.malformed.json": "true"},
        }
        return Resource(
            self,
            "aws_glue_catalog_table",
            "tweets",
            name="tweets",
            database_name=database["name"],
            table_type="EXTERNAL_TABLE",
            parameters={"EXTERNAL": "TRUE"},
            storage_descriptor={
                "location": f"s3://{tweets['bucket']}/",
                "input_format": "org.apache.hadoop.mapred.TextInputFormat",
                "output_format": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                "ser_de_info": serde,
                "columns": [{"name": name, "type": kind} for name, kind in COLUMNS.items()],
            },
        )

    def questions(self, results: Resource, table: Resource) -> Resource:
        """A work group of its own, and the questions of queries/athena/*.sql."""
        group = Resource(
            self,
            "aws_athena_workgroup",
            "tweets",
            name=self.name("tweets"),
            force_destroy=True,
            configuration={
                "enforce_workgroup_configuration": True,
                "bytes_scanned_cutoff_per_query": 104_857_600,
                "publish_cloudwatch_metrics_enabled": False,
                "result_configuration": {"output_location": f"s3://{results['bucket']}/"},
            },
        )
        for path in sorted(QUERIES.glob("*.sql")):
            if path.name != LEFT_OUT:
                self.question(path, group, table)
        return group

    def question(self, path: Path, group: Resource, table: Resource) -> None:
        """One of them; its first line, a comment, is what it asks."""
        text = path.read_text(encoding="utf-8")
        database = self.name("tweets").replace("-", "_")
        Resource(
            self,
            "aws_athena_named_query",
            path.stem,
            name=path.stem,
            description=text.partition("\n")[0].removeprefix("-- "),
            workgroup=group["id"],
            database=table["database_name"],
            query=text.replace("default.tweets", f"{database}.tweets"),
        )
