"""The public pages: the time to write them, their bytes, and how many nginx serves per second."""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import brotli

from bench.lighthouse import audit
from bench.nginx import Site, serving_folder
from bench.processor import processor_seconds
from bench.subject import ROOT
from bench.turns import by_turns
from bench.wrk import request_pages

SECONDS = 5
"""Length of each load."""
PUBLISH_SECONDS = 600.0
"""Timeout of writing the pages."""
PUBLISH = (sys.executable, "-m", "campaign", "publish")
UNKNOWN = "not measured: this version has no `python -m campaign publish`"
COMPRESSED_SUFFIXES = (".html", ".css", ".js", ".json", ".geojson", ".svg", ".xml", ".csv", ".txt")
"""Suffixes of files that a server sends compressed."""
LARGE = 15 * 1024
"""Bytes by gzip above which a page is compressed by Brotli too; smaller ones are within limits."""
AUDITED = re.compile(r"/(en/)?((map|timeline)(/|\.html)?)?")
"""The paths of the pages that Lighthouse audits."""


def measure(rounds: int = 3) -> dict[str, Any]:
    """Write the pages twice, then measure them; `skipped` has the reason if that is impossible."""
    if not _has_command():
        return {"skipped": UNKNOWN}
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        first_seconds = _publish(site)
        first_digests = _digests(site)
        second_seconds = _publish(site)
        writing = {
            "publish_s": first_seconds,
            "publish_again_s": second_seconds,
            "changed_files": count_changes(first_digests, _digests(site)),
        }
        return writing | measure_folder(site, rounds)


def measure_folder(folder: Path, rounds: int) -> dict[str, Any]:
    """Measure a folder of pages; adds a compressed copy of each file, which nginx serves.

    Returns pages per second of one nginx worker, bytes of each compressed page, and Lighthouse's
    medians on a phone. Raises RuntimeError if the folder has no page.
    """
    pack(folder)
    paths = page_paths(folder)
    if not paths:
        raise RuntimeError(f"no page in {folder}")
    with serving_folder(folder) as site:
        load = by_turns({"load": partial(_load, site, list(paths))}, rounds)["load"]
        audits = by_turns(
            {
                path: partial(audit, site.address + path, "mobile")
                for path in audited_paths(list(paths))
            },
            rounds,
        )
    return {
        "pages": len(paths),
        "gzip_bytes": paths,
        "brotli_bytes": brotli_bytes(folder, paths),
        "load": load,
        "lighthouse": audits,
    }


def _load(site: Site, paths: Sequence[str]) -> dict[str, Any]:
    before = processor_seconds(site.worker)
    result = request_pages(site.address, paths, SECONDS)
    processor = processor_seconds(site.worker) - before
    # Other programs reduce pages per second, but hardly change the processor time of a response.
    return result | {"pages_per_processor_s": result["pages"] / processor if processor else None}


def pack(folder: Path) -> None:
    """Write a `.gz` file beside each text file that has none."""
    for path in sorted(folder.rglob("*")):
        packed = path.with_name(f"{path.name}.gz")
        if path.is_file() and path.suffix in COMPRESSED_SUFFIXES and not packed.exists():
            packed.write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def page_paths(folder: Path) -> dict[str, int]:
    """Return the compressed bytes of every page by its address without the host.

    A presentation for download is a file, not a page.
    """
    sizes = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        if "/files/" in name:
            continue
        size = path.with_name(f"{path.name}.gz").stat().st_size
        sizes["/" + quote(re.sub(r"(^|/)index\.html$", r"\1", name))] = size
    return sizes


def brotli_bytes(folder: Path, gzip_bytes: Mapping[str, int]) -> dict[str, int]:
    """Return the bytes by Brotli of every page that has more than `LARGE` bytes by gzip."""
    return {
        path: len(brotli.compress(_page_file(folder, path).read_bytes()))
        for path, size in gzip_bytes.items()
        if size > LARGE
    }


def _page_file(folder: Path, path: str) -> Path:
    name = unquote(path).removeprefix("/")
    return folder / (f"{name}index.html" if name.endswith("/") or not name else name)


def audited_paths(paths: Sequence[str]) -> list[str]:
    """Return the paths of the first page, the map and the timeline, in English if possible."""
    audited = [path for path in paths if AUDITED.fullmatch(path)]
    return [path for path in audited if path.startswith("/en/")] or audited or list(paths[:1])


def count_changes(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    """Return the number of files that are new, deleted or changed."""
    names = before.keys() | after.keys()
    return sum(before.get(name) != after.get(name) for name in names)


def _has_command() -> bool:
    process = subprocess.run([*PUBLISH, "--help"], cwd=ROOT, capture_output=True)
    return process.returncode == 0


def _publish(folder: Path) -> float:
    """Write the pages and return the seconds that this takes."""
    start = time.perf_counter()
    subprocess.run(
        [*PUBLISH, str(folder)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=PUBLISH_SECONDS,
    )
    return time.perf_counter() - start


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
