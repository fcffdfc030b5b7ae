"""The tables of published figures and of reported events."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import WEB_SOURCE, Column
from campaign.schema.table import Table

PUBLISHED = Table(
    "published",
    "data/published.csv",
    (
        Column(
            "campaign_id",
            help=N_("The campaign year of the published figure."),
            present=True,
            filled=True,
        ),
        Column(
            "indicator",
            help=N_("The code of what was counted, such as “activities” or “reached”."),
            example="reached",
            present=True,
            filled=True,
        ),
        Column(
            "value",
            "number",
            help=N_("The value as printed."),
            example="10000",
            present=True,
            filled=True,
        ),
        Column(
            "qualifier",
            help=N_("The qualifier printed with the value: none, “more than” or “about”."),
            example="more_than",
            present=True,
            filled=True,
            choices=("exact", "more_than", "about"),
        ),
        WEB_SOURCE,
        Column(
            "note",
            help=N_("What the published figure includes and excludes; empty means nothing to add."),
        ),
    ),
    may_be_empty=True,
)


REPORTED_EVENTS = Table(
    "reported_events",
    "data/reported_events.csv",
    (
        Column(
            "campaign_year",
            help=N_(
                "The campaign year, where it is certain; empty means that the event belongs to "
                "no campaign year, or that this is not certain."
            ),
            example="2017",
        ),
        Column(
            "date_start",
            "date",
            help=N_(
                "The day of the event, or its first day; empty means that the source gives no full "
                "date."
            ),
            example="2017-07-31",
            present=True,
        ),
        Column(
            "date_end",
            "date",
            help=N_("The last day; empty means a single day, or not known."),
        ),
        Column(
            "oblast_iso",
            "code",
            help=N_("The oblast or city; empty means nationwide, or not stated."),
            example="KG-N",
            code_list="oblast",
        ),
        Column(
            "place",
            help=N_("The place as reported; empty means not stated."),
        ),
        Column(
            "activity_type_raw",
            help=N_("The kind of event in the words of the source; empty means not stated."),
        ),
        Column(
            "title",
            help=N_("The title as reported, in the language of the source or in English."),
            present=True,
            filled=True,
        ),
        Column(
            "title_en",
            help=N_(
                "A short title in English, written for this dashboard; empty means none was "
                "written."
            ),
        ),
        Column(
            "title_ru",
            help=N_(
                "A short title in Russian, written for this dashboard; empty means none was "
                "written."
            ),
        ),
        Column(
            "title_ky",
            help=N_(
                "A short title in Kyrgyz, written for this dashboard; empty means none was written."
            ),
        ),
        Column(
            "participants",
            "whole",
            help=N_(
                "How many people took part: an empty cell means not stated, 0 means that nobody "
                "came."
            ),
        ),
        Column(
            "organiser",
            help=N_("The organizer as reported; empty means not stated."),
        ),
        Column(
            "partners",
            help=N_("The partners as reported; empty means not stated."),
        ),
        Column(
            "source_url",
            help=N_("The web addresses of the sources, separated by semicolons."),
            present=True,
            filled=True,
        ),
        Column(
            "note",
            help=N_(
                "Begins with scope=100days (the campaign itself) or scope=related (other "
                "work against trafficking), then uncertainties and inferences."
            ),
        ),
    ),
    may_be_empty=True,
)
