"""The parts of an XLSX archive that say what its sheets are and which styles show per cents."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from zipfile import ZipFile

from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.zip_limits import UnsafeArchiveError

_PERCENT_FORMATS = ("9", "10")
# In a number format these are text, where % does not multiply by a hundred.
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
        if path in names and path.endswith(".xml"):  # The suffix by which `zip_limits` detects XML.
            parts[sheet.get("name", "")] = names[path]
    return parts, date_1904.strip().lower() in ("1", "true", "on")


def percent_styles(archive: ZipFile) -> frozenset[str]:
    """Return the numbers of the styles that show per cents; none where there are no styles."""
    names = {name.lower(): name for name in archive.namelist()}
    targets = _relations(archive, _book_part(archive)).values()
    path = next((path for kind, path in targets if kind == "styles"), "xl/styles.xml").lower()
    if path not in names or not path.endswith(".xml"):
        return frozenset()
    tree = _tree(archive, names[path])
    formats = set(_PERCENT_FORMATS)
    for number_format in tree.findall("{*}numFmts/{*}numFmt"):
        is_percent = "%" in _FORMAT_WORDS.sub("", number_format.get("formatCode", ""))
        number = number_format.get("numFmtId", "")
        formats = formats | {number} if is_percent else formats - {number}
    styles = enumerate(tree.findall("{*}cellXfs/{*}xf"))
    return frozenset(str(at) for at, style in styles if style.get("numFmtId") in formats)


def _relations(archive: ZipFile, of: str) -> dict[str, tuple[str, str]]:
    """Return {id: (kind, path)} of the parts related to a part; "" is the workbook as a whole."""
    folder, _, name = of.rpartition("/")
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
