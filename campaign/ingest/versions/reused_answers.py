"""The answers and corrections of a former version of a file that fit the new one."""

from __future__ import annotations

from campaign.ingest.options import (
    BY_PLACE,
    PLACE_REGION,
    CellCorrection,
)
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.former_settings import FormerOptions
from campaign.ingest.versions.owner_settings import Setting


def find_answers(former: FormerOptions, report: ValidationReport) -> list[Setting]:
    """Return the former answers to the questions about the new version."""
    codes = [
        Setting(q.subject, q.spelling, q.folded, former.answers[q.subject, q.folded])
        for q in report.questions
        if (q.subject, q.folded) in former.answers
    ]
    codes += [
        Setting(BY_PLACE, q.spelling, q.folded, PLACE_REGION)
        for q in report.questions
        if q.place_regions and (BY_PLACE, q.folded) in former.answers
    ]
    texts = [
        Setting("public_text", "", name.key, former.public_texts[name.key])
        for name in report.possible_names
        if name.key in former.public_texts
    ]
    asks = bool(report.signature_lines) and not report.signatures_confirmed
    signatures = [Setting("signatures", "", "", True)] if asks else []
    counted = [
        Setting("counted_row", note.text, note.key, True)
        for note in {note.key: note for note in report.note_rows}.values()
        if note.key in former.requested.counted_rows and not note.is_counted
    ]
    return [
        *codes,
        *texts,
        *counted,
        *_find_corrections(former, report),
        *(signatures if former.requested.signatures_excluded else []),
    ]


def _find_corrections(former: FormerOptions, report: ValidationReport) -> list[Setting]:
    """Return the former corrections of cells that are wrong in the new version too.

    A cell is the same if its column, the key of its row and the cell itself are equal; the row may
    have moved. Among equal rows, the one with the former number is used.
    """
    by_content: dict[tuple[str, str, str], dict[int, str]] = {}
    for (row, column), correction in former.cells.items():
        content = (column, correction.row_key, correction.written)
        by_content.setdefault(content, {})[row] = correction.value
    settings = []
    for cell in report.open_cells:
        values = by_content.get((cell.column, cell.row_key, cell.written), {})
        value = values.get(cell.row)
        if value is None and len(set(values.values())) == 1:
            (value,) = set(values.values())
        if value is not None:
            correction = CellCorrection(cell.written, value, cell.row_key)
            settings.append(Setting("cell", cell.header, (cell.row, cell.column), correction))
    return settings
