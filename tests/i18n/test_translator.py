"""The translator: messages, plurals, no-break spaces, and the shipped catalogues."""

import pickle
import re
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, asdict
from datetime import date
from io import BytesIO
from pathlib import Path
from string import Formatter

import numpy as np
import pandas as pd
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from campaign.i18n import translator as module
from campaign.i18n.date_format import DATE_STYLES
from campaign.i18n.kyrgyz_cases import CASE_ALIASES, CASES
from campaign.i18n.number_format import NBSP
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES, N_, Text, catalog
from tests.i18n.no_break import nb

NUMBERS = (0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 100, 101, 111, 112, 1001)


def clear_caches() -> None:
    for cached in (catalog, module._translations, module._plural_form):
        cached.cache_clear()


ACTIVITY = ("{n} activity", "{n} activities")
MessageText = str | tuple[str, ...]
MESSAGES: dict[str, list[tuple[MessageText, MessageText]]] = {
    "ky": [
        ("Show as table", "Таблица түрүндө көрсөтүү"),
        ("Filtered: {place}", "Чыпкаланган: {place}"),
        (ACTIVITY, ("{n} иш-чара", "{n} иш-чара")),
        ("more than {n} people", "{n:abl} ашык адам"),
        ("held on {d}", "{d:loc} өткөн"),
        ("Day {n}", "{n}-күн"),
        ("half done", ""),
        ("{n} of {total} regions", "{total} аймактын ичинен {n}"),
        ("population of {year:raw}", "{year:raw}-жылдагы калк"),
        ("{share:%} of the plan", "пландын {share:%,abl} ашыгы"),
    ],
    "ru": [
        ("Show as table", "Показать таблицей"),
        (ACTIVITY, ("{n} мероприятие", "{n} мероприятия", "{n} мероприятий")),
        ("more than {n} people", "более {n:abl} человек"),
        ("held on {d}", "{d:loc}"),
        ("population of {year:raw}", "население в {year:raw} г. по данным"),
        ("in {place}", "в г. {place}"),
        ("{n} thousand people", "{n} тыс. чел."),
        ("{n} {unit} in all", "всего {n} {unit}"),
    ],
}


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogues of a few messages instead of the shipped ones."""
    for lang, messages in MESSAGES.items():
        messages_of_lang = Catalog(locale=lang)
        for msgid, string in messages:
            messages_of_lang.add(msgid, string)
        messages_of_lang.add(
            "Play", {"ky": "Ойнотуу", "ru": "Воспроизвести"}[lang], context="button"
        )
        messages_of_lang.add("guess", "болжол", flags=["fuzzy"])
        buffer = BytesIO()
        write_po(buffer, messages_of_lang)
        folder = tmp_path / lang / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").write_bytes(buffer.getvalue())
    monkeypatch.setattr(module, "LOCALE", tmp_path)
    clear_caches()
    yield
    monkeypatch.undo()
    clear_caches()


# The `Text` object


def test_each_language_has_one_frozen_text() -> None:
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
    for lang in LANGUAGES:
        text = Text.of(lang)
        assert text is Text.of(lang)
        assert text.lang == lang
        assert pickle.loads(pickle.dumps(text)) == text
        assert asdict(text) == {"lang": lang}
        with pytest.raises(FrozenInstanceError):
            text.lang = "en"  # type: ignore[misc]


def test_an_unknown_language_raises_an_error() -> None:
    with pytest.raises(ValueError, match="unknown language: kk"):
        Text.of("kk")


# Messages


@pytest.mark.usefixtures("translated")
class TestMessages:
    def test_a_message_is_translated_and_filled(self) -> None:
        assert Text.of("ky")("Show as table") == "Таблица түрүндө көрсөтүү"
        assert Text.of("ru")("Show as table") == "Показать таблицей"
        assert Text.of("en")("Show as table") == "Show as table"
        filtered = Text.of("ky")("Filtered: {place}", place="Нарын облусу")
        assert filtered == "Чыпкаланган: Нарын облусу"

    def test_a_message_without_translation_is_english(self) -> None:
        assert Text.of("ru")("Filtered: {place}", place="Ош") == "Filtered: Ош"
        assert Text.of("ky")("half done") == "half done"
        assert Text.of("ky")("guess") == "guess"  # fuzzy
        assert Text.of("ky").n("{n} row", "{n} rows", 3) == nb("3~rows")
        assert Text.of("ky").n("{n} row", "{n} rows", 1) == nb("1~row")

    def test_context_distinguishes_homographs(self) -> None:
        assert Text.of("ru").c("button", "Play") == "Воспроизвести"
        assert Text.of("ru").c("theatre", "Play") == "Play"
        assert Text.of("ru")("Play") == "Play"

    def test_a_number_in_a_message_has_its_case(self) -> None:
        assert Text.of("ky")("more than {n} people", n=10_000) == nb("10~000ден~ашык адам")
        assert Text.of("ru")("more than {n} people", n=10_000) == nb("более 10~000~человек")
        assert Text.of("en")("more than {n} people", n=10_000) == nb("more than 10,000~people")
        assert Text.of("ky")("{share:%} of the plan", share=0.283) == nb("пландын 28,3%дан~ашыгы")

    @pytest.mark.parametrize("day", [date(2017, 7, 31), pd.Timestamp("2017-07-31")])
    def test_a_date_in_a_message_is_in_its_case(self, day: date) -> None:
        assert Text.of("ky")("held on {d}", d=day) == nb("2017-жылдын~31-июлунда өткөн")
        assert Text.of("ru")("held on {d}", d=day) == nb("31~июля 2017~года")
        assert Text.of("en")("held on {d}", d=day) == nb("held on 31~July 2017")

    def test_strings_are_inserted_verbatim(self) -> None:
        for nasty in ("{n}", "{place}", "{0!r}", "%s", "г. Ош", "100 000", "<b>"):
            assert Text.of("ky")("Filtered: {place}", place=nasty) == f"Чыпкаланган: {nasty}"

    def test_without_parameters_placeholders_stay(self) -> None:
        assert Text.of("ky")("Day {n}") == "{n}-күн"
        assert Text.of("en")("Day {n}") == "Day {n}"

    def test_a_placeholder_without_value_raises_an_error(self) -> None:
        with pytest.raises(KeyError):
            Text.of("ky")("{n} of {total} regions", n=7)

    def test_missing_values_raise_errors(self) -> None:
        for missing in (float("nan"), pd.NaT):
            with pytest.raises(ValueError, match="missing"):
                Text.of("ky")("Day {n}", n=missing)
        with pytest.raises(TypeError):
            Text.of("ky")("Day {n}", n=None)

    def test_parameters_may_have_any_name(self) -> None:
        assert Text.of("en")("{self} {msgid}", self="a", msgid="b") == "a b"

    def test_a_raw_year_has_no_grouping(self) -> None:
        assert Text.of("ky")("population of {year:raw}", year=2015) == "2015-жылдагы калк"
        assert Text.of("en")("population of {year:raw}", year=2015) == "population of 2015"


@pytest.mark.usefixtures("translated")
class TestPlurals:
    def test_russian_has_three_forms(self) -> None:
        one, few = {1, 21, 101, 1001}, {2, 4, 22}
        for n in NUMBERS:
            noun = "мероприятие" if n in one else "мероприятия" if n in few else "мероприятий"
            assert Text.of("ru").n(*ACTIVITY, n).split(NBSP)[-1] == noun, n

    def test_kyrgyz_nouns_stay_singular(self) -> None:
        for n in NUMBERS:
            assert Text.of("ky").n(*ACTIVITY, n).endswith(f"{NBSP}иш-чара")

    def test_english_has_two_forms(self) -> None:
        assert Text.of("en").n(*ACTIVITY, 1) == nb("1~activity")
        assert Text.of("en").n(*ACTIVITY, 0) == nb("0~activities")
        assert Text.of("en").n(*ACTIVITY, 21) == nb("21~activities")

    def test_fractions_take_the_genitive_singular(self) -> None:
        assert Text.of("ru").n(*ACTIVITY, 1.5) == nb("1,5~мероприятия")
        assert Text.of("ru").n(*ACTIVITY, 21.5) == nb("21,5~мероприятия")
        assert Text.of("ky").n(*ACTIVITY, 1.5) == nb("1,5~иш-чара")
        assert Text.of("en").n(*ACTIVITY, 1.5) == nb("1.5~activities")

    def test_whole_floats_and_numpy_count_as_integers(self) -> None:
        assert Text.of("ru").n(*ACTIVITY, 21.0) == nb("21~мероприятие")
        counted: int = np.array([1022])[0]
        assert Text.of("ru").n(*ACTIVITY, counted) == nb("1~022~мероприятия")

    def test_other_parameters_are_filled(self) -> None:
        assert Text.of("en").n("{n} row of {file}", "{n} rows of {file}", 2, file="x.csv") == nb(
            "2~rows of x.csv"
        )


@pytest.mark.usefixtures("translated")
class TestNoBreakSpaces:
    def test_a_number_and_its_word_have_one(self) -> None:
        sentence = Text.of("en")("{n} of {total} regions", n=7, total=9)
        assert sentence == nb("7~of 9~regions")
        assert Text.of("ky")("{n} of {total} regions", n=7, total=9) == nb("9~аймактын ичинен 7")

    def test_a_formatted_number_counts_as_a_number(self) -> None:
        text = Text.of("ru")
        for figure in (text.number(10_000), text.number(-2.5, 1), text.percent(0.7, 0)):
            assert text("{n} thousand people", n=figure) == nb(f"{figure}~тыс.~чел.")

    def test_words_and_dates_have_none_after_them(self) -> None:
        assert Text.of("en")("{a} and {b}", a="School 5", b="x") == "School 5 and x"
        sentence = Text.of("en")("{d} and later", d=date(2017, 7, 31))
        assert sentence == nb("31~July 2017 and later")

    def test_punctuation_has_none_before_it(self) -> None:
        assert Text.of("en")("{a} – {b}, {c} · x", a=1, b=2, c=3) == "1 – 2, 3 · x"

    def test_two_placeholders_have_one_between_them(self) -> None:
        sentence = Text.of("ru")("{n} {unit} in all", n=5, unit="дней")
        assert sentence == nb("всего 5~дней")

    def test_an_abbreviation_stays_on_the_line_of_its_number(self) -> None:
        ru = Text.of("ru")
        assert ru("population of {year:raw}", year=2015) == nb("население в 2015~г. по данным")
        assert ru("in {place}", place="Бишкек") == nb("в г.~Бишкек")
        assert ru("{n} thousand people", n=12) == nb("12~тыс.~чел.")
        assert ru("в гг. Бишкек и Ош") == nb("в гг.~Бишкек и Ош")
        assert ru("2022–2025 гг.") == nb("2022–2025~гг.")
        assert ru("закон № 55") == nb("закон №~55")
        assert ru("на 10 000 жителей") == nb("на 10~000 жителей")
        assert ru("удалите Ф. И. О. или адрес") == nb("удалите Ф.~И.~О. или адрес")
        assert ru("ZIP, RAR и т. п.") == nb("ZIP, RAR и т.~п.")


def test_a_value_with_a_full_stop_is_not_followed_by_another() -> None:
    start, end = date(2017, 7, 31), date(2017, 11, 20)
    dates = {t: t.date_range_short(start, end) for t in map(Text.of, LANGUAGES)}
    sentences = [t("Days: {dates}. Check them.", dates=days) for t, days in dates.items()]
    assert sentences == [
        nb("Days: 2017-ж.~31-июль – 20-ноябрь. Check them."),
        nb("Days: 31~июля – 20~ноября 2017~г. Check them."),
        nb("Days: 31~Jul – 20~Nov 2017. Check them."),
    ]
    ru = Text.of("ru")
    assert ru("{d:short}.", d=end) == nb("20~ноября 2017~г.")
    assert ru("{a}.{b}", a="г.", b="csv") == "г..csv"


# Methods


def test_methods_use_the_format_of_the_language() -> None:
    ky, ru, en = (Text.of(lang) for lang in LANGUAGES)
    start, end = date(2017, 7, 31), date(2017, 11, 20)
    assert ky.number(1234.5, 1) == nb("1~234,5")
    assert [t.percent(0.725) for t in (ky, ru, en)] == ["72,5%", nb("72,5~%"), "72.5%"]
    assert ky.date(start, "abl") == nb("2017-жылдын~31-июлунан")
    assert [t.date_short(start) for t in (ky, ru)] == ["31-июль", nb("31~июля")]
    assert ky.date_range(start, end) == nb("2017-жылдын~31-июлунан 20-ноябрына~чейин")
    assert ky.date_range_short(start, end) == nb("2017-ж.~31-июль – 20-ноябрь")
    assert ky.list(["А", "Б", "В"]) == "А, Б жана В"
    assert list(en.day_template(start, end)) == [f"2017-{month:02}" for month in range(7, 12)]


def test_a_list_has_the_conjunction_of_its_language() -> None:
    assert Text.of("ky").list(["А", "Б", "В"]) == "А, Б жана В"
    assert Text.of("ru").list(["А", "Б", "В"]) == "А, Б и В"
    assert Text.of("en").list(["A", "B", "C"]) == "A, B and C"
    assert Text.of("ky").list(["А", "Б"]) == "А жана Б"
    assert Text.of("ru").list(["А"]) == "А"
    assert Text.of("ru").list([]) == ""
    assert Text.of("en").list(name for name in ["{0}", "{x}"]) == "{0} and {x}"


def test_a_quotation_has_the_marks_of_its_language() -> None:
    ky, ru, en = (Text.of(lang) for lang in LANGUAGES)
    assert ky.quote("date") == ru.quote("date") == "«date»"
    assert en.quote("date") == "“date”"
    assert ru.quote("Закон «О миграции»") == "«Закон „О миграции“»"
    assert en.quote("the “date” column") == "“the ‘date’ column”"


def test_n_underscore_returns_the_message_id() -> None:
    assert N_("Show as table") == "Show as table"


# The shipped catalogues


@pytest.mark.parametrize(("lang", "forms"), [("ky", 2), ("ru", 3), ("en", 2)])
def test_plural_forms_are_those_of_the_catalogue(lang: str, forms: int) -> None:
    assert catalog(lang).num_plurals == forms
    assert {module._plural_form(lang)(n) for n in NUMBERS} == set(range(forms))


def test_headers_name_the_language() -> None:
    for lang in ("ky", "ru"):
        assert str(catalog(lang).locale) == lang
        assert dict(catalog(lang).mime_headers)["Plural-Forms"].startswith("nplurals=")


def is_known_spec(spec: str) -> bool:
    """Whether every token of a placeholder's spec has a meaning in some language."""
    words = {"", "raw", "%", *CASES, *CASE_ALIASES, *DATE_STYLES}
    return all(token in words or token.removeprefix("%").isdigit() for token in spec.split(","))


def test_only_known_specs_are_accepted() -> None:
    for spec in ("", "1", "raw", "%", "%0", "abl", "from", "day,loc", "%,abl", "short", "num"):
        assert is_known_spec(spec), spec
    for spec in ("ablative", ".1f", "%x", "1.0", "day,locative"):
        assert not is_known_spec(spec), spec


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_translations_use_known_specs_and_local_names(lang: str) -> None:
    for (_, msgid), forms in module._translations(lang).items():
        for string in (msgid, *forms):
            specs = [spec or "" for _, name, spec, _ in Formatter().parse(string) if name]
            assert all(is_known_spec(spec) for spec in specs), string
            # CLDR's Russian names of the country and the language are not used there.
            assert not re.search("киргиз(?:и[яюие]|ск)", string, re.IGNORECASE), string


def test_the_name_of_the_country() -> None:
    assert [Text.of(lang)("Kyrgyzstan") for lang in LANGUAGES] == [
        "Кыргызстан",
        "Кыргызстан",
        "Kyrgyzstan",
    ]
