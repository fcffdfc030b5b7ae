"""Each column of a file has a unique name."""

from __future__ import annotations

from campaign.dataset import campaign_cache
from campaign.i18n.translator import Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport
from campaign.ui.upload.columns import column_words

LINES = """Отчёт за август;;;;;
Когда;Область;Что провели;Итог;Итог;Прочее
31.07.2017;Нарын;лекция;229;100;
01.08.2017;Нарын;семинар;40;40;нет
"""


def test_columns_with_one_header_have_letter_and_values() -> None:
    report = ingest_file(LINES.encode(), "a.csv", campaign_cache.current())
    assert isinstance(report, ValidationReport)
    words = [column_words(report, at, Text.of("ru")) for at in (0, 3, 4, 5)]
    assert words == ["Когда", "Итог (D: 229; 40)", "Итог (E: 100; 40)", "Прочее"]


def test_titles_above_a_table_without_headers_are_not_values() -> None:
    lines = "Отчёт за август;;;\n" * 20 + "01.08.2017;Нарын;лекция;30\n"
    report = ingest_file(lines.encode(), "a.csv", campaign_cache.current())
    assert isinstance(report, ValidationReport)
    words = [column_words(report, at, Text.of("en")) for at in (0, 3)]
    assert words == ["Column A: 01.08.2017", "Column D: 30"]
