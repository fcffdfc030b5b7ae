"""The files of the data package, separate for publishing or in one zip."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from shapely.geometry import mapping

from campaign.analysis.provenance import build_provenance
from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.exports.data_package.contents import (
    activities_table,
    days_table,
    indicators_table,
    regions_table,
    types_table,
)
from campaign.exports.data_package.tables import (
    ILLUSTRATIVE,
    TO_EDITION,
    PackageTable,
    describe_source,
    split_sources,
    table_fields,
)
from campaign.exports.deterministic_zip import zip_files
from campaign.i18n.translator import N_, Text
from campaign.schema.tables import CAMPAIGNS, PUBLISHED

DESCRIPTOR = "datapackage.json"
BOUNDARIES = "regions.geojson"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_READING = (
    N_(
        "An empty cell has no value: the state column next to it gives the reason. 0 means "
        "reported as zero."
    ),
    N_("People reached and media audience are not summed."),
    N_("Young people are also counted among women and men; the three are not summed."),
    N_("A person who came to two activities is counted twice, because the register has no names."),
)
_NATURAL_EARTH = {
    "title": "Natural Earth, 1:10m admin-1",
    "path": "https://www.naturalearthdata.com",
}
_PUBLIC_DOMAIN = {
    "name": "other-pd",
    "title": "Public domain: Made with Natural Earth",
    "path": "https://www.naturalearthdata.com/about/terms-of-use/",
}
_MIT = {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}


def descriptor(view: View, tables: Sequence[PackageTable], files: Mapping[str, bytes]) -> bytes:
    """Return the description of the package in the format Data Package 2.0 and the view's language.

    `files` are the other files of the package. `version` is the fingerprint of the data and
    `created` their last day: the same data give the same bytes. Licences are given only if they are
    known: for the invented register and the shipped boundaries.
    """
    edition, text = view.edition, view.text
    title = f"{edition.name(text)} · {view.subject}"
    about = build_provenance(view, title)
    sources = (*about.sources, *split_sources([edition.source]))
    package = {
        "$schema": PROFILE,
        "name": f"campaign-{edition.campaign_id}",
        "title": title,
        "description": "\n\n".join([*about.lines(with_map=True), *map(text, _READING)]),
        "version": view.campaign.fingerprint,
        **({"created": f"{about.data_day}T00:00:00Z"} if about.data_day else {}),
        "illustrative": edition.illustrative,
        **({"licenses": [_MIT]} if edition.illustrative and not edition.own else {}),
        "sources": [describe_source(source) for source in dict.fromkeys(sources)],
        "resources": [
            *(
                _table_resource(table, form, files, text)
                for table in tables
                for form in _FORMS
                if f"{table.name}.{form}" in files
            ),
            *([_boundaries(view, files[BOUNDARIES])] if BOUNDARIES in files else []),
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


_FORMS = {"csv": "text/csv", "json": "application/json"}


def _table_resource(
    table: PackageTable, form: str, files: Mapping[str, bytes], text: Text
) -> dict[str, Any]:
    path = f"{table.name}.{form}"
    resource = {
        "name": table.name if form == "csv" else f"{table.name}-{form}",
        "type": "table",
        "path": path,
        "title": text(table.title),
        "description": text(table.help),
        "format": form,
        "mediatype": _FORMS[form],
        "encoding": "utf-8",
        **_digest(files[path], count=form == "csv"),
        "illustrative": table.illustrative,
        "schema": _schema(table, text),
    }
    if table.sources:
        resource["sources"] = [describe_source(source) for source in table.sources]
    return resource


def _schema(table: PackageTable, text: Text) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [field.describe(text) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [key.field],
                "reference": {"resource": key.to_table, "fields": [key.to_field]},
            }
            for key in table.foreign_keys
        ]
    return schema


def _boundaries(view: View, content: bytes) -> dict[str, Any]:
    """Return the boundaries; only the shipped ones have a licence and a source."""
    resource = {
        "name": "boundaries",
        "path": BOUNDARIES,
        "title": view.text("Boundaries"),
        "description": " ".join(view.boundary_notes),
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        **_digest(content),
        "illustrative": False,
    }
    if view.campaign.boundaries_file:
        return resource
    return resource | {"sources": [_NATURAL_EARTH], "licenses": [_PUBLIC_DOMAIN]}


def _digest(content: bytes, *, count: bool = True) -> dict[str, Any]:
    """Return digest and length; without `count` no length: frictionless counts no bytes of JSON."""
    length = {"bytes": len(content)} if count else {}
    return length | {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


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
