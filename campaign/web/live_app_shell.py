"""The elements by which a server-rendered page loads the live app, in its head and at its end."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files

from campaign.browser import bundle
from campaign.i18n.translator import Text
from campaign.site.page_list import PAGES
from campaign.web.icons import MANIFEST_LINK
from campaign.web.streamlit_files import late_chunks

_HEAD = re.compile(r"<head>(.*)</head>", re.DOTALL)
_OWN = re.compile(r"<!--.*?-->|<title>.*?</title>|<meta\b[^>]*>", re.DOTALL)
_ICON = re.compile(r'<link rel="shortcut icon"[^>]*>')


@cache
def streamlit_index() -> bytes:
    """Return the page of the installed Streamlit."""
    return (files("streamlit") / "static" / "index.html").read_bytes()


@cache
def app_head() -> str:
    """Return the head of Streamlit's page without its title and its metadata.

    Raises LookupError where the installed page has no head or no script.
    """
    match = _HEAD.search(streamlit_index().decode("utf-8"))
    if not match or 'type="module"' not in match[1]:
        raise LookupError("Streamlit's index.html has no head with a script")
    return re.sub(r">\s+<", "><", _ICON.sub("", _OWN.sub("", match[1]))).strip()


@cache
def boot_script() -> str:
    """Return the script that loads the app into the first paint, as an element."""
    return f"<script>{bundle('first_paint/boot.js')}</script>"


def app_place(text: Text, stem: str) -> str:
    """Return the end of the body: the app's element, and links to the scripts of this page."""
    late = text(
        "The page is not interactive yet because the server does not respond. Links still work."
    )
    chunks = "".join(
        f'<link rel="modulepreload" crossorigin data-late href="{address}">'
        for address in late_chunks(stem)
    )
    # The app of a page that is HTML loads at the first touch.
    now = " data-now" if PAGES[stem].has_widgets else ""
    return (
        f'<p id="late" role="status" hidden>{escape(late)}</p>'
        f'<div id="root"></div><template id="boot"{now}>{app_head()}{chunks}{MANIFEST_LINK}'
        "</template>"
    )
