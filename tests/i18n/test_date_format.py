"""Dates and date ranges in three languages."""

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from campaign.i18n.date_format import (
    date_range_short,
    date_range_text,
    date_text,
    day_templates,
)
from campaign.i18n.translator import LANGUAGES, value_text
from tests.i18n.no_break import nb

START, END, CONFERENCE = date(2017, 7, 31), date(2017, 11, 20), date(2018, 1, 12)


@pytest.mark.parametrize(
    ("spec", "ky", "ru", "en"),
    [
        ("", "2017-жылдын~31-июлу", "31~июля 2017~года", "31~July 2017"),
        ("short", "2017-ж.~31-июль", "31~июля 2017~г.", "31~Jul 2017"),
        ("day", "31-июль", "31~июля", "31~July"),
        ("num", "31.07.2017", "31.07.2017", "31~Jul 2017"),
        ("loc", "2017-жылдын~31-июлунда", "31~июля 2017~года", "31~July 2017"),
        ("nonsense", "2017-жылдын~31-июлу", "31~июля 2017~года", "31~July 2017"),
    ],
)
def test_a_date_has_the_format_of_its_language(spec: str, ky: str, ru: str, en: str) -> None:
    for day in (START, datetime(2017, 7, 31, 15, 0), pd.Timestamp("2017-07-31")):
        texts = [date_text(day, lang, spec) for lang in LANGUAGES]
        assert texts == [nb(ky), nb(ru), nb(en)]


RU_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября"),
    *("октября", "ноября", "декабря"),
)


@pytest.mark.parametrize("month", range(1, 13))
def test_russian_months_are_in_the_genitive(month: int) -> None:
    of = RU_MONTHS[month - 1]
    assert date_text(date(2017, month, 1), "ru") == nb(f"1~{of} 2017~года")


def test_a_missing_date_raises_an_error() -> None:
    missing: Any = pd.NaT
    for write in (date_text, value_text):
        with pytest.raises(ValueError, match="missing date"):
            write(missing, "ky")


RANGES = [
    (
        (START, END),
        "2017-жылдын~31-июлунан 20-ноябрына~чейин",
        "с 31~июля по 20~ноября 2017~года",
        "31~July to 20~November 2017",
    ),
    (
        (date(2017, 8, 1), date(2017, 8, 9)),
        "2017-жылдын~1-августунан 9-августуна~чейин",
        "с 1 по 9~августа 2017~года",
        "1 to 9~August 2017",
    ),
    (
        (START, CONFERENCE),
        "2017-жылдын~31-июлунан 2018-жылдын~12-январына~чейин",
        "с 31~июля 2017~года по 12~января 2018~года",
        "31~July 2017 to 12~January 2018",
    ),
    ((START, START), "2017-жылдын~31-июлу", "31~июля 2017~года", "31~July 2017"),
]

SHORT_RANGES = [
    (
        (START, END),
        "2017-ж.~31-июль – 20-ноябрь",
        "31~июля – 20~ноября 2017~г.",
        "31~Jul – 20~Nov 2017",
    ),
    (
        (date(2017, 8, 1), date(2017, 8, 9)),
        "2017-ж.~1–9-август",
        "1–9~августа 2017~г.",
        "1–9~Aug 2017",
    ),
    (
        (START, CONFERENCE),
        "2017-ж.~31-июль – 2018-ж.~12-январь",
        "31~июля 2017~г. – 12~января 2018~г.",
        "31~Jul 2017 – 12~Jan 2018",
    ),
    ((START, START), "2017-ж.~31-июль", "31~июля 2017~г.", "31~Jul 2017"),
]


@pytest.mark.parametrize(("days", "ky", "ru", "en"), RANGES)
def test_a_range_names_month_and_year_once(
    days: tuple[date, date], ky: str, ru: str, en: str
) -> None:
    texts = [date_range_text(*days, lang) for lang in LANGUAGES]
    assert texts == [nb(ky), nb(ru), nb(en)]


@pytest.mark.parametrize(("days", "ky", "ru", "en"), SHORT_RANGES)
def test_a_short_range_names_month_once(days: tuple[date, date], ky: str, ru: str, en: str) -> None:
    texts = [date_range_short(*days, lang) for lang in LANGUAGES]
    assert texts == [nb(ky), nb(ru), nb(en)]


def test_a_russian_range_from_the_second_begins_with_so() -> None:
    second, later = date(2017, 8, 2), date(2017, 9, 22)
    assert date_range_text(second, later, "ru") == nb("со 2~августа по 22~сентября 2017~года")
    assert date_range_text(later, END, "ru").startswith("с 22")


def test_a_day_with_two_times_is_one_day() -> None:
    morning, evening = datetime(2017, 7, 31, 9), datetime(2017, 7, 31, 18)
    assert date_range_text(morning, evening, "en") == nb("31~July 2017")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_day_templates_cover_every_month_and_fill_to_a_date(lang: str) -> None:
    templates = day_templates(START, CONFERENCE, lang)
    assert list(templates) == [
        *("2017-07", "2017-08", "2017-09", "2017-10", "2017-11", "2017-12", "2018-01")
    ]
    style = "short" if lang == "ru" else ""
    for day in (START, END, CONFERENCE):
        filled = templates[f"{day:%Y-%m}"].replace("{d}", str(day.day))
        assert filled == date_text(day, lang, style)


def test_a_day_template_has_the_name_of_the_month() -> None:
    templates = [day_templates(START, START, lang)["2017-07"] for lang in LANGUAGES]
    assert templates == [nb("2017-жылдын~{d}-июлу"), nb("{d}~июля 2017~г."), nb("{d}~July 2017")]
