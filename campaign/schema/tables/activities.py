"""The register of activities, one row each."""

from __future__ import annotations

import pandas as pd

from campaign.i18n.translator import N_
from campaign.schema import reached_shares
from campaign.schema.columns import Column
from campaign.schema.reached_shares import shares_elsewhere, shares_exceed_reached
from campaign.schema.row_marks import MARKS
from campaign.schema.table import RowRule, Table, ends_before_start


def _sexes_exceed(frame: pd.DataFrame) -> pd.Series:
    sexes = frame["women"].fillna(0) + frame["men"].fillna(0)
    return frame["reached"].notna() & (sexes > frame["reached"])


def _youth_exceeds(frame: pd.DataFrame) -> pd.Series:
    return frame["youth"] > frame["reached"]


ACTIVITIES = Table(
    "activities",
    "data/<campaign_id>/activities.csv",
    (
        Column(
            "activity_id",
            label=N_("Activity code"),
            help=N_(
                "A number or code of your own for the activity, different in every row; "
                "may be empty."
            ),
            example="2017-001",
            unique=True,
        ),
        Column(
            "date",
            "date",
            label=N_("Date"),
            help=N_("The day of the activity, or its first day."),
            example="2017-07-31",
            present=True,
            filled=True,
        ),
        Column(
            "end_date",
            "date",
            label=N_("Last day"),
            help=N_(
                "The last day of an activity that lasts several days; leave it empty for a "
                "single day."
            ),
            example="2017-08-02",
        ),
        Column(
            "oblast",
            "code",
            label=N_("Oblast or city"),
            help=N_(
                "The oblast or city where the activity took place, several separated by "
                "semicolons, or KG for the whole country; “Osh” alone is not accepted: write "
                "Osh city or Osh oblast."
            ),
            example="KG-N",
            present=True,
            filled=True,
            code_list="oblast",
        ),
        Column(
            "district",
            label=N_("District"),
            help=N_(
                "The district; leave the cell empty for a town outside the districts, or if "
                "the district is not known."
            ),
        ),
        Column(
            "place",
            label=N_("Place"),
            help=N_(
                "The settlement and the kind of venue, without a private address; empty means "
                "not stated."
            ),
        ),
        Column(
            "type",
            "code",
            label=N_("Type of activity"),
            help=N_("The type of activity, by its name or code from the list of types."),
            example="lecture",
            present=True,
            filled=True,
            code_list="type",
        ),
        Column(
            "title",
            label=N_("Title"),
            help=N_(
                "What the activity was called, in plain words, in any language; empty means not "
                "stated."
            ),
        ),
        Column(
            "organiser",
            label=N_("Organizer"),
            help=N_(
                "The organization that held the activity, never a private person; empty means "
                "not stated."
            ),
        ),
        Column(
            "partners",
            label=N_("Partners"),
            help=N_(
                "The organizations that helped, separated by semicolons; empty means none, or "
                "not stated."
            ),
        ),
        Column(
            "audience",
            label=N_("Target group"),
            help=N_("For whom the activity was held, such as pupils; empty means not stated."),
        ),
        Column(
            "reached",
            "whole",
            label=N_("People reached"),
            help=N_(
                "How many people took part in person: an empty cell means not reported, 0 "
                "means that nobody came; viewers and listeners do not belong here."
            ),
            example="120",
            present=True,
        ),
        Column(
            "women",
            "whole",
            label=N_("Women"),
            help=N_(
                "How many of the people reached were women: an empty cell means not reported, 0 "
                "means none."
            ),
        ),
        Column(
            "men",
            "whole",
            label=N_("Men"),
            help=N_(
                "How many of the people reached were men: an empty cell means not reported, 0 "
                "means none."
            ),
        ),
        Column(
            "youth",
            "whole",
            label=N_("Young people"),
            help=N_(
                "How many of the people reached were young, men and women together: an empty cell "
                "means not reported, 0 means none."
            ),
        ),
        Column(
            "materials",
            "whole",
            label=N_("Materials distributed"),
            help=N_(
                "How many leaflets, booklets and the like were handed out; an empty cell means "
                "none, or not reported."
            ),
        ),
        Column(
            "media_audience",
            "whole",
            label=N_("Media audience"),
            help=N_(
                "The estimated number of viewers, listeners or readers, for media activities "
                "only; never part of the people reached; empty means not reported."
            ),
        ),
        Column(
            "source",
            label=N_("Source"),
            help=N_(
                "Where the row comes from: a web address or a document; empty means not stated."
            ),
        ),
        Column(
            "note",
            label=N_("Note"),
            help=N_("Anything else; no names, phone numbers or addresses of people."),
        ),
        Column(
            reached_shares.COLUMN,
            "shares",
            label=N_("People reached, by oblast"),
            help=N_(
                "For a nationwide activity or one that covers several regions: how many of the "
                "people reached were in each region, so that they are counted in that region; "
                "empty means not known."
            ),
            example="KG-B=40; KG-O=60",
        ),
    ),
    (
        RowRule("end_before_start", "end_date", ends_before_start("date", "end_date")),
        RowRule("sexes_exceed_reached", "women", _sexes_exceed),
        RowRule("youth_exceeds_reached", "youth", _youth_exceeds),
        RowRule("shares_exceed_reached", reached_shares.COLUMN, shares_exceed_reached),
        RowRule("shares_elsewhere", reached_shares.COLUMN, shares_elsewhere),
    ),
    may_be_empty=True,
    marks=MARKS,
    free_form=True,
)
