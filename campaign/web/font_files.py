"""The subsets of fonts at the addresses of Streamlit's own fonts."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.responses import Response

from campaign.browser.program_output import ProgramOutput
from campaign.web.background import BackgroundWork
from campaign.web.streamlit_files import StreamlitFiles
from campaign.web.tagged_response import tagged_response

# Not immutable: the address changes only with Streamlit, but the subset also with our icons.
CACHE_FOR_A_DAY = "public, max-age=86400, stale-while-revalidate=2592000"

Fonts = Mapping[str, bytes]
"""{address: font}; empty if no subset can be made."""


def _unpack(output: bytes) -> Fonts:
    return {address: b64decode(font) for address, font in json.loads(output).items()}


FONTS = ProgramOutput(
    "campaign.web.fonts",
    _unpack,
    modules=("campaign.web.bundle_compat",),
    packages=("streamlit", "fonttools", "brotli"),
)


@lru_cache(maxsize=1)
def make_in_background() -> BackgroundWork[Fonts]:
    """Start to make the subsets with `campaign/web/fonts.py`, once for the process."""
    return BackgroundWork(lambda: FONTS.read(None), {}, "Streamlit's fonts are sent whole")


class SubsetFonts(StreamlitFiles[bytes]):
    """Middleware that answers requests for Streamlit's fonts with their subsets.

    Streamlit's own are ten times as large.
    """

    folder = "/static/media/"

    def respond(self, file: bytes, headers: Headers) -> Response:
        """See `StreamlitFiles`."""
        return tagged_response(file, headers, "font/woff2", {"Cache-Control": CACHE_FOR_A_DAY})
