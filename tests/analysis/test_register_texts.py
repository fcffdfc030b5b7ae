"""The texts of the register in the reader's language, on every page and in every file."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.analysis.register_table import ListQuery, localize_texts, query_activities
from campaign.charts import over_time
from campaign.domain.campaign import Campaign
from campaign.domain.translated_texts import TEXT_COLUMNS
from campaign.exports.register_csv import register_csv
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import activities_of, view_of, with_edition

LAUNCH = {
    "en": "Regional launch of the campaign",
    "ru": "Открытие кампании в регионе",
    "ky": "Кампаниянын аймактык ачылышы",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_list_has_texts_in_the_reader_s_language(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    others = {words for other, words in LAUNCH.items() if other != lang}
    rows = query_activities(view, ListQuery("", "date", False))
    titles = over_time.schedule(view).table.frame["title"]
    lines = register_csv(view).decode("utf-8-sig")
    for texts in (set(rows["title"]), set(titles), lines):
        assert LAUNCH[lang] in texts
        assert not any(words in texts for words in others)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_localization_changes_texts_only(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    original = view.edition.activities
    assert original is not None
    rows = localize_texts(original, view)
    numbers = [column for column in original.columns if column not in TEXT_COLUMNS]
    pd.testing.assert_frame_equal(rows[numbers], original[numbers])
    for column in TEXT_COLUMNS:
        assert (rows[column].fillna("") == "").equals(original[column].fillna("") == "")


def test_each_entry_of_a_list_is_translated(campaign: Campaign) -> None:
    partners = set(localize_texts(activities_of(campaign), view_of(campaign, "ky"))["partners"])
    assert "Китепкана; Райондун мектептери" in partners


def test_a_text_without_a_translation_is_unchanged(campaign: Campaign) -> None:
    title = "\tУсловное  мероприятие; 1 ;"
    rows = activities_of(campaign).head(2).assign(title=[title, None])
    titles = localize_texts(rows, view_of(campaign, "ky"))["title"]
    assert titles.iloc[0] == title and titles.isna().iloc[1]
    stored = localize_texts(rows.astype({"title": "category"}), view_of(campaign, "ky"))["title"]
    assert stored.iloc[0] == title and stored.isna().iloc[1]


def test_a_search_finds_the_texts_of_the_file_too(campaign: Campaign) -> None:
    view = view_of(campaign, "en")
    counts = [len(query_activities(view, ListQuery(w, "date", False))) for w in LAUNCH.values()]
    assert counts[0] == counts[1] == 9
    assert counts[2] == 0


def test_without_translations_rows_are_the_same_frame(campaign: Campaign) -> None:
    view = view_of(with_edition(campaign, translations={}), "ky")
    rows = activities_of(campaign)
    assert localize_texts(rows, view) is rows
