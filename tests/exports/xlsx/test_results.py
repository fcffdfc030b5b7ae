"""Workbooks of an empty selection, of one row, of large registers and of hostile texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from campaign.domain.campaign import Campaign, Edition
from campaign.exports.xlsx import results, table
from campaign.exports.xlsx.results import results_xlsx
from campaign.exports.xlsx.table import SHEETS
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import view_of, with_edition
from tests.exports.conftest import Document
from tests.exports.xlsx.results_file import BookOf, Results, activities, charts, read

HOSTILE = (
    "=1+1",
    "{=1+1}",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "https://example.org/",
    "\ttab\x07 and bell",
    "<b>&amp;</b>",
    "'quoted",
)


def empty_query(campaign: Campaign) -> Mapping[str, str]:
    """A query that selects no activity."""
    edition: Edition = campaign.editions["2017"]
    assert edition.totals is not None
    types = set(edition.totals.loc[edition.totals["oblast"] == "KG-T", "type"])
    absent = next(str(code) for code in campaign.types.index if code not in types)
    return {"oblast": "KG-T", "type": absent}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_says_that_the_selection_is_empty(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, **empty_query(campaign))
    assert view.is_empty
    book = read(view)
    for name in ("about", "register", "oblasts", "days", "types", "sources"):
        assert view.text("No activities in this selection.") in book.words(name), name
        assert view.disclaimer in book.words(name)
    assert book.rows("oblasts")[-1][view.text("Activities")] == 0


@pytest.mark.sample(1)
@pytest.mark.parametrize("year", ("2018", "2019", "2020"))
def test_an_edition_without_register_says_so(campaign: Campaign, year: str) -> None:
    view = view_of(campaign, edition=year)
    book = read(view)
    sentence = "No register of activities was published for this campaign."
    for name in ("about", "register", "oblasts", "days", "types", "sources"):
        assert sentence in book.words(name), name
    published = view.edition.published
    if not published.empty:
        assert [row["Published, whole campaign"] for row in book.rows("published")] == list(
            published["value"]
        )


def test_a_register_of_one_row_has_every_sheet(campaign: Campaign) -> None:
    rows = activities(campaign).iloc[:1]
    content = results_xlsx(view_of(with_edition(campaign, activities=rows)))
    book = Results(content, Text.of("en"))
    assert len(book.rows("register")) == len(book.rows("types")) == 1
    assert book.rows("oblasts")[-1]["People reached"] == rows["reached"].iloc[0]
    # The row has no partner, so the chart of partners is missing.
    assert len(charts(content)) == 8


def test_a_selection_without_rows_says_so(campaign: Campaign) -> None:
    book = read(view_of(with_edition(campaign, activities=activities(campaign).iloc[:0])))
    assert "No activities in this selection." in book.words("register")


@pytest.mark.long
def test_the_workbook_has_forty_types(campaign: Campaign) -> None:
    rows = activities(campaign)
    extra = [f"type_{n}" for n in range(40)]
    more = pd.DataFrame([campaign.types.iloc[n % len(campaign.types)] for n in range(40)])
    more.index = pd.Index(extra)
    more[["name_en", "name_ru", "name_ky"]] = [
        [f"{n} " + "Очень длинное имя " * 8] * 3 for n in extra
    ]
    rows["type"] = [extra[n % 40] for n in range(len(rows))]
    wide = replace(with_edition(campaign, activities=rows), types=more)
    view = view_of(wide, type=",".join(extra))
    book = read(view)
    assert len(book.rows("types")) == 40
    assert sum(row["People reached"] or 0 for row in book.rows("types")) == rows["reached"].sum()
    heights = [d.height for d in book.sheet("days").row_dimensions.values() if d.height]
    assert max(heights) < 100


@pytest.mark.long
def test_a_long_title_is_exported_whole(campaign: Campaign) -> None:
    title = ("Ң Ө Ү " * 40)[:200]
    rows = activities(campaign).assign(title=title)
    wide = with_edition(campaign, activities=rows, names=dict.fromkeys(LANGUAGES, title))
    book = read(view_of(wide))
    assert all(row["Title"] == title for row in book.rows("register"))
    assert title in book.words("about")
    top = book.sheet("about").row_dimensions[1]
    assert top.height and 30 < top.height < 200


def test_no_cell_runs_as_a_formula(campaign: Campaign) -> None:
    rows = activities(campaign)
    for column in ("title", "place", "organiser", "partners", "audience", "source", "note"):
        rows[column] = [HOSTILE[n % len(HOSTILE)] for n in range(len(rows))]
    rows["activity_id"] = [f"={n}+1" for n in range(len(rows))]
    names = dict.fromkeys(LANGUAGES, "{=HYPERLINK(1)}")
    view = view_of(with_edition(campaign, activities=rows, names=names, source="=1+1;javascript:1"))
    content = results_xlsx(view)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                part = archive.read(name).decode()
                assert "<f>" not in part and "<f " not in part and "hyperlink" not in part, name
    book = Results(content, view.text)
    titles = [row["Title"] for row in book.rows("register")[: len(HOSTILE)]]
    assert titles == [words.replace("\x07", "\ufffd") for words in HOSTILE]


@pytest.mark.long
def test_the_same_view_gives_the_same_bytes(campaign: Campaign, workbook_of: Document) -> None:
    regions = "KG-O,KG-GO"
    assert results_xlsx(view_of(campaign, oblast=regions)) == workbook_of("en", regions)
    assert workbook_of("en", regions) != workbook_of("en", "")


@pytest.mark.long
def test_a_streamed_workbook_has_the_same_content(
    campaign: Campaign, book_of: BookOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(campaign)
    in_memory = book_of("en", "")
    monkeypatch.setattr(results, "STREAMED", 10)
    content = results_xlsx(view)
    streamed = Results(content, view.text)
    for name in SHEETS:
        assert streamed.words(name) == in_memory.words(name)
    assert content == results_xlsx(view)


def test_the_sheet_says_how_many_rows_do_not_fit(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "room", lambda heading: 30)
    book = read(view_of(campaign))
    assert len(book.rows("register")) == 30
    assert "Only the first 30 of 77 activities" in book.words("register")
    assert book.rows("oblasts")[-1]["Activities"] == 77


def test_without_population_there_is_no_rate(campaign: Campaign) -> None:
    book = read(view_of(with_edition(campaign, population=None), indicator="rate"))
    headers = book.rows("oblasts")[0]
    assert "Population" not in headers and "People reached per 10,000 population" not in headers
    assert "population" not in book.words("sources").casefold()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "illustrative (invented)"),
        ("ru", "демонстрационные (вымышленные) данные"),
        ("ky", "ойдон чыгарылган (шарттуу) маалыматтар"),
    ],
)
def test_the_source_of_invented_rows_has_its_name(
    campaign: Campaign, lang: str, words: str
) -> None:
    rows = activities(campaign).iloc[:3].copy()
    rows["source"] = ["illustrative", "https://example.org/a", None]
    view = view_of(with_edition(campaign, activities=rows), lang)
    sources = [row[view.text("Source")] for row in read(view).rows("register")]
    assert sources == [words, "https://example.org/a", None]
