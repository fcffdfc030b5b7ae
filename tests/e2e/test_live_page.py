"""A page of HTML in the live app is the page of the server, element by element."""

from __future__ import annotations

import io
import random

import httpx
import pypdf
import pytest
from playwright.sync_api import expect

from campaign.site.page_list import PAGES
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen
from tests.e2e.server import Server

HTML_PAGES = [stem for stem, page in PAGES.items() if not page.has_widgets]
HTML_PATHS = [f"/{PAGES[stem].path}" for stem in HTML_PAGES]
# The HTML of the page and of the server where they differ, without what a reader has opened.
_DIFFERENCE = """(html) => {
  const wanted = new DOMParser().parseFromString(html, 'text/html').getElementById('first');
  const page = document.getElementById('first').cloneNode(true);
  for (const list of page.querySelectorAll('[open]')) list.open = false;
  // The script of the page makes the headings of a table buttons that sort it.
  for (const button of page.querySelectorAll('th > button'))
    button.replaceWith(...button.childNodes);
  const differing = (one, other) => {
    if (one.isEqualNode(other)) return null;
    const [a, b] = [one.children, other.children];
    const at = [...a].findIndex((child, i) => !b[i] || !child.isEqualNode(b[i]));
    if (a.length && a.length === b.length && at >= 0) return differing(a[at], b[at]);
    return [one.outerHTML, other.outerHTML];
  };
  return differing(page, wanted);
}"""


# The addresses that links of the page lead to, without that of the page itself.
_LINKS = """(paths) => [...new Set([...document.querySelectorAll('#first a[href]:not([download])')]
  .map((link) => new URL(link.getAttribute('href'), location.href))
  .filter((url) => url.origin === location.origin && paths.includes(url.pathname))
  .map((url) => url.pathname + url.search))]
  .filter((path) => path !== location.pathname + location.search)"""
_FOLLOW = """(path) => {
  const links = [...document.querySelectorAll('#first a[href]')];
  const link = links.find((each) => each.getAttribute('href') === path);
  link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
}"""


def expect_page_of_server(screen: Screen, server: Server) -> None:
    """Expect the HTML that the server sends for the address that the window has."""
    path = screen.page.url.removeprefix(server.address)
    answer = httpx.get(server.address + path, headers={"accept-language": "ky"}, timeout=60)
    assert screen.evaluate(_DIFFERENCE, answer.text) is None


@pytest.mark.parametrize("stem", HTML_PAGES)
def test_page_stays_that_of_the_server(stem: str, screen: Screen, server: Server) -> None:
    screen.open(stem)
    first = screen.page.locator("#first").element_handle()
    chance = random.Random(stem)
    expect_page_of_server(screen, server)
    for _ in range(8):
        links = screen.evaluate(_LINKS, HTML_PATHS)
        link = chance.choice(links)
        before = screen.page.url
        screen.evaluate(_FOLLOW, link)
        screen.page.wait_for_url(lambda url, before=before: url != before)
        screen.wait_until_idle()
        expect_page_of_server(screen, server)
    screen.page.go_back()
    screen.wait_until_idle()
    expect_page_of_server(screen, server)
    assert screen.page.evaluate("(first) => first.isConnected", first)


def test_pages_of_html_and_of_widgets_follow_each_other(screen: Screen, server: Server) -> None:
    screen.open("about")
    for stem in ("data", "present", "map", "data"):
        screen.menu(stem)
        expect(screen.page.locator("#first")).to_have_count(int(stem in HTML_PAGES))
        expect(screen.page.locator(".head:visible")).to_have_count(1)
    screen.menu("about")
    expect(screen.page.locator(".head:visible")).to_have_count(1)
    expect_page_of_server(screen, server)
    screen.page.go_back()
    screen.expect_page("data")
    screen.page.go_forward()
    screen.expect_page("about")
    expect_page_of_server(screen, server)


def test_first_run_sends_the_name_of_the_page_only(new_screen: NewScreen) -> None:
    screen = new_screen()
    received: list[int] = []
    screen.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda data: received.append(len(data))),
    )
    screen.open("about")
    assert max(received) < 6_000


def test_link_without_a_connection_loads_its_page(screen: Screen) -> None:
    screen.open("about")
    screen.evaluate(
        """() => document.querySelector('[data-testid="stApp"]')
        .setAttribute('data-test-connection-state', 'DISCONNECTED')"""
    )
    with screen.page.expect_navigation(wait_until="commit"):
        screen.page.locator('.head a[href^="/map"]').click()


def test_export_is_offered_on_a_page_of_html(screen: Screen) -> None:
    screen.open("about")
    screen.page.locator("[data-do=export]").click()
    expect(screen.page.get_by_role("dialog")).to_be_visible()
    screen.page.locator("[data-close]").click()
    expect(screen.page.get_by_role("dialog")).to_have_count(0)


def test_whole_page_is_printed(screen: Screen) -> None:
    screen.open("about")
    screen.page.emulate_media(media="print")
    pages = pypdf.PdfReader(io.BytesIO(screen.page.pdf())).pages
    assert len(pages) > 1
    last_words = screen.page.locator("#first .foot").inner_text().split()[-1]
    assert last_words in pages[-1].extract_text()
    expect(screen.page.locator(".head .menu")).to_be_hidden()
    expect(screen.page.locator("#first h1")).to_be_visible()


def test_page_that_follows_another_begins_at_its_top(screen: Screen, server: Server) -> None:
    screen.open("about")
    screen.page.locator("#first").evaluate("(first) => first.scrollTo(0, 900)")
    screen.menu("timeline")
    screen.menu("about")
    assert screen.page.locator("#first").evaluate("(first) => first.scrollTop") == 0
    expect_page_of_server(screen, server)


def test_forms_lead_to_a_page(screen: Screen, server: Server) -> None:
    screen.open("coverage")
    field = screen.page.locator("#field-benchmark")
    field.fill("12.5")
    field.press("Enter")
    screen.expect_query(lang="ky", benchmark="12.5")
    screen.wait_until_idle()
    expect_page_of_server(screen, server)
    expect(field).to_be_focused()
    screen.menu("plan")
    screen.page.locator("#field-day").fill("2017-09-05")
    screen.page.locator("form.entry button").click()
    screen.expect_query(lang="ky", benchmark="12.5", day="2017-09-05")
    screen.wait_until_idle()
    expect_page_of_server(screen, server)


PRESS_WHEN_LIVE = """
new MutationObserver((_, self) => {
  if (!document.documentElement?.dataset.live) return;
  self.disconnect();
  document.querySelector('[data-card=register] [data-chart=next]').click();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-live"] });
"""


def test_a_button_pressed_as_the_page_becomes_live_works_once(screen: Screen) -> None:
    screen.page.add_init_script(PRESS_WHEN_LIVE)
    screen.open("activities")
    former = screen.figure("register").locator("[data-chart=former]")
    expect(former).to_be_enabled()
    screen.page.wait_for_timeout(500)  # a second press would come in this time
    screen.wait_until_idle()
    former.click()
    expect(former).to_be_disabled(timeout=20_000)


def test_register_is_searched_sorted_and_turned(screen: Screen) -> None:
    screen.open("activities")
    register = screen.figure("register")
    rows, first = register.locator("tbody tr"), register.locator("tbody tr").first
    text = first.inner_text()
    register.locator("[data-chart=next]").click()
    expect(first).not_to_have_text(text)
    register.locator("[data-chart=former]").click()
    expect(register.locator("[data-chart=former]")).to_be_disabled()
    register.locator(".select summary").click()
    register.locator("[data-do=sort][data-chart=reached]").click()
    register.locator("[data-do=descending]").click()
    expect(register.locator("[data-do=descending]")).to_have_attribute("aria-pressed", "true")
    screen.wait_until_idle()
    most = first.inner_text()
    assert most != text
    register.locator("[data-search]").fill(screen.short_name("KG-N"))
    expect(rows).to_have_count(8)
    assert all("Нарын" in words for words in rows.all_inner_texts())
    with screen.page.expect_download() as download:
        register.locator("[data-do=csv]").click()
    assert "Нарын" in download.value.path().read_text(encoding="utf-8")


def test_organisers_are_searched(screen: Screen) -> None:
    screen.open()
    screen.opener("organisers").click()
    choices = screen.dropdown("organisers").locator("li a")
    name = choices.first.inner_text()
    screen.page.locator("[data-search=organisers]").fill(name)
    expect(choices).to_have_count(1)
    choices.click()
    screen.expect_chips(name)


def test_brief_of_a_region_is_made(screen: Screen) -> None:
    screen.open("region", oblast="KG-N")
    with screen.page.expect_download() as download:
        screen.page.locator("[data-do=file]").click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert len(pypdf.PdfReader(download.value.path()).pages) >= 1


def test_button_clicked_early_waits_for_the_app(screen: Screen) -> None:
    screen.start("activities")
    screen.page.locator("[data-chart=next]").click()
    expect(screen.page.locator("[data-chart=former]")).to_be_enabled()


def test_page_follows_a_change_of_colours(screen: Screen) -> None:
    screen.open()
    script = "(page) => getComputedStyle(page).backgroundColor"
    light = screen.page.locator("#first").evaluate(script)
    screen.page.emulate_media(color_scheme="dark")
    assert screen.page.locator("#first").evaluate(script) != light


def test_lost_connection_has_a_line(screen: Screen) -> None:
    screen.open()
    expect(screen.page.locator("#late")).to_be_hidden()
    for state, is_shown in (("DISCONNECTED", True), ("CONNECTED", False)):
        screen.evaluate(
            """(state) => document.querySelector('[data-testid="stApp"]')
            .setAttribute('data-test-connection-state', state)""",
            state,
        )
        expect(screen.page.locator("#late")).to_be_visible(visible=is_shown)
