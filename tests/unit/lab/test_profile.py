"""A user's AWS files are precious: what is not ours stays byte for byte."""

from __future__ import annotations

import configparser
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.lab.problem import Problem
from nuage.lab.profile import SERVICE_IDS, Files, section_values, text_of, with_section, write_profile
from nuage.lab.profile import sections as sections_of

ENDPOINT = "http://127.0.0.1:4566"
VALUES = {"region": "us-east-1", "endpoint_url": ENDPOINT}

# what users' files hold: sections with keys, nested values, comments, empty and broken lines
names = st.sampled_from(["default", "work", "profile work", "profile school", "sso-session x", "services y"])
lines = st.sampled_from(
    [
        "region = eu-west-3",
        "aws_access_key_id=AKIAIOSFODNN7EXAMPLE",
        "s3 =",
        "  addressing_style = path",
        "# a comment, [nuage] in it",
        "; another = one",
        "",
        "   ",
        "\tendpoint_url = https://example.com",
        "nonsense",
        "caf\xc3\xa9 = \xff",
        "x = \x0b\x0c\x85y",
    ]
)
sections = st.builds(lambda name, body: [f"[{name}]", *body], names, st.lists(lines, max_size=6))
ours = st.builds(
    lambda body: ["[profile nuage]", *body],
    st.lists(
        st.sampled_from(
            ["region = eu-west-3", "output = json", "# mine", "endpoint_url = x", "s3 =", "  a = b"]
        )
    ),
)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str, str]:
    """The text before our section, our section (or nothing), and the text after it."""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    before, after = (draw(st.lists(sections, max_size=3)) for _ in range(2))
    own = draw(st.one_of(st.just([]), ours))

    def text(blocks: list[list[str]]) -> str:
        return "".join(line + end for block in blocks for line in block)

    return text(before), text([own]), text(after) if own else ""


@given(files())
def test_other_sections_stay_byte_for_byte(parts: tuple[str, str, str]) -> None:
    before, own, after = parts
    text = with_section(before + own + after, "profile nuage", VALUES)
    assert text.startswith(before)
    assert text.endswith(after)
    assert section_values(text, "profile nuage").items() >= VALUES.items()


@given(files())
def test_a_second_time_changes_nothing(parts: tuple[str, str, str]) -> None:
    text = with_section("".join(parts), "profile nuage", VALUES)
    assert with_section(text, "profile nuage", VALUES) == text


@given(files())
def test_other_lines_of_our_section_stay(parts: tuple[str, str, str]) -> None:
    before, own, after = parts
    text = with_section(before + own + after, "profile nuage", VALUES)
    for line in ("output = json", "# mine"):
        if line in own:
            assert line in text.removeprefix(before)


def test_the_text_is_what_botocore_reads(tmp_path: Path) -> None:
    text = with_section("[default]\nregion = eu-west-3\n", "profile nuage", VALUES)
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    assert dict(parser["profile nuage"]) == VALUES
    assert dict(parser["default"]) == {"region": "eu-west-3"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "[n]\na = 1\n"),
        ("[x]", "[x]\n\n[n]\na = 1\n"),
        ("[x]\r\n", "[x]\r\n\r\n[n]\r\na = 1\r\n"),
        ("[n]", "[n]\na = 1\n"),
        ("[n]\na=1\n", "[n]\na=1\n"),
        ("[n]\nA = 2\n  rest\n[x]\n", "[n]\na = 1\n[x]\n"),
        ("[n]\nb = 2\n", "[n]\na = 1\nb = 2\n"),
        ('["n"]\na = 2', '["n"]\na = 1'),
    ],
)
def test_examples(before: str, after: str) -> None:
    assert with_section(before, "n", {"a": "1"}) == after


@pytest.fixture
def home(tmp_path: Path) -> Files:
    return Files(tmp_path / "aws" / "config", tmp_path / "aws" / "credentials")


def test_files_are_made_for_their_owner_alone(home: Files) -> None:
    assert write_profile(home, ENDPOINT, "us-east-1", "test") == [home.config, home.credentials]
    assert home.credentials.read_text() == "[nuage]\naws_access_key_id = test\naws_secret_access_key = test\n"
    assert home.config.read_text() == f"[profile nuage]\nregion = us-east-1\nendpoint_url = {ENDPOINT}\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(home.credentials.stat().st_mode) == 0o600
    assert write_profile(home, ENDPOINT, "us-east-1", "test") == []
    assert sorted(path.name for path in home.config.parent.iterdir()) == ["config", "credentials"]


def test_bytes_of_any_encoding_links_and_permissions_survive(home: Files, tmp_path: Path) -> None:
    content = b"[default]\r\n# caf\xe9 \xff\xfe\r\nregion=eu-west-3\r\n"
    real = tmp_path / "dotfiles-config"
    real.write_bytes(content)
    real.chmod(0o640)
    home.config.parent.mkdir()
    home.config.symlink_to(real)
    write_profile(home, ENDPOINT, "us-east-1", "test")
    assert home.config.is_symlink()
    assert real.read_bytes().startswith(content)
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("credentials", "[nuage]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n"),
        ("config", "[profile nuage]\nsso_session = mine\n"),
        ("config", "[profile nuage]\nrole_arn = arn:aws:iam::123456789012:role/x\n"),
    ],
)
def test_a_real_profile_of_that_name_is_left_alone(home: Files, file: str, text: str) -> None:
    path = home.config.with_name(file)
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(
        Problem, match=r"There is a profile nuage in .* that is not the lab's: it was left as"
    ):
        write_profile(home, ENDPOINT, "us-east-1", "test")
    assert path.read_text() == text
    assert [other.name for other in path.parent.iterdir()] == [file]


def test_the_files_are_those_that_aws_tools_use() -> None:
    assert Files.of({"AWS_CONFIG_FILE": "/a", "AWS_SHARED_CREDENTIALS_FILE": "/b"}) == Files(
        Path("/a"), Path("/b")
    )
    assert Files.of({}).config == Path("~/.aws/config").expanduser()


def test_an_endpoint_for_each_service(tmp_path: Path) -> None:
    files = Files(tmp_path / "config", tmp_path / "credentials")
    files.config.write_text("[default]\nregion = eu-west-3\n")
    assert write_profile(files, ENDPOINT, "us-east-1", "test", by_service=True) == [
        files.config,
        files.credentials,
    ]
    assert write_profile(files, ENDPOINT, "us-east-1", "test", by_service=True) == []
    text = files.config.read_text()
    assert text.startswith(
        "[default]\nregion = eu-west-3\n\n[profile nuage]\nregion = us-east-1\nservices = nuage\n"
        "\n[services nuage]\n"
    )
    assert text.count(f"  endpoint_url = {ENDPOINT}\n") == len(SERVICE_IDS)
    # another port, then the other variant: what the section no longer needs goes
    write_profile(files, "http://127.0.0.1:4999", "us-east-1", "test", by_service=True)
    assert ENDPOINT not in files.config.read_text()
    write_profile(files, ENDPOINT, "us-east-1", "test")
    assert section_values(files.config.read_text(), "profile nuage") == VALUES


def test_services_that_lead_elsewhere_are_left_alone(tmp_path: Path) -> None:
    files = Files(tmp_path / "config", tmp_path / "credentials")
    theirs = "[services nuage]\ns3 =\n  endpoint_url = https://example.com\n"
    files.config.write_text(theirs)
    with pytest.raises(Problem, match=r"There is a profile nuage in .* that is not the lab's"):
        write_profile(files, ENDPOINT, "us-east-1", "test", by_service=True)
    assert files.config.read_text() == theirs
    assert not files.credentials.exists()


def test_the_profile_can_be_read_before_it_is_written() -> None:
    assert text_of(sections_of(ENDPOINT, "us-east-1", "test")) == (
        "# in ~/.aws/config, or where AWS_CONFIG_FILE says\n"
        f"[profile nuage]\nregion = us-east-1\nendpoint_url = {ENDPOINT}\n\n"
        "# in ~/.aws/credentials, or where AWS_SHARED_CREDENTIALS_FILE says\n"
        "[nuage]\naws_access_key_id = test\naws_secret_access_key = test\n"
    )
