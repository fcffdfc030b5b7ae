"""The parts of an XLSX archive: sheets, and parts that all sheets share, such as styles."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from zipfile import ZipFile

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.zip_limits import UnsafeArchiveError

# Literal text in a number format, where % does not multiply by a hundred.
_FORMAT_WORDS = re.compile(r'"[^"]*"|\\.|_.')


def _book_part(archive: ZipFile) -> str:
    """Return the part of the archive that lists its sheets."""
    return next(
        (path for kind, path in _relations(archive, "").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )


def sheet_parts(archive: ZipFile) -> tuple[dict[str, str], bool]:
    """Return {sheet: its part of the archive}, and whether days are counted from 1904."""
    names = {name.lower(): name for name in archive.namelist()}
    book = _book_part(archive)
    targets = _relations(archive, book)
    tree = _tree(archive, book)
    properties = tree.find("{*}workbookPr")
    date_1904 = "" if properties is None else properties.get("date1904", "")
    parts = {}
    for sheet in tree.findall(".//{*}sheet"):
        ids = [value for key, value in sheet.items() if key.startswith("{") and key.endswith("}id")]
        path = targets[ids[0]][1].lower() if ids and ids[0] in targets else ""
        # `zip_limits` checks parts with this suffix as XML.
        if path in names and path.endswith(".xml"):
            parts[sheet.get("name", "")] = names[path]
    return parts, date_1904.strip().lower() in ("1", "true", "on")


def related_part(archive: ZipFile, kind: str) -> str | None:
    """Return the part of a kind that belongs to the workbook, such as "styles"; None without it."""
    names = {name.lower(): name for name in archive.namelist()}
    targets = _relations(archive, _book_part(archive)).values()
    path = next((path for name, path in targets if name == kind), f"xl/{kind}.xml").lower()
    return names.get(path) if path.endswith(".xml") else None


def related_tree(archive: ZipFile, kind: str) -> ElementTree.Element | None:
    """Return the XML of `related_part`; None without it."""
    part = related_part(archive, kind)
    return None if part is None else _tree(archive, part)


def is_percent_format(code: str) -> bool:
    """Return True for the code of a number format that multiplies by a hundred."""
    return "%" in _FORMAT_WORDS.sub("", code)


def _relations(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return {id: (kind, path)} of the parts related to a part; "" is the workbook as a whole."""
    folder, _, name = part.rpartition("/")
    base = f"{folder}/" if folder else ""
    relations = {}
    for relation in _tree(archive, f"{base}_rels/{name}.rels").findall("{*}Relationship"):
        target = relation.get("Target", "")
        is_absolute = target.startswith("/") or (base and target.startswith(base))
        path = target.lstrip("/") if is_absolute else base + target
        kind = relation.get("Type", "").rpartition("/")[2]
        relations[relation.get("Id", "")] = (kind, path)
    return relations


def _tree(archive: ZipFile, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(b"".join(zip_limits.pieces(archive, name)))
    except (KeyError, ElementTree.ParseError) as error:
        raise UnsafeArchiveError("not_a_table") from error
