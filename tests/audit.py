"""The audit of the packages that the dashboard needs: `python -m tests.audit`.

The first part needs no network: every requirement names one version, that version is installed,
and the requirements of all packages are met. The second part asks the package index that pip uses
for advisories against each installed package of requirements.txt and its dependencies. Where the
index does not answer, or knows a package only in another version, the output says so and this is
no finding; `--must-answer` makes it a failure. The exit code is 0, or 1 where there is a finding.
"""

from __future__ import annotations

import argparse
import json
import os
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FILES = ("requirements.txt", "requirements-engines.txt", "requirements-dev.txt")
SECONDS = 15

Fetch = Callable[[str], Mapping[str, Any] | None]


class Unanswered(Exception):
    """The index cannot be reached, or its response is not valid."""


@dataclass(frozen=True)
class Advisories:
    """Advisories by package, and the packages that the index does not know in this version."""

    by_package: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]


def pins(content: str) -> tuple[dict[str, str], list[str]]:
    """The version of each requirement by name, and the lines that do not name exactly one.

    Requirements whose marker excludes this system are skipped.
    """
    pinned, loose = {}, []
    for line in content.splitlines():
        words = line.partition("#")[0].strip()
        if not words or words.startswith("-r "):
            continue
        needed = Requirement(words)
        versions = list(needed.specifier)
        if len(versions) != 1 or versions[0].operator != "==" or "*" in versions[0].version:
            loose.append(words)
        elif needed.marker is None or needed.marker.evaluate():
            pinned[canonicalize_name(needed.name)] = versions[0].version
    return pinned, loose


def version_mismatches(pinned: Mapping[str, str]) -> list[str]:
    """A sentence for each package of which another version or none is installed."""
    sentences = []
    for name, wanted in pinned.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "nothing"
        if installed != wanted:
            sentences.append(f"{name}: {wanted} is required, {installed} is installed")
    return sentences


def with_dependencies(names: Iterator[str] | list[str]) -> dict[str, str]:
    """The installed versions of these packages and of all their dependencies, by name."""
    versions: dict[str, str] = {}
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in versions:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # pip check names what is missing
        versions[name] = package.version
        for line in package.requires or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(needed.name))
    return versions


def advisories(installed: Mapping[str, str], fetch: Fetch) -> Advisories:
    """The advisories of the index against these versions. Raises Unanswered.

    An index has one page for a version. Some mirrors have only the page of a package, which
    describes its newest version: it is read next, and counts if that version is the installed one.
    """

    def find_vulnerabilities(package: tuple[str, str]) -> tuple[str, tuple[str, ...] | None]:
        name, wanted = package
        page = fetch(f"{name}/{wanted}/json") or fetch(f"{name}/json")
        if page is None or page.get("info", {}).get("version") != wanted:
            return name, None
        if not isinstance(page.get("vulnerabilities"), list):
            return name, None
        return name, tuple(
            f"{name} {wanted}: {one['id']} {' '.join(one.get('aliases', ()))}, "
            f"fixed in {', '.join(one.get('fixed_in') or ()) or 'no version'}"
            for one in page["vulnerabilities"]
            if not one.get("withdrawn")
        )

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(find_vulnerabilities, installed.items()))
    return Advisories(
        {name: lines for name, lines in answers if lines},
        tuple(f"{name} {installed[name]}" for name, lines in answers if lines is None),
    )


def index() -> str:
    """The address of the index that pip uses, without the suffix for simple pages."""
    configured = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    address = os.environ.get("PIP_INDEX_URL") or configured
    if not address:
        from pip._internal.models.index import PyPI  # pip's default

        address = PyPI.simple_url
    return address.rstrip("/").removesuffix("/simple")


def page_fetcher(address: str) -> Fetch:
    """Return a function that gets the JSON of a page of the index: None for a missing page."""
    trusted = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))

    def fetch(page: str) -> Mapping[str, Any] | None:
        try:
            with urllib.request.urlopen(
                f"{address}/pypi/{page}", timeout=SECONDS, context=trusted
            ) as answer:
                content = json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code == 404:
                return None
            raise Unanswered(f"the index answers {refused.code}") from refused
        except (OSError, ValueError) as failure:
            raise Unanswered(f"the index cannot be reached ({type(failure).__name__})") from failure
        return content if isinstance(content, dict) else None

    return fetch


def main(arguments: list[str] | None = None, fetch: Fetch | None = None) -> int:
    """Audit, print the findings, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.audit")
    parser.add_argument("--must-answer", action="store_true", help="fail where nothing is known")
    chosen = parser.parse_args(arguments)
    wrong = offline_issues()
    for line in wrong:
        print(line)
    served = list(pins((ROOT / FILES[0]).read_text(encoding="utf-8"))[0])
    installed = with_dependencies(served)
    try:
        answer = advisories(installed, fetch or page_fetcher(index()))
    except Unanswered as failure:
        print(f"NOT AUDITED against advisories: {failure}. No advisories were read.")
        return 1 if wrong or chosen.must_answer else 0
    for lines in answer.by_package.values():
        print("\n".join(lines))
    if answer.unknown:
        print(f"NOT AUDITED, the index does not know them: {', '.join(answer.unknown)}")
    audited = len(installed) - len(answer.unknown)
    affected = len(answer.by_package)
    print(f"audited {audited} of {len(installed)} packages: advisories against {affected}")
    return 1 if wrong or answer.by_package or (answer.unknown and chosen.must_answer) else 0


def offline_issues() -> list[str]:
    """The issues of the requirements and the installed packages that need no network to find."""
    wrong = []
    for file in FILES:
        pinned, loose = pins((ROOT / file).read_text(encoding="utf-8"))
        wrong += [f"{file}: {line!r} does not name one version" for line in loose]
        wrong += [f"{file}: {line}" for line in version_mismatches(pinned)]
    checked = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    return wrong + (checked.stdout.splitlines() if checked.returncode else [])


if __name__ == "__main__":
    sys.exit(main())
