"""The presentation as a file: from file://, without a network and without requests."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, expect
from pypdf import PdfReader

from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.exports.presentation_html import presentation_html
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides import SLIDE_KINDS, Slide, shown_slides
from campaign.presentation.slides_file import read_slides
from tests.e2e.axe import violations
from tests.e2e.conftest import TIMEOUT_MS
from tests.e2e.projector import Projector

# One worker runs these tests, so that the file is created once.
pytestmark = pytest.mark.xdist_group("presentation_file")

FULL_HD = {"width": 1920, "height": 1080}
OpenFile = Callable[..., Projector]


@pytest.fixture(scope="module")
def presentation_file(
    campaign: Campaign, folders: Folders, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The file, in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("memory stick")
    file = folder / "presentation-2017.html"
    slides = shown_slides(read_slides(folders.data, "2017", campaign), campaign, "ky")
    file.write_bytes(presentation_html(campaign, slides, "ky"))
    return file


@pytest.fixture
def open_file(browser: Browser, presentation_file: Path) -> Iterator[OpenFile]:
    """Return a function that opens a file without a network; any other request fails the test."""
    contexts: list[BrowserContext] = []
    requests: list[str] = []
    messages: list[str] = []
    allowed = {presentation_file.as_uri()}

    def open_query(query: str = "", file: Path = presentation_file, **options: Any) -> Projector:
        context = browser.new_context(**{"viewport": FULL_HD, "offline": True} | options)
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        allowed.add(file.as_uri())
        context.on("request", lambda request: _record_request(request, requests, allowed))
        context.on("weberror", lambda error: messages.append(str(error.error)))
        context.on(
            "console",
            lambda line: messages.append(line.text) if line.type in ("error", "warning") else None,
        )
        return Projector(context.new_page()).open(f"{file.as_uri()}{query}")

    yield open_query
    for context in contexts:
        context.close()
    assert not requests, f"requests outside the file: {requests}"
    assert not messages, messages


def test_the_file_works_by_keys(open_file: OpenFile) -> None:
    projector = open_file()
    projector.check_all("ky")
    projector.press("t")
    table = projector.page.get_by_role("dialog").locator("table")
    expect(table.locator("tbody tr")).to_have_count(9)
    projector.press("PageDown")
    projector.expect(4, "ky")
    expect(table.locator("tbody tr")).to_have_count(9)
    projector.press("Escape")
    expect(table).to_be_hidden()
    projector.press("Escape")  # a file has no page to go back to
    projector.expect(4, "ky")


@pytest.mark.long
def test_opens_at_the_slide_of_the_address(open_file: OpenFile) -> None:
    projector = open_file("?slide=4&lang=en")
    projector.expect(4, "en")
    projector.press("PageDown", "2")
    projector.expect(5, "ru")
    projector.page.reload()
    projector.ready().expect(5, "ru")
    open_file("#slide=6&lang=en").expect(6, "en")
    for mark in "?#":
        open_file(f"{mark}scene=6&lang=en").expect(6, "en")


@pytest.mark.long
@pytest.mark.parametrize("lang", ["ru"])
def test_texts_are_readable_from_the_last_row(open_file: OpenFile, lang: str) -> None:
    projector = open_file(f"?lang={lang}")
    errors = []
    for slide in range(1, projector.total + 1):
        projector.expect(slide, lang)
        errors += [f"{slide}: {error}" for error in projector.layout_errors()]
        projector.press("PageDown")
    assert not errors, "\n".join(errors)


@pytest.mark.long
def test_speaker_s_window_of_a_file(open_file: OpenFile) -> None:
    projector = open_file("?slide=3&lang=en")
    with projector.page.context.expect_page() as opened:
        projector.press("n")
    notes = Projector(opened.value).ready()
    count = notes.page.locator(
        ".presentation-notes-now .presentation-slide--on .presentation-count"
    )
    expect(count).to_contain_text("3 / 9")
    projector.press("PageDown")
    expect(count).to_contain_text("4 / 9")
    notes.press("PageDown", "PageDown", "2")
    projector.expect(6, "ru")


@pytest.mark.parametrize("lang", ["ky"])
def test_prints_each_slide_on_a_page_with_its_disclaimer_and_source(
    open_file: OpenFile, lang: str
) -> None:
    projector = open_file(f"?slide=3&lang={lang}")
    projector.expect(3, lang)
    projector.page.evaluate(
        "() => addEventListener('beforeprint', () => { window.widths = Array.from("
        "document.querySelectorAll('.presentation-figure > svg'), (svg) => svg.clientWidth); })"
    )
    content = projector.page.pdf(prefer_css_page_size=True, print_background=True)
    paper = PdfReader(io.BytesIO(content))
    text = Text.of(lang)
    disclaimer = text("Illustrative (invented) data; not actual campaign results.").split()
    assert len(paper.pages) == projector.total
    for number, page in enumerate(paper.pages, start=1):
        words = page.extract_text().split()
        assert any(words[at:][: len(disclaimer)] == disclaimer for at in range(len(words))), number
        assert f"{number} / {projector.total}" in " ".join(words)
        assert any(word.startswith(text("Source")) for word in words), number
        assert (page.mediabox.width, page.mediabox.height) == (1440, 810)
    widths = projector.page.evaluate("() => window.widths")
    assert widths and min(widths) > 1_000
    projector.press("PageDown")
    projector.expect(4, lang)


@pytest.mark.long
@pytest.mark.parametrize(("lang", "second"), (("ky", "ru"), ("ru", "en"), ("en", "ky")))
def test_every_slide_in_two_languages(open_file: OpenFile, lang: str, second: str) -> None:
    projector = open_file(f"?lang={lang}&second={second}")
    on_show = projector.page.locator(".presentation-slide--on")
    mark = "Illustrative (invented) data; not actual campaign results."
    errors = []
    for slide in range(1, projector.total + 1):
        projector.expect(slide, lang)
        errors += [f"{slide}: {error}" for error in projector.layout_errors()]
        for language in (lang, second):
            expect(on_show).to_contain_text(Text.of(language)(mark))
        others = on_show.locator(f":is(.presentation-second, p)[lang={second}]")
        assert others.count() > 0, slide
        projector.press("PageDown")
    assert not errors, "\n".join(errors)


@pytest.mark.long
def test_the_key_l_changes_the_second_language(open_file: OpenFile) -> None:
    projector = open_file("?lang=ky&slide=4")
    headline = projector.page.locator(".presentation-slide--on .presentation-headline-second")
    expect(headline).to_have_count(0)
    for second in ("ru", "en"):
        projector.press("l")
        expect(headline).to_have_attribute("lang", second)
        assert f"second={second}" in projector.page.url
    # The second language has become the first, so the second line disappears.
    projector.press("3")
    projector.expect(4, "en")
    expect(headline).to_have_count(0)
    projector.press("1", "l")
    projector.expect(4, "ky")
    expect(headline).to_have_count(0)
    assert projector.page.url.endswith("second=")


@pytest.mark.long
def test_long_texts_stay_inside_the_slide(
    open_file: OpenFile, campaign: Campaign, tmp_path: Path
) -> None:
    long = {lang: (f"{lang} " + "узун аталыш " * 40)[:200] for lang in LANGUAGES}
    lines = {lang: "\n".join([words] * 19) for lang, words in long.items()}
    filters = {"oblast": "KG-N,KG-GB,KG-T", "from": "2017-08-02", "to": "2017-11-01"}
    slides = [
        Slide(figure, long, long, query=filters | {"classes": "7"}, text=lines)
        for figure in SLIDE_KINDS
    ]
    slides += [Slide("map", long, query={"oblast": "KG-T", "type": "flash_mob"})]
    slides += [Slide("timeline", long, query={"edition": "2020"})]
    file = tmp_path / "extremes.html"
    file.write_bytes(presentation_html(campaign, slides, "ru"))
    projector = open_file("?lang=ru", file)
    projector.total = len(slides)
    errors = []
    for number, slide in enumerate(slides, 1):
        projector.expect(number, "ru")
        errors += [f"{number} {slide.kind}: {error}" for error in projector.layout_errors()]
        projector.press("PageDown")
    assert not errors, "\n".join(errors)
    projector.press("PageUp")
    projector.expect(len(slides) - 1, "ru")
    expect(projector.page.locator(".presentation-slide--on .presentation-nothing")).to_have_text(
        Text.of("ru")("No activities in this selection.")
    )


def test_texts_from_files_are_never_markup(
    open_file: OpenFile, campaign: Campaign, tmp_path: Path
) -> None:
    bad = "</script><img src=x onerror=\"document.title='gone'\"><b>"
    words = dict.fromkeys(LANGUAGES, bad)
    slides = [Slide("text", words, words, text=words), Slide("map", words, words)]
    file = tmp_path / "hostile.html"
    file.write_bytes(presentation_html(campaign, slides, "en"))
    projector = open_file("?lang=en", file)
    projector.total = 2
    projector.expect(1, "en")
    assert projector.headline == bad
    projector.press("PageDown", "t", "?")
    assert (
        projector.page.locator(
            ".presentation img, .presentation-slide b:not(.presentation-mark)"
        ).count()
        == 0
    )
    assert "gone" not in projector.page.title().split("onerror")[0]


@pytest.mark.long
def test_axe_finds_no_issue(open_file: OpenFile) -> None:
    projector = open_file("?slide=3&lang=ru", bypass_csp=True)
    issues = violations(projector.page)
    assert not issues, issues


def test_without_scripts_the_file_has_a_message(browser: Browser, presentation_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(presentation_file.as_uri())
    expect(page.locator("noscript p")).to_have_count(len(LANGUAGES))
    context.close()


def _record_request(request: Request, requests: list[str], allowed: set[str]) -> None:
    address = request.url.split("?")[0].split("#")[0]
    if address not in allowed and not address.startswith(("data:", "blob:")):
        requests.append(request.url)
