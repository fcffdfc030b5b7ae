"""Names of the columns of a file: the header, with letter and some values if it is not unique."""

from __future__ import annotations

from campaign.i18n.match_key import tidy_text
from campaign.i18n.translator import Text
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.report import ValidationReport

MOST_SAMPLES = 3
LONGEST_SAMPLE = 24  # characters


def lacks_header_row(report: ValidationReport) -> bool:
    """Return True for a table whose columns have letters in place of headers."""
    return report.detected is not None and report.detected.header_row == NO_HEADER_ROW


def column_words(report: ValidationReport, at: int, text: Text) -> str:
    """Return the header of a column, with letter and first values if another has the same header.

    Without a header row, return only letter and values.
    """
    assert report.detected is not None
    headers = report.detected.headers
    if not lacks_header_row(report) and headers.count(headers[at]) == 1:
        return headers[at]
    cells = report.preview[at][report.preview.index >= report.detected.body]
    samples = [cell for cell in dict.fromkeys(tidy_text(str(cell)) for cell in cells) if cell]
    values = "; ".join(map(_shorten, samples[:MOST_SAMPLES]))
    if lacks_header_row(report):
        return text("Column {column}: {values}", column=headers[at], values=values)
    return f"{headers[at]} ({letter_of(at)}: {values})"


def _shorten(sample: str) -> str:
    return sample if len(sample) <= LONGEST_SAMPLE else sample[: LONGEST_SAMPLE - 1].rstrip() + "…"
