"""The catalogue of rules for files, rows and cells, which the TOML files in `catalogue/` declare.

A rule is a table of such a file, with its code as the name. Its keys are fields of `Rule` and
`Example`, except `advice`, the name of a remedy in `advice.toml`, and `like`, the code of another
rule of the file, which has the keys that the rule lacks. Without `advice` or `cause`, the severity
decides. In `params`, `value` and `read` are those of `before` and `after` unless given. A key with
`_ky` at its end is the cell or parameter in Kyrgyz, where the other languages show a Russian one.

What breaks a rule is decided where its code stands: for cells in `validate.py`, for a comparison of
columns in `tables.py`, else in the module that finds the issue.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from campaign.i18n.translator import N_

Severity = Literal["error", "warning", "repair", "note"]
"""An error rejects its row or file, a warning leaves the row in the totals, a repair is a
correction made automatically, and a note is information only."""
Cause = Literal[
    "question", "error", "duplicate", "warning", "correction", "hand", "excluded", "reading"
]
"""A group of the issues of a file.

A question is settled by the owner of the file on the page, without changing the file. Excluded are
rows that are not entries, or that the owner excludes; by hand are answers and corrections of the
owner; reading is about different spellings of offices, where nothing is wrong or changed.
"""
Format = Literal["whole", "number", "days"]
"""How a parameter of a message is shown: a whole number in groups of three digits, a number with
the decimal sign of the language, days such as 2017-07-31 with the month in letters."""

SEVERITIES: Mapping[str, str] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "repair": N_("corrected automatically"),
    "note": N_("note"),
}
"""The name of each severity, as a message id."""
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
"""The title of each cause, as a message id, in the order in which to settle the causes."""

_CATALOGUE = Path(__file__).parent / "catalogue"
_FILES = (
    *("files", "sheets", "file_kinds", "rows", "cells", "corrections", "forms", "boundaries"),
    *("plans", "registers"),
)
_ADVICE: Mapping[Severity, str] = {
    "error": "correct",
    "warning": "check",
    "repair": "look",
    "note": "nothing",
}
_CAUSES: Mapping[Severity, Cause] = {
    "error": "error",
    "warning": "warning",
    "repair": "correction",
    "note": "reading",
}


@dataclass(frozen=True)
class Example:
    """A case of a rule, for the catalogue of issues.

    `before` is a cell that breaks the rule, `after` the right one; both are "" if no cell shows it,
    only `after` if nothing has to change. `kyrgyz` has both in Kyrgyz. `params` are
    those of the message. `remedy` is the advice in one or two sentences, as a message id.
    """

    remedy: str
    before: str = ""
    after: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)
    kyrgyz: tuple[str, str] = ("", "")

    def cells(self, lang: str) -> tuple[str, str]:
        """Return `before` and `after` in a language."""
        return self.kyrgyz if lang == "ky" else (self.before, self.after)


@dataclass(frozen=True)
class Rule:
    """An entry of the catalogue of rules.

    `title` is a short name for lists; `message` explains in one or two sentences what is wrong and
    what to do, with the parameters of the issue as placeholders. Both are message ids. `formats`
    has, by name, how parameters are shown. `by_hand` is True for an exclusion by an answer, or any
    other answer or correction of the owner of the file.
    """

    code: str
    severity: Severity
    cause: Cause
    title: str
    message: str
    example: Example
    formats: Mapping[str, Format] = field(default_factory=dict)
    by_hand: bool = False


def _read(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((_CATALOGUE / f"{name}.toml").read_text(encoding="utf-8"))


def _read_rules() -> Iterator[Rule]:
    advice = _read("advice")
    for name in _FILES:
        entries = _read(name)
        for code, entry in entries.items():
            if "like" in entry:
                entry = {**entries[entry["like"]], **entry}
            remedy = advice[entry.get("advice", _ADVICE[entry["severity"]])]["remedy"]
            before, after = entry.get("before", ""), entry.get("after", "")
            kyrgyz = (entry.get("before_ky", before), entry.get("after_ky", after))
            params = {"value": before, "read": after, **entry.get("params", {})}
            if "before_ky" in entry and "value" not in entry.get("params", {}):
                params["value_ky"] = kyrgyz[0]
            cause = entry.get("cause", _CAUSES[entry["severity"]])
            yield Rule(
                code,
                entry["severity"],
                cause,
                entry["title"],
                entry["message"],
                Example(remedy, before, after, params, kyrgyz),
                entry.get("formats", {}),
                entry.get("by_hand", cause == "hand"),
            )


RULES: Mapping[str, Rule] = {rule.code: rule for rule in _read_rules()}
"""Every rule by its code."""


def _of_cause(cause: Cause) -> frozenset[str]:
    return frozenset(code for code, rule in RULES.items() if rule.cause == cause)


QUESTIONS = _of_cause("question")
"""Rules of questions."""
EXCLUDED = _of_cause("excluded")
"""Rules of excluded rows."""
EXCLUDED_ROWS = EXCLUDED | {"signature_line"}
"""The same, and rules of rows about which the owner of the file is asked."""


def severity_name(code: str, severity: str) -> str:
    """Return the name of the severity of an issue of this rule, as a message id.

    Answers and corrections by the owner, and different spellings, are not named as automatic
    corrections.
    """
    rule = RULES[code]
    if rule.by_hand:
        return N_("answered or corrected by hand")
    return SEVERITIES["note" if rule.cause == "reading" else severity]


def issue_path(code: str) -> str:
    """Return the path of a rule's page in the app; for "" the path of the list of all rules."""
    return f"issues/{code}" if code else "issues"


def issue_address(code: str, site: str, lang: str) -> str:
    """Return the full address of the page of `issue_path`; `site` is the address of the app."""
    return f"{site.rstrip('/')}/{issue_path(code)}?lang={lang}"
