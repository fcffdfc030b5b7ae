"""The files of `deploy/` as text: units, image, list of processes; `tests/deploy` runs nginx."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from campaign.dataset.engines.settings import LIMIT_S
from campaign.dataset.file_steps import FORMER_FOLDER, LOCK, NEW
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.web.first_paint import LONGEST_WAIT_S
from campaign.web.server import CLOSING_SECONDS

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "systemd" / "campaign@.service"
SCRIPT = DEPLOY / "nginx" / "processes.py"


# nginx -------------------------------------------------------------------------------------------


def processes(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True)


def test_the_shipped_list_is_of_two_processes() -> None:
    shipped = (DEPLOY / "nginx" / "campaign" / "processes.conf").read_text(encoding="utf-8")
    assert processes("127.0.0.1:8501", "127.0.0.1:8502").stdout == shipped


def test_a_draining_process_serves_only_its_own_viewers() -> None:
    first, second, third = (f"10.0.0.{number}:8501" for number in (5, 6, 7))
    lines = processes(first, second, third, "--draining", second).stdout
    groups = {
        name: re.findall(r"server (\S+)( backup)?", body)
        for name, body in re.findall(r"upstream (\w+) \{(.*?)\n\}", lines, re.DOTALL)
    }
    names = re.findall(r'\$" ([0-9a-f]{8});', lines)
    assert groups == {
        "campaign_any": [(first, ""), (third, "")],
        f"campaign_{names[0]}": [(first, ""), (third, " backup")],
        f"campaign_{names[1]}": [(second, ""), (first, " backup"), (third, " backup")],
        f"campaign_{names[2]}": [(third, ""), (first, " backup")],
    }
    for name in names:
        assert f"    {name} campaign_{name};" in lines


def test_the_name_of_a_process_depends_only_on_its_address() -> None:
    alone, among = (
        re.findall(r":8502\$\" ([0-9a-f]{8});", processes(*addresses).stdout)
        for addresses in (["127.0.0.1:8502"], ["127.0.0.1:8501", "127.0.0.1:8502", "[::1]:9"])
    )
    assert alone == among and len(alone) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["127.0.0.1"],
        ["127.0.0.1:8501;"],
        ["10.0.0:8501"],
        ["[127.0.0.1]:8501"],
        ["127.0.0.1:65536"],
        ["127.0.0.1:8501", "127.0.0.1:8501"],
        ["127.0.0.1:8501", "--draining", "127.0.0.1:8501"],
        ["127.0.0.1:8501", "--draining", "127.0.0.1:8502"],
    ],
)
def test_wrong_addresses_write_nothing(arguments: list[str]) -> None:
    answer = processes(*arguments)
    assert answer.returncode == 2 and answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        (
            "localhost:8501",
            "'localhost:8501' is not an IP address with a port, such as 127.0.0.1:8501",
        ),
        ("app1:8501", "'app1:8501' is not an IP address with a port, such as 127.0.0.1:8501"),
        ("[0:0:0:0:0:0:0:1]:8501", "'[0:0:0:0:0:0:0:1]:8501': write [::1]:8501"),
        ("[FD00::5]:8501", "'[FD00::5]:8501': write [fd00::5]:8501"),
        ("[::ffff:10.0.0.5]:8501", "'[::ffff:10.0.0.5]:8501': write 10.0.0.5:8501"),
        ("10.0.0.5:08501", "'10.0.0.5:08501': write 10.0.0.5:8501"),
    ],
)
def test_only_addresses_as_nginx_reports_them_are_accepted(address: str, advice: str) -> None:
    answer = processes(address)
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", f"{advice}\n")


def test_nginx_accepts_the_largest_upload_and_none_beyond() -> None:
    locations = (DEPLOY / "nginx" / "campaign" / "locations.conf").read_text(encoding="utf-8")
    largest = max(int(size) for size in re.findall(r"client_max_body_size (\d+)m;", locations))
    assert largest == MOST_MEGABYTES + 1


def test_nginx_waits_longer_than_a_page_or_a_file_may_take() -> None:
    locations = (DEPLOY / "nginx" / "campaign" / "locations.conf").read_text(encoding="utf-8")
    waits = dict(re.findall(r"location (.*) \{[^}]*proxy_read_timeout (\d+)s;", locations))
    assert int(waits["/"]) > LONGEST_WAIT_S
    assert int(waits["~ ^/(files|assets/link)/"]) > LIMIT_S


def test_the_page_of_an_unavailable_process_has_three_languages() -> None:
    page = (DEPLOY / "nginx" / "campaign" / "unavailable.html").read_text(encoding="utf-8")
    for lang in LANGUAGES:
        words = [
            Text.of(lang)("100 Days Against Human Trafficking"),
            Text.of(lang)("An error occurred. Reload the page."),
        ]
        section = f'<section lang="{lang}"><h2>{words[0]}</h2><p>{words[1]}</p></section>'
        assert section in page
    assert not re.findall(r"(?:src|href)=", page)


# systemd -----------------------------------------------------------------------------------------


def sections(unit: Path) -> dict[str, dict[str, list[str]]]:
    """The settings of a unit; ValueError for a line that is neither a section nor a setting."""
    result: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] | None = None
    for line in unit.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if match := re.fullmatch(r"\[(Unit|Service|Install)\]", line):
            section = result.setdefault(match[1], {})
        elif (match := re.fullmatch(r"([A-Z][A-Za-z]+)=(.*\S|)", line)) and section is not None:
            section.setdefault(match[1], []).append(match[2])
        else:
            raise ValueError(f"{unit.name}: {line!r}")
    return result


HARDENING = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectControlGroups": "yes",
    "RestrictNamespaces": "yes",
    "RestrictSUIDSGID": "yes",
    "MemoryDenyWriteExecute": "yes",
    "User": "campaign",
}


def test_the_unit_runs_the_command_with_few_rights() -> None:
    unit = sections(UNIT)
    service = unit["Service"]
    for name, value in HARDENING.items():
        assert service[name] == [value], name
    (command,) = service["ExecStart"]
    assert shlex.split(command) == [
        "/opt/campaign/.venv/bin/python",
        *("-m", "campaign", "serve", "--address", "127.0.0.1", "--port", "%i"),
    ]
    assert service["Type"] == ["notify"] and service["Restart"] == ["always"]
    assert int(service["LimitNOFILE"][0]) >= 65_536
    # Running downloads can end before systemd stops the process.
    assert int(service["TimeoutStopSec"][0].removesuffix("s")) > CLOSING_SECONDS
    assert unit["Install"]["WantedBy"] == ["campaign.target"]
    target = sections(DEPLOY / "systemd" / "campaign.target")
    assert target["Install"]["WantedBy"] == ["multi-user.target"]
    repeated = {"SystemCallFilter"}
    assert {name for name, values in service.items() if len(values) > 1} == repeated


def test_settings_are_ones_that_the_dashboard_reads() -> None:
    lines = (DEPLOY / "systemd" / "environment").read_text(encoding="utf-8").splitlines()
    names = {match[1] for line in lines if (match := re.match(r"#?([A-Z_]+)=", line))}
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "campaign").rglob("*.py"))
    ours = {name for name in names if name.startswith("CAMPAIGN_")}
    assert len(ours) == 4 and all(f'"{name}"' in sources for name in ours)
    # The others are Streamlit's and uvicorn's.
    assert names - ours == {"STREAMLIT_SERVER_COOKIE_SECRET", "FORWARDED_ALLOW_IPS"}


# The image ---------------------------------------------------------------------------------------


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, (name, arguments), with continued lines in one."""
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    pairs = (line.split(None, 1) for line in lines.splitlines() if line and line[0] != "#")
    return [(name, arguments) for name, arguments in pairs]


def test_every_file_that_the_image_copies_exists() -> None:
    known = {
        "FROM", "COPY", "RUN", "WORKDIR", "ENV", "USER", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK",
        "ENTRYPOINT", "CMD",
    }  # fmt: skip
    assert {name for name, _ in instructions()} <= known
    copied = set()
    for arguments in (rest.split() for name, rest in instructions() if name == "COPY"):
        if not arguments[0].startswith("--from="):
            copied |= set(arguments[:-1])
    assert {path for path in copied if not (ROOT / path).exists()} == set()
    # The image has the files that the server needs, and cannot have secrets.
    needed = {"dashboard.py", "pages/", "campaign/", "data/", "geo/", ".streamlit/config.toml"}
    assert needed <= copied
    assert not copied & {".", "./", ".streamlit/", ".streamlit"}


def test_the_image_runs_without_root_and_serves() -> None:
    given = dict(instructions())  # the last of each instruction
    user, group = given["USER"].split(":")
    assert user.isdecimal() and int(user) > 0 and user == group
    (users,) = (rest for name, rest in instructions() if "useradd" in rest)
    # Without groupadd, the id of the group would differ from that of the user.
    assert f"groupadd --system --gid {group} " in users
    assert f"--uid {user} --gid {group} " in users
    assert given["ENTRYPOINT"].endswith('"-m", "campaign", "serve"]')
    port = given["EXPOSE"]
    assert f'"--port", "{port}"' in given["CMD"] and f":{port}/health" in given["HEALTHCHECK"]
    images = {rest.split()[0] for name, rest in instructions() if name == "FROM"}
    assert all(re.fullmatch(r"docker\.io/library/python:3\.\d+-slim-\w+", name) for name in images)


def test_every_build_command_uses_a_format_with_a_health_check() -> None:
    assert "HEALTHCHECK" in dict(instructions())
    texts = [DEPLOY / "Containerfile", ROOT / "docs" / "deploy.md"]
    lines = [line for file in texts for line in file.read_text(encoding="utf-8").splitlines()]
    builds = [line for line in lines if "podman build" in line]
    assert len(builds) == 2 and all(" --format docker " in line for line in builds)


def test_files_that_the_server_writes_are_not_copied_into_the_image() -> None:
    # Podman and docker read the file of this name beside the Containerfile.
    text = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8")
    ignored = {line for line in text.splitlines() if line and line[0] != "#"}
    needed = {"**/__pycache__", f"**/{LOCK}", f"**/*{NEW}"}
    assert ignored == {*needed, f"data/*/{FORMER_FOLDER}"}


def test_the_document_installs_the_programs_that_its_commands_use() -> None:
    words = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    for program, package in (("git clone", "git"), ("python3 -m venv", "python3-venv")):
        before = words[: words.index(program)]
        assert re.search(rf"apt-get install .*\b{package}\b", before), package


def test_the_document_names_files_that_exist() -> None:
    words = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"\b(?:deploy|bench|docs)/[\w@./-]*\w", words))
    assert len(paths) >= 7
    assert {path for path in paths if not (ROOT / path).exists()} == set()
