"""Calls the targets of EventBridge Scheduler's schedules, with the execution role of the schedule."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from botocore import xform_name
from localstack.aws.connect import connect_to

from nuage import clock
from nuage.schedules.courier import Delivery, Letter, RetryPolicy
from nuage.schedules.dead_letters import letter_attributes, send_letter
from nuage.schedules.events import iso
from nuage.schedules.schedule_calls import UNIVERSAL, Call, call_of
from nuage.schedules.schedule_inputs import Execution, rendered_input

PRINCIPAL = "scheduler"  # scheduler.amazonaws.com, as LocalStack writes it
SESSION = 900.0  # real seconds for which a role's session is used


def delivery_of(target: dict[str, Any], execution: Execution) -> Delivery:
    """One execution of a schedule, on its way to the target."""
    queue_arn = (target.get("DeadLetterConfig") or {}).get("Arn")
    send = partial(_send, target, execution)
    bury = partial(_bury, target, execution, queue_arn) if queue_arn else None
    return Delivery(execution.schedule_arn, target["Arn"], send, RetryPolicy.of(target), bury)


def _send(target: dict[str, Any], execution: Execution, attempt: int) -> None:
    call = call_of(target, rendered_input(target.get("Input"), execution, attempt))
    client = _client(target, execution, call.service)
    answer = getattr(client, xform_name(call.operation))(**_parameters(client, call))
    if failed := answer.get("FailedEntryCount"):
        raise RuntimeError(f"{failed} entries were refused: {answer.get('Entries')}")


def _client(target: dict[str, Any], execution: Execution, service: str) -> Any:
    """A client with the rights of the schedule's role, in the region of the target."""
    arn: str = target["Arn"]
    region = execution.schedule_arn.split(":")[3] if arn.startswith(UNIVERSAL) else arn.split(":")[3]
    return _session(target["RoleArn"], region, int(clock.monotonic() // SESSION)).get_client(service)


@lru_cache(maxsize=128)
def _session(role_arn: str, region: str, _period: int) -> Any:
    """Clients of a role's session, which serves a while: a session a call would fill STS's memory."""
    return connect_to.with_assumed_role(
        role_arn=role_arn, service_principal=PRINCIPAL, session_name="nuage-scheduler", region_name=region
    )


def _parameters(client: Any, call: Call) -> dict[str, Any]:
    if call.queue is not None:
        account, name = call.queue.split(":")[4:6]
        queues = connect_to(aws_access_key_id=account, region_name=call.queue.split(":")[3]).sqs
        url = queues.get_queue_url(QueueName=name, QueueOwnerAWSAccountId=account)["QueueUrl"]
        return {"QueueUrl": url, **call.parameters}
    # a universal target's parameters are in Pascal case, whatever the service's own API has
    operation = client.meta.service_model.operation_model(
        client.meta.method_to_api_mapping[xform_name(call.operation)]
    )
    names = {name.lower(): name for name in (operation.input_shape.members if operation.input_shape else {})}
    return {names.get(name.lower(), name): value for name, value in call.parameters.items()}


def _bury(target: dict[str, Any], execution: Execution, queue_arn: str, letter: Letter) -> None:
    """Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html."""
    sqs = _client({**target, "Arn": queue_arn}, execution, "sqs")
    attributes = letter_attributes(
        letter,
        EXECUTION_ID=execution.execution_id,
        SCHEDULED_TIME=iso(execution.scheduled),
        SCHEDULE_ARN=execution.schedule_arn,
        TARGET_ARN=target["Arn"],
    )
    send_letter(
        sqs, queue_arn, rendered_input(target.get("Input"), execution, letter.retries + 1), attributes
    )
