"""The A4 brief read back: its figures, its marks, its tags, and pages under strain."""

from __future__ import annotations

import io
import re
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pypdf
import pytest
from pypdf.generic import DictionaryObject

from campaign.analysis.indicator_frames import by_type, by_unit
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.key_figures import headline
from campaign.analysis.published_words import whole_campaign
from campaign.analysis.region_profile import RegionProfile
from campaign.analysis.view import View
from campaign.charts import by_evidence, coverage, over_time, plan
from campaign.charts.body import Timeline
from campaign.charts.region_words import gap
from campaign.domain.campaign import Campaign
from campaign.domain.places import BOUNDARY_NOTES
from campaign.exports.pdf.brief import brief, briefs
from campaign.exports.pdf.page import MOST_TYPES, page_of
from campaign.exports.pdf.second_page import second_page_of
from campaign.exports.pdf.typst_page import legible
from campaign.i18n.translator import LANGUAGES, Text
from campaign.render.typeface import UNKNOWN
from campaign.theme.style import DARK
from tests.campaigns import REGIONS, view_of, with_edition
from tests.exports.conftest import ADDRESS, Document, address, program

LONG = "Бардык облустарда жана шаарларда өткөрүлгөн маалыматтык өнөктүк Ң Ө Ү " * 4
CODES = ["", *REGIONS]


def read(pdf: bytes) -> list[str]:
    """The words of each page on one line, with plain spaces, as Poppler reads them."""
    command = [program("pdftotext"), "-raw", "-", "-"]
    words = subprocess.run(command, input=pdf, check=True, capture_output=True, timeout=900).stdout
    return [plain_words(page) for page in words.decode().split("\f")[:-1]]


def plain_words(words: str) -> str:
    """On one line; a line that ends in a hyphen or a dash goes on without a space."""
    line = " ".join(words.replace("\u200b", "").split())
    return re.sub(r"(?<=\S)([-–/]) ", r"\1", line)


def expected_texts(view: View) -> list[str]:
    """What must stand on the page, from the indicators and not from the exports."""
    text = view.text
    codes = list(view.selection.oblasts) or view.campaign.places.codes
    numbers = headline(view.totals(), codes, view.edition.population)
    assert numbers.reached is not None and numbers.youth is not None and numbers.rate is not None
    among, share = (numbers.units, numbers.units_of), float("nan")
    if view.selection.oblasts:
        reach = by_unit(
            view.totals(oblasts=False), INDICATORS["reach"], view.campaign.places.codes, None
        ).loc[view.selection.oblasts[0]]
        among, share = (int(reach["rank"]), 9), reach["share"]
    row = [
        text.number(numbers.reached),
        text.number(numbers.activities),
        text("{n} of {total}", n=among[0], total=among[1]),
        text.percent(numbers.youth, 1),
        text.number(numbers.rate, 1),
    ]
    lines = [" ".join(row)]
    places, cities = view.campaign.places, ("KG-GB", "KG-GO")
    for code, value in view.units["value"].items():
        name, value_text, people = (
            places.short(str(code), text),
            view.indicator.format(value, text),
            "",
        )
        if view.indicator.code == "rate":
            people = f" ({text.number(view.units.loc[code, 'reached'])})"
        # A city has room for one figure: the people stand beside its name below.
        lines.append(
            f"{value_text} {name}{people}" if code in cities else f"{name} {value_text}{people}"
        )
    kinds = by_type(view.totals(types=False), INDICATORS["reach"], view.campaign.types)
    for code, value in kinds["value"].head(MOST_TYPES).items():
        amount = text("not reported") if pd.isna(value) else text.number(value)
        lines.append(f"{view.campaign.type_name(str(code), text)} {amount}")
    published = view.edition.published_row("reached")
    assert published is not None
    if not view.selection.oblasts:
        lines.append(text("published: more than {value}", value=float(published["value"])))
        return lines
    # The published figures stand apart, under their own name.
    return [*lines, whole_campaign(view), text.percent(share, 1)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_country_has_coverage_plan_and_certainty_on_its_second_page(
    campaign: Campaign, brief_of: Document, lang: str
) -> None:
    view = view_of(campaign, lang)
    _, page = read(brief_of(lang, ""))
    for chart in (coverage.rates(view), plan.pace(view), by_evidence.certainty(view)):
        assert plain_words(chart.finding) in page and plain_words(chart.title) in page
        assert plain_words(chart.summary) in page
        assert all(plain_words(source) in page for source in chart.sources)
    for due in (view.mark, view.filters, campaign.fingerprint):
        assert plain_words(due) in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_timeline_is_high_enough_for_every_tick(
    campaign: Campaign, brief_of: Document, lang: str
) -> None:
    """Each headline has one line, and each list of events, which leaves the rest to the chart."""
    page, _ = read(brief_of(lang, ""))
    body = over_time.timeline(view_of(campaign, lang)).body
    assert isinstance(body, Timeline)
    assert body.total_ticks[-1].at == 15_000
    assert all(plain_words(tick.words) in page for tick in body.total_ticks)


def test_what_the_data_do_not_have_is_no_section(campaign: Campaign) -> None:
    def names(changed: Campaign, **query: str) -> list[str]:
        page = second_page_of(view_of(changed, **query))
        return [] if page is None else [section["name"] for section in page["sections"]]

    covered, planned, certain = "Coverage", "Plan and pace", "How certain the total is"
    assert names(campaign) == [covered, planned, certain]
    assert names(with_edition(campaign, targets=None)) == [covered, certain]
    assert names(with_edition(campaign, population=None)) == [planned, certain]
    # A plan is one of the whole campaign, not of some of its days.
    assert names(campaign, **{"from": "2017-09-01"}) == [covered, certain]
    assert names(campaign, oblast="KG-N") == names(campaign, edition="2018") == []


def test_a_region_has_its_gap_and_its_plan(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-T")
    lines = page_of(view, "", None)["summaries"]
    profile = RegionProfile.of(view, "KG-T")
    assert profile.gap == -323 and gap(profile, view.text) in lines
    assert f"{plan.pace(view).finding}." in lines


def provenance_of(view: View) -> list[str]:
    text = view.text
    return [
        view.edition.name(text),
        view.filters,
        view.mark,
        view.source,
        view.campaign.fingerprint,
        text.date(view.edition.last_day) if view.edition.last_day else "",
        text("boundaries: Natural Earth"),
        *(text(line) for line in BOUNDARY_NOTES),
    ]


def with_rows(campaign: Campaign, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Campaign:
    """The campaign with another register for 2017."""
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    return with_edition(campaign, activities=change(edition.activities.copy()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_what_the_screen_says(
    campaign: Campaign, brief_of: Document, lang: str
) -> None:
    for code in ("", "KG-N", "KG-GB"):  # the others stand in the file of all
        view = view_of(campaign, lang, oblast=code)
        page, *more = read(brief_of(lang, code))
        assert len(more) == (not code)
        for words in [*expected_texts(view), *provenance_of(view)]:
            assert plain_words(words) in page, (code, words)


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_oblasts_are_ten_pages_with_contents(
    campaign: Campaign, briefs_in: Callable[[str], bytes], lang: str
) -> None:
    pdf = briefs_in(lang)
    assert len(pdf) < 580_000  # it goes by mail
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    contents, *pages = read(pdf)
    assert len(pages) == 10
    for number, (code, page) in enumerate(zip(CODES, pages, strict=True), 2):
        view = view_of(campaign, lang, oblast=code)
        for words in [*expected_texts(view), *provenance_of(view)]:
            assert plain_words(words) in page, (code, words)
        assert "…" not in page, code
        name = campaign.places.name(code, view.text) if code else view.text("Kyrgyzstan")
        reached = headline(view.totals(), [], None).reached
        assert reached is not None
        activities = len(view.selection.apply(view.edition.activities))
        line = f"{name} {view.text.number(reached)} {activities} {number}"
        assert plain_words(line) in contents
    assert links(reader, 0) == list(range(1, 11))
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
        campaign.places.name(code, Text.of(lang)) if code else Text.of(lang)("Kyrgyzstan")
        for code in CODES
    ]


def links(reader: pypdf.PdfReader, page: int) -> list[int]:
    """The page each link of a page leads to, in order of appearance."""
    page_numbers = []
    for reference in reader.pages[page].get("/Annots", []):
        target = reference.get_object().get("/Dest") or reference.get_object()["/A"]["/D"]
        target = target.get_object()
        is_name = isinstance(target, str)
        at = reader.named_destinations[target].page if is_name else target[0]
        page_numbers.append(reader.get_page_number(at.get_object()))
    return page_numbers


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_is_made_for_screen_readers(
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
def test_small_and_always_the_same(
    campaign: Campaign, brief_of: Document, briefs_in: Callable[[str], bytes]
) -> None:
    for lang in LANGUAGES:
        assert len(brief_of(lang, "")) < 165_000
        # Paper is white, whatever the screen.
        dark = replace(view_of(campaign, lang), style=DARK)
        assert brief(dark, address(dark.selection)) == brief_of(lang, "")
    assert briefs(campaign, {}, "ky", address) == briefs_in("ky")


@pytest.mark.long
def test_many_at_once(campaign: Campaign, brief_of: Document) -> None:
    cases = [(lang, code) for lang in LANGUAGES for code in ("", "KG-N")]
    views = [view_of(campaign, lang, oblast=code) for lang, code in cases]
    alone = [brief_of(*case) for case in cases]
    together: list[bytes] = [b""] * len(views)

    def run(at: int) -> None:
        together[at] = brief(views[at], address(views[at].selection))

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(views))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_the_code_leads_back_to_the_view(campaign: Campaign, brief_of: Document) -> None:
    view = view_of(campaign, oblast="KG-N")
    reader = pypdf.PdfReader(io.BytesIO(brief_of("en", "KG-N")))
    uris = [a.get_object()["/A"]["/URI"] for a in reader.pages[0].annotations or []]
    assert uris == [address(view.selection)]
    without = pypdf.PdfReader(io.BytesIO(brief(view, "")))
    assert "/Annots" not in without.pages[0]
    # Too long for a code: the page goes without, it does not fail.
    assert len(read(brief(view, ADDRESS + "?type=" + "x" * 4000))) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_left_is_said(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, oblast="KG-T", type="conference", **{"from": "2017-08-02"})
    assert view.is_empty
    page, *_ = read(brief(view, ADDRESS))
    text = view.text
    assert plain_words(text("No activities in this selection.")) in page
    assert plain_words(view.filters) in page and plain_words(view.mark) in page
    # What did not take place was not left unreported.
    assert plain_words(text("no activity")) in page
    assert plain_words(text("People reached: not reported")) not in page


def test_nothing_left_on_any_page(campaign: Campaign) -> None:
    query = {"type": "online_event", "from": "2017-08-15", "to": "2017-08-16"}
    assert view_of(campaign, **query).is_empty
    for page in read(briefs(campaign, query, "en", address))[1:]:
        assert "No activities in this selection." in page


@pytest.mark.long
def test_an_oblast_without_activity(campaign: Campaign) -> None:
    bare = with_rows(campaign, lambda rows: rows[rows["oblast"] != "KG-T"])
    for lang in LANGUAGES:
        page, *_ = read(brief(view_of(bare, lang), ADDRESS))
        assert plain_words(Text.of(lang)("no activity")) in page
    pages = read(briefs(bare, {}, "ru", address))
    assert plain_words(Text.of("ru")("No activities in this selection.")) in pages[7]
    assert plain_words(Text.of("ru")("no activity")) in pages[0]


def test_three_states_look_different(campaign: Campaign) -> None:
    def change(rows: pd.DataFrame) -> pd.DataFrame:
        rows.loc[rows["oblast"] == "KG-N", "reached"] = float("nan")
        rows.loc[rows["oblast"] == "KG-Y", ["reached", "women", "men", "youth"]] = 0
        return rows[rows["oblast"] != "KG-T"]

    view = view_of(with_rows(campaign, change))
    assert set(view.units["state"]) == {"value", "zero", "not_reported", "no_activity"}
    pdf = brief(view, ADDRESS)
    page, *_ = read(pdf)
    for words in (
        "zero (1)",
        "not reported (1)",
        "no activity (1)",
        "Naryn ?",
        "Talas —",
        "Issyk-Kul 0",
    ):
        assert words in page
    patterns = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Pattern"]
    # Hatched on the map and in the legend; no activity is a plain unit with a dash, as on screen.
    assert len({pattern.get_object().get_data() for pattern in patterns.values()}) == 1
    assert patterns


@pytest.mark.long
def test_a_brief_of_one_row_names_its_people(campaign: Campaign) -> None:
    single = with_rows(campaign, lambda rows: rows.head(1))
    for lang in LANGUAGES:
        view = view_of(single, lang)
        page, *_ = read(brief(view, ADDRESS))
        assert view.text.number(view.totals()["reached"].sum()) in page
    assert len(read(briefs(single, {}, "en", address))) == 11


@pytest.mark.long
def test_words_of_any_length(campaign: Campaign) -> None:
    types = pd.concat(
        [campaign.types.iloc[[i % len(campaign.types)]] for i in range(40)], ignore_index=True
    )
    types.index = pd.Index([f"type_{i}" for i in range(40)], name="code")
    for lang in LANGUAGES:
        types[f"name_{lang}"] = [f"{i} {LONG}"[:200] for i in range(40)]

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        rows["type"] = [f"type_{i % 40}" for i in range(len(rows))]
        return rows

    wide = replace(with_rows(campaign, change), types=types)
    name = dict.fromkeys(LANGUAGES, LONG[:200])
    wide = with_edition(wide, names=name)
    unbroken = with_edition(campaign, names=dict.fromkeys(LANGUAGES, "Ң" * 200))
    listed = ",".join(f"type_{i}" for i in range(39))
    for lang in LANGUAGES:
        for query in ({}, {"oblast": "KG-J"}, {"type": listed, "oblast": "KG-J,KG-N,KG-Y,KG-B"}):
            pdf = brief(view_of(wide, lang, **query), ADDRESS)
            page, *more = read(pdf)
            assert plain_words(LONG)[:60] in page and len(more) == ("oblast" not in query)
            assert inside(pdf)
        pdf = brief(view_of(unbroken, lang), ADDRESS)
        assert len(read(pdf)) == 2 and inside(pdf)


def inside(pdf: bytes) -> bool:
    """True where all words start within the margins (a line that is set never ends outside)."""
    spots: list[tuple[float, float]] = []

    def visit(words: str, cm: list[float], tm: list[float], *_: Any) -> None:
        # The number of the page stands in the margin.
        if words.strip() and not re.fullmatch(r"\d+ / \d+", words.strip()):
            spots.append((tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return all(35 <= x <= 560 and 30 <= y <= 815 for x, y in spots)


def test_letters_the_typeface_lacks(campaign: Campaign) -> None:
    strange = "#panic() $x$ *a* ★ → 漢 \U0001f600 a\u202fb\x00\n@here <b> Ң Ө Ү"
    name = dict.fromkeys(LANGUAGES, strange)
    page, *_ = read(brief(view_of(with_edition(campaign, names=name)), ADDRESS))
    assert (
        plain_words(f"#panic() $x$ *a* {UNKNOWN} {UNKNOWN} {UNKNOWN} {UNKNOWN} a b @here <b> Ң Ө Ү")
        in page
    )
    assert legible("ҢӨҮңөү №«»–—…−") == "ҢӨҮңөү №«»–—…−"


@pytest.mark.sample(1)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_brief_has_the_values_of_every_indicator(campaign: Campaign, indicator: str) -> None:
    for code in ("", "KG-GO"):
        view = view_of(campaign, "ru", indicator=indicator, oblast=code, classes="7")
        page, *_ = read(brief(view, ADDRESS))
        for value in view.units["value"].dropna():
            assert plain_words(view.indicator.format(value, view.text)) in page


def test_days_and_types_chosen(campaign: Campaign) -> None:
    query = {"from": "2017-08-15", "to": "2017-10-01", "type": "forum_theatre,flash_mob"}
    view = view_of(campaign, "ky", **query)
    page, *_ = read(brief(view, ADDRESS))
    assert plain_words(view.filters) in page
    assert view.text.number(view.totals()["reached"].sum()) in page


def test_without_boundaries_the_values_stand_in_a_table(campaign: Campaign) -> None:
    flat = replace(campaign, places=replace(campaign.places, boundaries=None))
    view = view_of(flat, "ru")
    page, *_ = read(brief(view, ADDRESS))
    for code, row in view.units.iterrows():
        name = flat.places.name(str(code), view.text)
        assert plain_words(f"{name} {view.indicator.format(row['value'], view.text)}") in page


def test_an_edition_without_a_register_says_so(campaign: Campaign) -> None:
    for lang in LANGUAGES:
        view = view_of(campaign, lang, edition="2019")
        page, *_ = read(brief(view, ADDRESS))
        sentence = view.text("No register of activities was published for this campaign.")
        assert plain_words(sentence) in page
        assert view.text("more than {value}", value=5000).replace("\u00a0", " ") in page
        assert "activities.csv" not in page
    assert len(read(briefs(campaign, {"edition": "2018"}, "ky", address))) == 11
