"""What the orders of a day come to, asked of Athena."""

import time

import boto3

TABLE = """
CREATE EXTERNAL TABLE orders (id string, customer string, amount double)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
LOCATION 's3://{bucket}/incoming/'
"""
REVENUE = "SELECT customer, sum(amount) AS revenue FROM orders GROUP BY customer ORDER BY revenue DESC"


def create_table(bucket, results):
    """Let Athena see the files of a bucket."""
    run(TABLE.format(bucket=bucket), results)


def revenue(results):
    """The customers and what they spent, the best one first: a list of (name, amount)."""
    rows = run(REVENUE, results)
    return [(customer, float(amount)) for customer, amount in rows[1:]]


def run(statement, results, patience=60):
    """Run a statement, and return its rows, the names of the columns first."""
    athena = boto3.client("athena")
    query = athena.start_query_execution(
        QueryString=statement, ResultConfiguration={"OutputLocation": f"s3://{results}/"}
    )["QueryExecutionId"]
    deadline = time.monotonic() + patience
    while True:
        status = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]
        if status["State"] == "SUCCEEDED":
            break
        if status["State"] in ("FAILED", "CANCELLED") or time.monotonic() > deadline:
            raise RuntimeError(status.get("StateChangeReason", status["State"]))
        time.sleep(0.1)
    rows = athena.get_query_results(QueryExecutionId=query)["ResultSet"]["Rows"]
    return [[column.get("VarCharValue") for column in row["Data"]] for row in rows]
