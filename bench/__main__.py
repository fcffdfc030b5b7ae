"""`python -m bench`: measure this app and a plain page in one run, print ratios, save results."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import (
    change,
    lighthouse,
    load,
    loading,
    machine,
    presentation,
    processes,
    public_pages,
    table,
    throttled,
    visit,
)
from bench.subject import ROOT, SUBJECTS

VIEWERS = (1, 20, 100)


def _memory() -> dict[str, Any]:
    return {subject.name: load.measure_memory(subject) for subject in SUBJECTS}


def _load(seconds: float, turns: int) -> dict[str, Any]:
    """Measure each load in several alternating rounds, so that the medians ignore an outlier."""
    results: dict[str, Any] = {subject.name: {} for subject in SUBJECTS}
    for viewers in VIEWERS:
        rounds: dict[str, list[dict[str, Any]]] = {subject.name: [] for subject in SUBJECTS}
        for _ in range(turns):
            for subject in SUBJECTS:
                _log(f"load, {subject.name}: viewers {viewers}")
                rounds[subject.name].append(load.measure(subject, viewers, seconds))
        for name, values in rounds.items():
            results[name][str(viewers)] = load.median_round(values)
    return results


def _pages(value: str) -> list[str]:
    return [page.strip("/") for page in value.split(",")]


def _presets(value: str) -> list[str]:
    presets = value.split(",")
    if not set(presets) <= set(lighthouse.PRESETS):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(lighthouse.PRESETS)}")
    return presets


def _log(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure the requested parts, or print the table of earlier results."""
    parts: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
        "visit": lambda _: visit.measure(),
        "change": lambda _: change.measure(),
        "load": lambda options: _load(options.seconds, options.rounds),
        "processes": lambda options: processes.measure(options.seconds, options.rounds),
        "memory": lambda _: _memory(),
        "rows": lambda _: loading.measure(),
        "presentation": lambda _: presentation.measure(),
        "lighthouse": lambda options: lighthouse.measure(
            options.pages, options.presets, options.rounds
        ),
        "throttled": lambda options: throttled.measure(options.pages, options.rounds),
        "public": lambda options: (
            public_pages.measure_folder(options.folder, options.rounds)
            if options.folder
            else public_pages.measure(options.rounds)
        ),
    }
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default=",".join(parts), help=f"parts: {', '.join(parts)}")
    parser.add_argument("--seconds", type=float, default=10, help="length of each load")
    parser.add_argument(
        "--rounds", type=int, default=3, help="rounds of load, processes and the last three parts"
    )
    parser.add_argument(
        "--pages", type=_pages, default=lighthouse.PAGES, help="for lighthouse, throttled: /,/map"
    )
    parser.add_argument(
        "--presets", type=_presets, default=lighthouse.PRESETS, help="lighthouse: mobile,desktop"
    )
    parser.add_argument("--folder", type=Path, help="existing public pages; adds .gz files to them")
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
        results[name] = parts[name](arguments)
        # Save after each part, so that an interrupted run leaves its results.
        arguments.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(table.markdown(results), end="")


if __name__ == "__main__":
    main()
