"""The PDF file of a brief: tagged for screen readers, small, reproducible, with its links."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest
from pypdf.generic import DictionaryObject

from campaign.analysis.kpi_words import kpi_values
from campaign.domain.campaign import Campaign
from campaign.exports.pdf.brief import brief, briefs
from campaign.i18n.translator import LANGUAGES, Text
from campaign.theme.style import DARK
from tests.campaigns import REGIONS, view_of
from tests.exports.conftest import ADDRESS, Document, address
from tests.exports.pdf.brief_pages import expected_texts, plain_words, provenance_of, read

CODES = ["", *REGIONS]


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_oblasts_are_ten_pages_with_contents(
    campaign: Campaign, briefs_in: Callable[[str], bytes], lang: str
) -> None:
    pdf = briefs_in(lang)
    assert len(pdf) < 580_000  # small enough for e-mail
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    contents, *pages = read(pdf)
    assert len(pages) == 10
    for number, (code, page) in enumerate(zip(CODES, pages, strict=True), 2):
        view = view_of(campaign, lang, oblast=code)
        for words in [*expected_texts(view), *provenance_of(view)]:
            assert plain_words(words) in page, (code, words)
        assert "…" not in page, code
        name = campaign.places.heading(code, view.text) if code else view.text("Kyrgyzstan")
        reached = kpi_values(view.totals(), [], None).reached
        assert reached is not None
        activities = len(view.selection.row_filter().apply(view.edition.activities))
        line = f"{name} {view.text.number(reached)} {activities} {number}"
        assert plain_words(line) in contents
    assert links(reader, 0) == list(range(1, 11))
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
        campaign.places.heading(code, Text.of(lang)) if code else Text.of(lang)("Kyrgyzstan")
        for code in CODES
    ]


def links(reader: pypdf.PdfReader, page: int) -> list[int]:
    """The number of the page that each link of a page opens, in order of appearance."""
    page_numbers = []
    for reference in reader.pages[page].get("/Annots", []):
        target = reference.get_object().get("/Dest") or reference.get_object()["/A"]["/D"]
        target = target.get_object()
        is_name = isinstance(target, str)
        at = reader.named_destinations[target].page if is_name else target[0]
        page_numbers.append(reader.get_page_number(at.get_object()))
    return page_numbers


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_is_tagged_for_screen_readers(
    campaign: Campaign, brief_of: Document, lang: str
) -> None:
    view, pdf = view_of(campaign, lang, oblast="KG-N"), brief_of(lang, "KG-N")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    catalog = reader.trailer["/Root"]
    assert str(catalog["/Lang"]).split("-")[0] == lang
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    place = campaign.places.name("KG-N", view.text)
    assert reader.metadata is not None
    assert reader.metadata.title == f"{view.edition.name(view.text)} · {place}"
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    fonts = [f.get_object() for f in reader.pages[0]["/Resources"]["/Font"].values()]
    assert fonts and all(is_embedded(font) for font in fonts)
    assert all("PTSans" in font["/BaseFont"] for font in fonts)
    figures = [tag for tag in tags(reader) if tag["/S"] == "/Figure"]
    assert len(figures) == 4 and all(len(figure["/Alt"]) > 10 for figure in figures)
    assert {"/Document", "/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Link"} <= {
        tag["/S"] for tag in tags(reader)
    }
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def tags(reader: pypdf.PdfReader) -> list[DictionaryObject]:
    """Every element of the structure tree."""
    elements, stack = [], [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while stack:
        element = stack.pop().get_object()
        if isinstance(element, list):
            stack += element
        elif isinstance(element, DictionaryObject) and "/S" in element:
            elements.append(element)
            stack.append(element.get("/K", []))
    return elements


def is_embedded(font: DictionaryObject) -> bool:
    inner = font["/DescendantFonts"][0].get_object()
    descriptor = inner["/FontDescriptor"]
    return any(name in descriptor for name in ("/FontFile2", "/FontFile3"))


@pytest.mark.long
def test_the_file_is_small_and_reproducible(
    campaign: Campaign, brief_of: Document, briefs_in: Callable[[str], bytes]
) -> None:
    for lang in LANGUAGES:
        assert len(brief_of(lang, "")) < 165_000
        # The brief is light in every theme.
        dark = replace(view_of(campaign, lang), style=DARK)
        assert brief(dark, address(dark.selection)) == brief_of(lang, "")
    assert briefs(view_of(campaign, "ky"), address) == briefs_in("ky")


@pytest.mark.long
def test_briefs_made_in_parallel_are_the_same(campaign: Campaign, brief_of: Document) -> None:
    cases = [(lang, code) for lang in LANGUAGES for code in ("", "KG-N")]
    views = [view_of(campaign, lang, oblast=code) for lang, code in cases]
    sequential = [brief_of(*case) for case in cases]
    parallel: list[bytes] = [b""] * len(views)

    def run(at: int) -> None:
        parallel[at] = brief(views[at], address(views[at].selection))

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(views))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert parallel == sequential


def test_the_qr_code_links_to_the_view(campaign: Campaign, brief_of: Document) -> None:
    view = view_of(campaign, oblast="KG-N")
    reader = pypdf.PdfReader(io.BytesIO(brief_of("en", "KG-N")))
    uris = [a.get_object()["/A"]["/URI"] for a in reader.pages[0].annotations or []]
    assert uris == [address(view.selection)]
    without = pypdf.PdfReader(io.BytesIO(brief(view, "")))
    assert "/Annots" not in without.pages[0]
    # An address too long for a QR code is left out without an error.
    assert len(read(brief(view, ADDRESS + "?type=" + "x" * 4000))) == 1
