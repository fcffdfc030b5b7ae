"""The birth date of one person is recognised; the years of birth of a group are not."""

from __future__ import annotations

import pytest

from campaign.ingest.privacy.birth_dates import has_birth_date

BIRTHS = (
    "1987-го года рождения",
    "гражданка, 1987 года рождения",
    "1987 г.р.",
    "12.03.1987 г.р.",
    "12.03.1987 года рождения",
    "1987г/р, жительница города",
    "дата рождения: 12.03.1987",
    "родилась 12.03.1987",
    "1987-жылы туулган",
    "1987-ж. туулган",
    "туулган күнү 12.03.1987",
    "born 1987-03-12",
    "born in 1987",
    "date of birth 12.03.1987",
)
GROUPS = (
    "",
    "дети 2005 г.р.",
    "юноши 2000–2002 г.р.",
    "юноши 1999 и 2000 года рождения",
    "призывники 1999 года рождения",
    "2005-жылы туулган балдар үчүн",
    "жаштар, 2005-жылы туулган",
    "Рождество 2017",
    "рождественская ярмарка, 2017 год",
    "в 2017 г. район провёл",
    "2017 г. Республика",
    "Международный день, 12.03.2017 г. Ош",
    "Born free, 2017",
)


@pytest.mark.parametrize("cell", BIRTHS)
def test_births_are_recognised(cell: str) -> None:
    assert has_birth_date(cell)


@pytest.mark.parametrize("cell", GROUPS)
def test_groups_and_other_dates_are_not_personal(cell: str) -> None:
    assert not has_birth_date(cell)
