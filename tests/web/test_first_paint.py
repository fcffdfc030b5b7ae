"""A request for a page gets a page that is rendered only from its address and public files."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

import brotli
import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.page_list import PAGES
from campaign.web import first_paint, pages
from campaign.web.assets import Content
from campaign.web.first_paint import FirstPaint
from campaign.web.pages import (
    MOST_RENDERERS,
    MOST_WAITING,
    Address,
    RenderedPages,
)
from campaign.web.routes import page_policy

LIVE = "the live app"
TIMEOUT = 600.0  # seconds; reached only if the test fails
HTML = {
    "host": "testserver",
    "accept": "text/html,application/xhtml+xml",
    "accept-language": "en",
    "accept-encoding": "identity",
}
ABOUT = "/about"
"""A page without charts."""
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><svg onload=alert(1)>",
    "KG-N,<b>",
    "\0\U0001f600",
    "9" * 400,
    "2017-99-99",
    "own",
    "x" * 10_000,
)
KEYS = ("edition", "lang", "indicator", "measure", "from", "to", "oblast", "type", "classes")


@pytest.fixture
def rendered_addresses(monkeypatch: pytest.MonkeyPatch) -> list[Address]:
    """The addresses of the rendered pages."""
    addresses: list[Address] = []
    render = first_paint.render

    def count(address: Address, campaign: Campaign) -> bytes:
        addresses.append(address)
        return render(address, campaign)

    monkeypatch.setattr(first_paint, "render", count)
    return addresses


@pytest.fixture
def language_pages(monkeypatch: pytest.MonkeyPatch) -> list[Address]:
    """The addresses of rendered pages whose content is only their language."""
    addresses: list[Address] = []

    def render(address: Address, campaign: Campaign) -> bytes:
        addresses.append(address)
        return address.lang.encode()

    monkeypatch.setattr(first_paint, "render", render)
    return addresses


@dataclass(frozen=True)
class Answer:
    """A response of the server."""

    status: int
    headers: Headers
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def is_live(self) -> bool:
        """Whether the live app answered the request."""
        return self.text == LIVE


class Client:
    """A browser that requests pages as HTML, in English and not compressed."""

    def __init__(self) -> None:
        self.app = FirstPaint(PlainTextResponse(LIVE), RenderedPages())

    def get(self, address: str, **headers: str) -> Answer:
        return self.ask("GET", address, headers)

    def ask(self, method: str, address: str, headers: Mapping[str, str]) -> Answer:
        """The answer to a request with these headers instead of those of a browser."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send(method, address, {**HTML, **named})

    def send(self, method: str, address: str, headers: Mapping[str, str]) -> Answer:
        """The answer to a request with these headers only."""
        messages: list[Message] = []
        scope: Scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": urlsplit(address).path,
            "query_string": urlsplit(address).query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            messages.append(message)

        asyncio.run(self.app(scope, receive, send))
        content = b"".join(message.get("body", b"") for message in messages[1:])
        return Answer(messages[0]["status"], Headers(raw=messages[0]["headers"]), content)


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.parametrize("stem", PAGES)
def test_each_page_is_rendered(client: Client, language_pages: list[Address], stem: str) -> None:
    page = PAGES[stem]
    answer = client.get(f"/{page.path}?{urlencode(page.menu_query)}")
    assert answer.status == 200 and not answer.is_live
    assert [address.path for address in language_pages] == [f"/{page.path}"]


def test_a_page_is_a_document_that_loads_the_live_app(client: Client) -> None:
    answer = client.get(ABOUT)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith('<!doctype html><html lang="en" ')
    for part in ('<div id="root"></div>', '<template id="boot">', '<p id="late"'):
        assert answer.text.count(part) == 1


def test_the_first_paint_has_the_first_finding_and_waits_for_no_request(client: Client) -> None:
    html = client.get("/map").text
    head, template = html.split("</head>")[0], html.split('<template id="boot">')[1]
    assert '<link rel="expect" href="#finding" blocking="render">' in head
    assert html.count('id="finding"') == 1 and html.index('id="finding"') < html.index("<svg ")
    assert 'rel="manifest"' not in head and 'rel="manifest"' in template
    assert re.findall(r'rel="icon" href="(\w+):', head) == ["data"]
    assert 'rel="expect"' not in client.get(ABOUT).text


@pytest.mark.parametrize(
    ("query", "position"),
    [
        *(("", "1 / 9"), ("slide=1", "1 / 9"), ("slide=&utm_a=x", "1 / 9")),
        *(("scene=9", "9 / 9"), ("slide=3", "3 / 9"), ("slide=2&second=ky", "2 / 9")),
    ],
)
def test_the_presentation_is_rendered_with_its_slide(
    client: Client, query: str, position: str
) -> None:
    answer = client.get(f"/present?lang=ru&{query}")
    assert not answer.is_live and answer.text.startswith('<!doctype html><html lang="ru" ')
    campaign = Text.of("ru")("100 Days Against Human Trafficking")
    assert f"<title>Презентация · {campaign}</title>" in answer.text
    slide = answer.text.split("<main ")[1].split("</main>")[0]
    assert slide.count("<section ") == 1 and f">{position}</span>" in slide
    assert '<b class="presentation-mark" lang="ru">Демонстрационные (вымышленные) данные' in slide
    assert ("<svg " in slide) == (query == "slide=3")
    assert ('lang="ky">Негизги көрсөткүчтөр' in slide) == ("second=ky" in query)
    assert 'class="menu"' not in answer.text


def test_the_speaker_s_window_has_a_message_until_it_is_there(client: Client) -> None:
    html = client.get("/present?lang=en&notes=1").text
    assert "<section " not in html and "The presentation is being opened…" in html


def test_changed_slides_are_rendered_again(
    client: Client, language_pages: list[Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("1", "1", "2"):
        monkeypatch.setattr(pages, "slides_version", lambda *_, v=version: v)
        client.get("/present")
    client.get("/present?edit=1")
    assert [address.slides for address in language_pages] == ["1", "2", None]


def test_only_possible_slide_numbers_have_an_address(
    client: Client, language_pages: list[Address]
) -> None:
    for number in (1, 60, 61, 999):
        client.get(f"/present?slide={number}")
    assert [address.slide for address in language_pages] == [0, 59]


@pytest.mark.parametrize("query", ["slide=-5", "slide=0", "slide=x", "scene=1e30", "edition=2035"])
def test_the_list_of_slides_has_the_notice_on_an_address(client: Client, query: str) -> None:
    html = client.get(f"/present?lang=en&{query}").text
    assert 'class="presentation' not in html and 'class="menu"' in html
    assert '<div class="notice" role="status"><p>The address has unknown parts: ' in html


@pytest.mark.parametrize("accept", ["*/*", "text/html;q=0.9, */*;q=0.1", None])
def test_a_messenger_that_shows_a_link_gets_its_title_and_picture(
    client: Client, accept: str | None
) -> None:
    headers = {name: value for name, value in HTML.items() if name != "accept"}
    html = client.send("GET", ABOUT, headers | ({"accept": accept} if accept else {})).text
    assert '<meta property="og:image" ' in html and '<meta property="og:title" ' in html


@pytest.mark.parametrize(
    ("method", "address", "accept"),
    [
        ("GET", ABOUT, "application/json"),
        ("POST", ABOUT, "text/html"),
        ("GET", "/health", "text/html"),
        ("GET", "/about/", "text/html"),
        ("GET", "/_stcore/health", "text/html"),
        ("GET", "/overview", "text/html"),
    ],
)
def test_the_live_app_answers_other_requests(
    client: Client, rendered_addresses: list[Address], method: str, address: str, accept: str
) -> None:
    assert client.ask(method, address, {"accept": accept}).is_live
    assert not rendered_addresses


def test_head_has_the_headers_of_the_page(client: Client) -> None:
    page, head = client.get(ABOUT), client.ask("HEAD", ABOUT, {})
    names = ("content-type", "content-length", "etag", "vary", "cache-control")
    assert head.status == 200
    assert {n: head.headers[n] for n in names} == {n: page.headers[n] for n in names}


def test_a_page_that_a_browser_has_is_not_sent_again(client: Client) -> None:
    page = client.get(ABOUT)
    for tag in (page.headers["etag"], f'"other", {page.headers["etag"]}'):
        again = client.get(ABOUT, if_none_match=tag)
        assert (again.status, again.content) == (304, b"")
        for name in ("etag", "vary", "cache-control"):
            assert again.headers[name] == page.headers[name]
    assert client.get(ABOUT, if_none_match='"other"').status == 200


def test_headers_let_a_cache_keep_and_revalidate_a_page(client: Client) -> None:
    headers = client.get(ABOUT).headers
    assert headers["cache-control"] == "no-cache"
    assert {*headers["vary"].split(", ")} == {"Accept-Encoding", "Accept-Language"}
    assert "set-cookie" not in headers


def test_the_tag_depends_on_selection_language_and_data(
    client: Client, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tag(query: str = "") -> str:
        return client.get(f"/data{query}").headers["etag"]

    tags = [tag(), tag("?lang=ru"), tag("?oblast=KG-N"), tag("?edition=2018")]
    changed = replace(campaign, fingerprint="0123456789ab")
    monkeypatch.setattr(campaign_cache, "current", lambda: changed)
    tags.append(tag())
    assert len({*tags}) == len(tags)


def test_each_coding_has_the_same_content(client: Client) -> None:
    forms = {}
    for accepted in ("identity", "gzip", "br", "gzip, deflate, br;q=0.9, zstd"):
        answer = client.get(ABOUT, accept_encoding=accepted)
        coding = answer.headers.get("content-encoding", "")
        assert answer.headers["content-length"] == str(len(answer.content))
        decode = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[coding]
        forms[accepted] = (coding, decode(answer.content), answer.headers["etag"])
    assert [coding for coding, _, _ in forms.values()] == ["", "gzip", "br", "br"]
    assert len({form[1:] for form in forms.values()}) == 1


def test_a_refused_coding_is_not_sent(client: Client) -> None:
    for accepted, coding in (("br;q=0, gzip", "gzip"), ("gzip;q=0.0, br; q=0", None)):
        headers = client.get(ABOUT, accept_encoding=accepted).headers
        assert headers.get("content-encoding") == coding


def test_two_spellings_of_an_address_are_one_page(
    client: Client, rendered_addresses: list[Address]
) -> None:
    queries = (
        "oblast=KG-N,KG-GO&classes=4",
        "classes=4&oblast=KG-GO%2CKG-N",
        "utm_source=mail&oblast=KG-N,kg-go&classes=4&fbclid=1",
        "measure=&oblast=KG-GO&oblast=KG-N&classes=4&from=",
    )
    tags = {client.get(f"{ABOUT}?{query}").headers["etag"] for query in queries}
    assert len(tags) == len(rendered_addresses) == 1


def test_hostile_values_appear_as_text_only(client: Client) -> None:
    for value in (*HOSTILE, "\xff"):
        for query in (dict.fromkeys(KEYS, value), {value: value}):
            html = client.get(f"{ABOUT}?{urlencode(query)}").text
            (notice,) = re.findall(r'<div class="notice" role="status">.*?</div>', html)
            assert re.findall(r"<(\w+)", notice) == ["div", "p", "a"] and len(notice) < 1_500
            assert "<script>alert" not in html and "<svg onload" not in html
    assert client.get(f"{ABOUT}?%ff=%ff&;&=&&lang=%00").status == 200


def test_the_address_of_the_site_is_escaped(campaign: Campaign) -> None:
    site = 'http://a"><script>alert(1)</script>'
    address = Address("one", ABOUT, Selection("2017"), "en", site)
    html = first_paint.render(address, campaign).decode()
    assert "a&quot;&gt;" in html and "<script>alert" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_is_the_browsers_unless_the_address_names_one(
    client: Client, lang: str
) -> None:
    accepted = f"de, {lang};q=0.8, en;q=0.1"
    assert f'<html lang="{lang}" ' in client.get(ABOUT, accept_language=accepted).text
    named = client.get(f"{ABOUT}?lang=ru", accept_language=accepted)
    assert '<html lang="ru" ' in named.text
    for other in LANGUAGES:
        assert f'hreflang="{other}" href="http://testserver/about?lang={other}"' in named.text


def test_the_live_app_answers_if_data_cannot_be_read(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Campaign:
        raise UnloadableDataError([])

    monkeypatch.setattr(campaign_cache, "current", fail)
    assert client.get(ABOUT).is_live


def test_the_live_app_answers_if_a_page_cannot_be_rendered(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(address: Address, campaign: Campaign) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(first_paint, "render", fail)
    assert client.get(ABOUT).is_live
    assert "ZeroDivisionError" in caplog.text
    # The failure is not cached, and all threads become free again.
    for _ in range(MOST_RENDERERS + MOST_WAITING + 1):
        assert client.get(ABOUT).is_live
    monkeypatch.undo()
    assert not client.get(ABOUT).is_live


def test_a_page_does_not_depend_on_a_session(
    client: Client, rendered_addresses: list[Address]
) -> None:
    """A request with cookie and authorization has the page of one without."""
    plain = client.get(ABOUT)
    credentials = {"cookie": "_streamlit_user=x; ajs_anonymous_id=1", "authorization": "Bearer x"}
    with_session = client.get(f"{ABOUT}?fbclid=own", **credentials)
    assert with_session.content == plain.content and len(rendered_addresses) == 1


def test_only_public_data_are_rendered(
    client: Client,
    campaign: Campaign,
    rendered_addresses: list[Address],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    campaigns: list[Campaign] = []
    render = first_paint.render
    monkeypatch.setattr(
        first_paint, "render", lambda address, data: campaigns.append(data) or render(address, data)
    )
    client.get(ABOUT)
    assert campaigns == [campaign_cache.current()] and not campaigns[0].private


def test_the_policy_of_pages_lets_their_scripts_run(client: Client) -> None:
    policy = page_policy()["Content-Security-Policy"]
    pages = client.get(ABOUT).text + client.get("/present").text
    scripts = set(re.findall(r"<script>(.*?)</script>", pages, re.DOTALL))
    assert len(scripts) == 3, "the loader of the app, Streamlit's own script, and that of a slide"
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_live_app_answers_without_a_free_thread(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    none: Callable[..., None] = lambda *_: None  # noqa: E731
    monkeypatch.setattr(RenderedPages, "get", none)
    assert client.get(ABOUT).is_live


class SlowPages(RenderedPages):
    """Pages that are rendered once the live app has been requested."""

    def __init__(self) -> None:
        super().__init__()
        self.may_render, self.have_page = threading.Event(), threading.Event()
        self.was_requested = False
        """Whether the live app was requested before the page was rendered."""

    def get(self, address: Address, render: Callable[[Address], bytes]) -> Content | None:
        self.was_requested = self.may_render.wait(TIMEOUT)
        page = super().get(address, render)
        self.have_page.set()
        return page

    async def live_app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.may_render.set()
        await asyncio.to_thread(self.have_page.wait, TIMEOUT)
        await PlainTextResponse(LIVE)(scope, receive, send)


def test_while_a_database_server_is_slow_the_live_app_answers(
    client: Client, language_pages: list[Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign_cache, "reads_server", lambda: True)
    pages = SlowPages()
    client.app = FirstPaint(pages.live_app, pages, longest_wait_s=0)
    assert client.get(ABOUT).is_live and pages.was_requested
    # The page was rendered meanwhile, for the next request.
    client.app = FirstPaint(pages.live_app, pages, longest_wait_s=TIMEOUT)
    assert client.get(ABOUT).text == "en" and len(language_pages) == 1


def test_a_page_from_files_is_waited_for(
    client: Client, language_pages: list[Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign_cache, "reads_server", lambda: False)
    client.app = FirstPaint(PlainTextResponse(LIVE), RenderedPages(), longest_wait_s=0)
    assert client.get(ABOUT).text == "en" and len(language_pages) == 1
