"""`python -m bench`: measure this app and a plain page in one run, print the ratios, keep all."""

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
    return {subject.name: load.hold(subject) for subject in SUBJECTS}


def _load(seconds: float) -> dict[str, Any]:
    """Each load three times, the subjects by turns: one hiccup of the machine decides nothing."""
    found: dict[str, Any] = {subject.name: {} for subject in SUBJECTS}
    for viewers in VIEWERS:
        rounds: dict[str, list[dict[str, Any]]] = {subject.name: [] for subject in SUBJECTS}
        for _ in range(ROUNDS):
            for subject in SUBJECTS:
                _tell(f"load, {subject.name}: viewers {viewers}")
                rounds[subject.name].append(load.measure(subject, viewers, seconds))
        for name, told in rounds.items():
            found[name][str(viewers)] = load.middling(told)
    return found


def _tell(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure the parts asked for, or make the table of what was measured before."""
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
    asked = parser.parse_args()
    if asked.table:
        print(table.markdown(json.loads(asked.table.read_text(encoding="utf-8"))), end="")
        return
    wanted = asked.only.split(",")
    if unknown := set(wanted) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    found: dict[str, Any] = {"machine": machine.described()}
    for name in wanted:
        _tell(name)
        found[name] = parts[name](asked.seconds)
        # After each part: a run that is broken off leaves what it had.
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(table.markdown(found), end="")


if __name__ == "__main__":
    main()
