"""Make `targets.csv`: an invented plan for the invented register of 2017.

Run from anywhere: `python data/2017/make_targets.py`. The seed is fixed, so a second run writes
the same bytes. No plan of 2017 was published; nothing in the result is an actual target.
"""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

TARGET = Path(__file__).resolve().parent / "targets.csv"
SEED = 20170801
DUE = "2017-11-20"
COLUMNS = (
    "oblast", "type", "indicator", "value", "due_date", "weights", "source", "note",
)  # fmt: skip
ILLUSTRATIVE, NOTE = "illustrative", "демонстрационные (вымышленные) данные"
PEOPLE, ACTIVITIES = 12_000, 80
"""The invented targets of the whole country."""
NATIONWIDE = 600
"""The part of the target of the whole country that is not divided among regions."""
SHARES = {
    "KG-B": 9, "KG-C": 14, "KG-Y": 10, "KG-J": 16, "KG-N": 7, "KG-O": 15, "KG-T": 8, "KG-GB": 15,
    "KG-GO": 6,
}  # fmt: skip
"""The shares of the regions in the other part, in per cent: assumed, then varied at random."""
TYPES = {
    "lecture": 1_200, "forum_theatre": 1_300, "flash_mob": 1_500, "dance_song_contest": 900,
    "information_stand": 500, "leaflets": 300, "public_action": 500, "training": 150,
}  # fmt: skip


def targets_text() -> str:
    """The content of the file."""
    draw = random.Random(SEED)
    varied = {code: share * draw.uniform(0.9, 1.1) for code, share in SHARES.items()}
    left, total = PEOPLE - NATIONWIDE, sum(varied.values())
    people = {code: round(left * share / total / 10) * 10 for code, share in varied.items()}
    people[next(reversed(people))] += left - sum(people.values())
    rows = [
        ("", "", "reach", PEOPLE),
        *((code, "", "reach", value) for code, value in people.items()),
        *(("", kind, "reach", value) for kind, value in TYPES.items()),
        ("", "", "activities", ACTIVITIES),
    ]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for oblast, kind, indicator, value in rows:
        writer.writerow((oblast, kind, indicator, value, DUE, "", ILLUSTRATIVE, NOTE))
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(targets_text().encode())
