"""Tables of the open data: activities without free text; indicators by region, day and type."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from campaign.analysis.indicators import (
    INDICATORS,
    MEDIA_AUDIENCE,
    POPULATION,
    Indicator,
    by_day_and_group,
    by_type,
    by_unit,
    on_air,
)
from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.domain.places import Places
from campaign.domain.totals import sum_totals
from campaign.domain.value_states import reported_state, state_of
from campaign.exports.data_package.tables import (
    DENOMINATOR,
    ILLUSTRATIVE,
    INDICATOR,
    NUMERATOR,
    TO_EDITION,
    VALUE,
    Field,
    ForeignKey,
    PackageTable,
    is_web_address,
    map_values,
    schema_field,
    split_sources,
    state_field,
    table_fields,
)
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.schema.region_codes import COUNTRY, OTHER_REGION
from campaign.schema.tables import ACTIVITIES, ACTIVITY_TYPES, CAMPAIGNS, ESTIMATED, OBLASTS

COUNTS = ("reached", "women", "men", "youth", "materials", "media_audience")
PUBLIC = (
    "activity_id",
    "date",
    "end_date",
    "oblast",
    "district",
    "type",
    "audience",
    *COUNTS,
    "reached_by_oblast",
    ESTIMATED,
    "source",
)
"""The columns of the register that are published.

Place, title, organiser, partners, note and values as written are free text, and may contain a name
of a person that no check of the register detects. Published data cannot be withdrawn, so these
columns are omitted. Of the source, only web addresses are published.
"""

_ROW = Field(
    "row",
    "integer",
    N_("The sequence number of the activity among the accepted rows of the register, from 1."),
    filled=True,
)
_SOURCE = Field(
    "source",
    "string",
    N_("The web addresses of the sources, separated by semicolons; other sources are omitted."),
    N_("Source"),
)


def activities_table(view: View) -> PackageTable:
    """Return a row for each selected activity; each count is followed by a column of its state.

    Raises ValueError if the edition has no register.
    """
    edition = view.edition
    if edition.register is None:
        raise ValueError(f"edition {edition.campaign_id} has no register")
    activities = edition.register.rows()
    rows = view.selection.row_filter().apply(activities.assign(row=range(1, len(activities) + 1)))
    frame = rows.reindex(columns=["row", *PUBLIC]).copy()
    frame[ESTIMATED] = frame[ESTIMATED].astype("string").fillna("")
    frame["source"] = map_values(rows["source"], _web_addresses)
    frame["campaign_id"] = edition.campaign_id
    frame["illustrative"] = edition.illustrative
    is_media = rows["type"].map(view.campaign.types["group"]) == "media"
    for name in COUNTS:
        expected = pd.Series(1, index=rows.index)
        if name == "media_audience":
            expected = (is_media | rows[name].notna()).astype("int64")
        frame[f"{name}_state"] = state_of(expected, rows[name])
    return PackageTable(
        "activities",
        N_("Register of activities"),
        N_(
            "The activities, one per row: codes, days and counts. Free text of the register is "
            "not published. People reached and media audience are not summed, nor are women, men "
            "and young people."
        ),
        _fields(),
        ("campaign_id", "row"),
        frame,
        (view.source,),
        (
            ForeignKey("oblast", "regions", "iso_code"),
            ForeignKey("type", "types", "type"),
            TO_EDITION,
        ),
        edition.illustrative,
    )


def _fields() -> tuple[Field, ...]:
    fields = [schema_field(CAMPAIGNS, "campaign_id"), _ROW]
    for name in PUBLIC:
        fields.append(_SOURCE if name == "source" else schema_field(ACTIVITIES, name))
        if name in COUNTS:
            fields.append(state_field(f"{name}_state"))
    return (*fields, ILLUSTRATIVE)


def _web_addresses(cell: object) -> str:
    """Return the parts of a source that are web addresses, separated by semicolons."""
    return ";".join(filter(is_web_address, split_sources([cell])))


def indicators_table(view: View) -> PackageTable:
    """Return a row for each indicator of the package; name, unit and formula in three languages."""
    texts = {lang: Text.of(lang) for lang in LANGUAGES}
    rows = [
        {
            "indicator": indicator.code,
            "numerator": indicator.numerator,
            "denominator": indicator.denominator,
            "per": indicator.per,
        }
        | {f"name_{lang}": text(indicator.name) for lang, text in texts.items()}
        | {f"unit_{lang}": text(indicator.unit) for lang, text in texts.items()}
        | {f"formula_{lang}": text(indicator.formula) for lang, text in texts.items()}
        for indicator, _ in indicator_totals(view)
    ]
    words = tuple(
        Field(f"{what}_{lang}", "string", help, filled=True)
        for what, help in (
            (
                "name",
                N_(
                    "The name of the indicator, in the language given at the end of the column "
                    "name."
                ),
            ),
            (
                "unit",
                N_("The unit of the value, in the language given at the end of the column name."),
            ),
            (
                "formula",
                N_(
                    "How the value is computed, in the language given at the end of the column "
                    "name."
                ),
            ),
        )
        for lang in reversed(LANGUAGES)
    )
    return PackageTable(
        "indicators",
        N_("Indicators"),
        N_("What each indicator means"),
        (
            Field("indicator", "string", N_("The code of the indicator."), filled=True),
            *words,
            Field("numerator", "string", N_("The name of the numerator."), filled=True),
            Field(
                "denominator",
                "string",
                N_("The name of the denominator; empty where the indicator is not a ratio."),
            ),
            Field(
                "per", "integer", N_("The factor by which the ratio is multiplied."), filled=True
            ),
        ),
        ("indicator",),
        pd.DataFrame(rows),
    )


def indicator_totals(
    view: View, *, oblasts: bool = True
) -> Iterator[tuple[Indicator, pd.DataFrame]]:
    """Yield every indicator with the rows of the grouped table that it is computed from.

    An edition without population has no rate.
    """
    totals = view.totals(oblasts=oblasts)
    for indicator in INDICATORS.values():
        if indicator.denominator != POPULATION or view.edition.population is not None:
            yield indicator, totals
    yield MEDIA_AUDIENCE, on_air(totals, view.campaign.types)


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
            "Every indicator of each region, one value per row. The values of regions do not "
            "include nationwide activities (code KG) and activities that cover several regions "
            "(codes with a semicolon). Activities whose region is not identified (code other) are "
            "not included either. Values of different indicators are not summed."
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
