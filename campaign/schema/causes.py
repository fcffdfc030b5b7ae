"""The causes by which the issues of a file are grouped, in the order in which to settle them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from campaign.i18n.translator import N_
from campaign.schema.issues import Issue
from campaign.schema.rules import SEVERITIES
from campaign.schema.rules.rule import Severity

Cause = Literal[
    "question", "error", "duplicate", "warning", "correction", "hand", "excluded", "reading"
]

CAUSES: Mapping[Cause, str] = {
    "question": N_("Questions to answer"),
    "error": N_("Errors to correct"),
    "duplicate": N_("Duplicates"),
    "warning": N_("Warnings to check"),
    "correction": N_("Corrected automatically"),
    "hand": N_("Answers and corrections by hand"),
    "excluded": N_("Excluded rows"),
    "reading": N_("Recognized dates, numbers and names"),
}
"""The title of each cause, as a message id."""

QUESTIONS = frozenset(
    {
        "ambiguous_column",
        "ambiguous_oblast",
        "ambiguous_optional_column",
        "ambiguous_type",
        "ambiguous_unit",
        "country_and_region",
        "estimated_number",
        "missing_column",
        "possible_name",
        "possible_name_aside",
        "several_campaigns",
        "signature_line",
        "unknown_oblast",
        "unknown_type",
        "unknown_unit",
    }
)
"""Rules of issues that the owner of a file settles on the page, without changing the file."""
DUPLICATES = frozenset(
    {
        "duplicate",
        "duplicate_of_file",
        "key_of_file",
        "likely_duplicate",
        "likely_of_file",
        "totals_and_rows_of_file",
    }
)
EXCLUDED = frozenset(
    {
        "campaign_excluded",
        "group_row",
        "heading_row",
        "note_row",
        "repeated_header",
        "row_excluded",
        "signature_excluded",
        "total_row",
        "wide_activities",
        "wide_total",
    }
)
"""Rules of excluded rows: rows that are not entries, or that the owner excludes."""
EXCLUDED_ROWS = EXCLUDED | {"signature_line"}
"""The same, and rules of rows about which the owner of the file is asked."""
BY_HAND = frozenset(
    {
        "answered",
        "answered_by_place",
        "cell_corrected",
        "estimate",
        "estimate_not_reported",
        "row_counted",
        "text_excluded",
        "without_region",
    }
)
"""Rules of answers and corrections by the owner of the file."""
_ANSWERS = BY_HAND | {"campaign_excluded", "row_excluded", "signature_excluded"}
"""The same, and exclusions by an answer."""
_ANSWER_NAME = N_("answered or corrected by hand")
READING = frozenset(
    {
        "bishkek_within",
        "blank_column",
        "date_range",
        "date_rewritten",
        "decoded",
        "form_metadata",
        "form_options",
        "merged_header",
        "number_rewritten",
        "osh_within",
        "spaces",
        "spelling",
        "tag_row",
        "title_rows",
    }
)
"""Rules of different spellings of offices: nothing is wrong and nothing is changed."""

_OF_RULES: Mapping[str, Cause] = {
    **dict.fromkeys(QUESTIONS, "question"),
    **dict.fromkeys(DUPLICATES, "duplicate"),
    **dict.fromkeys(EXCLUDED, "excluded"),
    **dict.fromkeys(BY_HAND, "hand"),
    **dict.fromkeys(READING, "reading"),
}
_OF_SEVERITIES: Mapping[Severity, Cause] = {
    "error": "error",
    "warning": "warning",
    "repair": "correction",
    "note": "reading",
}


def cause_of(issue: Issue) -> Cause:
    """Return the cause of an issue, by its rule, else by its severity."""
    return _OF_RULES.get(issue.rule) or _OF_SEVERITIES[issue.severity]


def severity_name(rule: str, severity: str) -> str:
    """Return the name of the severity of an issue of this rule, as a message id.

    Answers and corrections by the owner, and different spellings, are not named as automatic
    corrections.
    """
    if rule in _ANSWERS:
        return _ANSWER_NAME
    return SEVERITIES["note" if rule in READING else severity]
