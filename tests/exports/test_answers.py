"""Every sentence about a winner, in every output, names the winner of `campaign.analysis.answers`.

A sentence about a winner belongs to an answer (`families`), or is about something else and is
listed in `OTHERS`; a new message with a superlative that is in neither makes a test fail.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from html import unescape

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from campaign.analysis import answers
from campaign.analysis.answers import Extreme
from campaign.analysis.completeness import request_messages
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.analysis.view import View
from campaign.charts import answer_text
from campaign.charts.answer_text import HIGHEST, LOWEST, regions_in_words, types_in_words
from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.exports.data_package.package import data_package
from campaign.exports.docx.report import report
from campaign.exports.link_picture import draw_picture
from campaign.exports.pdf.brief import brief
from campaign.exports.pptx.deck import deck
from campaign.exports.presentation_html import presentation_html
from campaign.exports.structured_data import structured_data
from campaign.exports.xlsx.results import results_xlsx
from campaign.i18n.translator import LANGUAGES, Text, catalog
from campaign.presentation.slide_words import slide_words
from campaign.presentation.slides import Slide, default_slides
from campaign.presentation.slides_file import read_slides
from campaign.site.document import Metadata, document
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import HOME, PAGES
from campaign.theme.style import LIGHT
from tests.campaigns import REGIONS, activities_of, view_of, with_edition, with_every_state
from tests.exports.html.test_page import read_payload
from tests.random_registers import random_campaign

SUPERLATIVES = {
    "en": re.compile(
        r"\b(highest|lowest|best|worst|(?<!at )most|fewest|(?<!at )least|largest|smallest|greatest"
        r"|furthest|longest|peaks?|leading|laggards?)\b",
        re.I,
    ),
    "ru": re.compile(
        r"наибол|наимен|лучш|худш|\bсам(ый|ая|ое|ые)\b|больше всего|меньше всего", re.I
    ),
    # «Эң көбү» and «эң азы» are the ends of a range.
    "ky": re.compile(r"\bэң\b(?! (?:көбү|азы)\b)", re.I),
}
"""Words that name a winner."""


def ends_of(code: str, end: str) -> Callable[[View], Extreme | None]:
    def winner(view: View) -> Extreme | None:
        ends = answers.region_answer(view, INDICATORS[code])
        return None if ends is None else getattr(ends, end)

    return winner


def gap_of(sign: int) -> Callable[[View], Extreme | None]:
    def winner(view: View) -> Extreme | None:
        gaps = view.coverage["gap"]
        return answers.most_missing(gaps * sign, view.selection.oblasts)

    return winner


def families(text: Text) -> dict[str, Callable[[View], Extreme | None]]:
    """{beginning of a sentence, up to the winner: function that returns the winner}."""
    placeholder = {"names": "\0", "amount": "\0"}
    region_scopes = [text(words) for words in answer_text.AMONG.values()]
    per_activity = text.n(
        "types with at least {n} activity", "types with at least {n} activities", 3
    )

    def starts(answer: str, *scopes: str) -> list[str]:
        templates = ["{answer}: {names} – {amount}"]
        templates += ["{answer} ({scope}): {names} – {amount}"] * len(scopes)
        return [
            text(
                template,
                answer=text(answer),
                scope=scope[:1].lower() + scope[1:],
                **placeholder,
            ).split("\0")[0]
            for template, scope in zip(templates, ["", *scopes], strict=True)
        ]

    result: dict[str, Callable[[View], Extreme | None]] = {}
    for names, end in ((HIGHEST, "highest"), (LOWEST, "lowest")):
        for code in INDICATORS:
            first, *scoped = starts(names[code], *region_scopes)
            # Only the rate has no other winners than regions, so its name needs no scope.
            for start in [first, *scoped] if code == "rate" else scoped:
                result[start] = ends_of(code, end)
    result[starts(answer_text.MOST_MISSING)[0]] = gap_of(1)
    result[starts(answer_text.MOST_ABOVE)[0]] = gap_of(-1)
    result[starts(answer_text.MOST_PER_ACTIVITY, per_activity)[1]] = answers.best_types
    result[starts(answer_text.MOST_IN_TOTAL)[0]] = answers.most_people
    page = text("highest rate per 10,000 population: {top}; lowest rate: {low}", top="\0", low="\1")
    result[page.split("\0")[0]] = ends_of("rate", "highest")
    page = text("most people reached by region: {top}; fewest: {low}", top="\0", low="\1")
    result[page.split("\0")[0]] = ends_of("reach", "highest")
    return result


OTHERS = (
    (
        "A file can have at most {most} activities; {n} are selected. Select regions, types "
        "or dates."
    ),
    "Attendance most often not reported: {type} (activities: {n} of {of})",
    (
        "Classes stay the same while the map plays. The lowest class begins just above zero, "
        "so no running total lies outside the classes."
    ),
    (
        "Concentration curve (Lorenz): regions from the lowest rate up, cumulative shares of "
        "the population and of the people reached. Gini coefficient, weighted by population "
        "(Brown’s formula, 1994): 1 − Σ (pᵢ − pᵢ₋₁)(rᵢ + rᵢ₋₁), where p and r are the "
        "cumulative shares. The rate is assumed to be the same throughout a region, so "
        "differences between districts may be larger. Activities not assigned to a single "
        "region are excluded."
    ),
    "Concentration curve: people reached against population, lowest rate first",
    "Fewest weeks with attendance reported: {places} – {n} of {of}",
    "First day without activities",
    (
        "Forecast = actual + mean of all days so far × remaining days. Range = forecast ± 1.28 × "
        "s × √(r + r² ÷ n). Here s is the standard deviation of the weekly sums, n the number of "
        "complete weeks (at least 3), r that of the remaining weeks. The range contains the "
        "result in 80% of cases if the coming weeks vary as the complete ones did, independently "
        "of each other. No forecast is shown after the due date."
    ),
    "Furthest behind plan: {name} – no activity",
    "Furthest behind plan: {name} – {share:%0} of the plan achieved",
    "Kyrgyzstan: {value}. Highest: {top}.",
    "Largest decrease: {name}, {change}.",
    (
        "Largest difference among types of activity held in both regions: {type} – {place}: "
        "{value}, {other}: {other_value}"
    ),
    ("Largest differences among types of activity held in both regions: {types} – {amount} each"),
    "Ranks lower per 10,000 than by number: {places}",
    "Largest increase: {name}, {change}.",
    "Largest media audience: {names} – {amount}",
    "Largest rise in rank: {places}.",
    "Last day without activities",
    "Leading types of activity",
    "Longest period without activities in one region: {place}, {silence}",
    "Longest period without activities, days",
    "Longest period without activities: {silence}",
    "Maximum attendance for the type of activity",
    "Most people reached, by type of activity: {types}.",
    "Most weeks with attendance reported: {places} – {n} of {of}.",
    "Most weeks without activities: {places} – {n} of {of}.",
    (
        "One A4 page: map, timeline, leading types, key figures compared with published figures, "
        "sources; for the country, a second page on coverage, plan and data completeness."
    ),
    "Peak day: {date} ({amount})",
    "Peak days: {dates} ({amount} each)",
    "Peak in one region: {name}, {dates} ({amount})",
    "Peak on {n} days ({amount} each)",
    "Peak: {dates} ({amount})",
    "Peaks in single regions: {names} ({amount} each)",
    "Rank by people reached and per 10,000, by region: 1 is the highest",
    "Ranks compare all regions for the selected types and dates; 1 is the highest.",
    ("Ranks compare all regions for the selected types, dates and organizers; 1 is the highest."),
    (
        "Rates use a population of {n}: rounded estimates for {year:raw}, the nearest year "
        "with a value for every region; nothing is interpolated."
    ),
    (
        "Rates use a population of {n}: values for {year:raw}, the nearest year with a value "
        "for every region; nothing is interpolated."
    ),
    (
        "Ready to send: each message names the longest period without activities, and the "
        "activities with attendance not reported. Filters by date, type and organizer do not "
        "apply here."
    ),
    "Region, lowest rate first",
    (
        "Rounded limits, the default: class limits are multiples of 1, 2, 2.5 or 5 times a "
        "power of ten. The step that gives the most classes, up to the chosen number, is "
        "used; no class is empty."
    ),
    (
        "Half of the population lives in the regions with the lowest rates: {share} of the "
        "people reached"
    ),
    "The regions with the highest and the lowest value are shown.",
    "The selected region is shown beside the other region with the highest value.",
    "The selected regions with the highest and the lowest value are shown.",
    "The types of activity from highest to lowest.",
    (
        "This file can have at most {most} activities; the register has {n}. The "
        "administrator can create it on the server."
    ),
    "peak week: {dates} ({people}, {share:%0} of the total)",
    "peak weeks: {dates} (people reached in each: {people})",
    "peak weeks: {n} (people reached in each: {people})",
    "Peak week",
    "which regions and types of activity are furthest behind.",
    "{indicator}: leading types of activity",
    "{indicator}: regions from highest to lowest",
)
"""Messages with a superlative about something else than the answers, which they name: days and
periods, plans, changes between campaigns, ranks, columns, orders, limits."""
NO_OUTPUT = re.compile(r"campaign/(ingest|schema|ui/upload|commands|dataset|exports/data_check)/")
"""Places of messages about files that are read, which are no sentences about a campaign."""


def names_of(extreme: Extreme, view: View) -> list[str]:
    """The ways in which the winners may be named: regions, or types in quotation marks.

    A tile has short names of regions, which the value follows.
    """
    text, campaign = view.text, view.campaign
    if extreme.codes[0] in REGIONS:
        places = campaign.places
        short = regions_in_words([places.short(c, text) for c in extreme.codes], text)
        values = [INDICATORS[code].format(extreme.value, text) for code in ("rate", "reach")]
        full = regions_in_words([places.name(c, text) for c in extreme.codes], text)
        return [full, *(f"{short} {value}" for value in values)]
    return [types_in_words([campaign.type_name(c, text) for c in extreme.codes], text)]


def squeeze(words: str) -> str:
    """The words without spaces and with plain hyphens: a PDF breaks lines at any of them."""
    words = re.sub(r"[\s\u00a0\u202f\u2060\u00ad]", "", words)
    return words.replace("\u2011", "-").lower()


def wrong_sentences(words: str, view: View) -> Iterator[str]:
    """The sentences of a text that name another winner than the one of their answer."""
    whole = view.country_view if len(view.selection.oblasts) == 1 else view
    squeezed = squeeze(words)
    for start, winner in families(view.text).items():
        of_types = winner in (answers.best_types, answers.most_people)
        extreme = winner(view if of_types else whole)
        expected = [] if extreme is None else [squeeze(name) for name in names_of(extreme, view)]
        for match in re.finditer(rf"(?<![\w(]){re.escape(squeeze(start))}", squeezed):
            rest = squeezed[match.end() :]
            if not rest.startswith(tuple(expected)) or not expected:
                yield f"{start}{rest[:60]} (expected: {expected})"


def words_of_html(html: str) -> str:
    html = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", "\n", html)
    attributes = re.findall(r'(?:content|aria-label|title|data-text)="([^"]*)"', html)
    html = re.sub(r"</?(span|strong|b|a|em)\b[^>]*>", "", html)
    return unescape("\n".join([re.sub(r"<[^>]*>", "\n", html), *attributes]))


def words_of_pages(view: View) -> Iterator[tuple[str, str]]:
    for stem in PAGES:
        if stem != "region":
            yield from words_of_page(stem, view)
    yield "structured data", str(structured_data(view, "https://campaign.example/"))


def words_of_page(stem: str, view: View) -> Iterator[tuple[str, str]]:
    """The texts of a page, and of the picture for links to the first page."""
    page = SitePage(stem, view, LiveLinks(view.campaign), lambda view, build: build(view))
    yield f"page {stem}", words_of_html(document(page, Metadata()))
    if stem == HOME.stem:
        yield "link picture", words_of_html(draw_picture(view))


def slides_of(view: View, folders: Folders) -> list[Slide]:
    """The default slides and those of the shipped campaign, with the filters of the view."""
    query = view.selection.to_query(view.campaign)
    query.pop("lang", None)
    slides = (*default_slides(), *read_slides(folders.data, "2017", view.campaign))
    return [replace(slide, query={**slide.query, **query}) for slide in slides]


def words_of_slides(view: View, folders: Folders) -> Iterator[tuple[str, str]]:
    for slide in slides_of(view, folders):
        seen = slide.view(view.campaign, view.text.lang, LIGHT)
        parts = slide_words(slide, seen, slide.chart(seen))
        yield f"slide {slide.kind}", "\n".join(_strings(parts))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def words_of_files(view: View, folders: Folders) -> Iterator[tuple[str, str]]:
    """The texts of each file that a reader can download."""
    lang, slides = view.text.lang, slides_of(view, folders)[:10]
    pdf = PdfReader(io.BytesIO(brief(view, "")))
    yield "PDF", "\n".join(page.extract_text() for page in pdf.pages)
    word = Document(io.BytesIO(report(view)))
    yield "DOCX", "\n".join(element.text or "" for element in word.element.body.iter())
    yield (
        "PPTX",
        "\n".join(
            part
            for slide in Presentation(io.BytesIO(deck(view.campaign, slides, lang))).slides
            for part in (
                *(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame),
                slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "",
            )
        ),
    )
    book = openpyxl.load_workbook(io.BytesIO(results_xlsx(view)))
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    yield "XLSX", "\n".join(cell for cell in cells if isinstance(cell, str))
    payload = read_payload(presentation_html(view.campaign, slides, lang).decode())
    by_language = [slide[lang] for slide in payload["slides"]]
    yield "HTML", "\n".join(_strings(by_language))
    package = data_package(view)
    yield (
        "open data",
        "\n".join(
            content.decode("utf-8", "ignore")
            for name, content in package.items()
            if name.endswith((".md", ".json", ".txt"))
        ),
    )


def tricky(campaign: Campaign) -> Campaign:
    """A campaign in which each answer has a loser that looks like a winner.

    Two of the largest activities are the only ones of their type; a small region has the lowest
    rate, but a large one is missing most people; one region has no activity and one no number.
    """
    rows = activities_of(with_every_state(campaign)).copy()
    rare = rows.index[rows["type"] == rows["type"].value_counts().index[-1]][:2]
    rows.loc[rare, ["reached", "women", "men"]] = [9_000.0, 4_000.0, 5_000.0]
    return with_edition(campaign, activities=rows)


CAMPAIGNS: Mapping[str, Callable[[Campaign], Campaign]] = {
    "shipped": lambda campaign: campaign,
    "tricky": tricky,
    "without a population": lambda campaign: with_edition(campaign, population=None),
    **{f"random {seed}": partial(random_campaign, seed=seed) for seed in (3, 17, 40, 58)},
}
QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"oblast": "KG-N"},
    {"oblast": "KG-N,KG-B,KG-T"},
    {"type": "lecture"},
    {"type": "lecture,live_tv,flash_mob"},
    {"from": "2017-09-01", "to": "2017-09-30"},
    {"indicator": "mean"},
    {"indicator": "reach"},
    {"indicator": "youth", "oblast": "KG-N,KG-B"},
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("name", CAMPAIGNS)
def test_pages_and_slides_name_one_winner(
    campaign: Campaign, folders: Folders, name: str, query: dict[str, str], lang: str
) -> None:
    view = view_of(CAMPAIGNS[name](campaign), lang, **query)
    texts = dict((*words_of_pages(view), *words_of_slides(view, folders)))
    wrong = {
        place: found for place, words in texts.items() if (found := [*wrong_sentences(words, view)])
    }
    code = shown_region(view)
    if code is not None:
        one = view_of_region(view, code)
        for place, words in words_of_page("region", one):
            wrong[place] = [*wrong_sentences(words, one)]
    assert {place: found for place, found in wrong.items() if found} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["shipped", "tricky"])
def test_files_name_one_winner(campaign: Campaign, folders: Folders, name: str, lang: str) -> None:
    view = view_of(CAMPAIGNS[name](campaign), lang)
    texts = dict(words_of_files(view, folders))
    wrong = {
        place: found for place, words in texts.items() if (found := [*wrong_sentences(words, view)])
    }
    assert not wrong
    asks = view_of(with_edition(view.campaign, status="register"), lang)
    for place in ("PDF", "DOCX", "PPTX", "XLSX", "HTML"):
        assert squeeze(view.text(LOWEST["rate"])) in squeeze(texts[place]), place
        for request in request_messages(asks, lang).values():
            assert squeeze(request)[-40:] not in squeeze(texts[place])


def own_names() -> set[str]:
    constants = (
        answer_text.MOST_MISSING,
        answer_text.MOST_MISSING_TO_RATE,
        answer_text.MOST_ABOVE,
        answer_text.MOST_PER_ACTIVITY,
        answer_text.MOST_IN_TOTAL,
    )
    return {*HIGHEST.values(), *LOWEST.values(), *constants}


PAGE_WORDS = (
    "highest rate per 10,000 population: {top}; lowest rate: {low}",
    "most people reached by region: {top}; fewest: {low}",
    "{best}; all types: {overall}",
    "Show the nearest value",
)
"""Messages about answers that are not made by `answer_words`."""


def test_every_message_with_a_superlative_belongs_to_an_answer_or_names_what_it_is() -> None:
    catalogs = {lang: catalog(lang) for lang in ("ru", "ky")}
    unknown, every = [], set()
    for message in catalogs["ru"]:
        if not message.id or all(NO_OUTPUT.match(f"{place}") for place, _ in message.locations):
            continue
        one = message.id if isinstance(message.id, str) else message.id[0]
        every.add(one)
        words = {lang: str(catalogs[lang][message.id].string) for lang in catalogs} | {"en": one}
        if any(SUPERLATIVES[lang].search(words[lang]) for lang in words):
            unknown.append(one)
    assert {*unknown} <= {*own_names(), *OTHERS, *PAGE_WORDS}
    assert {*OTHERS, *PAGE_WORDS} <= every, "a message that is gone"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_output_warns_of_a_population_far_from_the_campaign(
    campaign: Campaign, folders: Folders, lang: str
) -> None:
    population = campaign.editions["2017"].population
    assert population is not None
    old = with_edition(campaign, population=replace(population, year=2006))
    for sample, has_warning in ((old, True), (campaign, False)):
        view = view_of(sample, lang)
        warning = text_of_warning(view.text, 11 if has_warning else 2)
        texts = dict(words_of_pages(view))
        for place in ("overview", "map", "coverage", "about"):
            is_in = squeeze(warning) in squeeze(texts[f"page {place}"])
            assert is_in == has_warning, place
        if not has_warning:
            assert not any(squeeze(warning) in squeeze(words) for words in texts.values())
            year = view.text("population of {year:raw}", year=2015)
            assert "2015" in year
    files = dict(words_of_files(view_of(old, lang), folders))
    for place in ("PDF", "DOCX", "PPTX", "XLSX", "HTML"):
        assert squeeze(text_of_warning(Text.of(lang), 11)) in squeeze(files[place]), place


def text_of_warning(text: Text, years: int) -> str:
    """The warning without its full stop, as it is in a list of sources too."""
    return text.n(
        "The rate uses the population of {year:raw}, {n} year before the campaign.",
        "The rate uses the population of {year:raw}, {n} years before the campaign.",
        years,
        year=2017 - years,
    ).rstrip(".")


def unknown_sentences(words: str, text: Text) -> Iterator[str]:
    """The lines with a superlative that is in no sentence of `families` and of `OTHERS`."""
    known, translations = [*families(text), *map(text, own_names())], catalog(text.lang)
    for message in (*OTHERS, *PAGE_WORDS):
        found = translations.get(message)
        translated = found.string if found is not None and found.string else message
        known += translated if isinstance(translated, tuple) else [translated]
    patterns = [
        ".{1,200}?".join(re.escape(plain(part)) for part in re.split(r"\{[^}]*\}", form))
        for form in sorted(known, key=len, reverse=True)
    ]
    rest = re.sub("|".join(patterns), "|", plain(words), flags=re.I)
    for line in rest.split("\n"):
        if SUPERLATIVES[text.lang].search(line):
            yield line


def plain(words: str) -> str:
    """The words with one plain space between two of them."""
    return re.sub(r"[ \u00a0\u202f]+", " ", words).replace("\u2011", "-")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["shipped", "tricky"])
def test_every_sentence_with_a_superlative_is_known(
    campaign: Campaign, folders: Folders, name: str, lang: str
) -> None:
    view = view_of(CAMPAIGNS[name](campaign), lang)
    texts = (*words_of_pages(view), *words_of_slides(view, folders))
    unknown = [(place, *unknown_sentences(words, view.text)) for place, words in texts]
    assert [found for found in unknown if len(found) > 1] == []
