"""Examples of the rules of files that form software exports."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import CHECK_FILE, EXPORT_AGAIN, NOTHING
from campaign.schema.rules.rule import Example

_SHEET = "100 days"

FORM_EXAMPLES: Mapping[str, Example] = {
    "form_metadata": Example(NOTHING, params={"columns": "start, end, _id, _submission_time"}),
    "form_person": Example(NOTHING, params={"columns": "username, deviceid, _submitted_by"}),
    "form_point": Example(NOTHING, "42.8746 74.5698", params={"columns": "R, S, T"}),
    "form_options": Example(NOTHING, "pupils: 1; teachers: 1", "pupils; teachers"),
    "form_parent": Example(
        NOTHING,
        "date; type; reached\n2017-08-11; lecture; 40",
        "date; type; reached; oblast\n2017-08-11; lecture; 40; KG-N",
        {"sheet": _SHEET, "columns": "oblast"},
    ),
    "form_parent_numbers": Example(NOTHING, params={"sheet": _SHEET, "columns": "reached"}),
    "form_without_activity": Example(CHECK_FILE, params={"sheet": _SHEET, "count": 2, "first": 7}),
    "form_without_submission": Example(EXPORT_AGAIN, params={"sheet": _SHEET}),
}
