"""Uploads stay in memory; the files of a tab are restored to it alone, for a limited time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse

from campaign.ui.upload import tab_files
from campaign.ui.upload.tab_files import MINUTES, BoundedUploads, TabFiles

STATE = {"session-files": ["a.csv"]}
OTHER = {"session-files": ["b.csv"]}


class Clock:
    """A clock that a test sets; it begins at 0."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tabs(clock: Clock) -> TabFiles:
    return TabFiles(clock)


def test_every_reload_gets_the_files(tabs: TabFiles) -> None:
    secret = tabs.save("", "first", "", STATE, 5)
    assert len(secret) > 40
    for before, after in (("first", "second"), ("second", "third")):
        tabs.disconnect(before)
        assert tabs.claim(secret, after, "") == (STATE, secret)
    # A reload gets the last state of the tab.
    assert tabs.save(secret, "third", "", OTHER, 5) == secret
    tabs.disconnect("third")
    assert tabs.claim(secret, "fourth", "") == (OTHER, secret)


def test_files_saved_after_a_broken_connection_expire(tabs: TabFiles, clock: Clock) -> None:
    first = tabs.save("", "first", "", STATE, 5)
    for session in ("first", "new"):
        tabs.disconnect(session)
    # Both runs end after the break: one tab had files before, the other has new ones.
    secrets = [tabs.save(first, "first", "", OTHER, 5), tabs.save("", "new", "", OTHER, 5)]
    assert secrets[0] == first
    tabs.reconnect("other")
    clock.seconds = MINUTES * 60 + 1
    tabs.drop_expired()
    for secret in secrets:
        assert tabs.claim(secret, "second", "") is None


def test_no_other_secret_gets_the_files(tabs: TabFiles) -> None:
    secret = tabs.save("", "first", "", STATE, 5)
    tabs.disconnect("first")
    assert secret != tabs.save("", "other", "", OTHER, 5)
    for guess in ("", "1", secret[:-1], secret.lower(), "first"):
        assert tabs.claim(guess, "second", "") is None


def test_a_duplicated_tab_has_its_own_secret_and_files(tabs: TabFiles) -> None:
    secret = tabs.save("", "first", "", STATE, 5)
    claim = tabs.claim(secret, "duplicate", "")
    assert claim is not None and claim[0] == STATE and claim[1] != secret
    tabs.remove(claim[1], "duplicate")
    tabs.disconnect("first")
    assert tabs.claim(secret, "second", "") == (STATE, secret)


def test_a_session_resumed_after_its_files_were_claimed_gets_another_secret(
    tabs: TabFiles,
) -> None:
    secret = tabs.save("", "first", "", STATE, 5)
    tabs.disconnect("first")
    tabs.claim(secret, "second", "")
    tabs.reconnect("first")
    assert tabs.save(secret, "first", "", OTHER, 5) != secret
    tabs.remove(secret, "first")
    assert tabs.claim(secret, "second", "") == (STATE, secret)


def test_files_of_a_signed_in_user_are_given_only_to_that_user(tabs: TabFiles) -> None:
    secret = tabs.save("", "first", "editor", STATE, 5)
    tabs.disconnect("first")
    assert tabs.claim(secret, "second", "") is None
    assert tabs.claim(secret, "second", "other") is None
    assert tabs.claim(secret, "second", "editor") == (STATE, secret)


def test_signing_in_keeps_the_files(tabs: TabFiles) -> None:
    secret = tabs.save("", "first", "", STATE, 5)
    tabs.disconnect("first")
    assert tabs.claim(secret, "second", "editor") == (STATE, secret)


def test_removed_files_are_gone(tabs: TabFiles) -> None:
    secret = tabs.save("", "first", "", STATE, 5)
    tabs.remove(secret, "first")
    tabs.disconnect("first")
    assert tabs.claim(secret, "second", "") is None


def test_files_are_kept_while_connected_and_some_minutes_after(
    tabs: TabFiles, clock: Clock
) -> None:
    secret = tabs.save("", "first", "", STATE, 5)
    clock.seconds = MINUTES * 600
    tabs.disconnect("first")
    clock.seconds += MINUTES * 60 - 1
    tabs.reconnect("first")
    clock.seconds += 2
    tabs.drop_expired()
    tabs.disconnect("first")
    clock.seconds += MINUTES * 60 - 1
    tabs.drop_expired()
    assert tabs.claim(secret, "second", "") == (STATE, secret)
    tabs.disconnect("second")
    clock.seconds += MINUTES * 60
    tabs.drop_expired()
    assert tabs.claim(secret, "third", "") is None


@pytest.mark.parametrize(("limit", "most"), [("MOST_TABS", 2), ("MOST_BYTES", 10)])
def test_files_of_the_longest_broken_connections_are_dropped_over_the_limit(
    tabs: TabFiles, clock: Clock, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(tab_files, limit, most)
    connected = tabs.save("", "connected", "", STATE, 50)
    secrets = []
    for number in range(3):
        clock.seconds += 1
        secrets.append(tabs.save("", f"{number}", "", STATE, 5))
        tabs.disconnect(f"{number}")
    assert tabs.claim(secrets[0], "new", "") is None
    assert tabs.claim(secrets[1], "new", "") and tabs.claim(secrets[2], "newer", "")
    # Files of a connected tab do not count, because its session holds them anyway.
    assert tabs.claim(connected, "connected", "")


def test_files_larger_than_the_limit_do_not_displace_others(
    tabs: TabFiles, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tab_files, "MOST_BYTES", 10)
    small, large = tabs.save("", "small", "", STATE, 5), tabs.save("", "large", "", OTHER, 11)
    tabs.disconnect("small")
    clock.seconds += 1
    tabs.disconnect("large")
    assert tabs.claim(large, "new", "") is None
    assert tabs.claim(small, "new", "") == (STATE, small)


# Uploads -----------------------------------------------------------------------------------------

BODY = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n%b\r\n--x--\r\n'
SIZE = 2 * 2**20


@pytest.mark.parametrize(("most", "in_memory"), [(SIZE, True), (SIZE - 1, False)])
def test_an_upload_of_the_largest_size_stays_in_memory(
    most: int, in_memory: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 0)
    monkeypatch.setattr(tab_files, "_largest", lambda: most)
    BoundedUploads(PlainTextResponse(""))

    async def body() -> AsyncIterator[bytes]:
        yield BODY % (b"a" * SIZE)

    async def parse() -> Any:
        headers = Headers({"content-type": "multipart/form-data; boundary=x"})
        async with asyncio.timeout(60):
            return (await MultiPartParser(headers, body()).parse())["f"]

    file = asyncio.run(parse())
    assert isinstance(file, UploadFile)
    rolled = file.file._rolled  # type: ignore[attr-defined]
    assert rolled is not in_memory, "Starlette has moved it: see docs/upgrading.md"
