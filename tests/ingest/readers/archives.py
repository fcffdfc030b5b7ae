"""Builds workbooks from raw XML: valid ones, and ones that no program writes."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zip_parts(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip of these parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx_parts(sheet: bytes | str) -> dict[str, bytes | str]:
    """Return the parts of a workbook whose only sheet has this XML."""
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook {MAIN} xmlns:r="{REL}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }


def xlsx(rows: bytes | str, columns: str = "") -> bytes:
    """Return a workbook whose only sheet has these rows and properties of columns, as XML."""
    raw = rows.encode() if isinstance(rows, str) else rows
    columns = columns and f"<cols>{columns}</cols>"
    sheet = f"<worksheet {MAIN}>{columns}<sheetData>".encode() + raw + b"</sheetData></worksheet>"
    return zip_parts(xlsx_parts(sheet))


def ods(rows: str, manifest: str = "<manifest/>", styles: str = "") -> bytes:
    """Return an ODS workbook whose only sheet has these rows of XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f'<office:document-content {spaces} xmlns:calcext="urn:calcext">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zip_parts(
        {"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest}
    )


def with_false_size(content: bytes, part: str, size: int) -> bytes:
    """Return the zip with a false unpacked size of a part, in the directory and before the part."""
    raw = bytearray(content)
    name = part.encode()
    central = raw.rindex(name) - 46
    local = raw.index(name) - 30
    assert raw[central : central + 4] == b"PK\x01\x02" and raw[local : local + 4] == b"PK\x03\x04"
    struct.pack_into("<I", raw, central + 24, size)
    struct.pack_into("<I", raw, local + 22, size)
    return bytes(raw)
