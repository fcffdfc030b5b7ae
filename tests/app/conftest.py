"""The app run in-process, one page in one language at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import chdir
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner

from campaign.site.page_list import HOME, PAGES
from campaign.ui import live_page
from tests.app.links import page_of_html
from tests.plain_words import without_marks

ROOT = Path(__file__).resolve().parent.parent.parent
Open = Callable[..., AppTest]


@pytest.fixture(scope="package", autouse=True)
def installed_components() -> Iterator[None]:
    """Every AppTest searches all installed packages for components; here one search serves all."""
    components = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: components)
        yield


@pytest.fixture(scope="package", autouse=True)
def wait_for_script() -> Iterator[None]:
    """Wait until the script's thread ends, without a thousand checks a second.

    Each check would interrupt the script, which runs in the other thread.
    """
    require_deltas = local_script_runner.require_widgets_deltas

    def wait(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
        assert runner._script_thread is not None
        runner._script_thread.join(timeout)
        if not runner.script_stopped():
            require_deltas(runner, 0)  # stops the script and raises

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture(scope="package", autouse=True)
def whole_pages() -> Iterator[None]:
    """Each run sends the page itself, also where a browser has it from the first paint."""
    numbers = count()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live_page, "page_digest", lambda html: str(next(numbers)))
        patch.setattr(live_page._SentPage, "digest", "")
        patch.setattr(live_page._SentPage.__init__, "__defaults__", ("",))
        yield


@pytest.fixture(scope="session")
def open_page() -> Iterator[Open]:
    """Open a page (by the stem of its file) with a query, as from a link, and check for errors."""

    def open_link(page: str = HOME.stem, **query: str) -> AppTest:
        app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=600)
        for name, value in {**query, **PAGES[page].menu_query}.items():
            app.query_params[name] = value
        if page != HOME.stem:
            app.switch_page(PAGES[page].file)
        app.run()
        assert not app.exception
        return app

    with chdir(ROOT):
        yield open_link


def visible_html(app: AppTest) -> str:
    """All HTML on the page, without style sheets and marks of words on one line."""
    html = "\n".join((*_html_in(app._tree), page_of_html(app)[1]))
    return without_marks(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))


def _html_in(block: Any) -> Iterator[str]:
    for node in block.children.values():
        if hasattr(node, "children"):
            yield from _html_in(node)
        elif node.type == "html":
            yield str(node.proto.body)


def headline_number(app: AppTest, name: str) -> str:
    """A headline number as it is displayed."""
    match = re.search(rf'data-number="{name}".*?tile-value">(.*?)<', visible_html(app), re.DOTALL)
    assert match, f"no headline number {name}"
    return match.group(1).replace("\u00a0", " ")
