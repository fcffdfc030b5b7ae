"""Streamlit's scripts for the dashboard's pages, compressed as strongly as possible.

A program of its own, because it takes four seconds: `python -m campaign.web.scripts` writes
{address at Streamlit: {content coding: script in Base64}} as JSON to its output.
"""

from __future__ import annotations

import gzip
import json
import sys
from base64 import b64encode

import brotli

from campaign.web.bundle_compat import ELEMENTS, STATIC, element_scripts, page_scripts

_LARGE = 2_000_000
"""Bytes of a script that Brotli at its best takes too long for: 18 s for Plotly, instead of 1 s."""


def compress(address: str) -> dict[str, bytes]:
    """Return {content coding: script} of Streamlit's script at an address."""
    script = (STATIC / address[1:]).read_bytes()
    quality = 11 if len(script) < _LARGE else 9
    return {
        "br": brotli.compress(script, quality=quality),
        "gzip": gzip.compress(script, mtime=0),
    }


def main() -> None:
    """Write the scripts of all pages."""
    scripts = {
        address: {
            coding: b64encode(script).decode() for coding, script in compress(address).items()
        }
        for address in sorted({*page_scripts(), *element_scripts(ELEMENTS.values())})
    }
    json.dump(scripts, sys.stdout)


if __name__ == "__main__":
    main()
