"""The tables of editions: the years of the campaign, and their published values."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.exports.data_package.fields import ILLUSTRATIVE, table_fields
from campaign.exports.data_package.sources import split_sources
from campaign.exports.data_package.table import TO_EDITION, PackageTable
from campaign.i18n.translator import N_
from campaign.schema.tables import CAMPAIGNS, PUBLISHED


def published_table(view: View) -> PackageTable:
    """Return the published values of every edition of the package, as printed."""
    frames = [edition.published for edition in _editions(view)]
    frame = pd.concat(frames, ignore_index=True).assign(illustrative=False)
    names = ("campaign_id", "indicator", "value", "qualifier", "source")
    return PackageTable(
        "published",
        N_("Published figures"),
        N_(
            "Published figures of the campaign, as printed and never computed from the "
            "register. Their codes differ from those in the table of indicators."
        ),
        table_fields((PUBLISHED, names), ILLUSTRATIVE),
        names,
        frame.drop_duplicates(list(names)),
        split_sources(frame["source"]),
        (TO_EDITION,),
    )


def editions_table(view: View) -> PackageTable:
    """Return the years of the campaign, and related work that is not compared with it."""
    rows = [
        {
            "campaign_id": edition.campaign_id,
            "start_date": edition.start,
            "end_date": edition.end,
            "nominal_days": edition.nominal_days,
            "status": edition.status,
            "source": edition.source,
            "kind": "related" if edition.related else "campaign",
            "illustrative": edition.illustrative,
        }
        | {f"name_{lang}": name for lang, name in edition.names.items()}
        | {f"note_{lang}": note for lang, note in edition.notes.items()}
        for edition in _editions(view)
    ]
    frame = pd.DataFrame(rows)
    names = tuple(column.name for column in CAMPAIGNS.columns if column.name != "note")
    return PackageTable(
        "editions",
        N_("Campaign year"),
        N_("The years of the campaign, and related work that is not compared with the campaign."),
        table_fields((CAMPAIGNS, names), ILLUSTRATIVE),
        ("campaign_id",),
        frame,
        split_sources(frame["source"]),
    )


def _editions(view: View) -> list[Edition]:
    """Return the editions of the server and of the view, without other files of the reader."""
    editions = view.campaign.editions
    return [e for _, e in sorted(editions.items()) if not e.own or e is view.edition]
