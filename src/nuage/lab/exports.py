"""What a shell has to be told so that AWS's tools use the lab, in the words of four shells."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from nuage.lab.clients import KEY

SHELLS = ("sh", "fish", "powershell", "cmd")
# they would lead to a real account, or past the lab
UNSET = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
)
PROXIES = ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")
NO_PROXY = ("no_proxy", "NO_PROXY")


def variables(endpoint: str, region: str, environment: Mapping[str, str]) -> dict[str, str | None]:
    """The variables to set, and, as None, those to unset.

    :param environment: the shell's own, for what it holds already
    """
    unset = [*UNSET, *sorted(name for name in environment if name.startswith("AWS_ENDPOINT_URL_"))]
    host = endpoint.partition("//")[2].rpartition(":")[0]
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": KEY,
        "AWS_DEFAULT_REGION": region,
        "AWS_REGION": region,
        **dict.fromkeys(unset),
        **({name: no_proxy(host, environment) for name in NO_PROXY} if proxied(host, environment) else {}),
    }


def back(names: Mapping[str, object]) -> dict[str, str | None]:
    """What undoes `variables`: boto3's own configuration decides again."""
    return {name: None for name in names if name.startswith("AWS_")}


def proxied(host: str, environment: Mapping[str, str]) -> bool:
    """Whether calls to a host of ours would go to a proxy, which would look for it on its own machine."""
    if not any(environment.get(name) for name in PROXIES):
        return False
    excepted = ",".join(environment.get(name, "") for name in NO_PROXY).split(",")
    return not {host, "*"} & {name.strip() for name in excepted}


def no_proxy(host: str, environment: Mapping[str, str]) -> str:
    """The hosts that are excepted from the proxy already, and ours."""
    existing = next((environment[name] for name in NO_PROXY if environment.get(name)), "")
    return f"{existing},{host}" if existing else host


def render(values: Mapping[str, str | None], shell: str) -> list[str]:
    """The lines for a shell."""
    return [_line(shell, name, value) for name, value in values.items()]


def usage(shell: str, command: str) -> str:
    """A comment that says how to let the shell read the lines."""
    return {
        "sh": f'# run: eval "$({command})"',
        "fish": f"# run: {command} | source",
        "powershell": f"# run: {command} | Out-String | Invoke-Expression",
        "cmd": f"rem run: for /f \"delims=\" %i in ('{command}') do @%i",
    }[shell]


def _line(shell: str, name: str, value: str | None) -> str:
    if shell == "fish":
        return f"set -e {name}" if value is None else f"set -gx {name} {_quoted(value, chr(92) + chr(39))}"
    if shell == "powershell":
        if value is None:
            return f"Remove-Item Env:{name} -ErrorAction SilentlyContinue"
        return f"$env:{name} = {_quoted(value, chr(39) * 2)}"
    if shell == "cmd":
        return f'set "{name}={value or ""}"'
    return f"unset {name}" if value is None else f"export {name}={shlex.quote(value)}"


def _quoted(value: str, quote: str) -> str:
    """In single quotes; `quote` is how the shell writes one inside."""
    return "'" + value.replace("'", quote) + "'"
