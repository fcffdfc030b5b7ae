"""Every issue has a cause, and every rule named for a cause exists."""

from __future__ import annotations

from campaign.schema.causes import CAUSES, DUPLICATES, EXCLUDED, QUESTIONS, READING, cause_of
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES

SETS = (DUPLICATES, EXCLUDED, QUESTIONS, READING)


def test_each_named_rule_exists_and_has_one_cause() -> None:
    assert set().union(*SETS) <= set(RULES)
    assert sum(map(len, SETS)) == len(set().union(*SETS))


def test_every_rule_has_a_cause_with_a_title() -> None:
    causes = {code: cause_of(Issue("a.csv", code)) for code in RULES}
    assert set(causes.values()) == set(CAUSES)
    # What changes no value is apart from what does.
    assert (causes["date_rewritten"], causes["letters"]) == ("reading", "correction")
    assert (causes["date"], causes["ambiguous_oblast"]) == ("error", "question")


def test_an_error_in_a_column_that_is_not_declared_is_a_warning() -> None:
    assert cause_of(Issue("a.csv", "error_cell", 3, "Прочее", extra_column=True)) == "warning"
