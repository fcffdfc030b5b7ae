"""Examples of the rules of automatic corrections and answers."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import BY_HAND, LOOK, SETTINGS
from campaign.schema.rules.rule import Example

REPAIR_EXAMPLES: Mapping[str, Example] = {
    "title_rows": Example(LOOK, "Отчёт\ndate; oblast; type"),
    "tag_row": Example(LOOK, "#date; #adm1+code; #activity+type"),
    "total_row": Example(LOOK, "Итого; 200"),
    "repeated_header": Example(LOOK, "date; oblast; type"),
    "group_row": Example(
        LOOK, "Нарынская область\n01.08.2017; Лекция; 40", params={"value": "Нарынская область"}
    ),
    "heading_row": Example(LOOK, "Август 2017", params={"value": "Август 2017"}),
    "note_row": Example(LOOK, "* Условное примечание"),
    "blank_column": Example(LOOK, "date; ; oblast"),
    "decoded": Example(LOOK, params={"encoding": "Windows-1251"}),
    "letters": Example(LOOK, "Oш", "Ош", {"value": "Ош"}),
    "spaces": Example(LOOK, "  KG-N ", "KG-N"),
    "date_rewritten": Example(
        LOOK, "31.07.17", "2017-07-31", {"value": "31.07.17", "read": "2017-07-31"}
    ),
    "date_range": Example(
        LOOK,
        "11–13.09.2017",
        "2017-09-11; 2017-09-13",
        {"value": "11–13.09.2017", "read": "2017-09-11 – 2017-09-13"},
    ),
    "number_rewritten": Example(LOOK, "1 250", "1250", {"value": "1 250", "read": "1250"}),
    "not_reported_word": Example(LOOK, "н/д", params={"value": "н/д"}),
    "spelling": Example(
        LOOK,
        "Ошская обл.",
        "KG-O",
        {
            "value": "Ошская обл.",
            "read": "KG-O",
            "read_en": "Osh oblast",
            "read_ru": "Ошская область",
            "read_ky": "Ош облусу",
        },
    ),
    "answered": Example(
        BY_HAND,
        "Лекцыя",
        "lecture",
        {
            "value": "Лекцыя",
            "read": "lecture",
            "read_en": "Lecture or lesson",
            "read_ru": "Лекция или урок",
            "read_ky": "Лекция же сабак",
        },
    ),
    "answered_by_place": Example(
        BY_HAND,
        "Ош",
        "KG-GO",
        {
            "value": "Ош",
            "read": "KG-GO",
            "read_en": "Osh city",
            "read_ru": "город Ош",
            "read_ky": "Ош шаары",
        },
    ),
    "without_region": Example(BY_HAND, "Алматы", "other", {"value": "Алматы"}),
    "text_excluded": Example(BY_HAND),
    "row_excluded": Example(BY_HAND, "Алматы", params={"value": "Алматы"}),
    "campaign_excluded": Example(BY_HAND, "01.08.2026", params={"value": "2026"}),
    "row_counted": Example(
        BY_HAND, "Условное мероприятие", params={"value": "Условное мероприятие"}
    ),
    "estimate": Example(BY_HAND, "около 50", "50", {"value": "около 50", "read": "50"}),
    "estimate_not_reported": Example(BY_HAND, "около 50", "", {"value": "около 50"}),
    "cell_corrected": Example(
        BY_HAND, "32.08.2017", "2017-08-02", {"value": "32.08.2017", "read": "2017-08-02"}
    ),
    "date_order_mixed": Example(
        SETTINGS, "09/08/2017", "2017-08-09", {"read": "09/08/2017 → 2017-08-09"}
    ),
    "date_order_guess": Example(SETTINGS, "09/08/2017", "2017-08-09"),
    "total_column": Example(
        SETTINGS, "Всего; Женщин; Мужчин\n40; 30; 10", params={"header": "Всего"}
    ),
    "merged_cell": Example(LOOK, "KG-N\n ", "KG-N\nKG-N"),
    "merged_header": Example(LOOK, "1; ; \nf; m", "1 f; 1 m"),
}
