"""Streamlit's scripts at their addresses, compressed once instead of weakly for each visit."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.responses import Response

from campaign.browser.program_output import ProgramOutput
from campaign.web.background import BackgroundWork
from campaign.web.cache_headers import CACHE_FOREVER
from campaign.web.content_coding import best_coding
from campaign.web.streamlit_files import StreamlitFiles
from campaign.web.tagged_response import tagged_response

Scripts = Mapping[str, Mapping[str, bytes]]
"""{address: {content coding: script}}; empty if they cannot be compressed beforehand."""


def _unpack(output: bytes) -> Scripts:
    return {
        address: {coding: b64decode(script) for coding, script in forms.items()}
        for address, forms in json.loads(output).items()
    }


SCRIPTS = ProgramOutput(
    "campaign.web.scripts",
    _unpack,
    modules=("campaign.web.bundle_compat",),
    packages=("streamlit", "brotli"),
)


@lru_cache(maxsize=1)
def make_in_background() -> BackgroundWork[Scripts]:
    """Start to compress the scripts with `campaign/web/scripts.py`, once for the process."""
    meaning = "Streamlit's scripts are compressed for each visit"
    return BackgroundWork(lambda: SCRIPTS.read(None), {}, meaning)


class CompressedScripts(StreamlitFiles[Mapping[str, bytes]]):
    """Middleware that answers requests for Streamlit's scripts with the compressed ones.

    At the first start of an installation a request waits for seconds: otherwise a cache would keep
    Streamlit's own script, compressed weakly, for a year.
    """

    folder = "/static/js/"

    def respond(self, file: Mapping[str, bytes], headers: Headers) -> Response | None:
        """See `StreamlitFiles`; None for a browser that accepts no compression."""
        coding = best_coding(headers, file)
        if not coding:
            return None
        # Streamlit's addresses change with the content of a script.
        own = {**CACHE_FOREVER, "Content-Encoding": coding, "Vary": "Accept-Encoding"}
        return tagged_response(file[coding], headers, "text/javascript", own)
