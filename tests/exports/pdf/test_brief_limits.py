"""Briefs of an empty selection, of one row, of long names and of incomplete data."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pypdf
import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.pdf.brief import brief, briefs
from campaign.exports.pdf.charts import legible
from campaign.i18n.translator import LANGUAGES, Text
from campaign.render.typography import UNKNOWN
from tests.campaigns import view_of, with_edition
from tests.exports.conftest import ADDRESS, address
from tests.exports.pdf.brief_pages import LONG, plain_words, read, with_rows


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_brief_says_that_the_selection_is_empty(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, oblast="KG-T", type="conference", **{"from": "2017-08-02"})
    assert view.is_empty
    page, *_ = read(brief(view, ADDRESS))
    text = view.text
    assert plain_words(text("No activities in this selection.")) in page
    assert plain_words(view.filters) in page and plain_words(view.disclaimer) in page
    # An empty selection is "no activity", not "not reported".
    assert plain_words(text("no activity")) in page
    assert plain_words(text("People reached: not reported")) not in page


def test_every_page_says_that_the_selection_is_empty(campaign: Campaign) -> None:
    query = {"type": "online_event", "from": "2017-08-15", "to": "2017-08-16"}
    assert view_of(campaign, **query).is_empty
    for page in read(briefs(view_of(campaign, **query), address))[1:]:
        assert "No activities in this selection." in page


@pytest.mark.long
def test_an_oblast_without_activity_is_labelled(campaign: Campaign) -> None:
    bare = with_rows(campaign, lambda rows: rows[rows["oblast"] != "KG-T"])
    for lang in LANGUAGES:
        page, *_ = read(brief(view_of(bare, lang), ADDRESS))
        assert plain_words(Text.of(lang)("no activity")) in page
    pages = read(briefs(view_of(bare, "ru"), address))
    assert plain_words(Text.of("ru")("No activities in this selection.")) in pages[7]
    assert plain_words(Text.of("ru")("no activity")) in pages[0]


@pytest.mark.long
def test_a_brief_of_one_row_names_its_people(campaign: Campaign) -> None:
    single = with_rows(campaign, lambda rows: rows.head(1))
    for lang in LANGUAGES:
        view = view_of(single, lang)
        page, *_ = read(brief(view, ADDRESS))
        assert view.text.number(view.totals()["reached"].sum()) in page
    assert len(read(briefs(view_of(single), address))) == 11


@pytest.mark.long
def test_long_names_stay_inside_the_page(campaign: Campaign) -> None:
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
    codes = ",".join(f"type_{i}" for i in range(39))
    for lang in LANGUAGES:
        for query in ({}, {"oblast": "KG-J"}, {"type": codes, "oblast": "KG-J,KG-N,KG-Y,KG-B"}):
            pdf = brief(view_of(wide, lang, **query), ADDRESS)
            page, *more = read(pdf)
            assert plain_words(LONG)[:60] in page and len(more) == ("oblast" not in query)
            assert inside(pdf)
        pdf = brief(view_of(unbroken, lang), ADDRESS)
        assert len(read(pdf)) == 2 and inside(pdf)


def inside(pdf: bytes) -> bool:
    """Whether all text starts within the margins (typst never sets a line beyond the right one)."""
    positions: list[tuple[float, float]] = []

    def visit(words: str, cm: list[float], tm: list[float], *_: Any) -> None:
        # The page number is in the margin.
        if words.strip() and not re.fullmatch(r"\d+ / \d+", words.strip()):
            positions.append((tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return all(35 <= x <= 560 and 30 <= y <= 815 for x, y in positions)


def test_characters_that_the_typeface_lacks_are_replaced(campaign: Campaign) -> None:
    strange = "#panic() $x$ *a* ★ → 漢 \U0001f600 a\u202fb\x00\n@here <b> Ң Ө Ү"
    name = dict.fromkeys(LANGUAGES, strange)
    page, *_ = read(brief(view_of(with_edition(campaign, names=name)), ADDRESS))
    assert (
        plain_words(f"#panic() $x$ *a* {UNKNOWN} {UNKNOWN} {UNKNOWN} {UNKNOWN} a b @here <b> Ң Ө Ү")
        in page
    )
    assert legible("ҢӨҮңөү №«»–—…−") == "ҢӨҮңөү №«»–—…−"


def test_without_boundaries_the_values_are_in_a_table(campaign: Campaign) -> None:
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
    assert len(read(briefs(view_of(campaign, "ky", edition="2018"), address))) == 11
