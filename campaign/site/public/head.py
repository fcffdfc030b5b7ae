"""What is in the head of public pages alone: what they may load, and their style."""

from __future__ import annotations

import base64
import hashlib

_ICON = '<link rel="icon" href="data:,">'
# A page of the site fades into the next one: the window is never empty between the two.
_STYLE = (
    "<style>@media(prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}"
    "body{margin:0}#first{position:static;overflow:visible;min-height:100vh}"
    "#first .figure,#first .map{margin-bottom:0;min-height:0}</style>"
)


def public_head(script: str = "", *, plays: bool = False) -> str:
    """Return the content policy, and the style of a page that scrolls with its window.

    The policy allows inline styles and this one script, if any, and nothing else.

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
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{meta}{_ICON}{_STYLE}"
