"""Personal data in the other sheets of a workbook and in texts outside cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from zipfile import ZipFile

import pandas as pd

from campaign.ingest.options import AS_IT_IS
from campaign.ingest.parse.form_export import read_form_export
from campaign.ingest.parse.header_row import find_header_row
from campaign.ingest.privacy.outside_text import TAG, ByteLimit, WorkbookText, WorkbookTexts
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.personal_headers import find_personal_headers
from campaign.ingest.privacy.possible_names import TextPlace
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.privacy.scan import PersonalData, scan
from campaign.ingest.privacy.signature_lines import find_signature_lines
from campaign.ingest.privacy.xlsx_text import XlsxTextReader
from campaign.ingest.readers import zip_limits
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.readers.zip_limits import UnsafeArchiveError
from campaign.ingest.report import SignatureLine
from campaign.schema import validate
from campaign.schema.issues import Issue
from campaign.schema.table import Table

_SHEET = re.compile(rb"<table:table\s[^<>]*?table:name=\"([^\"<>]*)\"")
_START_TAG = re.compile(
    rb"<(office:annotation|draw:text-box|draw:custom-shape|table:help-message|table:error-message"
    rb"|svg:desc|svg:title|style:header(?:-left|-first)?|style:footer(?:-left|-first)?)(?:\s[^<>]*)?(?<!/)>"
)
_LINK = re.compile(rb"<text:a\s[^<>]*?xlink:href=\"([^\"<>]*)\"")
_AUTHOR = re.compile(rb"<dc:creator>.*?</dc:creator>|<dc:date>.*?</dc:date>", re.DOTALL)

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class OutsideCells:
    """Personal data outside the sheet.

    `issues` reject the file, at most `validate.MOST_ISSUES`; `names` are the texts that may name a
    person; the owner is asked about them. `lines` are the signature lines of other sheets.
    """

    issues: tuple[Issue, ...] = ()
    names: tuple[TextPlace, ...] = ()
    lines: tuple[SignatureLine, ...] = ()


def scan_outside_cells(
    raw: RawTable, file: str, content: bytes, table: Table, excluded: Collection[int] = ()
) -> OutsideCells:
    """Return the personal data in the other sheets, also hidden ones, and in texts outside cells.

    `excluded` are rows of the sheet that is read, whose comments and links are ignored. Another
    sheet with a header row of `table` may have signatures too. An issue has the number of another
    sheet, because its name may be that of a person. Raises `UnsafeArchiveError` if the texts
    outside cells cannot be read.
    """
    texts = texts_outside_cells(content)
    numbers = {name: number for number, name in enumerate(texts.sheets, start=1)}
    sheets = _scan_other_sheets(raw, file, numbers, table)
    excluded_rows = {(raw.sheet, row) for row in excluded}
    sheet_names = {number: name for name, number in numbers.items()}
    excluded_rows |= {(sheet_names.get(line.sheet or 0), line.row) for line in sheets.lines}
    others = [text for text in texts.texts if (text.sheet, text.row) not in excluded_rows]
    outside = _scan_texts(replace(texts, texts=others), raw, file, numbers)
    return OutsideCells(
        (sheets.issues + outside.issues)[: validate.MOST_ISSUES],
        sheets.names + outside.names,
        sheets.lines,
    )


def _scan_other_sheets(
    raw: RawTable, file: str, numbers: Mapping[str, int], table: Table
) -> OutsideCells:
    issues: list[Issue] = []
    names: list[TextPlace] = []
    lines: list[SignatureLine] = []
    for other in raw.others:
        other = RawTable(other.own_cells, sheet=other.sheet)
        sheet = numbers.get(str(other.sheet), 0)
        header = find_header_row(other, table, AS_IT_IS)
        signatures = find_signature_lines(other.cells, header, sheet)
        lines += signatures.lines
        raw_sheet = replace(other, cells=signatures.remove_from(other.cells))
        cells, personal = _scan_sheet(raw_sheet, table, file)
        issues += [replace(p, sheet=sheet) for p in personal.issues]
        names += [
            TextPlace(str(cells.at[row, at]), row, letter_of(at), sheet)
            for row, at in personal.names
        ]
    return OutsideCells(tuple(issues), tuple(names), tuple(lines))


def _scan_sheet(raw: RawTable, table: Table, file: str) -> tuple[pd.DataFrame, PersonalData]:
    """Return the cells of another sheet and their personal data.

    The columns of the program are removed from a form's export, as from the sheet that is read.
    """
    form = read_form_export(raw, table, AS_IT_IS, file)
    cells = form.raw.cells
    if form.raw is raw:
        return cells, scan(cells, find_personal_headers(cells), [None] * cells.shape[1], file)
    header = find_header_row(form.raw, table, form.requested)
    return cells, scan(cells, header.headers, header.fields, file)


def _scan_texts(
    texts: WorkbookTexts, raw: RawTable, file: str, numbers: Mapping[str, int]
) -> OutsideCells:
    """Return the personal data in texts outside cells and in names of sheets.

    Each kind is listed once per place.
    """
    unique_texts = list(dict.fromkeys([*texts.texts, *(WorkbookText(n, n) for n in texts.sheets)]))
    kinds_by_place: dict[tuple[int | None, str | None, int | None, str], None] = {}
    names: list[TextPlace] = []
    kinds_by_text = find_kinds([text.text for text in unique_texts], is_text=True)
    for number, kinds in kinds_by_text.items():
        text = unique_texts[number]
        is_in_sheet = text.column is not None and text.sheet == raw.sheet
        sheet = None if is_in_sheet or text.sheet is None else numbers.get(text.sheet)
        place = (text.row, text.column, sheet)
        kinds_by_place |= dict.fromkeys((*place, kind) for kind in kinds if kind != PERSON)
        if PERSON in kinds:
            names.append(TextPlace(text.text, *place))
    issues = tuple(
        Issue(file, "personal_aside", row, column, {"what": kind}, sheet)
        for row, column, sheet, kind in kinds_by_place
    )
    return OutsideCells(issues, tuple(names))


def texts_outside_cells(content: bytes) -> WorkbookTexts:
    """Return the texts of a workbook outside its cells; empty for a file that is not a workbook.

    Raises `UnsafeArchiveError` for parts that are not XML, or longer than `MOST_BYTES` together.
    """
    if not content.startswith(_ZIP):
        return WorkbookTexts()
    try:
        archive = zip_limits.open_archive(content)
        if zip_limits.kind_of(archive) == "ods":
            return _read_ods_texts(archive)
        return XlsxTextReader(archive).read_texts()
    except UnsafeArchiveError:
        raise
    except Exception as error:
        # A file that cannot be scanned is rejected.
        raise UnsafeArchiveError("not_a_table") from error


def _read_ods_texts(archive: ZipFile) -> WorkbookTexts:
    """Return the texts outside cells and the names of all sheets.

    Raises `UnsafeArchiveError` for more than `MOST_BYTES` of text.
    """
    byte_limit = ByteLimit()
    texts: list[WorkbookText] = []
    sheets: list[str] = []
    for part in ("content.xml", "styles.xml"):
        if part not in archive.namelist():
            continue
        for block in _split_blocks(zip_limits.pieces(archive, part)):
            elements = [
                *((m.start(), "sheet", m[1]) for m in _SHEET.finditer(block)),
                *((m.start(), "link", m[1]) for m in _LINK.finditer(block)),
                *((m.start(), "text", content) for m, content in _find_elements(block)),
            ]
            for _, kind, raw in sorted(elements):
                if kind == "sheet":
                    sheets.append(unescape(raw.decode("utf-8", "replace")))
                    continue
                byte_limit.subtract(len(raw))
                text = unescape(TAG.sub(" ", raw.decode("utf-8", "replace")))
                sheet = sheets[-1] if sheets and part == "content.xml" else None
                if text.strip():
                    texts.append(WorkbookText(text, sheet))
    return WorkbookTexts(tuple(texts), tuple(sheets))


def _find_elements(block: bytes) -> Iterator[tuple[re.Match[bytes], bytes]]:
    """Yield the start tag and the content of each element with text."""
    for match in _START_TAG.finditer(block):
        end = block.find(b"</" + match[1] + b">", match.end())
        yield match, _AUTHOR.sub(b"", block[match.end() : end if end >= 0 else len(block)])


def _split_blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield whole rows, or the pieces so far after 4 MB without the end of a row."""
    rest = b""
    for piece in pieces:
        rest += piece
        end = rest.rfind(b"</table:table-row>")
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > 4 * 2**20:
            yield rest
            rest = b""
    yield rest
