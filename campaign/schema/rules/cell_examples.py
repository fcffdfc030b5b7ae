"""Examples of the rules of cells."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import ANSWER, CHECK, CORRECT, CORRECT_AGAIN, ESTIMATE, SAVE_ANEW
from campaign.schema.rules.rule import Example

CELL_EXAMPLES: Mapping[str, Example] = {
    "required": Example(CORRECT, "", "KG-N"),
    "date": Example(
        CORRECT,
        "31.02.2017",
        "28.02.2017",
        {"value": "31.02.2017", "first_year": 1990, "last_year": 2050},
    ),
    "whole": Example(CORRECT, "12,5", "12", {"value": "12,5"}),
    "shares": Example(CORRECT, "40 + 60", "KG-B=40; KG-O=60", {"value": "40 + 60"}),
    "estimated_number": Example(ESTIMATE, "около 50", "50", {"value": "около 50"}),
    **dict.fromkeys(("correction_unused", "correction_rejected"), Example(CORRECT_AGAIN)),
    "number": Example(CORRECT, "12 a", "12", {"value": "12 a"}),
    "negative": Example(CORRECT, "-40", "40", {"value": "-40"}),
    "too_many": Example(
        CORRECT, "99999999999", "999", {"value": "99999999999", "most": 999_999_999}
    ),
    "above_country": Example(CORRECT, "12000000", "1200", {"value": 12_000_000, "most": 6_140_000}),
    "implausible": Example(CHECK, "250000", "250", {"value": 250_000, "most": 287_000}),
    "implausible_date": Example(CHECK, "1997-07-31", "2017-07-31", {"value": "1997-07-31"}),
    "merged_number": Example(CHECK, "120", "70 + 50", {"first": 12}),
    "place_differs": Example(
        CHECK,
        "Лейлекский район; г. Ош",
        "Лейлекский район; Исфана",
        {"district": "Лейлекский район", "place": "г. Ош"},
    ),
    "unique": Example(CORRECT, "2017-001, 2017-001", "2017-001, 2017-002", {"value": "2017-001"}),
    "unknown_oblast": Example(ANSWER, "Талсы", "KG-T", {"value": "Талсы"}),
    "unknown_unit": Example(ANSWER, "Талсы", "KG-T", {"value": "Талсы"}),
    "country_and_region": Example(ANSWER, "KG; KG-B", "KG-B", {"value": "KG; KG-B"}),
    "unknown_type": Example(ANSWER, "лекцыя", "lecture", {"value": "лекцыя"}),
    "unknown_choice": Example(
        CORRECT, "guess", "estimate", {"value": "guess", "allowed": "estimate, census"}
    ),
    **dict.fromkeys(
        ("ambiguous_oblast", "ambiguous_unit"),
        Example(
            ANSWER,
            "Ош",
            "KG-GO",
            {
                "value": "Ош",
                "name": "Ош",
                "offers_en": "“Osh oblast”, “Osh city”",
                "offers_ru": "«Ошская область», «город Ош»",
                "offers_ky": "«Ош облусу», «Ош шаары»",
            },
        ),
    ),
    "ambiguous_type": Example(
        ANSWER,
        "театр, лекция",
        "lecture",
        {
            "value": "театр, лекция",
            "offers_en": "“Forum theatre”, “Lecture or lesson”",
            "offers_ru": "«Форум-театр», «Лекция или урок»",
            "offers_ky": "«Форум-театр», «Лекция же сабак»",
        },
    ),
    "error_cell": Example(CORRECT, "#REF!", "40", {"value": "#REF!"}),
    "partly_struck": Example(CORRECT, "120¹", "120", {"value": "1201"}),
    "uncalculated": Example(SAVE_ANEW, "=B2+B3", "200"),
    "damaged_text": Example(CHECK, "Ба\ufffdкен", "Баткен"),
}
