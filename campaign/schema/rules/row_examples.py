"""Examples of the rules of rows."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import (
    ADMINISTRATOR,
    CHECK,
    CHECK_FILE,
    CORRECT,
    CORRECT_ROWS,
    NOTHING,
    SAME_ACTIVITY,
)
from campaign.schema.rules.rule import Example

_PAIR: Mapping[str, str | int] = {
    "what": "Date, place, type and title",
    "first": 12,
    "here": 40,
    "there": 45,
    "other": "register.xlsx",
}

ROW_EXAMPLES: Mapping[str, Example] = {
    "ragged": Example(CORRECT, "2017-07-31,Ош, Узген,40", '2017-07-31,"Ош, Узген",40'),
    "broken_row": Example(
        CORRECT_ROWS,
        "2017-08-01,KG-N,lecture,Meeting at\nschool,45",
        '2017-08-01,KG-N,lecture,"Meeting at\nschool",45',
        {"next": 13},
    ),
    "other_header": Example(
        CORRECT_ROWS,
        "date; oblast; type; reached; women\ndate; oblast; type; women; reached\n"
        "2017-08-01; KG-N; lecture; 20; 45",
        "date; oblast; type; reached; women\n2017-08-01; KG-N; lecture; 45; 20",
        {"first": 12},
    ),
    **dict.fromkeys(
        ("duplicate", "duplicate_of_file"),
        Example(
            SAME_ACTIVITY,
            "2017-07-31; KG-N; lecture; 45\n2017-07-31; KG-N; lecture; 45",
            "2017-07-31; KG-N; lecture; 45",
            _PAIR,
        ),
    ),
    "key_of_file": Example(
        SAME_ACTIVITY,
        "2017-001; 2017-07-31; KG-N; 45\n2017-001; 2017-08-02; KG-O; 40",
        "2017-001; 2017-07-31; KG-N; 45",
        _PAIR,
    ),
    **dict.fromkeys(
        ("likely_of_file", "likely_duplicate"),
        Example(
            SAME_ACTIVITY,
            "2017-07-31; KG-N; lecture; 45\n2017-07-31; KG-N; lecture; 40",
            "2017-07-31; KG-N; lecture; 45",
            _PAIR,
        ),
    ),
    "totals_and_rows_of_file": Example(
        CHECK_FILE, params={"here": 250, "there": 180, "n": 3, "other": "register.xlsx"}
    ),
    "end_before_start": Example(CORRECT, "2017-09-08 – 2017-09-01", "2017-09-01 – 2017-09-08"),
    "campaign_too_long": Example(
        ADMINISTRATOR, "2017-07-31; 2071-11-20", "2017-07-31; 2017-11-20", {"most": 366}
    ),
    "longer_than_campaign": Example(
        CHECK,
        "2017-08-01 – 2018-08-01",
        "2017-08-01",
        {"value": "2018-08-01"},
    ),
    "sexes_exceed_reached": Example(CORRECT, "100: 60 + 50", "110: 60 + 50"),
    "youth_exceeds_reached": Example(CORRECT, "40: 55", "55: 40"),
    "shares_exceed_reached": Example(CORRECT, "99: KG-B=40; KG-O=60", "100: KG-B=40; KG-O=60"),
    "shares_elsewhere": Example(CORRECT, "KG-B;KG-O: KG-N=40", "KG-B;KG-N;KG-O: KG-N=40"),
    "several_campaigns": Example(CHECK, params={"campaigns": "2017 (77), 2026 (50)"}),
    "outside_edition": Example(CHECK, "2027-09-04", "2017-09-04"),
    "possible_total": Example(
        CHECK,
        "2017-08-31; KG-N; lecture; Total; 250",
        "Total; 250",
    ),
    "total_differs": Example(
        CHECK_FILE,
        "120 + 80 = 210",
        "120 + 80 = 200",
        {"value": 210, "summed": 200, "rows": 2, "difference": 10},
    ),
    "total_agrees": Example(NOTHING, "120 + 80 = 200", params={"value": 200}),
    "estimates": Example(NOTHING, params={"rows": 3}),
    "illustrative_rows": Example(NOTHING, params={"count": 3}),
    "sexes_incomplete": Example(
        NOTHING,
        "100: 60 + 30",
        params={"sexes": 90, "reached": 100, "missing": 10, "rows": "12"},
    ),
}
