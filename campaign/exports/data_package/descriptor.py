"""`datapackage.json`: the description of the package for programs and data portals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from campaign.analysis.provenance import build_provenance
from campaign.analysis.view import View
from campaign.exports.data_package.sources import describe_source, split_sources
from campaign.exports.data_package.table import PackageTable
from campaign.i18n.translator import N_, Text

DESCRIPTOR = "datapackage.json"
BOUNDARIES = "regions.geojson"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_READING = (
    N_(
        "An empty cell has no value: the state column next to it gives the reason. 0 means "
        "reported as zero."
    ),
    N_("Direct reach and media audience are not summed."),
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
