"""The table of ratios: measured values beside their targets."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench.page_rows import lighthouse_rows, public_rows, throttled_rows
from bench.row import Row, Target, format_value, kilobytes, milliseconds, ratio

MIB = 2**20
GIB = 2**30


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Return the rows of the measured parts."""
    parts: Mapping[str, Callable[[Any], list[Row]]] = {
        "load": _load,
        "processes": _processes,
        "visit": _visit,
        "change": _change,
        "memory": _memory,
        "rows": _registers,
        "presentation": _presentation,
        "lighthouse": lighthouse_rows,
        "throttled": throttled_rows,
        "public": public_rows,
    }
    return [row for name, part in parts.items() if name in results for row in part(results[name])]


def markdown(results: Mapping[str, Any]) -> str:
    """Return the table of `docs/performance.md`, with a line on date and machine."""
    machine = results["machine"]
    header = ("", "this app", "beside it", "ratio or value", "target", "met")
    lines = [_line(header), _line(("---", "---:", "---:", "---:", "---:", "---"))]
    lines += [
        _line((row.label, row.ours, row.other, row.value_text, str(row.target or ""), row.verdict))
        for row in rows(results)
    ]
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    lines += [
        "",
        f"Measured on {machine['date'][:10]} on {machine['cores']} cores "
        f"(load of the machine before: {machine['busy_before']:.1f}), "
        f"Python {machine['python']}, {versions}.",
    ]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _load(load: Mapping[str, Any]) -> list[Row]:
    table_rows = []
    for viewers in load["app"]:
        ours, plain = load["app"][viewers], load["plain"].get(viewers, {})
        name = f"{viewers} viewer" + ("s" if viewers != "1" else "")
        twenty, hundred = viewers == "20", viewers == "100"
        table_rows += [
            Row(
                f"{name}, reruns per second",
                f"{ours['reruns_per_s']:.1f}",
                format_value(plain.get("reruns_per_s"), 1, "{:.1f}"),
                ratio(ours["reruns_per_s"], plain.get("reruns_per_s")),
                Target("≥", 10) if twenty else None,
            ),
            Row(
                f"{name}, p95 of one rerun",
                milliseconds(ours["p95_s"]),
                milliseconds(plain.get("p95_s")),
                ours["p95_s"] if hundred else ratio(ours["p95_s"], plain.get("p95_s")),
                Target("≤", 0.1) if twenty else Target("≤", 3, " s") if hundred else None,
            ),
            Row(
                f"{name}, processor time of one rerun",
                milliseconds(ours.get("processor_s_per_run")),
                milliseconds(plain.get("processor_s_per_run")),
                ratio(ours.get("processor_s_per_run"), plain.get("processor_s_per_run")),
            ),
            Row(
                f"{name}, sessions lost",
                str(ours["lost"]),
                str(plain.get("lost", "–")),
                float(ours["lost"]),
                Target("≤", 0) if hundred else None,
            ),
        ]
    return table_rows


def _processes(processes: Mapping[str, Any]) -> list[Row]:
    one, two = processes["1"], processes["2"]
    name = f"{two['viewers']:.0f} viewers, 2 processes behind nginx (beside: 1 process)"
    return [
        Row(
            f"{name}, reruns per second",
            f"{two['reruns_per_s']:.1f}",
            f"{one['reruns_per_s']:.1f}",
            ratio(two["reruns_per_s"], one["reruns_per_s"]),
        ),
        Row(
            f"{name}, p95 of one rerun",
            milliseconds(two["p95_s"]),
            milliseconds(one["p95_s"]),
            ratio(two["p95_s"], one["p95_s"]),
        ),
        Row(f"{name}, sessions lost", str(two["lost"]), str(one["lost"]), float(two["lost"])),
    ]


def _visit(visit: Mapping[str, Any]) -> list[Row]:
    ours, plain = visit["app"], visit["plain"]

    def ratio_row(label: str, name: str, words: Any, target: Target | None = None) -> Row:
        value = ratio(ours[name], plain[name])
        return Row(label, words(ours[name]), words(plain[name]), value, target)

    return [
        ratio_row("First visit, bytes", "bytes_median", kilobytes, Target("≤", 0.36)),
        Row(
            "First visit without a touch, bytes",
            kilobytes(ours["untouched_bytes_median"]),
            kilobytes(plain["untouched_bytes_median"]),
            ours["untouched_bytes_median"] / 1000,
            Target("≤", 750, " KB"),
        ),
        ratio_row("First visit, until the map is drawn", "map_median_s", milliseconds),
        ratio_row("First filter change of a visit, bytes", "change_first_bytes", kilobytes),
        ratio_row(
            "Later filter change, bytes", "change_bytes_median", kilobytes, Target("≤", 0.12)
        ),
        ratio_row("Filter change, click to first new paint", "repaint_first_s", milliseconds),
        ratio_row("Filter change, click to last new paint", "repaint_last_s", milliseconds),
    ]


def _change(change: Mapping[str, Any]) -> list[Row]:
    ours, plain = change["app"], change["plain"]
    return [
        Row(
            f"One rerun on the server, {words}",
            milliseconds(ours[name]),
            milliseconds(plain[name]),
            ratio(ours[name], plain[name]),
            target,
        )
        for name, words, target in (
            ("known_median_s", "a view drawn before", Target("≤", 0.3)),
            ("new_median_s", "a view never drawn before", None),
        )
    ]


def _memory(memory: Mapping[str, Any]) -> list[Row]:
    ours, plain = memory["app"]["per_session"], memory["plain"]["per_session"]
    return [
        Row(
            "Memory for each further session",
            f"{ours / MIB:.2f} MiB",
            f"{plain / MIB:.2f} MiB",
            ours / MIB,
            Target("≤", 1, " MiB"),
        )
    ]


def _registers(lengths: Mapping[str, Any]) -> list[Row]:
    table_rows, million = [], "1000000"
    for length, result in lengths.items():
        is_on_screen = "on_screen_s" in result
        table_rows.append(
            Row(
                f"Register of {int(length):,} rows read, checked and on screen (beside: DuckDB)",
                f"{result['on_screen_s']:.2f} s" if is_on_screen else "refused",
                f"{result['duckdb_median_s']:.3f} s",
                ratio(result["on_screen_s"], result["duckdb_median_s"])
                if is_on_screen
                else math.inf,
                Target("≤", 5) if length == million else None,
            )
        )
    if "on_screen_s" not in lengths.get(million, {}):
        return table_rows
    most = lengths[million]["peak_bytes"] / GIB
    table_rows.append(
        Row("… of 1,000,000, memory at most", f"{most:.2f} GiB", "", most, Target("≤", 1.5, " GiB"))
    )
    if "77" not in lengths:
        return table_rows
    for name, words in (
        ("known_median_s", "drawn before"),
        ("new_median_s", "never drawn before"),
    ):
        big, small = (lengths[length]["change"][name] for length in (million, "77"))
        table_rows.append(
            Row(
                f"Filter change at 1,000,000 rows, a view {words} (beside: at 77)",
                milliseconds(big),
                milliseconds(small),
                ratio(big, small),
                Target("≤", 1.2),
            )
        )
    return table_rows


def _presentation(presentation: Mapping[str, Any]) -> list[Row]:
    return [
        Row(
            f"Presentation, a key to the next slide, {words}",
            milliseconds(presentation[name]),
            "",
            presentation[name],
            Target("≤", 0.3, " s"),
        )
        for name, words in (("next_median_s", "median"), ("next_longest_s", "longest"))
    ]
