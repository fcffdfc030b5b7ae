"""The contents of the page “Plan” for an edition without a plan."""

from __future__ import annotations

from html import escape

from campaign.analysis.view import View
from campaign.i18n.translator import N_

PLAN_CONTENTS = (
    N_("how far the campaign is ahead of or behind its plan, in people and in days, on any day;"),
    N_(
        "how many people or activities are needed on each remaining day, and a forecast with "
        "its range;"
    ),
    N_("which regions and types of activity are furthest behind."),
)


def without_plan(view: View) -> str:
    """Return that the campaign has no plan, what a plan gives, and how one is added."""
    text = view.text
    lines = "".join(f"<li>{escape(text(line))}</li>" for line in PLAN_CONTENTS)
    how = text(
        "A plan is a small table: how many people or activities, in which region, of which "
        "type, by when. Fill in the template and upload it on the page “Upload”; the "
        "administrator saves the table as targets.csv in the folder of the register."
    )
    return (
        f"<h2>{escape(text('This campaign has no plan'))}</h2>"
        f'<p class="summary">{escape(text("With a plan, this page shows:"))}</p>'
        f"<ul>{lines}</ul><p>{escape(how)}</p>"
    )
