"""What a public page may load, as an element of its head."""

from __future__ import annotations

import base64
import hashlib


def content_policy(script: str, *, plays: bool = False) -> str:
    """Return the content policy: inline styles and this one script, if any, and nothing else.

    A page that `plays` days may fetch them, and the script that shows them, from its own site.
    """
    source = "'none'"
    if script:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        source = f"'sha256-{digest}'"
    if plays:
        source += " 'self'; connect-src 'self'"
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {source}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
