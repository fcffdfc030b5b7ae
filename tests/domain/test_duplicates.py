"""Rows that are duplicates or possible duplicates of others, in one file and in several."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.domain.duplicates import combine_keys
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.number_columns import row_number_columns
from campaign.ingest.versions.combine import combine_registers

ROW = "2017-08-01,KG-N,lecture,Урок,120"


def read(campaign: Campaign, *lines: str, header: str = "№") -> ValidationReport:
    rows = "\n".join((f"{header},date,oblast,type,title,reached", *lines))
    return ingest_register(rows.encode(), "register.csv", campaign_reference(campaign))


@pytest.mark.sample(3)
@pytest.mark.parametrize("header", ["№", "№ п/п", "п/п", "No.", "N", "#", "катар номери"])
def test_rows_that_differ_only_in_a_row_number_are_duplicates(
    campaign: Campaign, header: str
) -> None:
    report = read(campaign, f"1,{ROW}", f"2,{ROW}", header=header)
    assert [(p.rule, p.row, p.severity) for p in report.issues] == [("duplicate", 3, "error")]
    assert report.accepted == 1 and report.rejected == 1


def test_row_numbers_under_any_header(campaign: Campaign) -> None:
    others = [f"{n},2017-09-0{n},KG-C,lecture,Урок,{n}" for n in range(3, 7)]
    for header in ("Запись", ""):
        report = read(campaign, f"1,{ROW}", f"2,{ROW}", *others, header=header)
        assert report.by_rule()["duplicate"] == 1 and report.accepted == 5, header
    # Numbers out of order or with gaps are not row numbers, so they distinguish rows.
    for first, second in (("7", "2"), ("1", "900"), ("1а", "2а")):
        report = read(campaign, f"{first},{ROW}", f"{second},{ROW}", *others, header="Запись")
        assert report.by_rule()["duplicate"] == 0 and report.accepted == 6


def test_classes_and_shifts_are_not_row_numbers() -> None:
    raw = pd.DataFrame({"date": ["a"] * 3, "Класс": list("123"), "№ п/п": list("123")})
    assert row_number_columns(raw, {"date"}) == ["№ п/п"]
    assert row_number_columns(raw, {"date", "№ п/п"}) == []
    words = pd.DataFrame({"N": ["Нарын", "Ош"]})
    assert row_number_columns(words, ()) == []


def test_rows_with_only_a_number_are_not_duplicates(campaign: Campaign) -> None:
    report = read(campaign, f"1,{ROW}", "2,,,,,", "3,,,,,")
    assert report.by_rule()["duplicate"] == 0


def test_combined_keys_are_equal_only_if_all_keys_are_equal() -> None:
    # The product of the ranges of the two keys needs more than 64 bits.
    rows = [(0, 0), (2**32, 0), (0, 2**32 - 2), (0, 0), (0, -1)]
    numbers = combine_keys([np.array(key) for key in zip(*rows, strict=True)])
    assert pd.factorize(numbers)[0].tolist() == [0, 1, 2, 0, 3]


# Possible duplicates ---------------------------------------------------------------------------

HEADER = "date,oblast,type,title,place,reached"


def duplicate_warnings(report: ValidationReport) -> list[tuple[int | None, object, object, object]]:
    return [
        (p.row, p.params["first"], p.params["there"], p.params["here"])
        for p in report.issues
        if p.rule == "likely_duplicate" and p.severity == "warning"
    ]


@pytest.mark.parametrize("place", ["", "Школа 1"])
def test_another_number_for_the_same_activity_is_a_possible_duplicate(
    campaign: Campaign, place: str
) -> None:
    row = "2017-08-01,KG-N,lecture,Урок," + place
    lines = (f"{row},120", f"{row},130", f"{row.replace('Урок', ' УРОК ')},")
    content = "\n".join((HEADER, *lines)).encode()
    report = ingest_register(content, "register.csv", campaign_reference(campaign))
    assert duplicate_warnings(report) == [(3, 2, 120, 130), (4, 2, 120, "not reported")]
    assert report.accepted == 3 and report.frame["reached"].sum() == 250
    for lang in LANGUAGES:
        text = Text.of(lang)
        messages = [p.message(text) for p in report.issues]
        assert all(
            words in messages[0] for words in ("120", "130", text("Date, place, type and title"))
        )
        assert text("not reported") in messages[1]


def test_a_different_place_or_title_is_another_activity(campaign: Campaign) -> None:
    same = "2017-08-01,KG-N,lecture"
    lines = [
        f"{same},Урок,,120",
        f"{same},Беседа,,120",
        f"{same},Урок,Школа 1,120",
        f"{same},,,120",
        f"{same},,,130",
        "2017-08-02,KG-N,lecture,Урок,,120",
        "2017-08-01,KG-C,lecture,Урок,,120",
        "2017-08-01,KG-N,training,Урок,,120",
    ]
    content = "\n".join((HEADER, *lines)).encode()
    report = ingest_register(content, "register.csv", campaign_reference(campaign))
    assert duplicate_warnings(report) == [] and report.accepted == len(lines)


def test_the_same_activity_with_another_number_in_two_files(campaign: Campaign) -> None:
    row = "2017-08-01,KG-N,lecture,Урок,,"
    files = [
        ingest_register(f"{HEADER}\n{row}{n}\n".encode(), f"{n}.csv", campaign_reference(campaign))
        for n in (120, 130)
    ]
    combined = combine_registers(files)
    (issue,) = combined.issues
    assert (issue.file, issue.row, issue.rule) == ("130.csv", 2, "likely_of_file")
    assert (issue.severity, combined.excluded, len(combined.frame)) == ("warning", 0, 2)
    for lang in LANGUAGES:
        words = issue.message(Text.of(lang))
        assert all(part in words for part in ("120.csv", "120", "130"))


@pytest.mark.parametrize(
    ("last_day", "reached"), [("", 30), ("2017-08-04", 30), ("2017-08-03", 45)]
)
def test_a_row_with_a_last_day_in_two_files(
    campaign: Campaign, last_day: str, reached: int
) -> None:
    header = "date,end_date,oblast,type,reached\n2017-08-01,"
    cells = ("2017-08-03,KG-N,lecture,30", f"{last_day},KG-N,lecture,{reached}")
    files = [
        ingest_register(f"{header}{row}\n".encode(), file, campaign_reference(campaign))
        for row, file in zip(cells, ("1.csv", "2.csv"), strict=True)
    ]
    combined = combine_registers(files)
    assert [(p.file, p.row, p.rule) for p in combined.issues] == [("2.csv", 2, "likely_of_file")]
    assert len(combined.frame) == 2


def test_equal_rows_count_as_often_as_in_the_longer_file(campaign: Campaign) -> None:
    header = "date,oblast,type,title,reached,Класс"
    row = "2017-08-01,KG-N,lecture,Урок,30,"
    few, many = (
        ingest_register(
            "\n".join((header, *(row + of for of in classes))).encode(), file, reference
        )
        for reference in [campaign_reference(campaign)]
        for file, classes in (("few.csv", "аб"), ("many.csv", "абв"))
    )
    for files in ([few, many], [many, few]):
        combined = combine_registers(files)
        assert len(combined.frame) == 3 and combined.excluded == 2


def test_codes_that_only_number_the_rows_do_not_match_other_files(campaign: Campaign) -> None:
    header = "activity_id,date,oblast,type,title,reached"
    naryn = "1,2017-08-01,KG-N,lecture,Урок,30\n2,2017-08-02,KG-N,lecture,Урок,40"
    chui = "1,2017-08-01,KG-C,lecture,Урок,50\n2,2017-08-02,KG-N,lecture,Урок,40"
    files = [
        ingest_register(f"{header}\n{rows}\n".encode(), file, campaign_reference(campaign))
        for file, rows in (("naryn.csv", naryn), ("chui.csv", chui))
    ]
    combined = combine_registers(files)
    assert sorted(combined.frame["reached"]) == [30, 40, 50]
    assert [(p.file, p.row, p.rule) for p in combined.issues] == [
        ("chui.csv", 3, "duplicate_of_file")
    ]
    assert set(combined.frame["activity_id"]) == {""}


def test_an_office_s_own_code_counts_once(campaign: Campaign) -> None:
    files = [
        ingest_register(
            f"activity_id,date,oblast,type,reached\nA1,2017-08-01,{oblast},lecture,30\n".encode(),
            f"{oblast}.csv",
            campaign_reference(campaign),
        )
        for oblast in ("KG-N", "KG-C")
    ]
    assert [(p.file, p.rule) for p in combine_registers(files).issues] == [
        ("KG-C.csv", "key_of_file")
    ]
