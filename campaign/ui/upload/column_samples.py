"""Columns of a table without a header row: named by letter, and shown by some of their values."""

from __future__ import annotations

from campaign.i18n.match_key import tidy_text
from campaign.i18n.translator import Text
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.report import ValidationReport

MOST_SAMPLES = 3
LONGEST_SAMPLE = 24  # characters


def lacks_header_row(report: ValidationReport) -> bool:
    """Return True for a table whose columns have letters in place of headers."""
    return report.detected is not None and report.detected.header_row == NO_HEADER_ROW


def column_words(report: ValidationReport, at: int, text: Text) -> str:
    """Return the header of a column; without a header row its letter and its first values."""
    assert report.detected is not None
    header = report.detected.headers[at]
    if not lacks_header_row(report):
        return header
    cells = (tidy_text(str(cell)) for cell in report.preview[at])
    samples = [cell for cell in dict.fromkeys(cells) if cell][:MOST_SAMPLES]
    values = "; ".join(map(_shorten, samples))
    return text("column {column}: {values}", column=header, values=values)


def _shorten(sample: str) -> str:
    return sample if len(sample) <= LONGEST_SAMPLE else sample[: LONGEST_SAMPLE - 1].rstrip() + "…"
