"""Files that are not tables, or are incomplete, locked or empty."""

from __future__ import annotations

import struct

from catalogue import add_file
from delimited import text
from register import HEADER_RU, rows_coded, rows_ru
from workbooks import as_openpyxl, with_fixed_time, zip_archive

_RU = text([HEADER_RU, *rows_ru()])

add_file("broken/empty.csv", "An empty file", b"")
add_file(
    "broken/only_mark.csv",
    "A byte order mark (BOM) of UTF-8 and line ends only",
    b"\xef\xbb\xbf\r\n\r\n",
)
add_file("broken/blank_cells.csv", "Delimiters between empty cells only", b";;;;\r\n" * 4)
add_file(
    "broken/unclosed_quote.csv",
    "A quotation mark in row 4 that is never closed",
    text([HEADER_RU, *rows_coded()], ";").replace("Uzgen, school", '"Uzgen, school').encode(),
)
add_file(
    "broken/nul_bytes.csv",
    "A block of zero bytes at the end, as after a power cut",
    _RU.encode("cp1251")[:900] + b"\0" * 300,
)
add_file(
    "broken/pdf_named.csv",
    "A PDF renamed to .csv",
    b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    b"trailer\n<< /Root 1 0 R >>\n%%EOF\n",
)


def _html(charset: str) -> str:
    cells = "".join(f"<td>{header}</td>" for header in HEADER_RU)
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>\r\n"
        for row in rows_ru()
    )
    return (
        f'<html>\r\n<head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"</head>\r\n<body><table border=1>\r\n<tr>{cells}</tr>\r\n{rows}"
        "</table></body>\r\n</html>\r\n"
    )


add_file("broken/html_named.xlsx", "A web page renamed to .xlsx", _html("utf-8").encode())
add_file(
    "broken/onec_html.xls",
    "1C: a table saved as .xls that is a web page with a BOM",
    b"\xef\xbb\xbf" + _html("utf-8").encode(),
)
add_file(
    "broken/letter.txt",
    "A letter without a table",
    (
        "Добрый день, коллеги,\r\n\r\nнаправляем сведения о проведённых мероприятиях, как "
        "договорились.\r\nТаблица будет готова позже, после сверки.\r\n\r\n"
        "С уважением,\r\nотдел\r\n"
    ).encode("cp1251"),
)
add_file(
    "broken/no_head.csv",
    "Rows without a header row",
    text(rows_ru()).encode("cp1251"),
)


def _locked_workbook() -> bytes:
    """An OLE2 container as Office writes it for an encrypted workbook; its content is noise."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *([free] * 108))
    table = struct.pack("<128I", fat, end, *([3, 4, 5, 6, 7, 8, 9, end]), *([free] * 118))

    def entry(name: str, kind: int, child: int, start: int, size: int, right: int = free) -> bytes:
        spelt = (name + "\0").encode("utf-16-le")
        return (
            spelt.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(spelt), kind, 1, free, right, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    folder = (
        entry("Root Entry", 5, 1, end, 0)
        + entry("EncryptionInfo", 2, free, end, 0, 2)
        + entry("EncryptedPackage", 2, free, 2, 4096)
        + bytes(128)
    )
    noise = bytes((at * 197 + at // 7) % 256 for at in range(4096))
    return header + table + folder + noise


add_file(
    "broken/locked.xlsx",
    "A workbook with a password: an encrypted workbook in an OLE2 container",
    _locked_workbook(),
)
add_file(
    "broken/cut_off.xlsx",
    "The first 3,000 bytes of a workbook",
    as_openpyxl([HEADER_RU, *rows_ru()])[:3000],
)
add_file(
    "broken/document_named.xlsx",
    "A word processor's document renamed to .xlsx",
    with_fixed_time(
        zip_archive(
            {
                "[Content_Types].xml": b'<?xml version="1.0"?><Types '
                b'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
                "_rels/.rels": b'<?xml version="1.0"?><Relationships '
                b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
                "word/document.xml": b'<?xml version="1.0"?><w:document '
                b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
            }
        )
    ),
)
add_file(
    "broken/photo.jpg",
    "A photo of a table: the first bytes of a JPEG",
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    + bytes(200)
    + b"\xff\xd9",
)
add_file(
    "broken/photo_named.csv",
    "A photo from a telephone (HEIC) renamed to .csv",
    b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200),
)
add_file(
    "broken/register.zip",
    "A register in a ZIP archive, as mail programs attach it",
    zip_archive({"register.csv": _RU.encode("cp1251")}),
)
add_file(
    "broken/register.rar", "The first bytes of a RAR archive", b"Rar!\x1a\x07\x01\x00" + bytes(60)
)
add_file(
    "broken/numbers.numbers",
    "A document of Apple Numbers: a ZIP archive with parts of its own format",
    zip_archive({"Index/Document.iwa": bytes(20), "Metadata/DocumentIdentifier": b"1"}),
)
add_file(
    "broken/register.gsheet",
    "A shortcut of Google Drive, which has only the address of a table",
    b'{"url": "https://docs.google.com/open?id=0", "doc_id": "0", "email": ""}\n',
)
