"""The QR code of a page, as data for `brief.typ`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import segno

from campaign.i18n.translator import Text


def qr_of(link: str, text: Text) -> dict[str, Any] | None:
    """Return the QR code of an address: its dark modules as runs (x, y, length), and its texts.

    It is None if the address is too long for a code.
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
