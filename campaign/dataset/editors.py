"""The editors, who may change what everyone sees: signed in, and named in the server's settings."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

SIGNED_IN_SECONDS = 12 * 3600
"""How long signing in gives rights: Streamlit's cookie lasts 30 days and is not checked again."""

SignInStatus = Literal["out", "ended", "unverified", "stranger", "editor"]
"""Not signed in, signed in too long ago, with an unverified address, no editor, an editor."""


@dataclass(frozen=True)
class Editor:
    """Someone with the right to publish. `pseudonym` stands for the person in the log."""

    pseudonym: str


def editor_addresses(emails: Any) -> frozenset[str]:
    """Return the addresses of the editors in comparable form; empty if the setting is no list."""
    values = [emails] if isinstance(emails, str) else emails
    if not isinstance(values, Collection) or isinstance(values, Mapping):
        return frozenset()
    return frozenset(_fold_case(v) for v in values if isinstance(v, str) and "@" in v)


def sign_in_status(
    claims: Mapping[str, Any], addresses: Collection[str], now: float
) -> SignInStatus:
    """Return the status that the claims of an identity provider prove at this moment.

    `addresses` are those of `editor_addresses`, `now` is in seconds since 1970. Claims without a
    time of issue have ended.
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
    """Return the editor whom these claims prove, None for anyone else."""
    if sign_in_status(claims, addresses, now) != "editor":
        return None
    identity = f"{claims.get('iss', '')}\0{claims.get('sub', '')}"
    return Editor(hashlib.sha256(identity.encode()).hexdigest()[:12])


def _fold_case(email: str) -> str:
    # Only A to Z: other case foldings make one address of two (the Kelvin sign is no K).
    return email.strip().encode().lower().decode()
