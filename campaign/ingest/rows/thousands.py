"""Words above a table that state that its numbers are in thousands."""

from __future__ import annotations

import re

from campaign.i18n.match_key import tidy_text
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.issues import Issue

_WORDS = load_vocabulary("parse", "header_words").pattern("thousands")
_IN_THOUSANDS = re.compile(rf"(?<!\w)(?<!\d[ \u00a0])(?:{_WORDS})", re.IGNORECASE)


def warn_thousands(sheet: Sheet) -> StepLog:
    """Return a warning for each cell above the header row with such words.

    Words after a number are an amount and have no warning.
    """
    cells = sheet.raw.cells
    texts = (
        (row, tidy_text(str(cell)))
        for row in sheet.header.titles
        if row in cells.index
        for cell in cells.loc[row]
    )
    return StepLog(
        tuple(
            Issue(sheet.file, "in_thousands", int(row), params={"value": text})
            for row, text in texts
            if _IN_THOUSANDS.search(text)
        )
    )
