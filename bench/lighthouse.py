"""Lighthouse's scores of pages on a phone with slow 4G and on a desktop computer."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.browser import ARGUMENTS, chromium
from bench.served import Server, serving
from bench.subject import APP, PLAIN, ROOT, SUBJECTS, Subject
from bench.turns import by_turns
from bench.viewer import viewing

COMMAND = ROOT / "bench" / "node_modules" / ".bin" / "lighthouse"
PAGES = ("", "map", "timeline")
"""Pages of the app; the plain page has one."""
PRESETS = ("mobile", "desktop")
SCORES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best_practices": "best-practices",
    "seo": "seo",
}
"""Lighthouse's name of each category."""
TIMES = {
    "fcp_s": "first-contentful-paint",
    "lcp_s": "largest-contentful-paint",
    "tbt_s": "total-blocking-time",
}
"""Lighthouse's name of each time, which it gives in ms."""
# The plain page's map requests base lines of the world from this host; no machine may load them.
BLOCKED_URLS = "*cdn.plot.ly*"
RUN_SECONDS = 300.0
"""Timeout of a run of Lighthouse."""
MOST_TRIES = 3
RECORDING_ERRORS = {"NO_NAVSTART", "NO_TRACING_STARTED", "NO_SCREENSHOTS"}
"""Errors of recording a page, after which Lighthouse asks for another run."""


def measure(
    pages: Sequence[str] = PAGES, presets: Sequence[str] = PRESETS, rounds: int = 3
) -> dict[str, Any]:
    """Return {subject: {path: {preset: medians}}}; the subjects take turns on visited servers."""
    with ExitStack() as stack:
        servers = {subject: stack.enter_context(serving(subject)) for subject in SUBJECTS}
        addresses = page_addresses(servers, pages)
        open_once(servers, addresses)
        values = by_turns(
            {
                (subject, page, preset): partial(audit, address, preset)
                for preset in presets
                for (subject, page), address in addresses.items()
            },
            rounds,
        )
    results: dict[str, Any] = {subject.name: {} for subject in SUBJECTS}
    for (subject, page, preset), medians in values.items():
        results[subject.name].setdefault(f"/{page}", {})[preset] = medians
    return results


def page_addresses(
    servers: Mapping[Subject, Server], pages: Sequence[str]
) -> dict[tuple[Subject, str], str]:
    """Return the addresses of these pages of the app, and then of the plain page."""
    addresses = {(APP, page): f"{servers[APP].address}/{page}" for page in pages}
    return addresses | {(PLAIN, PLAIN.page): f"{servers[PLAIN].address}/{PLAIN.page}"}


def open_once(servers: Mapping[Subject, Server], pages: Iterable[tuple[Subject, str]]) -> None:
    """Open each page once without a browser, so that no measured response is a server's first."""

    async def arrive(address: str, page: str) -> None:
        async with viewing(address, page, timeout=RUN_SECONDS) as viewer:
            await viewer.arrive()

    for subject, page in pages:
        asyncio.run(arrive(servers[subject].address, page))


def audit(address: str, preset: str) -> dict[str, Any]:
    """Return Lighthouse's values of a page, from the first run that could record it.

    Raises RuntimeError if no run could.
    """
    if not COMMAND.exists():
        raise RuntimeError("Lighthouse is not installed: make bench/node_modules/.stamp")
    for _ in range(MOST_TRIES - 1):
        report = _run_lighthouse(address, preset)
        if report.get("runtimeError", {}).get("code") not in RECORDING_ERRORS:
            return read_report(report)
    return read_report(_run_lighthouse(address, preset))


def _run_lighthouse(address: str, preset: str) -> dict[str, Any]:
    """Return the report of one run. Raises RuntimeError without one."""
    with TemporaryDirectory() as folder:
        # A file, because Lighthouse ends before it has written all of its report to a pipe.
        path = Path(folder) / "report.json"
        process = subprocess.run(
            [
                *(str(COMMAND), address, "--output=json", f"--output-path={path}"),
                *("--quiet", "--no-enable-error-reporting"),
                f"--only-categories={','.join(SCORES.values())}",
                f"--blocked-url-patterns={BLOCKED_URLS}",
                f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
                # Without a preset, Lighthouse measures mobile.
                *(["--preset=desktop"] if preset == "desktop" else []),
            ],
            env=os.environ | {"CHROME_PATH": chromium()},
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS,
        )
        if not path.exists():
            raise RuntimeError(f"Lighthouse failed: {process.stderr}")
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return report


def read_report(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return scores (0 to 1), times in seconds, layout shift, bytes, requests, and failed audits.

    A score or time that Lighthouse could not measure is None. Bytes and requests are those of HTTP,
    without messages through a websocket. Failed audits are those of accessibility, best practices
    and SEO. Raises RuntimeError if the page did not load.
    """
    if "runtimeError" in report:
        raise RuntimeError(f"Lighthouse: {report['runtimeError']['message']}")
    audits, categories = report["audits"], report["categories"]
    requests = [
        request
        for request in audits["network-requests"]["details"]["items"]
        if request["url"].startswith(("http:", "https:"))
    ]
    result = {name: categories[category]["score"] for name, category in SCORES.items()}
    for name, time in TIMES.items():
        value = audits[time].get("numericValue")
        result[name] = None if value is None else value / 1000
    return result | {
        "cls": audits["cumulative-layout-shift"].get("numericValue"),
        "bytes": sum(request.get("transferSize", 0) for request in requests),
        "requests": len(requests),
        "failed_audits": _failed_audits(audits, categories),
    }


def _failed_audits(audits: Mapping[str, Any], categories: Mapping[str, Any]) -> list[str]:
    weighted = {
        reference["id"]
        for name, category in categories.items()
        if name != "performance"
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    # An audit that does not apply to the page has no score.
    scores = {name: audits[name]["score"] for name in weighted}
    return sorted(name for name, score in scores.items() if score is not None and score < 1)
