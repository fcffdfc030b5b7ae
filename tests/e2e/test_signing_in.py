"""Editors sign in at a real identity provider and publish for everyone; nobody else can."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.e2e.conftest import TIMEOUT_MS, WIDE
from tests.e2e.guard import Guard
from tests.e2e.oidc import CLIENT, PASSWORD, SECRET, Provider, free_provider, providing
from tests.e2e.screen import ROOT, Screen
from tests.e2e.server import Server, serving
from tests.e2e.uploads import INVENTED, ROWS, cp1251, upload
from tests.soak.process import drop_root_permissions, read_only

SECRETS = """
[editors]
emails = ["anna@example.org"]

[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{cookie}"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{metadata}"
"""


@dataclass(frozen=True)
class Site:
    """The app with a separate data folder, and the provider where its editors sign in."""

    server: Server
    provider: Provider
    data: Path


# One worker runs all these tests, which share a server.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("site")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "data", folder / "data")
    provider = free_provider()
    (folder / "secrets.toml").write_text(
        SECRETS.format(
            cookie=os.urandom(32).hex(), client=CLIENT, secret=SECRET, metadata=provider.metadata
        )
    )
    with (
        serving(
            limit=drop_root_permissions,
            CAMPAIGN_DATA=str(folder / "data"),
            STREAMLIT_SECRETS_FILES=str(folder / "secrets.toml"),
        ) as server,
        providing(provider, f"{server.address}/oauth2callback"),
    ):
        yield Site(server, provider, folder / "data")


class TwoHosts(Guard):
    """Also allows requests to the provider, but to no other host."""

    def __init__(self, site: Site) -> None:
        super().__init__(site.server.address)
        self.provider = urlsplit(site.provider.address).netloc

    def _record_url(self, url: str) -> None:
        if urlsplit(url).netloc != self.provider:
            super()._record_url(url)


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Callable[[str], Screen]]:
    """Return a function that opens a screen in a new context, in a language."""
    contexts: list[tuple[BrowserContext, Guard]] = []

    def open_screen(lang: str) -> Screen:
        context = browser.new_context(
            locale=f"{lang}-KG", viewport=WIDE, base_url=site.server.address
        )
        context.set_default_timeout(TIMEOUT_MS)
        guard = TwoHosts(site)
        guard.watch(context)
        contexts.append((context, guard))
        return Screen(context.new_page(), lang)

    yield open_screen
    for context, _ in contexts:
        context.close()
    for _, guard in contexts:
        guard.assert_silent()


def sign_in(screen: Screen, site: Site, name: str) -> None:
    """Sign in at the provider, from the upload page and back to it."""
    page = screen.open("data").page
    page.get_by_role("button", name=screen.text("Sign in"), exact=True).click()
    page.wait_for_url(f"{site.provider.address}/**")
    page.locator('[name="login"]').fill(name)
    page.locator('[type="submit"]').first.click()
    page.locator('[name="password"]').fill(PASSWORD)
    page.locator('[type="submit"]').first.click()
    page.wait_for_url(f"{site.server.address}/**")
    screen.touch()
    screen.expect_page("overview")
    screen.menu("data")


def click_editor_button(screen: Screen, words: str) -> None:
    """Click a button for editors, and wait until the page is idle."""
    screen.page.locator(".st-key-editor").get_by_role("button", name=screen.text(words)).click()
    screen.wait_until_idle()


def ask_to_publish(screen: Screen) -> None:
    """Upload the office's register and open the summary of its publication."""
    upload(screen, ("office.csv", cp1251(*ROWS)))
    # A choice in a widget that is still loading can be lost at the next click.
    expect(screen.page.locator('[data-testid="stSkeleton"]')).to_have_count(0)
    click_editor_button(screen, "Publish for everyone")


def confirm(screen: Screen) -> None:
    """Confirm that rows with errors are excluded, without which nothing can be published."""
    panel = screen.page.locator(".st-key-editor")
    publish = panel.get_by_role("button", name=screen.text("Publish now"))
    expect(publish).to_be_disabled()
    screen.wait_until_idle()
    exclusion_label = screen.text.n(
        "Exclude {n} row with errors", "Exclude {n} rows with errors", 2
    )
    panel.locator('[data-testid="stCheckbox"] label').filter(has_text=exclusion_label).click()
    expect(publish).to_be_enabled()
    screen.wait_until_idle()


def test_an_editor_publishes_and_everyone_sees_it(
    visitor: Callable[[str], Screen], site: Site
) -> None:
    register = site.data / "2017" / "activities.csv"
    shipped = {path.name: path.read_bytes() for path in site.data.glob("*.csv")}
    before = register.read_bytes()
    other = visitor("ru").open("overview")
    expect(other.number("activities")).to_have_text("77")

    anna = visitor("en")
    sign_in(anna, site, "anna")
    panel = anna.page.locator(".st-key-editor")
    expect(panel).to_contain_text(anna.text("Signed in as {name}", name="Anna@example.org"))
    ask_to_publish(anna)
    expect(panel).to_contain_text("77 activities, people reached: 10,173")
    expect(panel).to_contain_text("3 activities, people reached: 1,120")
    assert register.read_bytes() == before
    confirm(anna)
    click_editor_button(anna, "Publish now")
    expect(panel).to_contain_text(anna.text("The register is published: everyone sees it now."))
    assert register.read_bytes().count(b"\n") == 4
    assert "editor " in site.server.log() and "example.org" not in site.server.log()

    # Others see it at their next click, also on the map, and without the note on invented data;
    # new visitors see it at once.
    other.menu("map")
    expect(other.page.locator(INVENTED)).to_have_count(0)
    tooltip = other.mark("map", "oblast=KG-N").locator("title")
    expect(tooltip).to_contain_text(re.compile(r"1\s120"))
    expect(visitor("ky").open("overview").number("activities")).to_have_text("3")

    click_editor_button(anna, "Undo publication")
    expect(panel).to_contain_text(
        anna.text("The publication was undone: everyone sees the previous data again."),
    )
    assert register.read_bytes() == before
    assert {path.name: path.read_bytes() for path in site.data.glob("*.csv")} == shipped
    other.menu("overview")
    expect(other.number("activities")).to_have_text("77")

    # After signing out, a link opens without a signed-in user.
    panel.get_by_role("button", name=anna.text("Sign out")).click()
    anna.page.wait_for_url(f"{site.server.address}/")
    anna.touch()
    anna.expect_page("overview")
    anna.open("data")
    expect(panel.get_by_role("button", name=anna.text("Sign in"), exact=True)).to_be_visible()


def test_an_editor_gets_a_message_about_a_read_only_folder(
    visitor: Callable[[str], Screen], site: Site
) -> None:
    before = {path: path.read_bytes() for path in site.data.rglob("*") if path.is_file()}
    anna = visitor("ky")
    sign_in(anna, site, "anna")
    with read_only(site.data):
        ask_to_publish(anna)
        confirm(anna)
        click_editor_button(anna, "Publish now")
        expect(anna.page.locator(".st-key-editor")).to_contain_text(
            anna.text(
                "The server has no permission to write to its data folder. Nothing was changed. "
                "Tell the administrator."
            ),
        )
    assert {p: p.read_bytes() for p in site.data.rglob("*") if p.is_file()} == before
    assert "Traceback" not in site.server.log()


def test_a_user_who_is_not_an_editor_gets_a_message(
    visitor: Callable[[str], Screen], site: Site
) -> None:
    before = {path: path.read_bytes() for path in site.data.rglob("*.csv")}
    boris = visitor("ru")
    sign_in(boris, site, "boris")
    upload(boris, ("office.csv", cp1251(*ROWS)))
    panel = boris.page.locator(".st-key-editor")
    expect(panel).to_contain_text(
        boris.text("You are not an editor of this dashboard: only you see what you upload.")
    )
    expect(panel.get_by_role("button")).to_have_count(1)
    assert {path: path.read_bytes() for path in site.data.rglob("*.csv")} == before
