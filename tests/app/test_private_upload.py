"""An uploaded workbook with names in every place: only the question to its owner shows them.

Those outside the cells are not even read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from campaign.dataset.user_overlay import UserData, overlay_user_data
from campaign.domain.campaign import Campaign
from campaign.exports.data_check.result_files import corrected_csv, issues_xlsx, log_csv
from campaign.exports.formats import FORMATS, ExportOptions
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.cleaning_log import log_lines
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.replies import AS_IT_IS
from tests.app.upload_page import first_report, open_report
from tests.campaigns import view_of
from tests.test_private_texts import SURNAME, assert_absent, dump

NAME = f"{SURNAME}ова Айгуль Бековна"
INITIALS = f"{SURNAME}ова А. Б."


def workbook(folder: Path) -> Path:
    """A register with a name as cell, header, sheet name, file name and unknown code.

    It also has one in a comment, a footer, a drawing and a property.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = INITIALS
    rows = [
        ["date", "oblast", "type", "reached", "title", "organiser", f"{NAME}, 1"],
        ["2017-08-01", "KG-N", "lecture", 5, "Урок", "Школа", ""],
        ["2017-08-02", "KG-N", "lecture", "много", f"{NAME}, 2", "Школа", ""],
        ["2017-08-03", f"{NAME}, 3", "lecture", 5, "Урок", "Школа", ""],
        ["2017-08-04", "KG-N", f"{NAME}, 4", 5, "Урок", "Школа", ""],
        [f"{NAME}, 5", "KG-N", "lecture", 5, "Урок", "Школа", ""],
        ["2017-08-06", "KG-N", "lecture", f"{NAME}, 6", "Урок", "Школа", ""],
        ["2017-08-07", "KG-N", "lecture", 5, "Урок", f"{NAME}, 7", ""],
        ["2017-08-07", "KG-N", "lecture", 5, "Урок", f"{NAME}, 7", ""],
        ["2017-08-07", "KG-N", "lecture", 5, "Урок", f"{NAME}, 8", ""],
    ]
    for row in rows:
        sheet.append(row)
    sheet["E2"].comment = Comment(f"{NAME}, 9", NAME)
    sheet.oddFooter.left.text = NAME
    chart = BarChart()
    chart.title = NAME
    chart.add_data(Reference(sheet, min_col=4, min_row=2))
    sheet.add_chart(chart, "J9")
    book.properties.creator = NAME
    other = book.create_sheet(f"{INITIALS} 2")
    other.append(["проверить", f"{NAME}, 10"])
    path = folder / f"{SURNAME}ова_Айгуль_Бековна.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_the_question_shows_a_name(lang: str, tmp_path: Path, campaign: Campaign) -> None:
    app = open_report(workbook(tmp_path), lang)
    shown = 0
    for element in app._tree:
        proto = getattr(element, "proto", None)
        content = b"" if proto is None else proto.SerializeToString()
        if b"asked-text" in content:
            shown += 1
        else:
            assert_absent(content, where=element.type)
    assert shown == 9 + 2  # the texts and the names of the sheets
    report = first_report(app)
    # The name of a sheet stays inside the report, which shows the number of the sheet instead.
    detected = replace(report.detected, sheet=None, sheets=(), sheet_options=())
    assert_absent(dump(replace(report, detected=detected)))
    # Rows with different names are no duplicates, although both names are excluded.
    assert report.accepted == 3 and len(report.possible_names) == 11
    text = Text.of(lang)
    assert_absent(issues_xlsx(report, text, ""))
    lines = log_lines(report, AS_IT_IS, campaign_reference(campaign).codes, text)
    assert_absent(log_csv(lines, text))
    assert_absent(corrected_csv(report))
    own = overlay_user_data(campaign, UserData((report,)))
    view = view_of(own, lang, edition="2017")
    for kind in ("csv", "xlsx", "docx", "html"):
        assert_absent(FORMATS[kind].build(view, ExportOptions()), where=kind)
