"""The address of a flat or shelter is personal; the street address of a venue is not."""

from __future__ import annotations

import pytest

from campaign.ingest.privacy.addresses import has_home_address

HOMES = (
    "ул. Ленина, д. 5, кв. 12",
    "ул. Ленина 5, кв. 12",
    "Ленина 5 кв 12",
    "ул. Ленина, д. 5, кв. 12 (встреча с соседями по подъезду во второй половине дня)",
    "кв. 12, ул. Ленина 5",
    "г. Ош, ул. Курманжан Датка, дом 5, квартира 12",
    "мкр. Асанбай, д. 5 кв.12",
    "Бишкек ш., Чүй көчөсү, үй 5, батир 12",
    "8-кичи район, 5-үй, 12-батир",
    "5-үй 12 батир",
    "5 Lenin Street, apt. 12",
    "Chui Ave. 120, flat 12",
    "Приют, ул. Ленина, 5",
    "Кризисный центр, г. Ош, ул. Масалиева, д. 10",
    "убежище по адресу: улица Токтогула 10/2",
    "Баш калкалоочу жай, Ленин көчөсү, 12",
    "Shelter, 12 Main Street",
    "проживает по адресу ул. Ленина 7",
)
VENUES = (
    "",
    "школа № 5, ул. Ленина, 10",
    "дом культуры, ул. Ленина, д. 10",
    "Дом культуры",
    "площадь 500 кв. м",
    "Ленина 5, кв 12 м",
    "Набор «Квартира», apartment 12",
    "кв. 12",
    "2 кв. 2017 г.",
    "Офис 12, ул. Киевская, 96",
    "каб. 12, ул. Абдрахманова, 204",
    "Тренинг в кризисном центре",
    "Приют для животных, ул. Ленина, 5",
    "Семинар для 12 сотрудников приютов",
    "Подворный обход: 120 домов, 45 семей",
    "поквартирный обход, 45 квартир",
    "үймө-үй кыдыруу, 120 үй",
    "12-микрорайон, 5-мектеп",
    "№ 5 мектеп, Ленин көчөсү, 10",
    "shelter staff training, 12 people",
    "Park Hotel, 87 Orozbekov Street",
    "Балдар үйү, Ленин көчөсү 12",
    "18-квартал, школа № 5",
    "Жители 120 домов",
)


@pytest.mark.parametrize("cell", HOMES)
def test_homes_and_shelters_are_recognised(cell: str) -> None:
    assert has_home_address(cell)


@pytest.mark.parametrize("cell", VENUES)
def test_venues_are_not_personal(cell: str) -> None:
    assert not has_home_address(cell)
