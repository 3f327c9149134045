"""Positions as AWS has been seen to give them."""

from __future__ import annotations

import json

import pytest

from nuage.iam.positions import place, spans

COMPACT = (
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":'
    '{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}'
)
ADMINISTRATOR = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"""
BODY = {"Effect": "Allow", "Action": ["s3:*"], "Resource": "*", "Sid": 'a "Statement": [}'}
SPACED = json.dumps({"Version": "2012-10-17", "Statement": [BODY, BODY]})


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        # the first example of the AWS CLI's page on simulate-custom-policy
        (COMPACT, [((1, 38), (1, 167))]),
        # seen in answers on AWS's own AdministratorAccess
        (ADMINISTRATOR, [((3, 17), (8, 6))]),
        (SPACED, [((1, 41), (1, 127)), ((1, 128), (1, 215))]),
        ('{"Statement": []}', []),
        ('{"Statement": {}}', [((1, 16), (1, 17))]),
    ],
)
def test_statements_are_found(text: str, positions: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    found = [
        tuple(tuple(place(text, offset).values()) for offset in (span.start, span.end))
        for span in spans(text)
    ]
    assert found == positions
    if text == SPACED:
        assert [json.loads(text[span.start : span.end]) for span in spans(text)] == [BODY, BODY]
