"""Each kind of response has its security headers, and invalid settings are rejected."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from campaign.ui.upload import tab_files
from campaign.ui.upload.tab_files import MOST_WAITING_FILES, BoundedUploads
from campaign.web import routes
from campaign.web.security import (
    COMMON_HEADERS,
    NO_PAGE_POLICY,
    AllowedHosts,
    InvalidSettingError,
    SecurityHeaders,
    page_headers,
    read_allowed_hosts,
    read_frame_ancestors,
)

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


def answer(
    app: ASGIApp, method: str = "GET", path: str = "/", **headers: str
) -> tuple[int, Headers]:
    """Status and headers of the response of the app."""
    messages: list[Message] = []
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    asyncio.run(app(scope, receive, send))
    return messages[0]["status"], Headers(raw=messages[0]["headers"])


def secured_headers(response: Response, ancestors: tuple[str, ...] = ()) -> Headers:
    """The headers of the response with the security headers."""
    return answer(SecurityHeaders(response, page_headers(INDEX.read_bytes(), ancestors)))[1]


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";")]
    return {name: values for name, *values in parts}


def test_a_page_may_run_its_own_inline_script_and_no_other() -> None:
    policy = directives(secured_headers(HTMLResponse("<p>"))["content-security-policy"])
    inline = re.findall(r"<script>(.*?)</script>", INDEX.read_text(encoding="utf-8"), re.DOTALL)
    assert len(inline) == 1, "Streamlit's page has changed: check its scripts"
    digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
    assert policy["script-src"] == [
        "'self'",
        "blob:",
        "'wasm-unsafe-eval'",
        f"'sha256-{digest}'",
    ]
    assert policy["default-src"] == policy["frame-ancestors"] == ["'none'"]
    assert "'unsafe-eval'" not in policy["script-src"]


def test_every_kind_of_response_has_security_headers() -> None:
    page = secured_headers(HTMLResponse("<p>"))
    assert page["x-frame-options"] == "DENY"
    assert page["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in page["permissions-policy"]
    script = secured_headers(Response("x", media_type="text/javascript"))
    assert script["content-security-policy"] == NO_PAGE_POLICY
    for headers in (page, script):
        assert {name: headers[name] for name in COMMON_HEADERS} == dict(COMMON_HEADERS)


def test_not_modified_has_no_policy() -> None:
    headers = secured_headers(Response(status_code=304))
    assert "content-security-policy" not in headers
    assert headers["x-content-type-options"] == "nosniff"


def test_other_sites_have_no_cross_origin_access() -> None:
    response = PlainTextResponse("x", headers={"Access-Control-Allow-Origin": "*"})
    assert "access-control-allow-origin" not in secured_headers(response)


def test_named_sites_may_embed_a_page() -> None:
    ancestors = read_frame_ancestors(" https://portal.example.kg/  https://*.OTHER.kg:8443 ")
    headers = secured_headers(HTMLResponse("<p>"), ancestors)
    policy = directives(headers["content-security-policy"])
    assert policy["frame-ancestors"] == ["https://portal.example.kg", "https://*.other.kg:8443"]
    assert "x-frame-options" not in headers and "cross-origin-opener-policy" not in headers


@pytest.mark.parametrize(
    "setting",
    [
        "portal.example.kg",
        "https://a.kg; script-src *",
        "*",
        "https://a.kg/path",
        "'self'",
        "https://",
    ],
)
def test_an_invalid_site_raises_an_error(setting: str) -> None:
    with pytest.raises(InvalidSettingError, match="CAMPAIGN_EMBED"):
        read_frame_ancestors(setting)


@pytest.mark.parametrize("setting", ["https://a.kg", "a.kg:8501", "a kg/", "a..kg", "-", "a.*.kg"])
def test_an_invalid_host_raises_an_error(setting: str) -> None:
    with pytest.raises(InvalidSettingError, match="CAMPAIGN_HOSTS"):
        read_allowed_hosts(setting)


@pytest.mark.parametrize("name", ["CAMPAIGN_EMBED", "CAMPAIGN_HOSTS"])
def test_the_server_does_not_start_with_an_invalid_setting(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    routes.page_policy.cache_clear()
    monkeypatch.setenv(name, "https://a.kg/path")
    with pytest.raises(SystemExit, match=name):
        routes.middleware(BoundedUploads)
    routes.page_policy.cache_clear()


# Hosts and origins ---------------------------------------------------------------------------


def request_status(
    host: str, origin: str | None = None, names: str = "", method: str = "GET"
) -> int:
    """The status of the response to a request with these headers."""
    app = AllowedHosts(PlainTextResponse("in"), read_allowed_hosts(names))
    headers = {"host": host} | ({"origin": origin} if origin else {})
    return answer(app, method, **headers)[0]


@pytest.mark.parametrize(
    "host",
    ["localhost:8501", "127.0.0.1", "192.168.1.7:80", "[::1]:8501", "office-pc", "office-pc.local"],
)
def test_requests_to_local_names_are_answered(host: str) -> None:
    assert request_status(host) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "a@localhost", "127.0.0.1.evil.example:1", "x:y"],
)
def test_requests_to_other_hosts_are_rejected(host: str) -> None:
    assert request_status(host) == 421


def test_requests_to_named_hosts_and_local_names_are_answered() -> None:
    assert request_status("dashboard.example.kg", names="Dashboard.example.kg") == 200
    assert request_status("a.example.kg:443", names="*.example.kg") == 200
    assert request_status("example.kg", names="*.example.kg") == 421
    assert request_status("anything.example", names="*") == 200
    assert request_status("127.0.0.1", names="dashboard.example.kg") == 200


def test_another_origin_may_only_read() -> None:
    assert request_status("localhost:8501", "https://evil.example") == 200
    assert request_status("localhost:8501", "https://evil.example", method="PUT") == 403
    assert request_status("localhost:8501", "http://localhost:3000", method="PUT") == 403
    assert request_status("localhost:8501", "null", method="POST") == 403
    assert request_status("localhost:8501", "http://localhost:8501", method="PUT") == 200


def test_a_named_host_may_write_through_a_proxy() -> None:
    site = "https://dashboard.example.kg"
    assert request_status("127.0.0.1:8501", site, method="PUT") == 403
    assert request_status("127.0.0.1:8501", site, names="dashboard.example.kg", method="PUT") == 200
    # The proxy passes on the host of the request without the default port.
    assert request_status("dashboard.example.kg", site, names="*.example.kg", method="PUT") == 200


def host_behind(host: str, origin: str, names: str = "") -> str | None:
    """The host with which a WebSocket connection reaches the app; None if it is refused."""
    paths: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        paths.append(dict(scope["headers"])[b"host"].decode())

    scope = {
        "type": "websocket",
        "headers": [(b"host", host.encode()), (b"origin", origin.encode())],
    }
    messages: list[str] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, object]) -> None:
        messages.append(str(message["type"]))

    guarded_app: ASGIApp = AllowedHosts(app, read_allowed_hosts(names))
    asyncio.run(guarded_app(scope, receive, send))
    assert paths or messages == ["websocket.close"]
    return paths[0] if paths else None


def test_another_origin_cannot_open_a_connection() -> None:
    assert host_behind("127.0.0.1:8501", "http://127.0.0.1:8501") == "127.0.0.1:8501"
    assert host_behind("127.0.0.1:8501", "http://127.0.0.1:3000") is None
    assert host_behind("127.0.0.1:8501", "http://localhost:8501") is None
    assert host_behind("127.0.0.1:8501", "https://evil.example") is None
    assert host_behind("evil.example", "https://evil.example") is None


def test_the_host_of_a_proxied_connection_is_that_of_its_origin() -> None:
    # Streamlit looks up its own address if host and origin differ.
    site = "https://dashboard.example.kg"
    assert host_behind("127.0.0.1:8501", site, "dashboard.example.kg") == "dashboard.example.kg"


# Uploads -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "size", "status"),
    [
        ({}, 10, 0),
        ({"me": [1] * (MOST_WAITING_FILES - 1)}, 1, 0),
        ({"me": [1] * MOST_WAITING_FILES}, 1, 413),
        ({"other": [1] * MOST_WAITING_FILES}, 1, 0),
        ({"me": [tab_files.MOST_WAITING_BYTES]}, 1, 413),
        ({str(n): [tab_files.MOST_WAITING_BYTES] for n in range(6)}, 1, 503),
    ],
)
def test_uploads_are_bounded(stored: dict[str, list[int]], size: int, status: int) -> None:
    assert BoundedUploads(PlainTextResponse("in")).rejection_status("me", size, stored) == status


def test_pending_uploads_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tab_files, "uploaded_sizes", dict[str, list[int]])
    bounded = BoundedUploads(PlainTextResponse("in"))
    bounded.pending["me"] = [1] * MOST_WAITING_FILES
    assert answer(bounded, "PUT", "/_stcore/upload_file/me/1")[0] == 413
    bounded.pending["me"].pop()
    assert answer(bounded, "PUT", "/_stcore/upload_file/me/1")[0] == 200
    assert bounded.pending["me"] == [1] * (MOST_WAITING_FILES - 1)
