from __future__ import annotations

from nuage.functions.variables import function_variables


def test_what_is_for_the_host_alone_is_left_out() -> None:
    for_host = {"LOCALSTACK_RUNTIME_ID": "x", "EDGE_PORT": "4566", "AWS_LAMBDA_FUNCTION_TIMEOUT": 3}
    host = {**for_host, "AWS_REGION": "us-east-1"}
    variables = function_variables(host, {}, "python3.13")
    assert variables["AWS_REGION"] == "us-east-1"
    assert not set(variables) & set(for_host)


def test_the_functions_own_win() -> None:
    variables = function_variables({}, {"LANG": "fr_FR.UTF-8", "EDGE_PORT": "mine"}, "python3.13")
    assert variables["LANG"] == "fr_FR.UTF-8"
    assert variables["EDGE_PORT"] == "mine"


def test_values_are_text() -> None:
    assert (
        function_variables({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128}, {}, "python3.12")[
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"
        ]
        == "128"
    )
    assert function_variables({}, {}, "python3.12")["AWS_EXECUTION_ENV"] == "AWS_Lambda_python3.12"
