"""`python -m bench`: measure this app and a plain page in one run, print ratios, save results."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import change, load, loading, machine, presentation, table, visit
from bench.subject import ROOT, SUBJECTS

VIEWERS = (1, 20, 100)
ROUNDS = 3


def _memory() -> dict[str, Any]:
    return {subject.name: load.measure_memory(subject) for subject in SUBJECTS}


def _load(seconds: float) -> dict[str, Any]:
    """Measure each load three times, the subjects by turns, so that one hiccup does not count."""
    results: dict[str, Any] = {subject.name: {} for subject in SUBJECTS}
    for viewers in VIEWERS:
        rounds: dict[str, list[dict[str, Any]]] = {subject.name: [] for subject in SUBJECTS}
        for _ in range(ROUNDS):
            for subject in SUBJECTS:
                _log(f"load, {subject.name}: viewers {viewers}")
                rounds[subject.name].append(load.measure(subject, viewers, seconds))
        for name, values in rounds.items():
            results[name][str(viewers)] = load.median_round(values)
    return results


def _log(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure the requested parts, or print the table of earlier results."""
    parts: dict[str, Callable[[float], dict[str, Any]]] = {
        "visit": lambda _: visit.measure(),
        "change": lambda _: change.measure(),
        "load": _load,
        "memory": lambda _: _memory(),
        "rows": lambda _: loading.measure(),
        "presentation": lambda _: presentation.measure(),
    }
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default=",".join(parts), help=f"of {', '.join(parts)}")
    parser.add_argument("--seconds", type=float, default=10, help="length of each load")
    parser.add_argument("--json", type=Path, default=ROOT / "bench" / "results.json")
    parser.add_argument("--table", type=Path, help="print the table of this file, measure nothing")
    arguments = parser.parse_args()
    if arguments.table:
        print(table.markdown(json.loads(arguments.table.read_text(encoding="utf-8"))), end="")
        return
    names = arguments.only.split(",")
    if unknown_parts := set(names) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown_parts))}")
    results: dict[str, Any] = {"machine": machine.describe_machine()}
    for name in names:
        _log(name)
        results[name] = parts[name](arguments.seconds)
        # After each part, so that an interrupted run leaves its results.
        arguments.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(table.markdown(results), end="")


if __name__ == "__main__":
    main()
