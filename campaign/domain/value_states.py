"""The states of a value that is not there: not reported, no activity, no target."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.i18n.translator import N_

STATES: Mapping[str, str] = {
    "not_reported": N_("not reported"),
    "no_activity": N_("no activity"),
    "ongoing": N_("an earlier activity continues"),
    "no_target": N_("no target"),
}


def reported_state(value: float) -> str:
    """`not_reported` for NaN, `zero` or `value`: the state of a number that some activity has."""
    return "not_reported" if value != value else "value" if value else "zero"
