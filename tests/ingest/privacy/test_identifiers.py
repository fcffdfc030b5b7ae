"""Phone numbers, e-mail, personal numbers and passports are recognised; other numbers are not."""

from __future__ import annotations

import pytest

from campaign.ingest.privacy.identifiers import (
    CONTACTS,
    EMAIL,
    PASSPORT,
    PHONE,
    PIN,
    find_identifiers,
    is_bare_mobile,
)

PHONES = (
    "+996 555 12 34 56",
    "+996555123456",
    "+996 (555) 12-34-56",
    "+996\u00a0700\u00a0123\u202f456",
    "+996 55 512 3456",
    "996555123456",
    "996 312 66 12 34",
    "00996 777 123 456",
    "0555123456",
    "0555 12 34 56",
    "0555 123 456",
    "0555 123456",
    "0555-12-34-56",
    "0555.12.34.56",
    "0555/12/34/56",
    "0 555 12 34 56",
    "0(777)12-34-56",
    "(0312) 66-12-34",
    "0312 66 12 34",
    "03222 5 12 34",
    "055 512 34 56",
    "тел.0700123456",
    "тел. 55 12 34",
    "Телефон: 5-12-34",
    "тел: 555 123 456",
    "моб. 555123456",
    "WhatsApp 555-123-456",
    "555 12 34 56",
    "(555) 12-34-56",
    "555-12-34-56",
    "555-123-456",
    "0555123456, 0777123456",
    "0555123456/0777123456",
    "Справки: 0‑555‑12‑34‑56",
    "https://wa.me/996555123456",
    "О555 12 34 56",
    "0555 12 3О 56",
    "о555123456",
    "0555 12 34 5o",
    "Центр «Проба» (0312) 66-12-34",
    "+7 916 123 45 67",
    "8 (916) 123-45-67",
    "+90 532 123 45 67",
)

OTHERS = (
    ("a.sample@example.org", EMAIL),
    ("Почта: sample_1@mail.example.kg, писать туда", EMAIL),
    ("sample (at) example.org", EMAIL),
    ("sample(at)example.org", EMAIL),
    ("sample [at] example.org", EMAIL),
    ("sample {at} example.org", EMAIL),
    ("sample собака example.org", EMAIL),
    ("sample (собака) example точка org", EMAIL),
    ("info.sample@example.org", EMAIL),
    ("sample@example-osce.org", EMAIL),
    ("info@example.org, sample@example.org", EMAIL),
    ("@primer_proba", CONTACTS),
    ("писать: @primer_proba (Telegram)", CONTACTS),
    ("https://t.me/primer_proba", CONTACTS),
    ("t.me/+abcdefgh", CONTACTS),
    ("wa.me/message/PRIMER", CONTACTS),
    ("https://www.instagram.com/primer.proba/", CONTACTS),
    ("20101199012345", PIN),
    ("ПИН 10203198500001", PIN),
    ("2 01011990 12345", PIN),
    ("ПИН: 1 2505 1990 01234", PIN),
    ("ИНН: 13112200054321.", PIN),
    ("ID1234567", PASSPORT),
    ("ID 1234567", PASSPORT),
    ("AN № 1234567", PASSPORT),
    ("AN1234567", PASSPORT),
    ("АС 1234567", PASSPORT),
    ("паспорт серия AN 1234567", PASSPORT),
    ("Паспорт № 1234567", PASSPORT),
)

NOTHING = (
    "",
    "2017-07-31",
    "31.07.2017",
    "31.07.2017 10:00–12:00",
    "05.09.2017 10:00",
    "02-03.09.2017",
    "02.09.2017-05.09.2017",
    "05 09 2017 10",
    "2017-0001",
    "2017-0555-12",
    "0300-2017-01",
    "KG-GB-0001234567",
    "229",
    "555123456",
    "10 000",
    "1 500 000 сом",
    "555 123 456 сом",
    "700 000 000",
    "+1 234 567 890 сом",
    "996 000",
    "10000000000000",
    "29999999999999",
    "20101209012345",
    "20101180012345",
    "40101199012345",
    "24.07.2017; 25.07.2017; 26.07.2017",
    "08.00–18.00",
    "Телефон доверия 103, 112, 189",
    "Горячая линия: 0800 000 00 00",
    "0800 123 456",
    "8-800-123-45-67",
    "Горячая линия 0312 66 12 34",
    "Hotline +996 312 66 12 34",
    "телефон доверия 15 000 звонков",
    "По телефону 10000 звонков",
    "https://newslinekg.com/article/746146/",
    "https://www.einpresswire.com/article/0756918734/x",
    "https://example.org/20101199012345",
    "https://www.google.com/maps/@42.87,74.59,15z",
    "42.8746, 74.5698",
    "0.555123456",
    "info@example.org",
    "Office@example.kg",
    "press@example.org, hotline@example.org",
    "sample@mvd.gov.kg",
    "sample@unodc.org; sample@iom.int; sample@osce.org; sample@undp.org",
    "sample@bishkek.un.org",
    "https://www.facebook.com/primer.proba",
    "https://www.instagram.com/p/AbCdEf123/",
    "https://t.me/newschannel/12345",
    "www.example.org",
    "выставка собак, большая собака г.Ош",
    "5 о 2017, 10О и 20 о",
    "Школа № 1234567",
    "Протокол № 3 от 02.03.2018; исх. № 02-345/2017 от 04.08.2017",
    "2017-07-31 10:00:00",
    "исх. 01-12/345 от 05.09.2017",
    "р/с 1234567890123456",
    "учащиеся 8-11 классов, 14-17 лет",
    "ISBN 978-5-12-345678-9",
    "Приказ № 0234567",
    "Zoom ID: 123 456 7890",
    "id 1234567",
    "паспорт проекта 2017",
    "12, 15, 20 и 30 человек",
    "Охвачено: 100 50 30 20",
)


@pytest.mark.parametrize("cell", PHONES)
def test_phones_are_recognised(cell: str) -> None:
    assert find_identifiers(cell) == (PHONE,)


@pytest.mark.parametrize("cell, what", OTHERS)
def test_other_identifiers_are_recognised(cell: str, what: str) -> None:
    assert find_identifiers(cell) == (what,)


@pytest.mark.parametrize("cell", NOTHING)
def test_numbers_dates_codes_and_links_are_not_personal(cell: str) -> None:
    assert find_identifiers(cell) == ()


def test_each_kind_is_listed_once() -> None:
    cell = "0555 12 34 56, 0777 12 34 56, a@example.org"
    assert find_identifiers(cell) == (PHONE, EMAIL)


def test_nine_digits_may_be_a_mobile_number_without_the_zero() -> None:
    assert is_bare_mobile("555123456")
    assert not is_bare_mobile("555 123")
    assert not is_bare_mobile("155123456")
