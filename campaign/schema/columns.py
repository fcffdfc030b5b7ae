"""What every column of every file is for: what to write in it, and what an empty cell means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from campaign.i18n.translator import N_, Text
from campaign.schema.tables import Column, Table

FILES: Mapping[str, str] = {
    "campaigns": "data/campaigns.csv",
    "activities": "data/<campaign_id>/activities.csv",
    "activity_types": "data/activity_types.csv",
    "published": "data/published.csv",
    "milestones": "data/milestones.csv",
    "reported_events": "data/reported_events.csv",
    "public_texts": "data/public_texts.csv",
    "oblasts": "geo/oblasts.csv",
    "population": "geo/population.csv",
}
"""Where the file of each table lies."""

KINDS: Mapping[str, str] = {
    "text": N_("text"),
    "code": N_("code or name"),
    "whole": N_("whole number"),
    "number": N_("number"),
    "date": N_("date"),
    "period": N_("date or year"),
}

LISTS: Mapping[str, str] = {
    "oblast": N_("a code such as KG-N, or a name from the list of regions"),
    "unit": N_("a code such as KG-N, a name from the list of regions, or KG for the whole country"),
    "type": N_("a code or name from the list of types"),
}

HELP: Mapping[str, Mapping[str, str]] = {
    "activities": {
        "activity_id": N_(
            "A number or mark of your own for the activity, different in every row; may be empty."
        ),
        "date": N_("The day of the activity, or its first day."),
        "end_date": N_(
            "The last day of an activity of several days; leave it empty for a single day."
        ),
        "oblast": N_(
            "The oblast or city where it took place; a bare “Osh” is not accepted: write Osh city "
            "or Osh oblast."
        ),
        "district": N_(
            "The district; leave it empty for a town outside the districts, or where not known."
        ),
        "place": N_(
            "The settlement and the kind of venue, without a private address; empty means not "
            "reported."
        ),
        "type": N_("The type of activity, by its name or code from the list of types."),
        "title": N_(
            "What the activity was called, in plain words and any language; empty means not "
            "reported."
        ),
        "organiser": N_("The body that held it, never a private person; empty means not reported."),
        "partners": N_(
            "The bodies that helped, separated by a semicolon; empty means none, or not reported."
        ),
        "audience": N_("For whom it was held, such as pupils; empty means not reported."),
        "reached": N_(
            "How many people took part themselves: an empty cell means not reported, 0 means that "
            "nobody came; viewers and listeners do not belong here."
        ),
        "women": N_(
            "How many of the people reached were women: an empty cell means not reported, 0 means "
            "none."
        ),
        "men": N_(
            "How many of the people reached were men: an empty cell means not reported, 0 means "
            "none."
        ),
        "youth": N_(
            "How many of the people reached were young, men and women together: an empty cell "
            "means not reported, 0 means none."
        ),
        "materials": N_(
            "How many leaflets, booklets and the like were handed out; an empty cell means none, "
            "or not reported."
        ),
        "media_audience": N_(
            "How many people are thought to have watched, listened or read, for media activities "
            "only; never part of the people reached; empty means not reported."
        ),
        "source": N_(
            "Where the row comes from: an address on the web or a document; empty means not "
            "reported."
        ),
        "note": N_("Anything else; no names, phone numbers or addresses of people."),
    },
    "campaigns": {
        "campaign_id": N_("The year of the edition, which is also the name of its folder."),
        "name_en": N_("The name in English."),
        "name_ru": N_("The name in Russian."),
        "name_ky": N_("The name in Kyrgyz."),
        "start_date": N_("The first day; empty means not known."),
        "end_date": N_("The last day, itself included; empty means not known."),
        "nominal_days": N_(
            "The number of days in the campaign's name, which need not be its length; empty where "
            "the name has none."
        ),
        "status": N_(
            "What stands behind the edition: an invented register, a real one, or published "
            "figures and no register."
        ),
        "source": N_("The web addresses where it was read, separated by a semicolon."),
        "note": N_("Conflicts between sources and cautions; empty means nothing to add."),
        "kind": N_(
            "An edition of the campaign, or related work that is never compared with it; empty "
            "means an edition."
        ),
        "note_en": N_("What readers should know of that year, in English; may be empty."),
        "note_ru": N_("What readers should know of that year, in Russian; may be empty."),
        "note_ky": N_("What readers should know of that year, in Kyrgyz; may be empty."),
    },
    "activity_types": {
        "code": N_("The key of the type, in small Latin letters and underscores."),
        "group": N_("The group that the type belongs to."),
        "name_en": N_("The name in English."),
        "name_ru": N_("The name in Russian."),
        "name_ky": N_("The name in Kyrgyz."),
        "aliases": N_(
            "Other words for it, separated by a semicolon, each leading here only; empty means no "
            "other word is known."
        ),
    },
    "published": {
        "campaign_id": N_("The edition that the figure is about."),
        "indicator": N_("What was counted, such as activities or reached."),
        "value": N_("The figure as it was printed."),
        "qualifier": N_("The word printed with it: none, “more than”, or “about”."),
        "source": N_("The web addresses where it was read, separated by a semicolon."),
        "note": N_("What the figure does and does not say; empty means nothing to add."),
    },
    "milestones": {
        "date": N_("The day."),
        "campaign_id": N_("The edition it belongs to; the day may lie before or after it."),
        "name_en": N_("What happened, in English."),
        "name_ru": N_("What happened, in Russian."),
        "name_ky": N_("What happened, in Kyrgyz."),
        "source": N_(
            "The web addresses where it was read, separated by a semicolon, or “computed” where "
            "it was worked out."
        ),
    },
    "reported_events": {
        "campaign_year": N_(
            "The edition, where it is certain; empty means that it belongs to none, or that this "
            "is not certain."
        ),
        "date_start": N_(
            "The day of the event, or its first day; empty means that the source gives no full "
            "date."
        ),
        "date_end": N_("The last day; empty means a single day, or not known."),
        "oblast_iso": N_("The oblast or city; empty means nationwide, or not stated."),
        "place": N_("The place as reported; empty means not stated."),
        "activity_type_raw": N_(
            "The kind of event in the words of the source; empty means not stated."
        ),
        "title": N_("The title as reported, in the language of the source or in English."),
        "title_en": N_("A short title in English, ours; empty means none was written."),
        "title_ru": N_("A short title in Russian, ours; empty means none was written."),
        "title_ky": N_("A short title in Kyrgyz, ours; empty means none was written."),
        "participants": N_(
            "How many people took part: an empty cell means not stated, 0 means that nobody came."
        ),
        "organiser": N_("The organiser as reported; empty means not stated."),
        "partners": N_("The partners as reported; empty means not stated."),
        "source_url": N_("The web addresses where it was read, separated by a semicolon."),
        "note": N_(
            "Begins with scope=100days (the campaign itself) or scope=related (other work against "
            "trafficking), then doubts and inferences."
        ),
    },
    "public_texts": {
        "text": N_(
            "The whole text of a cell that looks as if it named a person and is no personal data, "
            "such as a title with the author of a book."
        ),
    },
    "oblasts": {
        "iso_code": N_("The code of the oblast or city by ISO 3166-2."),
        "kind": N_("Whether it is an oblast or a city."),
        "name_en": N_("The full name in English."),
        "name_ru": N_("The full name in Russian."),
        "name_ky": N_("The full name in Kyrgyz."),
        "short_en": N_("The name on maps and charts, in English."),
        "short_ru": N_("The name on maps and charts, in Russian."),
        "short_ky": N_("The name on maps and charts, in Kyrgyz."),
        "centre": N_("The administrative centre; empty means none is given."),
        "area_km2": N_(
            "The official area in square kilometres, not to be added up; empty means not known."
        ),
        "aliases": N_(
            "Other words for it, separated by a semicolon, each leading here only; empty means no "
            "other word is known."
        ),
    },
    "population": {
        "iso_code": N_("The oblast or city, or the whole country."),
        "date": N_("The day that the figure is for, or the year alone."),
        "population": N_("How many people lived there."),
        "kind": N_("How the figure was made, such as estimate or census; empty means not stated."),
        "source": N_("The web address where it was read; empty means not stated."),
        "note": N_("Cautions; empty means nothing to add."),
    },
}

EXAMPLE: Mapping[str, Mapping[str, str]] = {
    "activities": {
        "activity_id": "2017-001",
        "date": "2017-07-31",
        "end_date": "2017-08-02",
        "oblast": "KG-N",
        "type": "lecture",
        "reached": "120",
    },
    "campaigns": {
        "campaign_id": "2017",
        "start_date": "2017-07-31",
        "end_date": "2017-11-20",
        "nominal_days": "100",
    },
    "activity_types": {"code": "round_table", "group": "conference"},
    "published": {"indicator": "reached", "value": "10000", "qualifier": "more_than"},
    "milestones": {"date": "2017-07-31"},
    "reported_events": {"campaign_year": "2017", "date_start": "2017-07-31", "oblast_iso": "KG-N"},
    "public_texts": {},
    "oblasts": {"iso_code": "KG-N", "kind": "oblast", "area_km2": "10000"},
    "population": {"iso_code": "KG-N", "date": "2017-01-01", "population": "100000"},
}
"""A value as it may be written, for columns where one helps; the figures are no figures of ours."""


class ColumnDescription(NamedTuple):
    """One column in the reader's words; `column` is the declared name, `allowed` may be empty."""

    column: str
    kind: str
    required: str
    help: str
    allowed: str


def describe_columns(table: Table, text: Text) -> list[ColumnDescription]:
    """Every column of a table, in its declared order, in the reader's language."""
    return [
        ColumnDescription(
            column.name,
            text(KINDS[column.kind]),
            _required(column, text),
            text(HELP[table.name][column.name]),
            _allowed(column, text),
        )
        for column in table.columns
    ]


def head(column: str, text: Text) -> str:
    """The head of a column in the reader's language; the declared name where it has no other."""
    return text(LABELS[column]) if column in LABELS else column


def _required(column: Column, text: Text) -> str:
    if column.filled:
        return text("must be filled in")
    if column.present:
        return text("the column is needed, a cell may be empty")
    return text("may be left out")


def _allowed(column: Column, text: Text) -> str:
    """What a cell may hold beyond its kind; "" where any value of the kind will do."""
    parts = []
    if column.choices:
        parts.append(", ".join(column.choices))
    if column.of is not None:
        parts.append(text(LISTS[column.of]))
    if column.kind in ("date", "period"):
        parts.append(text("written as 2017-07-31"))
    if column.kind == "period":
        parts.append(text("or as a year, 2017"))
    if column.kind in ("whole", "number"):
        parts.append(text("0 or more"))
    if column.unique:
        parts.append(text("each value once"))
    return "; ".join(parts)


LABELS: Mapping[str, str] = {
    "activity_id": N_("Activity code"),
    "date": N_("Date"),
    "end_date": N_("Last day"),
    "oblast": N_("Oblast or city"),
    "district": N_("District"),
    "place": N_("Place"),
    "type": N_("Type of activity"),
    "title": N_("Title"),
    "organiser": N_("Organiser"),
    "partners": N_("Partners"),
    "audience": N_("Target group"),
    "reached": N_("People reached"),
    "women": N_("Women"),
    "men": N_("Men"),
    "youth": N_("Young people"),
    "materials": N_("Materials distributed"),
    "media_audience": N_("Media audience"),
    "source": N_("Source"),
    "note": N_("Note"),
    "iso_code": N_("Oblast or city"),
    "population": N_("Population"),
    "kind": N_("Kind of figure"),
}
"""{declared column: message id of its name}: the heads of templates, and of lists of columns."""
