"""The scripts of public pages: each module and its imports as one script, without comments."""

from __future__ import annotations

import re
from functools import cache

from campaign.browser.linker import link_into_one_scope

_NOT_READ = re.compile(r"^(?: +|//.*\n)| +// .*$", re.MULTILINE)
_PARTS = re.compile(r"""("[^"\n]*"|'[^'\n]*'|`[^`]*`|/(?=\S)[^/\n]+/(?=[.;,)]))""")
"""The strings and patterns of a script: spaces within them are kept."""
_AROUND_SIGNS = re.compile(r" *([=*/?<>,;:(){}|&]+) *")
_BETWEEN_LINES = re.compile(r"(?<=[;{},(])\n|\n(?=[}.)?:])")


@cache
def page_script(entry: str) -> str:
    """Return a module and its imports as one script, without needless spaces."""
    parts = _PARTS.split(_NOT_READ.sub("", link_into_one_scope(entry)))
    parts[::2] = [_BETWEEN_LINES.sub("", _AROUND_SIGNS.sub(r"\1", part)) for part in parts[::2]]
    return "".join(parts)


@cache
def player() -> bytes:
    """Return the module that plays the days of a map: it exports `createDays`."""
    return f"{page_script('public/days.js')}\nexport {{ createDays }};\n".encode()
