"""Who may change what everyone sees: a signed-in person whom the server's settings name."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

SIGNED_IN_SECONDS = 12 * 3600
"""How long signing in gives rights: Streamlit's cookie lasts 30 days and is never asked again."""

Standing = Literal["out", "ended", "unverified", "stranger", "editor"]


@dataclass(frozen=True)
class Editor:
    """Someone with the right to publish. `mark` stands for the person in the log, unnamed."""

    mark: str


def editor_addresses(emails: Any) -> frozenset[str]:
    """The addresses of the editors as they are compared; empty where the setting is no list."""
    listed = [emails] if isinstance(emails, str) else emails
    if not isinstance(listed, Collection) or isinstance(listed, Mapping):
        return frozenset()
    return frozenset(_folded(email) for email in listed if isinstance(email, str) and "@" in email)


def signed_in_editor(claims: Mapping[str, Any], named: Collection[str], now: float) -> Standing:
    """What these claims of an identity provider amount to at this moment, in seconds since 1970.

    Not signed in, signed in too long ago, with an address that the provider has not verified,
    as somebody who is no editor, or as an editor. Claims without a time of issue have ended.
    """
    if claims.get("is_logged_in") is not True:
        return "out"
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or now - issued > SIGNED_IN_SECONDS:
        return "ended"
    if "email_verified" in claims and claims["email_verified"] not in (True, "true"):
        return "unverified"
    email = claims.get("email")
    return "editor" if isinstance(email, str) and _folded(email) in named else "stranger"


def editor(claims: Mapping[str, Any], named: Collection[str], now: float) -> Editor | None:
    """The editor whom these claims prove, None for anyone else."""
    if signed_in_editor(claims, named, now) != "editor":
        return None
    who = f"{claims.get('iss', '')}\0{claims.get('sub', '')}"
    return Editor(hashlib.sha256(who.encode()).hexdigest()[:12])


def _folded(email: str) -> str:
    # Only A to Z: other foldings make one address of two (the Kelvin sign is no K).
    return email.strip().encode().lower().decode()
