"""The scripts of public pages: modules and what they import as one, without comments."""

from __future__ import annotations

import re
from functools import cache

from campaign.browser.linker import link_into_one_scope

_NOT_READ = re.compile(r"^(?: +|//.*\n)| +// .*$", re.MULTILINE)
_PARTS = re.compile(r"""("[^"\n]*"|'[^'\n]*'|`[^`]*`|/(?=\S)[^/\n]+/(?=[.;,)]))""")
"""The texts and patterns of a script, whose spaces are its own."""
_AROUND_SIGNS = re.compile(r" *([=*/?<>,;:(){}|&]+) *")
_BETWEEN_LINES = re.compile(r"(?<=[;{},(])\n|\n(?=[}.)?:])")


@cache
def page_script(entry: str) -> str:
    """Return a module and what it imports as one script, without spaces that only we read."""
    parts = _PARTS.split(_NOT_READ.sub("", link_into_one_scope(entry)))
    parts[::2] = [_BETWEEN_LINES.sub("", _AROUND_SIGNS.sub(r"\1", part)) for part in parts[::2]]
    return "".join(parts)


@cache
def player() -> bytes:
    """Return the module that plays the days of a map: it exports `createDays`."""
    return f"{page_script('public/days.js')}\nexport {{ createDays }};\n".encode()
