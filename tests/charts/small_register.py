"""A small register with every state, for tests of charts and of renderers."""

from __future__ import annotations

from typing import Any

import pandas as pd

UNITS = {"KG-B": "Batken", "KG-N": "Naryn", "KG-GO": "Osh <city>"}
TYPES = pd.DataFrame(
    [
        ("lecture", "awareness", "Lecture & lesson", "Лекция, урок", "Лекция, сабак"),
        ("conference", "conference", "Conference", "Конференция", "Конференция"),
        ("live_tv", "media", "Live TV", "Прямой телеэфир", "Түз эфир"),
    ],
    columns=["code", "group", "name_en", "name_ru", "name_ky"],
).set_index("code")
NAMES = {str(code): str(name) for code, name in TYPES["name_en"].items()}
ROWS = [
    # date, end, oblast, type, reached, women, men, youth, media
    ("2017-07-31", None, "KG-B", "lecture", 100, 60, 40, 80, None),
    ("2017-07-31", None, "KG-B", "conference", 40, None, None, 10, None),
    ("2017-08-02", "2017-08-04", "KG-N", "lecture", 250, 100, 150, None, None),
    ("2017-08-03", None, "KG-N", "live_tv", None, None, None, None, 90_000),
    ("2017-08-10", None, "KG-N", "conference", None, None, None, None, None),
    ("2017-11-07", None, "KG-GO", "lecture", 0, 0, 0, 0, None),
    ("2017-11-20", None, "KG-GO", "live_tv", 12, None, None, None, None),
]


def register(rows: list[tuple[Any, ...]] | None = None) -> pd.DataFrame:
    columns = ["date", "end_date", "oblast", "type", "reached", "women", "men", "youth"]
    frame = pd.DataFrame(ROWS if rows is None else rows, columns=[*columns, "media_audience"])
    for column in ("date", "end_date"):
        frame[column] = pd.to_datetime(frame[column])
    for column in ("reached", "women", "men", "youth", "media_audience"):
        frame[column] = frame[column].astype("float64")
    frame["materials"] = float("nan")
    frame["title"] = "A <b>title</b> & more"
    frame["place"] = "School <1>"
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="row")
    return frame


NOTHING = register([])
SILENT = register([(*row[:4], None, None, None, None, None) for row in ROWS])
