"""The contents of the page “Plan” for an edition without a plan."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from campaign.exports.data_check.templates import template_csv
from campaign.i18n.translator import N_
from campaign.schema import tables
from campaign.site.page import SitePage

PLAN_CONTENTS = (
    N_("how far the campaign is ahead of or behind its plan, in people and in days, on any day;"),
    N_(
        "how many people or activities are needed on each remaining day, and a forecast with "
        "its range;"
    ),
    N_("which regions and types of activity are furthest behind."),
)


TARGETS_TEMPLATE = N_("Template for a plan (CSV)")


def without_plan(page: SitePage) -> str:
    """Return that the campaign has no plan, what a plan gives, and how one is added."""
    text = page.view.text
    lines = "".join(f"<li>{escape(text(line))}</li>" for line in PLAN_CONTENTS)
    how = text(
        "A plan is a small table: how many people or activities, in which region, of which "
        "type, by when. Fill in the template and upload it on the page “Upload”; the "
        "administrator saves the table as targets.csv in the folder of the register."
    )
    return (
        f"<h2>{escape(text('This campaign has no plan'))}</h2>"
        f'<p class="summary">{escape(text("With a plan, this page shows:"))}</p>'
        f"<ul>{lines}</ul><p>{escape(how)}</p>{_template(page)}"
    )


def _template(page: SitePage) -> str:
    """Return the link to an empty file of targets; "" on a site without the page “Upload”."""
    text = page.view.text
    if page.links.page("data", page.view.selection) is None:
        return ""
    content = b64encode(template_csv(text, tables.TARGETS)).decode()
    return (
        f'<p class="action"><a href="data:text/csv;base64,{content}"'
        f' download="targets-template-{text.lang}.csv">{escape(text(TARGETS_TEMPLATE))}</a></p>'
    )
