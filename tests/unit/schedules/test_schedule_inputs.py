from __future__ import annotations

import json

from nuage.schedules.schedule_inputs import Execution, rendered_input

ARN = "arn:aws:scheduler:us-east-1:123456789012:schedule/default/s"
EXECUTION = Execution(ARN, 1_647_975_583.0, "d32c5kddcf5bb8c3")


def test_context_attributes_are_filled_in() -> None:
    text = (
        "<aws.scheduler.schedule-arn> <aws.scheduler.scheduled-time> "
        "<aws.scheduler.execution-id> <aws.scheduler.attempt-number> <aws.scheduler.other>"
    )
    assert rendered_input(text, EXECUTION, 2) == (
        f"{ARN} 2022-03-22T18:59:43Z d32c5kddcf5bb8c3 2 <aws.scheduler.other>"
    )


def test_without_input_there_is_a_notification() -> None:
    assert json.loads(rendered_input(None, EXECUTION, 1)) == {
        "version": "0",
        "id": "d32c5kddcf5bb8c3",
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": "123456789012",
        "time": "2022-03-22T18:59:43Z",
        "region": "us-east-1",
        "resources": [ARN],
        "detail": "{}",
    }
