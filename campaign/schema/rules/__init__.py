"""The catalogue of rules for files, rows and cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from campaign.i18n.translator import N_
from campaign.schema.rules.boundary_rules import BOUNDARY_RULES
from campaign.schema.rules.cell_rules import CELL_RULES
from campaign.schema.rules.engine_rules import ENGINE_RULES
from campaign.schema.rules.examples import example_of
from campaign.schema.rules.file_rules import FILE_KIND_RULES, FILE_RULES, SERVER_FILE_RULES
from campaign.schema.rules.personal_data_rules import PERSONAL_DATA_RULES
from campaign.schema.rules.population_rules import POPULATION_RULES, TARGET_RULES
from campaign.schema.rules.repair_rules import REPAIR_RULES
from campaign.schema.rules.row_rules import ROW_RULES
from campaign.schema.rules.rule import Rule
from campaign.schema.rules.sheet_rules import FORM_RULES, SHEET_RULES

SEVERITIES: Mapping[str, str] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "repair": N_("corrected automatically"),
    "note": N_("note"),
}
"""The name of each severity, as a message id."""

RULES: Mapping[str, Rule] = {
    rule.code: replace(rule, example=example_of(rule))
    for rule in (
        *FILE_RULES,
        *PERSONAL_DATA_RULES,
        *SERVER_FILE_RULES,
        *SHEET_RULES,
        *FILE_KIND_RULES,
        *ROW_RULES,
        *CELL_RULES,
        *REPAIR_RULES,
        *FORM_RULES,
        *BOUNDARY_RULES,
        *POPULATION_RULES,
        *TARGET_RULES,
        *ENGINE_RULES,
    )
}
"""Every rule by its code."""


def issue_path(code: str) -> str:
    """Return the path of a rule's page in the app; for "" the path of the list of all rules."""
    return f"issues/{code}" if code else "issues"


def issue_address(code: str, site: str, lang: str) -> str:
    """Return the full address of the page of `issue_path`; `site` is the address of the app."""
    return f"{site.rstrip('/')}/{issue_path(code)}?lang={lang}"
