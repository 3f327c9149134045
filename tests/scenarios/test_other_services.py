"""Services that are LocalStack's alone: those that run, and those that cannot run here."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab


def test_kms_makes_a_key_that_encrypts(lab: Lab) -> None:
    kms = lab.client("kms")
    key = kms.create_key(Description="of a lab")["KeyMetadata"]["KeyId"]
    sealed = kms.encrypt(KeyId=key, Plaintext=b"a secret")["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=sealed)["Plaintext"] == b"a secret"


def test_secrets_and_parameters_are_kept(lab: Lab) -> None:
    lab.client("secretsmanager").create_secret(Name="other/secret", SecretString="x")
    assert lab.client("secretsmanager").get_secret_value(SecretId="other/secret")["SecretString"] == "x"
    lab.client("ssm").put_parameter(Name="/other/parameter", Value="y", Type="SecureString")
    found = lab.client("ssm").get_parameter(Name="/other/parameter", WithDecryption=True)
    assert found["Parameter"]["Value"] == "y"


def test_what_cannot_run_here_says_so_by_name_and_is_not_tried_again(lab: Lab) -> None:
    with pytest.raises(ClientError) as caught:
        lab.client("stepfunctions").list_state_machines()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert caught.value.response["Error"] == {
        "Code": "InternalFailure",
        "Message": "The service stepfunctions does not run in this lab: No module named 'jpype'",
    }
