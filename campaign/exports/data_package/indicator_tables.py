"""The tables of the values of indicators: by region, day and type."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.indicators import (
    INDICATORS,
    POPULATION,
    Indicator,
    by_day_and_group,
    by_type,
    by_unit,
)
from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.domain.places import Places
from campaign.domain.totals import sum_totals
from campaign.domain.value_states import reported_state
from campaign.exports.data_package.fields import (
    DENOMINATOR,
    ILLUSTRATIVE,
    INDICATOR,
    NUMERATOR,
    VALUE,
    Field,
    state_field,
    table_fields,
)
from campaign.exports.data_package.indicator_list import indicator_totals
from campaign.exports.data_package.table import TO_EDITION, ForeignKey, PackageTable
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.schema.region_codes import COUNTRY, OTHER_REGION
from campaign.schema.tables import ACTIVITIES, ACTIVITY_TYPES, CAMPAIGNS, OBLASTS

_NAMES = ("name_en", "name_ru", "name_ky")
_STATE = state_field("state")
_INDICATOR_VALUE = (INDICATOR, VALUE, _STATE, NUMERATOR, DENOMINATOR, ILLUSTRATIVE)
"""The fields of one value of an indicator."""
_REGION_KIND = Field(
    "kind",
    "string",
    N_(
        "The area to which the value refers: an oblast; a city of the same administrative "
        "level; the whole country, for nationwide activities only; several regions together, "
        "for activities that cover several regions; other, for activities whose region is not "
        "identified."
    ),
    filled=True,
    choices=("oblast", "city", "country", "several", "other"),
)
_TO_INDICATOR = ForeignKey("indicator", "indicators", "indicator")


def regions_table(view: View) -> PackageTable:
    """Return every indicator of each selected region, or of all regions if none is selected.

    The values are those of the map, for the selected types and days. If no region is selected, rows
    for activities of the whole country, of several regions and of an unknown region follow.
    """
    population, places, chosen = view.edition.population, view.campaign.places, view.selection
    people = None if population is None else population.by_unit
    # The codes of single regions come first, in their order.
    wide = sorted(set(view.totals()["oblast"]) - set(places.codes))
    regions = [code for code in places.codes if not chosen.oblasts or code in chosen.oblasts]
    frames = []
    for indicator, totals in indicator_totals(view, oblasts=False):
        # Activities of no single region have no population and therefore no rate.
        codes = [*places.codes, *(() if indicator.denominator == POPULATION else wide)]
        values = by_unit(totals, indicator, codes, population)
        sums = sum_totals(totals, ["oblast"]).reindex(codes)
        frames.append(_with_quotient(values, indicator, sums, people))
    frame = pd.concat(frames).loc[[*regions, *wide]]
    frame = frame.join(_region_names([*regions, *wide], places))
    return PackageTable(
        "regions",
        N_("By region"),
        N_(
            "Every indicator of each region, one value per row. Nationwide activities (code "
            "KG), activities that cover several regions (codes with a semicolon) and "
            "activities whose region is not identified (code other) are not included in the "
            "values of any region. Values of different indicators are not summed."
        ),
        table_fields(
            (CAMPAIGNS, ("campaign_id",)),
            (OBLASTS, ("iso_code",)),
            _REGION_KIND,
            (OBLASTS, _NAMES),
            *_INDICATOR_VALUE,
        ),
        ("campaign_id", "iso_code", "indicator"),
        _of_edition(frame.rename_axis("iso_code").reset_index(), view.edition),
        (view.source, *(() if population is None else population.sources)),
        (TO_EDITION, _TO_INDICATOR),
        view.edition.illustrative,
    )


def days_table(view: View) -> PackageTable:
    """Return people reached by day and group of types; a missing row means no activity."""
    frame = by_day_and_group(view.totals(), view.campaign.types)
    frame["state"] = [reported_state(value) for value in frame["reached"]]
    return PackageTable(
        "days",
        N_("By day"),
        N_(
            "People reached by day and group of types, for days with an activity. An activity "
            "that lasts several days is counted on its first day."
        ),
        table_fields(
            (CAMPAIGNS, ("campaign_id",)),
            (ACTIVITIES, ("date",)),
            (ACTIVITY_TYPES, ("group",)),
            Field("activities", "integer", INDICATORS["activities"].formula, filled=True),
            Field("reported", "integer", N_("Activities that reported attendance"), filled=True),
            (ACTIVITIES, ("reached",)),
            _STATE,
            ILLUSTRATIVE,
        ),
        ("campaign_id", "date", "group"),
        _of_edition(frame, view.edition),
        (view.source,),
        (TO_EDITION,),
        view.edition.illustrative,
    )


def types_table(view: View) -> PackageTable:
    """Return every indicator of each type with activities, except those that need a population."""
    types = view.campaign.types
    frames = []
    for indicator, totals in indicator_totals(view):
        if indicator.denominator != POPULATION:
            values = by_type(totals, indicator, types)
            sums = sum_totals(totals, ["type"]).reindex(values.index)
            frames.append(_with_quotient(values, indicator, sums, None))
    frame = pd.concat(frames)
    order = [code for code in view.campaign.type_codes if code in frame.index]
    frame = frame.loc[order].join(types[["group", *_NAMES]])
    return PackageTable(
        "types",
        N_("By type"),
        N_(
            "Every indicator of each type of activity in the register, one value per row. "
            "Values of different indicators are not summed."
        ),
        table_fields(
            (CAMPAIGNS, ("campaign_id",)),
            Field("type", "string", N_("The code of the type."), N_("Type of activity"), True),
            (ACTIVITY_TYPES, ("group", *_NAMES)),
            *_INDICATOR_VALUE,
        ),
        ("campaign_id", "type", "indicator"),
        _of_edition(frame.rename_axis("type").reset_index(), view.edition),
        (view.source,),
        (TO_EDITION, _TO_INDICATOR),
        view.edition.illustrative,
    )


# The parts of a table -------------------------------------------------------------------------


def _with_quotient(
    values: pd.DataFrame, indicator: Indicator, sums: pd.DataFrame, population: pd.Series | None
) -> pd.DataFrame:
    """Return value and state of an indicator, its numerator and denominator (NaN: no ratio)."""
    frame = values[["value", "state"]].copy()
    frame.insert(0, "indicator", indicator.code)
    frame[["numerator", "denominator"]] = float("nan")
    if indicator.denominator:
        base = population if indicator.denominator == POPULATION else sums[indicator.denominator]
        frame["numerator"], frame["denominator"] = sums[indicator.numerator], base
    return frame


def _region_names(codes: list[str], places: Places) -> pd.DataFrame:
    """Return kind and names in three languages by code, also for codes of no single region."""
    kinds = dict(places.table["kind"].astype(str)) | {
        COUNTRY: "country",
        OTHER_REGION: "other",
    }
    rows = {
        code: {"kind": kinds.get(code, "several")}
        | {f"name_{lang}": places.name(code, Text.of(lang)) for lang in LANGUAGES}
        for code in codes
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["kind", *_NAMES])


def _of_edition(frame: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    return frame.assign(campaign_id=edition.campaign_id, illustrative=edition.illustrative)
