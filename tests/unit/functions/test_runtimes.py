from __future__ import annotations

import pytest

from nuage.functions.runtimes import why_not_packaged, why_not_run


@pytest.mark.parametrize(
    "runtime", ["nodejs22.x", "java21", "java8.al2", "dotnet8", "ruby3.4", "provided.al2023", "go1.x"]
)
def test_other_languages_are_refused_with_the_reason(runtime: str) -> None:
    assert why_not_run(runtime) == (
        f"The runtime {runtime} is not available in this lab: it runs functions in Python"
        " (python3.8 to python3.14). On AWS the same call works."
    )


@pytest.mark.parametrize("runtime", [None, "python3.13", "python3.8", "cobol"])
def test_python_is_run_and_nonsense_is_left_to_the_validation(runtime: str | None) -> None:
    assert why_not_run(runtime) is None


def test_images_are_refused() -> None:
    assert why_not_packaged("Zip") is None
    assert "Pack the function as a zip archive" in str(why_not_packaged("Image"))
