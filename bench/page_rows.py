"""Rows of the table on the loading of pages: Lighthouse, a slow connection, public pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bench.row import Row, Target, format_value, kibibytes, kilobytes, milliseconds, ratio


@dataclass(frozen=True)
class Metric:
    """A measured value of a page, with its label, format and target."""

    name: str
    label: str
    format: Callable[[float | None], str]
    target: Target | None = None
    scale: float = 1
    """One unit of the target in units of the measured value."""

    def row(self, page: str, ours: Mapping[str, Any], other: Mapping[str, Any] | None) -> Row:
        """Return the row, with the value if there is a target, else with the ratio to the other."""
        value = ours.get(self.name)
        beside = None if other is None else other.get(self.name)
        if self.target is None:
            counted = ratio(value, beside)
        else:
            counted = None if value is None else value / self.scale
        other_text = "" if other is None else self.format(beside)
        label = f"{page}: {self.label}"
        return Row(label, self.format(value), other_text, counted, self.target)


def _seconds(value: float | None) -> str:
    return format_value(value, 1, "{:.1f} s")


def _score(value: float | None) -> str:
    return format_value(value, 1, "{:.2f}")


def _shift(value: float | None) -> str:
    return format_value(value, 1, "{:.3f}")


def _count(value: float | None) -> str:
    return format_value(value, 1, "{:,.0f}")


LIGHTHOUSE: Mapping[str, tuple[Metric, ...]] = {
    "mobile": (
        Metric("performance", "performance", _score, Target("≥", 0.9)),
        Metric("fcp_s", "first contentful paint", milliseconds, Target("≤", 1, " s")),
        Metric("lcp_s", "largest contentful paint", milliseconds, Target("≤", 1, " s")),
        Metric("tbt_s", "total blocking time", milliseconds, Target("≤", 0.5, " s")),
        Metric("cls", "layout shift", _shift, Target("≤", 0.02)),
        Metric("bytes", "bytes over HTTP", kilobytes, Target("≤", 750, " KB"), scale=1000),
        Metric("requests", "requests", _count),
        Metric("accessibility", "accessibility", _score, Target("≥", 1)),
        Metric("best_practices", "best practices", _score, Target("≥", 1)),
        Metric("seo", "SEO", _score, Target("≥", 0.95)),
    ),
    "desktop": (Metric("performance", "performance", _score, Target("≥", 0.97)),),
}
THROTTLED = (
    Metric("readable_s", "readable", milliseconds, Target("≤", 0.6, " s")),
    Metric("live_s", "live", milliseconds, Target("≤", 7.5, " s")),
    Metric("drawn_s", "all charts drawn", milliseconds, Target("≤", 13, " s")),
)
PUBLISH = (
    Metric("publish_s", "written into an empty folder", _seconds, Target("≤", 60, " s")),
    Metric("publish_again_s", "written again", _seconds, Target("≤", 5, " s")),
    Metric("changed_files", "files that the second time changed", _count, Target("≤", 0)),
)
LOAD = (
    Metric("pages_per_s", "pages a second of one nginx worker", _count, Target("≥", 50_000)),
    Metric("pages_per_processor_s", "pages a second of its processor time", _count),
    Metric("failed", "requests failed", _count, Target("≤", 0)),
)
PUBLIC_PAGE = (
    Metric("performance", "performance", _score, Target("≥", 1)),
    Metric("requests", "requests", _count, Target("≤", 1)),
)
REGISTER = "activities"
"""Part of the address of each page with the list of the register."""


def lighthouse_rows(results: Mapping[str, Any]) -> list[Row]:
    """Return the rows of both presets, mobile first; each row has the plain page's value too."""
    plain = results["plain"]["/"]
    return [
        metric.row(f"Lighthouse {preset}, `{path}`", ours[preset], plain[preset])
        for preset, metrics in LIGHTHOUSE.items()
        for path, ours in results["app"].items()
        if preset in ours
        for metric in metrics
    ]


def throttled_rows(results: Mapping[str, Any]) -> list[Row]:
    """Return the rows of visits with a slow connection."""
    plain = results["plain"]["/"]
    return [
        metric.row(f"Slow line and processor, `{path}`", ours, plain)
        for path, ours in results["app"].items()
        for metric in THROTTLED
    ]


def public_rows(results: Mapping[str, Any]) -> list[Row]:
    """Return the rows of the public pages, or one row with the reason why they are missing."""
    if "skipped" in results:
        return [Row("Public pages", results["skipped"], "", None)]
    written = [metric for metric in PUBLISH if metric.name in results]
    return [
        *(metric.row("Public pages", results, None) for metric in written),
        *(metric.row("Public pages", results["load"], None) for metric in LOAD),
        *_sizes(results),
        *(
            metric.row(f"Public page `{path}`, Lighthouse mobile", medians, None)
            for path, medians in results["lighthouse"].items()
            for metric in PUBLIC_PAGE
        ),
    ]


def _sizes(results: Mapping[str, Any]) -> list[Row]:
    """The largest page with the list of the register, and the largest of all others.

    The targets are for Brotli, which browsers accept over HTTPS; without it they accept gzip. A
    page that was not compressed by Brotli is small by gzip.
    """
    gzip_bytes = results["gzip_bytes"]
    rows = []
    for label, has_register, limit in (
        ("the largest without the register", False, 21),
        ("the largest with the register", True, 40),
    ):
        by_gzip = {path: n for path, n in gzip_bytes.items() if (REGISTER in path) == has_register}
        if not by_gzip:
            continue
        by_brotli = {path: results["brotli_bytes"].get(path, n) for path, n in by_gzip.items()}
        for coding, sizes, target in (
            ("Brotli", by_brotli, Target("≤", limit, " KiB")),
            ("gzip", by_gzip, None),
        ):
            metric = Metric("bytes", f"{label}, {coding}", kibibytes, target, 1024)
            rows.append(metric.row("Public pages", {"bytes": max(sizes.values())}, None))
    return rows
