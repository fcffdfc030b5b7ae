"""The activities of the register as open data: codes, days and counts, and no free text."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.view import View
from campaign.domain.value_states import state_of
from campaign.exports.data_package.fields import (
    ILLUSTRATIVE,
    Field,
    schema_field,
    state_field,
)
from campaign.exports.data_package.sources import is_web_address, split_sources
from campaign.exports.data_package.table import TO_EDITION, ForeignKey, PackageTable, map_values
from campaign.i18n.translator import N_
from campaign.schema.tables import ACTIVITIES, CAMPAIGNS, ESTIMATED

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
