"""The messages of the sources, read once for all tests of a process."""

from __future__ import annotations

from functools import cache

from babel.messages.catalog import Message

from campaign.i18n.messages import extract_messages


@cache
def extracted() -> tuple[Message, ...]:
    """Every message in the source code, with the files that use it."""
    return tuple(message for message in extract_messages() if message.id)
