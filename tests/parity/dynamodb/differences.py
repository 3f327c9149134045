"""Where we and DynamoDB Local differ on purpose, each with the reason. Everything else must be the same.

A difference is a pattern of their answer and one of ours, both written as JSON with sorted members. It
excuses a pair of answers only when both match.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

WORDS = "DynamoDB Local has words of its own here; ours are what AWS says"


@dataclass(frozen=True)
class Difference:
    """A pair of answers that may differ."""

    reason: str
    theirs: str
    ours: str

    def excuses(self, theirs: str, ours: str) -> bool:
        """Whether this pair is the one."""
        return re.search(self.theirs, theirs) is not None and re.search(self.ours, ours) is not None


def words(theirs: str, *ours: str, reason: str = WORDS) -> list[Difference]:
    """The same refusal in other words; `ours` may hold several, of which one is meant."""
    return [
        Difference(
            reason, rf'"Message": "{re.escape(theirs)}', rf'"Message": "(?:{"|".join(map(_escape, ours))})'
        )
    ]


def _escape(text: str) -> str:
    return re.escape(text)


INVALID = "One or more parameter values were invalid: "
CONSTRAINT = "1 validation error detected: Value"
SCHEMA = "The provided key element does not match the schema"

DIFFERENCES: list[Difference] = [
    *words("The number of conditions on the keys is invalid", SCHEMA),
    *words("One of the required keys was not given a value", SCHEMA, INVALID + "Missing the key "),
    *words(INVALID + "Type mismatch for key", SCHEMA, INVALID + "Type mismatch for key "),
    *words(INVALID + "Type mismatch for Index Key", INVALID + "Type mismatch for Index Key "),
    *words("Invalid attribute value type", SCHEMA, INVALID + "Type mismatch for "),
    *words("Cannot do operations on a non-existent table", "Requested resource not found"),
    *words(
        "DynamoDB only supports precision up to 38 digits",
        "Attempting to store more than 38 significant digits in a Number",
    ),
    *words(
        "A value provided cannot be converted into a number",
        "The parameter cannot be converted to a numeric value",
    ),
    *words(
        "ExpressionAttributeValues contains invalid value: A value provided cannot be converted into a number",
        "ExpressionAttributeValues contains invalid value: The parameter cannot be converted",
    ),
    *words("Empty attribute name", INVALID + "Empty attribute name"),
    *words(
        "Hash primary key values must be under 2048 bytes",
        INVALID + "Size of hashkey has exceeded",
        INVALID + "Aggregated size of all range keys has exceeded",
    ),
    *words(INVALID + "Size limit exceeded", INVALID + "Size of hashkey has exceeded"),
    *words("Query condition missed key schema element", "Query condition missed key schema element: "),
    *words("Limit must be greater than or equal to 1", CONSTRAINT),
    *words("Limit in ListTables must be <= 100", CONSTRAINT),
    *words("Type mismatch for attribute to update", "The provided starting key is invalid: " + SCHEMA),
    *words(
        "Type mismatch for attribute to update", "An operand in the update expression has an incorrect data"
    ),
    *words("The batch write request list for a table cannot be null or empty", CONSTRAINT),
    *words("BatchWriteItem cannot have a null or no requests set", CONSTRAINT),
    *words("The list of keys in RequestItems for BatchGetItem is required", CONSTRAINT),
    *words("Too many items requested for the BatchGetItem call", CONSTRAINT),
    *words("BatchGetItem must have some requests set", CONSTRAINT),
    *words("Member must have length less than or equal to 100", CONSTRAINT),
    *words("Return values set to invalid value", CONSTRAINT),
    *words("Comparison type does not exist in DynamoDB", CONSTRAINT),
    *words("Member must satisfy enum value set", CONSTRAINT),
    *words("Select must be ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES, COUNT", CONSTRAINT),
    *words("1 validation error detected: Value '0' at 'segment'", CONSTRAINT + " '0' at 'totalSegments'"),
    *words("1 validation error detected: Value '-1' at 'segment'", CONSTRAINT + " '-1' at 'segment'"),
    *words("1 validation error detected: Value '2' at 'segment'", "The Segment parameter is zero-based"),
    *words("If segment is specified, total segment must also", "The TotalSegments parameter is required"),
    *words("If total segments is specified, a particular segment", "The Segment parameter is required"),
    *words("Cannot have two attributes with the same name", INVALID + "Duplicate value in attribute name: "),
    *words(
        "The provided starting key does not match the range key predicate",
        "The provided starting key is outside query boundaries based on provided conditions",
    ),
    *words(
        "Consistent read cannot be true when",
        "Consistent reads are not supported on global secondary indexes",
    ),
    *words(
        INVALID + "Input collection [a, a] contains duplicates",
        INVALID + "Input collection [a, a] contains dup",
    ),
    Difference(
        "DynamoDB Local lists types of its own that AWS does not know",
        r"operator or function: attribute_type, operand type: \{.*DOUBLE",
        r"operator or function: attribute_type, operand type: \{NS,SS,L,BS,N,M,B,BOOL,NULL,S\}",
    ),
    Difference(
        "SIZE is in AWS's list of reserved words; DynamoDB Local lets the names of functions pass",
        r'^\{"Count": 0, "Items": \[\], "ScannedCount": 0\}$',
        r"Attribute name is a reserved keyword; reserved keyword: size",
    ),
    Difference(
        "a key that is not there costs a read of its own on AWS; DynamoDB Local counts those that are",
        r'"CapacityUnits": 0.5, "TableName": "batch"\}\], "Responses": .*"UnprocessedKeys": \{\}',
        r'"CapacityUnits": 1.0, "TableName": "batch"\}\], "Responses": .*"UnprocessedKeys": \{\}',
    ),
    Difference(
        "a transactional write is two writes; DynamoDB Local counts four when the transaction has one action",
        r'^\{"ConsumedCapacity": \[\{"CapacityUnits": (4.0|28.0), .*"WriteCapacityUnits": (4.0|28.0)\}\]\}$',
        r'^\{"ConsumedCapacity": \[\{"CapacityUnits": (2.0|14.0), .*"WriteCapacityUnits": (2.0|14.0)\}\]\}$',
    ),
    Difference(
        "DynamoDB Local leaves ReadCapacityUnits out of the table's part",
        r'"ReadCapacityUnits": 2.0, "Table": \{"CapacityUnits": 2.0\}',
        r'"ReadCapacityUnits": 2.0, "Table": \{"CapacityUnits": 2.0, "ReadCapacityUnits": 2.0\}',
    ),
    Difference(
        "DynamoDB Local has no ItemCollectionMetrics",
        r"^(?!.*ItemCollectionMetrics)",
        r'"ItemCollectionMetrics"',
    ),
    Difference(
        "DynamoDB Local takes the digits of every script for numbers",
        r'^\{\}$|^\{"Item": \{"PK": (\{"N": "1"\}\}|\{"S": "k"\}, "n": \{"N": "1"\}\})\}$',
        r'cannot be converted to a numeric value: \u0661|"n": \{"N": "1234567890.0987654321"\}',
    ),
    Difference(
        "DynamoDB Local lets an update put the wrong type into the key of an index",
        r'^\{\}$|"g": \{"N": "1"\}, "h": \{"N": "1"\}',
        r'attempted to update the secondary index key to unsupported|"g": \{"S": "x"\}, "h": \{"N": "1"\}',
    ),
    *words("Cannot have null key for GetItem, DeleteItem, or UpdateItem", CONSTRAINT),
    Difference("DynamoDB Local fails", r'"Code": "InternalFailure"', r'"Code": "ValidationException"'),
    Difference(
        "DynamoDB Local reads the table although the index holds what is asked for",
        r'"LocalSecondaryIndexes": \{"local": \{"CapacityUnits": 0.5\}\}, "Table": \{"CapacityUnits": 2.5\}',
        r'"LocalSecondaryIndexes": \{"local": \{"CapacityUnits": 0.5\}\}, "Table": \{"CapacityUnits": 0.0\}',
    ),
    Difference(
        "DynamoDB Local does not normalize a difference", r'"num": \{"N": "12.0"\}', r'"num": \{"N": "12"\}'
    ),
    Difference(
        "DynamoDB Local reports what nobody asked for",
        r'^\{"ConsumedCapacity": \{"CapacityUnits": 1.0, "TableName": "updates"\}\}$',
        r"^\{\}$",
    ),
    Difference(
        "UPDATED_OLD and UPDATED_NEW show what the update names; DynamoDB Local shows the whole attribute",
        r'^\{"Attributes": \{"(l|m)": \{"(L|M)": .*\}\}$',
        r'^\{"Attributes": \{"(l|m)": \{"(L|M)": .*\}\}$',
    ),
    *words("", "The request uses the same client token as a previous, but non-identical request."),
    # tables
    *words(
        "No Hash Key specified in schema",
        INVALID + "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
    ),
    *words(
        "Hash Key not specified in Attribute Definitions",
        INVALID + "Some index key attributes are not defined",
    ),
    *words(
        "Two keys can not have the same name",
        "Cannot have two attributes with the same name",
        INVALID + "Both the Hash Key and the Range Key element in the KeySchema have the same name",
    ),
    *words(
        "The number of attributes in key schema must match the number of attributes defined",
        INVALID + "Number of attributes in KeySchema does not exactly match",
        INVALID + "Some AttributeDefinitions are not used",
        INVALID + "List of LocalSecondaryIndexes is empty",
    ),
    *words(
        "Too many hash keys specified",
        INVALID + "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type",
    ),
    *words(
        "No provisioned throughput specified for the",
        INVALID
        + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        INVALID + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
    ),
    *words("Table read and write throughput must be at least 1, and cannot be null", CONSTRAINT),
    *words("GSI list is empty/invalid", INVALID + "List of GlobalSecondaryIndexes is empty"),
    *words(
        "Global Secondary Index hash key not specified in Attribute Definitions",
        INVALID + "Some index key attributes are not defined in AttributeDefinitions",
    ),
    *words("Two global secondary indices have the same name", INVALID + "Duplicate index name: "),
    *words("Two local secondary indices have the same name", INVALID + "Duplicate index name: "),
    *words("Local Secondary Indices AND Global Secondary Indices must", INVALID + "Duplicate index name: "),
    *words("If Projection type INCLUDE is specified", CONSTRAINT),
    *words(
        "No attributes should be specified to be projected unless",
        INVALID + "ProjectionType is ALL, but NonKey",
    ),
    *words("Projection type must be INCLUDE, ALL, or KEYS_ONLY", CONSTRAINT),
    *words(
        "Local Secondary indices are not allowed on hash tables",
        INVALID + "Table KeySchema does not have a range",
    ),
    *words(
        "Local Secondary indices must have the same hash key",
        INVALID + "Index KeySchema does not have the same",
    ),
    *words(
        "Local secondary indices must have a range key", INVALID + "Index KeySchema does not have a range key"
    ),
    *words(
        "Cannot have more than 5 local secondary indexes", INVALID + "Number of LocalSecondaryIndexes exceeds"
    ),
    *words(
        "GlobalSecondaryIndex count exceeds the per-table limit", INVALID + "Number of GlobalSecondaryIndexes"
    ),
    *words(
        "Invalid StreamViewType: Stream ViewType must not be", INVALID + "StreamViewType is required when"
    ),
    *words(
        "Invalid StreamViewType: Stream StreamEnabled was false",
        INVALID + "StreamViewType can only be specified",
    ),
    *words("Invalid StreamViewType: NOPE", CONSTRAINT),
    *words("Cannot create preexisting table", "Table already exists: tables"),
    *words("Nothing to update", "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled"),
    *words(
        "The requested throughput value equals the current",
        "The provisioned throughput for the table will not",
    ),
    *words("No Attribute Schema Defined", INVALID + "Some index key attributes are not defined"),
    *words(
        "Update global secondary index action is null", INVALID + "One of GlobalSecondaryIndexUpdate.Update"
    ),
    *words("Table already has an enabled stream", "Table already has an enabled stream: TableName: tables"),
    *words("Table has no stream to disable", "Table has no stream to disable: TableName: tables"),
    *words(
        "TimeToLive is active on a different AttributeName",
        "TimeToLive is active on a different AttributeName: ",
    ),
    Difference(
        "an on-demand table takes no throughput, nor does its index; DynamoDB Local takes it",
        r'"BillingModeSummary": \{"BillingMode": "PAY_PER_REQUEST"\}',
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    ),
    Difference(
        "DynamoDB Local counts nothing in an index that is being created",
        r'"GlobalSecondaryIndexes": \[\{"IndexName": "one", "KeySchema"',
        r'"GlobalSecondaryIndexes": \[\{"IndexName": "one", "IndexSizeBytes": 0, "ItemCount": 0, "KeySchema"',
    ),
    Difference(
        "DynamoDB Local knows no table classes",
        r"^(?!.*TableClassSummary)",
        r'"TableClassSummary": \{"TableClass": "STANDARD_INFREQUENT_ACCESS"\}',
    ),
    Difference(
        "a start name may be shorter than any table's",
        "Invalid table/index name",
        r'^\{"TableNames": \["tables"\]\}$',
    ),
    Difference(
        "DynamoDB Local takes seconds for an index of nothing; ours is ready when the next call comes",
        "Index is being created|Only 1 online index can be created",
        "Attempting to create an index which already exists|The type of key attribute g is S and cannot be changed",
    ),
    Difference(
        "DynamoDB Local has no tags and no endpoints",
        '"Code": "UnknownOperationException"',
        r"^\{\}$|ResourcArn: .* not found|Invalid TableArn: Invalid ResourceArn provided as input nonsense",
    ),
    # PartiQL
    Difference("DynamoDB Local fails", '"Code": "InternalFailure"', r'^\{"Items": \[.+\]\}$'),
    *words("Unexpected path component", "Unexpected path component"),
    *words("Unsupported clause: LIMIT", "Unsupported clause: LIMIT"),
    *words(
        "Unsupported operation: DropTable", "Statement wasn't well formed, can't be processed: DROP TABLE"
    ),
    Difference(
        "DynamoDB Local takes the name `missing` for a keyword, in either case",
        "The left hand side argument to IS must be a Variable Reference",
        r'^\{"Items": \[\{"SK": \{"N": "1"\}\}',
    ),
    Difference(
        "DynamoDB Local turns `2 < SK` into `SK < 2`",
        r'^\{"Items": \[\{"SK": \{"N": "1"\}\}\]\}$',
        r'^\{"Items": \[\{"SK": \{"N": "3"\}\}, \{"SK": \{"N": "4"\}\}, \{"SK": \{"N": "5"\}\}\]\}$',
    ),
    Difference(
        "DynamoDB Local leaves the second half off the error's name",
        '"Code": "DuplicateItem"',
        '"Code": "DuplicateItemException"',
    ),
    Difference(
        "DynamoDB Local does not tell what a statement consumed",
        r'^(?!.*ConsumedCapacity)\{"(Items|Responses)"',
        r'^\{"ConsumedCapacity".*"(Items|Responses)"',
    ),
    *words(
        "Only single item select is supported", "Select statements within BatchExecuteStatement must specify"
    ),
    Difference(
        "AWS has a reason of its own for this",
        r'"Code": "ValidationError", "Message": "Duplicate primary key exists in table"',
        r'"Code": "DuplicateItem", "Message": "Duplicate primary key exists in table"',
    ),
]


def excuse(theirs: Any, ours: Any) -> Difference | None:
    """The difference that a pair of answers is, or None."""
    pair = [json.dumps(each, sort_keys=True, ensure_ascii=False) for each in (theirs, ours)]
    return next((each for each in DIFFERENCES if each.excuses(*pair)), None)
