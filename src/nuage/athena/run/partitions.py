"""ALTER TABLE … ADD, DROP, RENAME PARTITION, a partition's location, and MSCK REPAIR TABLE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nuage.athena import statements as s
from nuage.athena.catalog import glue_partitions, location_of, partition_columns
from nuage.athena.ddl.glue import partition_input
from nuage.athena.errors import HiveError
from nuage.athena.executions import Outcome
from nuage.athena.objects.partitions import discover
from nuage.athena.run import hive
from nuage.athena.run.conditions import holds
from nuage.athena.run.context import Run
from nuage.athena.session import AwsError


def _where(found: Mapping[str, Any]) -> dict[str, str]:
    return {"DatabaseName": found["DatabaseName"], "TableName": found["Name"]}


def _checked(found: Mapping[str, Any], spec: Mapping[str, str]) -> dict[str, str]:
    """A partition's values by key, all of them.

    :raises HiveError: when a key is missing or unknown
    """
    keys = [key["Name"] for key in found.get("PartitionKeys") or []]
    given = {key.lower(): value for key, value in spec.items()}
    if set(given) != set(keys):
        raise HiveError(
            "FAILED: SemanticException partition spec "
            f"{{{', '.join(f'{k}={v}' for k, v in given.items())}}} doesn't contain all "
            f"({len(keys)}) partition columns"
        )
    return {key: given[key] for key in keys}


def add_partitions(run: Run, statement: s.AddPartitions) -> Outcome:
    """ALTER TABLE … ADD [IF NOT EXISTS] PARTITION."""
    found = hive.table(run, statement.name)
    inputs = [partition_input(found, _checked(found, spec), where) for spec, where in statement.partitions]
    for start in range(0, len(inputs), 100):
        chunk = inputs[start : start + 100]
        answer = hive.call(run, "BatchCreatePartition", **_where(found), PartitionInputList=chunk)
        for failure in answer.get("Errors", []):
            detail = failure["ErrorDetail"]
            if statement.if_not_exists and detail["ErrorCode"] == "AlreadyExistsException":
                continue
            raise hive.task_error(
                f"AlreadyExistsException(message:Partition already exists: {failure['PartitionValues']})"
                if detail["ErrorCode"] == "AlreadyExistsException"
                else f"MetaException(message:{detail['ErrorMessage']})"
            )
    return Outcome()


def drop_partitions(run: Run, statement: s.DropPartitions) -> Outcome:
    """ALTER TABLE … DROP [IF EXISTS] PARTITION: all that meet one of the conditions."""
    found = hive.table(run, statement.name)
    keys = partition_columns(found)
    columns = {key.name: key for key in keys}
    present = [(p, p.typed(keys)) for p in glue_partitions(run.session, found)]
    gone: dict[tuple[str, ...], None] = {}
    for conditions in statement.partitions:
        if any(key not in columns for key, _, _ in conditions):
            raise HiveError(
                "FAILED: SemanticException [Error 10006]: Partition not found " + _shown(conditions)
            )
        chosen = [
            p.values
            for p, typed in present
            if all(holds(columns[key], sign, text, typed[key]) for key, sign, text in conditions)
        ]
        if not chosen and not statement.if_exists:
            raise HiveError(
                "FAILED: SemanticException [Error 10006]: Partition not found " + _shown(conditions)
            )
        gone.update(dict.fromkeys(chosen))
    values = list(gone)
    for start in range(0, len(values), 25):
        chunk = [{"Values": list(v)} for v in values[start : start + 25]]
        hive.call(run, "BatchDeletePartition", **_where(found), PartitionsToDelete=chunk)
    return Outcome()


def _shown(conditions: Sequence[tuple[str, str, str]]) -> str:
    return " AND ".join(f"{key} {sign} '{value}'" for key, sign, value in conditions)


def rename_partition(run: Run, statement: s.RenamePartition) -> Outcome:
    """ALTER TABLE … PARTITION (…) RENAME TO PARTITION (…): the objects stay where they are."""
    found = hive.table(run, statement.name)
    old, new = _checked(found, statement.old), _checked(found, statement.new)
    before = _partition(run, found, list(old.values()))
    made = {"Values": list(new.values()), "StorageDescriptor": before["StorageDescriptor"], "Parameters": {}}
    try:
        hive.call(
            run,
            "UpdatePartition",
            **_where(found),
            PartitionValueList=list(old.values()),
            PartitionInput=made,
        )
    except AwsError as error:
        raise hive.task_error(f"{error.code}(message:{error.message})") from error
    return Outcome()


def _partition(run: Run, found: Mapping[str, Any], values: list[str]) -> dict[str, Any]:
    try:
        partition: dict[str, Any] = hive.call(run, "GetPartition", **_where(found), PartitionValues=values)[
            "Partition"
        ]
    except AwsError as error:
        shown = "/".join(
            f"{key['Name']}={value}" for key, value in zip(found["PartitionKeys"], values, strict=True)
        )
        raise HiveError(f"FAILED: SemanticException [Error 10006]: Partition not found {shown}") from error
    return partition


def set_partition_location(run: Run, name: s.Name, spec: Mapping[str, str], location: str) -> Outcome:
    """ALTER TABLE … PARTITION (…) SET LOCATION."""
    found = hive.table(run, name)
    values = list(_checked(found, spec).values())
    before = _partition(run, found, values)
    made = {
        "Values": values,
        "StorageDescriptor": {**before["StorageDescriptor"], "Location": location},
        "Parameters": before.get("Parameters") or {},
    }
    hive.call(run, "UpdatePartition", **_where(found), PartitionValueList=values, PartitionInput=made)
    return Outcome()


def repair(run: Run, statement: s.MsckRepair) -> Outcome:
    """MSCK REPAIR TABLE: adds the partitions whose folders are there; takes none away."""
    name = run.name(statement.name)
    try:
        found = hive.table(run, statement.name)
    except HiveError:
        return Outcome(body=f"Tables missing on filesystem:\t{name.table}".encode())
    if found.get("TableType") == "VIRTUAL_VIEW":
        raise hive.task_error("Can not create a Path from an empty string", 1100)
    keys = partition_columns(found)
    if not keys:
        return Outcome()
    known = {p.values for p in glue_partitions(run.session, found)}
    place = location_of(found.get("StorageDescriptor"))
    new = [p for p in discover(run.session.objects, place, keys) if p.values not in known]
    inputs = [
        partition_input(found, {k.name: v for k, v in zip(keys, p.values, strict=True)}, p.location.uri)
        for p in new
    ]
    for start in range(0, len(inputs), 100):
        hive.call(
            run, "BatchCreatePartition", **_where(found), PartitionInputList=inputs[start : start + 100]
        )
    if not new:
        return Outcome()
    shown = ["/".join(f"{k.name}={v}" for k, v in zip(keys, p.values, strict=True)) for p in new]
    text = "Partitions not in metastore:\t" + "\t".join(f"{name.table}:{s_}" for s_ in shown)
    text += "".join(f"\nRepair: Added partition to metastore {name.table}:{s_}" for s_ in shown)
    return Outcome(body=text.encode())
