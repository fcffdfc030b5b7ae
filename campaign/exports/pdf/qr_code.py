"""The QR code of a page, as `brief.typ` reads it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import segno

from campaign.i18n.translator import Text


def qr_of(link: str, text: Text) -> dict[str, Any] | None:
    """Return the address as rows of dark runs (x, y, length).

    It is None for an address that is too long for a code.
    """
    try:
        code = segno.make(link, micro=False, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    runs = []
    rows = [bytes(row) for row in code.matrix_iter(border=0)]
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append([start, y, x - start])
                start = None
    return {
        "size": len(rows),
        "runs": runs,
        "url": link,
        "host": urlsplit(link).netloc,
        "caption": text("This view online"),
        "alt": text("QR code with the address of this view"),
    }
