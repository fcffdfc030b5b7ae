"""The files of the data package, separate for publishing or in one zip."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from shapely.geometry import mapping

from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.exports.data_package.activities import activities_table
from campaign.exports.data_package.descriptor import BOUNDARIES, DESCRIPTOR, descriptor
from campaign.exports.data_package.fields import ILLUSTRATIVE, table_fields
from campaign.exports.data_package.indicator_list import indicators_table
from campaign.exports.data_package.indicator_tables import days_table, regions_table, types_table
from campaign.exports.data_package.sources import split_sources
from campaign.exports.data_package.table import TO_EDITION, PackageTable
from campaign.exports.deterministic_zip import zip_files
from campaign.i18n.translator import N_
from campaign.schema.tables import CAMPAIGNS, PUBLISHED

_NAMES = ("kind", "name_en", "name_ru", "name_ky", "short_en", "short_ru", "short_ky")


def data_package(view: View) -> dict[str, bytes]:
    """Return {file name: content} for the view's edition and selection, the description first.

    Each table is included as CSV and, if it has rows, as JSON: programs take the columns of a table
    in JSON from the first record, and frictionless rejects an empty list. The same view gives the
    same bytes; the language of the view changes only the description.
    """
    tables = _package_tables(view)
    files: dict[str, bytes] = {}
    for table in tables:
        files[f"{table.name}.csv"] = table.to_csv()
        if len(table.frame):
            files[f"{table.name}.json"] = table.to_json()
    boundaries = _regions_geojson(view)
    if boundaries is not None:
        files[BOUNDARIES] = boundaries
    return {DESCRIPTOR: descriptor(view, tables, files), **files}


def data_package_zip(view: View) -> bytes:
    """Return the files of the package in one zip."""
    return zip_files(data_package(view))


def _package_tables(view: View) -> list[PackageTable]:
    """Return the tables of the view's edition and selection, in the order of the package.

    An edition without a register has only the published values and the editions.
    """
    tables = []
    if view.edition.totals is not None:
        tables += [
            regions_table(view),
            days_table(view),
            types_table(view),
            activities_table(view),
            indicators_table(view),
        ]
    return [*tables, _published_table(view), _editions_table(view)]


def _published_table(view: View) -> PackageTable:
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


def _editions_table(view: View) -> PackageTable:
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


def _regions_geojson(view: View) -> bytes | None:
    """Return a feature for each region (RFC 7946); None if the boundaries cannot be read.

    `schematic` is true if the geometry is a symbol and not a boundary.
    """
    places = view.campaign.places
    if places.boundaries is None:
        return None
    names = places.table[list(_NAMES)].to_dict("index")
    shapes = places.boundaries.set_index("iso_code")
    features: list[dict[str, Any]] = []
    for code in places.codes:
        properties = {"iso_code": code, **names[code]}
        if "schematic" in shapes and shapes.loc[code, "schematic"]:
            properties["schematic"] = True
        geometry = mapping(shapes.geometry[code])
        features.append(
            {"type": "Feature", "id": code, "properties": properties, "geometry": geometry}
        )
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()
