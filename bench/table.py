"""The table of ratios: measured values beside their targets."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MIB = 2**20
GIB = 2**30


@dataclass(frozen=True)
class Target:
    """A target: at least or at most so much."""

    sign: str
    """`≥` or `≤`."""
    value: float
    unit: str = ""

    def accepts(self, value: float) -> bool:
        """Return whether the value meets the target; equality counts."""
        return value >= self.value if self.sign == "≥" else value <= self.value

    def __str__(self) -> str:
        return f"{self.sign} {self.value:g}{self.unit}"


@dataclass(frozen=True)
class Row:
    """One line: what, the two values in words, the figure that counts, and the target for it."""

    label: str
    ours: str
    other: str
    value: float | None
    """What the target is about; None where it was not measured."""
    target: Target | None = None

    @property
    def verdict(self) -> str:
        """`yes`, `no`, or nothing where there is no target or no figure."""
        if self.target is None or self.value is None:
            return ""
        return "yes" if self.target.accepts(self.value) else "**no**"

    @property
    def words(self) -> str:
        """The figure with its unit, a plain number for a ratio."""
        unit = self.target.unit if self.target else ""
        return "–" if self.value is None else f"{self.value:.3g}{unit}"


def ratio(ours: float | None, other: float | None) -> float | None:
    """Return ours divided by the other; None where one is missing or the other is 0."""
    return ours / other if ours is not None and other else None


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Return the rows of the measured parts."""
    parts: Mapping[str, Callable[[Any], list[Row]]] = {
        "load": _load,
        "visit": _visit,
        "change": _change,
        "memory": _memory,
        "rows": _registers,
        "presentation": _presentation,
    }
    return [row for name, part in parts.items() if name in results for row in part(results[name])]


def markdown(results: Mapping[str, Any]) -> str:
    """Return the table of the README, with a line on date and machine."""
    machine = results["machine"]
    head = ("", "this app", "beside it", "ratio or value", "target", "met")
    lines = [_line(head), _line(("---", "---:", "---:", "---:", "---:", "---"))]
    lines += [
        _line((row.label, row.ours, row.other, row.words, str(row.target or ""), row.verdict))
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
                _format(plain.get("reruns_per_s"), 1, "{:.1f}"),
                ratio(ours["reruns_per_s"], plain.get("reruns_per_s")),
                Target("≥", 10) if twenty else None,
            ),
            Row(
                f"{name}, p95 of one rerun",
                _ms(ours["p95_s"]),
                _ms(plain.get("p95_s")),
                ours["p95_s"] if hundred else ratio(ours["p95_s"], plain.get("p95_s")),
                Target("≤", 0.1) if twenty else Target("≤", 3, " s") if hundred else None,
            ),
            Row(
                f"{name}, processor time of one rerun",
                _ms(ours.get("processor_s_per_run")),
                _ms(plain.get("processor_s_per_run")),
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


def _visit(visit: Mapping[str, Any]) -> list[Row]:
    ours, plain = visit["app"], visit["plain"]

    def against(what: str, name: str, words: Any, target: Target | None = None) -> Row:
        figure = ratio(ours[name], plain[name])
        return Row(what, words(ours[name]), words(plain[name]), figure, target)

    return [
        against("First visit, bytes", "bytes_median", _kb, Target("≤", 0.36)),
        against("First visit, until the map is drawn", "map_median_s", _ms),
        against("First filter change of a visit, bytes", "change_first_bytes", _kb),
        against("Later filter change, bytes", "change_bytes_median", _kb, Target("≤", 0.12)),
        against("Filter change, click to first new paint", "repaint_first_s", _ms),
        against("Filter change, click to last new paint", "repaint_last_s", _ms),
    ]


def _change(change: Mapping[str, Any]) -> list[Row]:
    ours, plain = change["app"], change["plain"]
    return [
        Row(
            f"One rerun on the server, {words}",
            _ms(ours[name]),
            _ms(plain[name]),
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
                _ms(big),
                _ms(small),
                ratio(big, small),
                Target("≤", 1.2),
            )
        )
    return table_rows


def _presentation(presentation: Mapping[str, Any]) -> list[Row]:
    return [
        Row(
            f"Presentation, a key to the next slide, {words}",
            _ms(presentation[name]),
            "",
            presentation[name],
            Target("≤", 0.3, " s"),
        )
        for name, words in (("next_median_s", "median"), ("next_longest_s", "longest"))
    ]


def _format(value: float | None, scale: float, words: str) -> str:
    return "–" if value is None else words.format(value / scale)


def _ms(seconds: float | None) -> str:
    return _format(seconds, 0.001, "{:,.0f} ms")


def _kb(size: float | None) -> str:
    return _format(size, 1000, "{:,.1f} KB")
