"""The environment variables that a function sees.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
"""

from __future__ import annotations

from collections.abc import Mapping

# LocalStack's own, for its program inside a container
HOST_ONLY = ("EDGE_PORT", "AWS_LAMBDA_FUNCTION_TIMEOUT", "LAMBDA_TASK_ROOT")
HOST_PREFIX = "LOCALSTACK_"

AS_ON_AWS = {
    "LAMBDA_RUNTIME_DIR": "/var/runtime",
    "LANG": "en_US.UTF-8",
    "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    "PYTHONPATH": "/var/runtime",
    "TZ": ":UTC",
}
# known once the process knows where its folders are
FOLDER_VARIABLES = {"LAMBDA_TASK_ROOT": "{task}", "HOME": "{tmp}"}


def function_variables(
    host: Mapping[str, object], own: Mapping[str, str], runtime: str, machine: Mapping[str, str] | None = None
) -> dict[str, str]:
    """All variables of a function but those of `FOLDER_VARIABLES` and the Runtime API's address.

    :param host: what LocalStack gives to its containers: credentials, names, limits
    :param own: the function's own variables, which win over all
    :param runtime: such as `python3.13`
    :param machine: what this machine needs to start any process
    """
    given = {
        name: str(value)
        for name, value in host.items()
        if name not in HOST_ONLY and not name.startswith(HOST_PREFIX)
    }
    return {**given, **AS_ON_AWS, **(machine or {}), "AWS_EXECUTION_ENV": f"AWS_Lambda_{runtime}", **own}
