"""The files of the data package, separate for publishing or in one zip."""

from __future__ import annotations

from campaign.analysis.view import View
from campaign.exports.data_package.boundaries import regions_geojson
from campaign.exports.data_package.descriptor import BOUNDARIES, DESCRIPTOR, descriptor
from campaign.exports.data_package.tables import package_tables
from campaign.exports.deterministic_zip import zip_files


def data_package(view: View) -> dict[str, bytes]:
    """Return {file name: content} for the view's edition and selection, the description first.

    Each table is included as CSV and, if it has rows, as JSON: programs take the columns of a table
    in JSON from the first record, and frictionless rejects an empty list. The same view gives the
    same bytes; the language of the view changes only the description.
    """
    tables = package_tables(view)
    files: dict[str, bytes] = {}
    for table in tables:
        files[f"{table.name}.csv"] = table.to_csv()
        if len(table.frame):
            files[f"{table.name}.json"] = table.to_json()
    boundaries = regions_geojson(view)
    if boundaries is not None:
        files[BOUNDARIES] = boundaries
    return {DESCRIPTOR: descriptor(view, tables, files), **files}


def data_package_zip(view: View) -> bytes:
    """Return the files of the package in one zip."""
    return zip_files(data_package(view))
