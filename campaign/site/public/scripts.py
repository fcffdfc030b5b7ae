"""The scripts of public pages: modules and what they import as one, without comments."""

from __future__ import annotations

import re
from functools import cache

from campaign.browser.linker import link

_NOT_READ = re.compile(r"^(?: +|//.*\n)| +// .*$", re.MULTILINE)


@cache
def page_script(entry: str) -> str:
    """Return a module and what it imports as one script, without indents and comments."""
    return _NOT_READ.sub("", link(entry))


@cache
def player() -> bytes:
    """Return the module that plays the days of a map: it exports `createDays`."""
    return f"{page_script('public/days.js')}\nexport const {{ createDays }} = entry;\n".encode()
