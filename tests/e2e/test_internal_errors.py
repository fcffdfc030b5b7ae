"""An internal error: a message with a code on screen, the code once in the log, no data in it.

The app runs with some of its functions replaced by ones that fail.
"""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen
from tests.e2e.server import ROOT, Server, serving

SECRET = "Sabyrova4771"
BREAK = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from campaign.site.contents import contents
from campaign.ui import links, live_page
from campaign.ui.links import changed_by
from campaign.ui.upload import session_files
from campaign.web import assets

def broken(*given, **named):
    raise KeyError(repr((given, named)) + {SECRET!r})

def broken_about(page, keep):
    return broken(page) if page.stem == "about" else contents(page, keep)

def broken_choice(selection, before, after, campaign):
    if before.oblasts != after.oblasts:
        broken(before)
    return changed_by(selection, before, after, campaign)

live_page.contents = broken_about
session_files.ingest_file = broken
assets._streamlit_words = broken
links.changed_by = broken_choice
"""


# One worker runs all these tests, which share a server.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("broken")]


@pytest.fixture(scope="module")
def broken_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "sitecustomize.py").write_text(BREAK, encoding="utf-8")
    with serving(PYTHONPATH=str(folder)) as server:
        yield server


def error_code(screen: Screen) -> str:
    """The code of the only error on screen, which has no other details of it."""
    notice = screen.page.locator(".notice.program-error")
    expect(notice).to_have_count(1)
    expect(notice).to_be_visible()  # only after the page has become live
    words = notice.inner_text()
    assert screen.text("An error occurred. Reload the page.") in words
    match = re.search(r"\b[0-9a-f]{8}\b", words)
    assert match, words
    content = screen.page.content()
    assert SECRET not in content and "Traceback" not in content and ".py" not in content
    expect(screen.page.get_by_test_id("stException")).to_have_count(0)
    return match.group()


def assert_logged(server: Server, code: str) -> None:
    """Expect the code once in the log, with type and location of the error and without data."""
    end = time.monotonic() + 600  # a route answers before its error is logged
    while code not in server.log() and time.monotonic() < end:
        time.sleep(0.05)
    log = server.log()
    assert log.count(code) == 1, log
    after = log.split(code)[1]
    assert "in broken" in after and "builtins.KeyError" in after
    assert_no_data_in_log(server)


def assert_no_data_in_log(server: Server) -> None:
    log = server.log()
    for secret in (SECRET, "lang=", "oblast=", "KG-T", "private.csv", "Нарынская"):
        assert secret not in log, secret


@pytest.mark.parametrize("lang", ["ky"])
def test_an_error_in_a_page(new_screen: NewScreen, broken_server: Server, lang: str) -> None:
    screen = new_screen(lang, broken_server.address)
    screen.start("about", oblast="KG-T", utm_source=SECRET)
    assert_logged(broken_server, error_code(screen))
    # Header and menu are displayed and lead to the other pages.
    screen.menu("map")
    expect(screen.page.locator(".notice.program-error")).to_have_count(0)


def test_an_error_after_a_click(new_screen: NewScreen, broken_server: Server) -> None:
    screen = new_screen("ky", broken_server.address).open("map")
    screen.pill("KG-T").click()
    assert_logged(broken_server, error_code(screen))
    # The session continues.
    screen.open("map")


def test_an_error_while_a_file_is_read(new_screen: NewScreen, broken_server: Server) -> None:
    screen = new_screen("en", broken_server.address).open("data")
    content = f"Дата;Область;{SECRET}\n01.08.2017;Нарынская обл.;9\n".encode()
    screen.page.locator('.st-key-uploader input[type="file"]').set_input_files(
        [{"name": f"{SECRET}-private.csv", "mimeType": "text/csv", "buffer": content}]
    )
    # Other files are read, so the page continues, and the card of the file has the code.
    card = screen.page.locator('[class*="st-key-file-"]')
    expect(card).to_be_visible()
    match = re.search(r"\b[0-9a-f]{8}\b", card.inner_text())
    assert match
    assert_logged(broken_server, match.group())


def test_an_error_in_a_route_of_ours(broken_server: Server) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{broken_server.address}/assets/words/ru.json?q={SECRET}")
    answer = error.value
    body = answer.read().decode()
    answer_json = json.loads(body)
    assert answer.code == 500 and set(answer_json) == {"status", "code"}
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert_logged(broken_server, answer_json["code"])
