"""The security of the running server: headers, foreign pages, frames, and limits."""

from __future__ import annotations

import http.client
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from campaign.ui.upload.tab_files import MOST_WAITING_FILES
from tests.e2e.server import STREAMLIT_RUN, Server, serving

MEGABYTE = 2**20


@dataclass(frozen=True)
class Visit:
    """A session of a program: its id, and the token that its requests need."""

    server: Server
    session: str
    token: str

    def put(self, name: str, size: int, *, chunked: bool = False, token: str | None = None) -> int:
        """Send a file of this size and return the status of the response."""
        sent_token = self.token if token is None else token
        header = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
        parts = [header, *[b"a" * MEGABYTE] * (size // MEGABYTE), b"a" * (size % MEGABYTE)]
        parts.append(b"\r\n--x--\r\n")
        headers = {
            "Content-Type": "multipart/form-data; boundary=x",
            "Cookie": f"_streamlit_xsrf={self.token}",
            "X-Xsrftoken": sent_token,
        }
        if not chunked:
            headers["Content-Length"] = str(sum(map(len, parts)))
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=600)
        try:
            path = f"/_stcore/upload_file/{self.session}/{name}"
            body = iter([part for part in parts if part])
            line.request("PUT", path, body, headers, encode_chunked=chunked)
            return line.getresponse().status
        except (BrokenPipeError, ConnectionResetError):
            return line.getresponse().status  # the server has answered before the end of the body
        finally:
            line.close()


@contextmanager
def open_session(server: Server) -> Iterator[tuple[Visit, ClientConnection]]:
    """Open a session over the websocket, as a browser does."""
    with urllib.request.urlopen(f"{server.address}/_stcore/health") as answer:
        token = answer.headers["Set-Cookie"].split("_streamlit_xsrf=")[1].split(";")[0]
    address = server.address.replace("http", "ws") + "/_stcore/stream"
    with connect(address, origin=server.address, subprotocols=["streamlit"]) as line:
        request = BackMsg()
        request.rerun_script.query_string = "lang=en"
        line.send(request.SerializeToString())
        session = ""
        while not session:
            message = ForwardMsg.FromString(line.recv(timeout=600))
            session = message.new_session.initialize.session_id
        yield Visit(server, session, token), line


def assert_safe(server: Server, path: str) -> Message:
    """Fail unless the response has the security headers; return all of its headers."""
    request = urllib.request.Request(
        server.address + path, headers={"Origin": "https://evil.example"}
    )
    try:
        headers = urllib.request.urlopen(request).headers
    except urllib.error.HTTPError as missing:
        headers = missing.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert not [name for name in headers if name.lower().startswith("access-control-")]
    return headers


@pytest.mark.parametrize("path", ["/", "/map", "/health", "/assets/plotly.min.js", "/media/none"])
def test_every_response_has_security_headers_and_no_server_name(server: Server, path: str) -> None:
    assert "Server" not in assert_safe(server, path)


@pytest.mark.long
def test_streamlit_run_is_equally_secure() -> None:
    with serving(command=STREAMLIT_RUN) as other:
        for path in ("/", "/map", "/health", "/media/none"):
            assert_safe(other, path)
        with pytest.raises(urllib.error.HTTPError) as error:
            headers = {"Host": "evil.example"}
            urllib.request.urlopen(urllib.request.Request(other.address, headers=headers))
        assert error.value.code == 421
        expect_foreign_page_rejected(other, "https://evil.example")
        with open_session(other) as (visit, line):
            assert visit.put("none", 10, token="2|0|0|0") == 403
            while not ForwardMsg.FromString(line.recv(timeout=600)).HasField("script_finished"):
                pass
        assert "127.0.0.1" not in other.log() and "Traceback" not in other.log()


def test_the_interface_for_agents_is_closed(server: Server) -> None:
    address = f"{server.address}/_stcore/agent/interact"
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(urllib.request.Request(address, data=b"{}", method="POST"))
    assert error.value.code in (403, 404, 405)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:3000", "http://127.0.0.1", "null"]
)
def test_a_foreign_page_cannot_connect(server: Server, origin: str) -> None:
    expect_foreign_page_rejected(server, origin)


def expect_foreign_page_rejected(server: Server, origin: str) -> None:
    address = server.address.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus) as error:
        connect(address, origin=origin, subprotocols=["streamlit"]).close()
    assert error.value.response.status_code == 403


def test_a_message_too_long_ends_the_connection(server: Server) -> None:
    with open_session(server) as (_, line):
        request = BackMsg()
        request.rerun_script.query_string = "x" * (MEGABYTE + 1)
        line.send(request.SerializeToString())
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                line.recv(timeout=600)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1009


def test_uploads_need_a_token_and_have_limits(server: Server) -> None:
    with open_session(server) as (visit, _):
        assert visit.put("none", 10, token="2|0|0|0") == 403
        assert visit.put("large", 50 * MEGABYTE + 1) == 413
        assert visit.put("longer", 52 * MEGABYTE, chunked=True) == 413
        answers = [visit.put(str(n), 10) for n in range(MOST_WAITING_FILES + 2)]
        assert answers == [204] * MOST_WAITING_FILES + [413] * 2


def test_the_server_does_not_look_up_its_external_address(server: Server) -> None:
    assert "External URL" not in server.log() and "external IP" not in server.log()


@pytest.mark.long
@pytest.mark.parametrize("name", ["CAMPAIGN_EMBED", "CAMPAIGN_HOSTS"])
def test_the_server_does_not_start_with_an_invalid_setting(name: str) -> None:
    with pytest.raises(RuntimeError) as failed, serving(**{name: "https://portal.example/x"}):
        pass
    message = str(failed.value)
    assert f"{name}: 'https://portal.example/x'" in message and "Traceback" not in message


class Portal(BaseHTTPRequestHandler):
    """A page of another site with a frame of the address in its path."""

    def do_GET(self) -> None:
        page = f'<iframe src="{self.path[1:]}" width="900" height="700"></iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@pytest.fixture
def portal() -> Iterator[str]:
    """Another site: for a browser `localhost` is another host than 127.0.0.1."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Portal) as portal:
        threading.Thread(target=portal.serve_forever, daemon=True).start()
        yield f"http://localhost:{portal.server_port}"
        portal.shutdown()


@pytest.mark.long
def test_only_a_listed_site_can_frame_the_app(
    browser: Browser, server: Server, portal: str
) -> None:
    page = browser.new_page(locale="en-US")
    console_lines: list[str] = []
    page.on("console", lambda message: console_lines.append(message.text))
    try:
        page.goto(f"{portal}/{server.address}/about", wait_until="networkidle")
        assert page.frames[1].url.startswith("chrome-error:")
        assert any("frame-ancestors" in line for line in console_lines), console_lines
        console_lines.clear()
        with serving(CAMPAIGN_EMBED=portal) as open_to:
            page.goto(f"{portal}/{open_to.address}/about")
            inside = page.frame_locator("iframe")
            inside.locator("h1").hover()  # loads the app
            expect(inside.locator("html[data-live] #first h1")).to_be_visible()
            expect(inside.locator("#first .foot")).to_be_visible()
        assert not [line for line in console_lines if "Content Security Policy" in line]
    finally:
        page.close()
