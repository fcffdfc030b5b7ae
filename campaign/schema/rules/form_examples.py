"""Examples of the rules of files that form software exports."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import NOTHING
from campaign.schema.rules.rule import Example

FORM_EXAMPLES: Mapping[str, Example] = {
    "form_metadata": Example(NOTHING, params={"columns": "start, end, _id, _submission_time"}),
    "form_person": Example(NOTHING, params={"columns": "username, deviceid, _submitted_by"}),
    "form_point": Example(NOTHING, "42.8746 74.5698", params={"columns": "R, S, T"}),
    "form_options": Example(NOTHING, "pupils: 1; teachers: 1", "pupils; teachers"),
}
