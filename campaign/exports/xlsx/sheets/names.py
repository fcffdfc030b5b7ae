"""The names of the sheets, and how to read them."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.i18n.translator import N_

SHEETS: Mapping[str, tuple[str, str]] = {
    "about": (N_("About this file"), N_("What the file is, and how to read it.")),
    "register": (N_("Register"), N_("The selected activities, one per row.")),
    "oblasts": (N_("By region"), N_("Every indicator of the regions side by side.")),
    "days": (N_("By day"), N_("Each day and the running total.")),
    "types": (N_("By type"), N_("The types of activity from highest to lowest.")),
    "organisers": (
        N_("By organizer"),
        N_("People reached, activities and regions by organizer."),
    ),
    "partners": (
        N_("By partner"),
        N_("People reached, activities and regions by partner."),
    ),
    "audience_groups": (
        N_("By target group"),
        N_("People reached, activities and regions by target group."),
    ),
    "districts": (
        N_("By district"),
        N_("People reached and activities by region and district."),
    ),
    "coverage": (
        N_("Coverage"),
        N_("People reached compared with population by region."),
    ),
    "completeness": (
        N_("Completeness"),
        N_(
            "What each region reported in each week, in words, and the share of weeks with "
            "attendance reported."
        ),
    ),
    "comparison": (
        N_("Two campaigns"),
        N_("People reached by region and type in two campaigns."),
    ),
    "comparison_days": (
        N_("Two campaigns by day"),
        N_("People reached since the start by day in two campaigns."),
    ),
    "plan": (N_("Plan by day"), N_("Planned, actual and forecast values by day.")),
    "plan_parts": (
        N_("Plan by region and type"),
        N_("Target, planned to date and actual value of each region and type."),
    ),
    "published": (
        N_("Published and computed"),
        N_("Published figures and the values of the whole register."),
    ),
    "sources": (N_("Sources and filter"), N_("The selection and its sources.")),
}
"""{key: (name of the sheet, description)} as message ids, in the order of the sheets."""

READING: tuple[str, ...] = (
    N_("A hatched empty cell: not reported. A value of 0: reported as zero."),
    N_("An empty cell without hatching: no activity, or no value."),
    N_("A column beside the values gives the state of each cell in words."),
    N_("Direct reach and media audience are not summed."),
    N_("Young people are also counted among women and men; the three are not summed."),
    N_("A person who came to two activities is counted twice, because the register has no names."),
    N_("Cells contain values, not formulas."),
)
"""How to read the sheets."""

ALL_REGIONS = N_("All regions; the filters by type, date and organizer apply.")
