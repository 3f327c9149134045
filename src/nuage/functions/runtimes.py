"""Which functions this lab can run: those in Python, packed as zip archives."""

from __future__ import annotations

import re

# AWS's other managed runtimes: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
OTHER = re.compile(r"(nodejs|java|dotnet|ruby|provided|go)[\w.]*")


def why_not_run(runtime: str | None) -> str | None:
    """Why a runtime cannot be used; None for Python, and for names that AWS does not know either."""
    if runtime is None or not OTHER.fullmatch(runtime):
        return None
    return (
        f"The runtime {runtime} is not available in this lab: it runs functions in Python"
        " (python3.8 to python3.14). On AWS the same call works."
    )


def why_not_packaged(package_type: str) -> str | None:
    """Why a package type cannot be used."""
    if package_type == "Zip":
        return None
    return (
        f"The package type {package_type} is not available in this lab: it runs functions without"
        " containers. Pack the function as a zip archive. On AWS the same call works."
    )
