"""The editors, who may change the published data: signed in and listed in the server's settings."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

SIGNED_IN_SECONDS = 12 * 3600
"""How long a sign-in is valid; Streamlit's cookie lasts 30 days and is not checked again.
"""

SignInStatus = Literal["out", "ended", "unverified", "stranger", "editor"]
"""The statuses: not signed in, sign-in expired, address not verified, not an editor, an editor."""


@dataclass(frozen=True)
class Editor:
    """A person with the right to publish; the log names only the `pseudonym`."""

    pseudonym: str


def editor_addresses(emails: Any) -> frozenset[str]:
    """Return the addresses of the editors in lower case; empty if the setting is not a list."""
    values = [emails] if isinstance(emails, str) else emails
    if not isinstance(values, Collection) or isinstance(values, Mapping):
        return frozenset()
    return frozenset(_fold_case(v) for v in values if isinstance(v, str) and "@" in v)


def sign_in_status(
    claims: Mapping[str, Any], addresses: Collection[str], now: float
) -> SignInStatus:
    """Return the status that follows from the claims of an identity provider at `now`.

    `addresses` are the result of `editor_addresses`, `now` is in seconds since 1970. Claims without
    a time of issue have expired.
    """
    if claims.get("is_logged_in") is not True:
        return "out"
    issue_time = claims.get("iat")
    if not isinstance(issue_time, int | float) or now - issue_time > SIGNED_IN_SECONDS:
        return "ended"
    if "email_verified" in claims and claims["email_verified"] not in (True, "true"):
        return "unverified"
    email = claims.get("email")
    return "editor" if isinstance(email, str) and _fold_case(email) in addresses else "stranger"


def identify_editor(
    claims: Mapping[str, Any], addresses: Collection[str], now: float
) -> Editor | None:
    """Return the editor with these claims, None for anyone else."""
    if sign_in_status(claims, addresses, now) != "editor":
        return None
    identity = f"{claims.get('iss', '')}\0{claims.get('sub', '')}"
    return Editor(hashlib.sha256(identity.encode()).hexdigest()[:12])


def _fold_case(email: str) -> str:
    # Only A to Z change, because full case folding can make two addresses equal (the Kelvin sign
    # and K).
    return email.strip().encode().lower().decode()
