"""A new version of a file in a session replaces the former one and reuses its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.ingest.replies import AS_IT_IS, EXCLUDE, CellCorrection, Reply, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ui.upload import session_files, session_registers
from tests.ui.session_steps import file_of

pytestmark = pytest.mark.usefixtures("session")


HEADER = "Дата;Область;Вид;Название;Охвачено\n"
ROWS = (
    "01.08.2017;Ош;лекция;Урок;100\n"
    "02.08.2017;Нарынская область;круглый стол;Семинар;40\n"
    "13.08.2017;г. Бишкек;лекция;Беседа;20\n"
)
OSH = ("oblast", "ош")


def upload(campaign: Campaign, words: str, file: str = "reestr.csv") -> session_files.SessionFile:
    return session_files.add(campaign, file, words.encode("cp1251"))


def registers_in_use() -> list[tuple[str, int]]:
    return [(report.file, report.accepted) for report in session_registers.registers()]


def decide(
    campaign: Campaign,
    file: session_files.SessionFile,
    answers: Mapping[tuple[str, str], str] | None = None,
    **kinds: Any,
) -> session_files.SessionFile:
    new = make_replies(answers, **kinds)
    session_files.read_again(campaign, file.number, lambda now: now.add(new))
    return file_of(file.number)


def questions_of(file: session_files.SessionFile) -> list[tuple[str, str]]:
    return (
        [(q.subject, q.folded) for q in file.report.questions]
        if isinstance(file.report, ValidationReport)
        else []
    )


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (HEADER + ROWS.replace("Урок", "Урок, звонить 0555 123 456"), "personal_data"),
        ("", "unreadable"),
        (HEADER, "issues"),
        (HEADER + "31.02.2017;Ош;лекция;Урок;100\n", "issues"),
        ("Письмо без таблицы\n", "unreadable"),
    ],
)
def test_a_file_without_usable_rows_replaces_nothing(
    campaign: Campaign, content: str, status: str
) -> None:
    upload(campaign, HEADER + ROWS)
    before = registers_in_use()
    new = upload(campaign, content)
    assert new.report.status == status and registers_in_use() == before == [("reestr.csv", 2)]
    assert (
        session_files.upload_order().open_questions() == ()
        and new in session_registers.other_files()
    )


def test_a_setting_that_makes_the_new_version_unreadable_restores_the_former(
    campaign: Campaign,
) -> None:
    upload(campaign, HEADER + ROWS)
    new = upload(campaign, HEADER + ROWS + "14.08.2017;г. Бишкек;лекция;Показ;7\n")
    assert registers_in_use() == [("reestr.csv", 3)]
    decide(campaign, new, header_row=2)
    assert registers_in_use() == [("reestr.csv", 2)]
    session_files.read_again(campaign, new.number, lambda now: now.undo(now))
    assert (
        registers_in_use() == [("reestr.csv", 3)]
        and len(session_files.upload_order().open_questions()) == 1
    )


def test_files_of_two_offices_with_one_name_may_both_count(campaign: Campaign) -> None:
    naryn = upload(campaign, HEADER + "01.08.2017;Нарынская область;лекция;Урок;100\n")
    talas = upload(campaign, HEADER + "05.09.2017;Таласская область;лекция;Показ;30\n")
    (version,) = session_files.upload_order().open_questions()
    assert (version.former_uploads, version.change.shared) == ((naryn.number,), 0)
    assert registers_in_use() == [("reestr.csv", 1)]
    session_registers.set_answer(talas.number, "add")
    assert registers_in_use() == [("reestr.csv", 1), ("reestr (2).csv", 1)]
    assert {p.file for p in file_of(talas.number).report.corrections} == {"reestr (2).csv"}
    session_registers.set_answer(talas.number, None)
    assert registers_in_use() == [("reestr.csv", 1)] and file_of(talas.number).file == "reestr.csv"


def test_a_version_is_recognized_by_rows_before_its_name(campaign: Campaign) -> None:
    upload(campaign, HEADER + "05.09.2017;Таласская область;лекция;Показ;30\n", "osh.csv")
    former = upload(campaign, HEADER + ROWS, "reestr.csv")
    upload(campaign, HEADER + ROWS.replace(";40", ";45"), "OSH.csv")
    (version,) = session_files.upload_order().open_questions()
    assert version.former_uploads == (former.number,) and len(session_registers.registers()) == 2


def test_the_same_bytes_again_are_read_with_the_same_settings(campaign: Campaign) -> None:
    first = decide(campaign, upload(campaign, HEADER + ROWS), answers={OSH: "KG-GO"})
    second = upload(campaign, HEADER + ROWS + "14.08.2017;г. Бишкек;лекция;Показ;7\n")
    session_registers.set_answer(second.number, "add")
    again = upload(campaign, HEADER + ROWS)
    assert (
        again.number > second.number
        and again.replies == first.replies
        and questions_of(again) == []
    )
    assert [file.number for file in session_files.files()] == [again.number, second.number]
    assert session_files.upload_order().open_questions() == ()
    # A version that was replaced becomes the newest when it is uploaded again.
    session_registers.set_answer(second.number, "replace")
    last = upload(campaign, HEADER + ROWS, "again.csv")
    assert [file.number for file in session_files.files()] == [second.number, last.number]
    (version,) = session_files.upload_order().open_questions()
    assert version.former_uploads == (second.number,) and len(version.change.removed) == 1
    assert last.replies == first.replies


def test_answers_and_settings_are_reused(campaign: Campaign) -> None:
    first = upload(campaign, HEADER + ROWS)
    assert questions_of(first) == [OSH]
    decide(campaign, first, answers={OSH: "KG-GO"}, column={3: None})
    new = upload(
        campaign,
        "№;"
        + HEADER
        + "".join(
            f"{n};{row}\n"
            for n, row in enumerate([*ROWS.splitlines(), "14.08.2017;Ош;лекция;Показ;7"], start=1)
        ),
    )
    assert questions_of(new) == [] and new.reuse is not None
    assert new.reuse.used == (
        Reply("oblast", "ош", "KG-GO"),
        Reply("column", 4, None),
    )
    assert new.reuse.unfit == () and new.replies.of("column") == {4: None}
    assert new.register is not None and new.register.extra == ("№", "Название")
    assert registers_in_use() == [("reestr.csv", 4)]
    # The next version reuses them too, also those that the version in between did not need.
    between = upload(campaign, HEADER + ROWS.replace("Ош;", "Ошская область;"))
    assert between.reuse is not None
    assert between.reuse.used == (Reply("column", 3, None),)
    last = upload(campaign, HEADER + ROWS.replace(";40", ";41"))
    assert questions_of(last) == [] and Reply(*OSH, "KG-GO") in last.replies


def test_cleared_answers_are_asked_for_again(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign_cache, "current", lambda: campaign)
    first = upload(campaign, HEADER + ROWS)
    decide(campaign, first, answers={OSH: "KG-GO"})
    new = upload(campaign, HEADER + ROWS.replace(";40", ";41").replace("круглый стол", "пикник"))
    picnic = ("type", "пикник")
    decide(campaign, new, answers={picnic: "other"}, decimal=",")
    reuse = new.reuse
    assert reuse is not None
    session_files.read_again(campaign, new.number, lambda now: now.undo(reuse.in_use(now)))
    cleared = file_of(new.number)
    assert questions_of(cleared) == [OSH] and cleared.reuse is not None
    assert cleared.reuse.in_use(cleared.replies) == ()
    # Answers and settings that were given for the new version stay.
    assert set(cleared.replies) == set(make_replies({picnic: "other"}, decimal=","))


def test_a_corrected_version_repeats_no_answered_question(campaign: Campaign) -> None:
    rows = (
        "01.08.2017;Нарынскя область;Субботник;Урок;около 50\n"
        "02.08.2017;Алматы;лекция;Семинар;40\n"
        "13.08.2017;г. Бишкек;лекция;Беседа;много\n"
        "34.08.2017;г. Бишкек;лекция;Показ;20\n"
    )
    first = upload(campaign, HEADER + rows)
    assert len(questions_of(first)) == 4 and isinstance(first.report, ValidationReport)
    cells = {
        (cell.row, cell.column): CellCorrection(cell.written, "14.08.2017", cell.row_key)
        for cell in first.report.open_cells
        if cell.column == "date"
    }
    answers = {
        ("oblast", "нарынскя область"): "KG-N",
        ("type", "субботник"): "other",
        ("reached", "около 50"): "50",
        ("oblast", "алматы"): EXCLUDE,
    }
    decide(campaign, first, answers=answers, cell=cells)
    # A cell without a possible answer is corrected in the file, and a row is added at the top.
    new = upload(
        campaign,
        HEADER + "31.07.2017;г. Бишкек;лекция;Старт;60\n" + rows.replace("много", "30"),
    )
    assert isinstance(new.report, ValidationReport) and questions_of(new) == []
    assert set(new.replies) >= set(make_replies(answers)) and list(new.replies.of("cell")) == [
        (6, "date")
    ]
    assert (new.report.accepted, new.report.excluded, new.report.rejected) == (4, 1, 0)


def test_settings_of_the_whole_file_are_reused(campaign: Campaign) -> None:
    american = HEADER + "01/08/2017;KG-N;лекция;Урок;100\n02/08/2017;KG-N;лекция;Показ;40\n"
    decide(campaign, upload(campaign, american), date_order="mdy")
    new = upload(campaign, american + "03/08/2017;KG-N;лекция;Беседа;20\n")
    assert new.reuse is not None and new.reuse.used == (Reply("date_order", "", "mdy"),)
    assert new.register is not None
    assert new.register.frame["date"].dt.month.tolist() == [1, 2, 3]
    # The setting is not reused for unambiguous dates, and is listed as unfit.
    plain = HEADER + "2017-01-08;KG-N;лекция;Урок;100\n2017-02-08;KG-N;лекция;Показ;40\n"
    clear = upload(campaign, plain)
    assert clear.reuse is not None and clear.reuse.used == ()
    assert clear.reuse.unfit == (Reply("date_order", "", "mdy"),)
    assert clear.replies == AS_IT_IS


def test_columns_that_moved_are_reused(campaign: Campaign) -> None:
    head = "Когда было;Где;Что;Сколько\n"
    rows = "01.08.2017;KG-N;лекция;100\n13.08.2017;KG-N;лекция;40\n"
    columns = {0: "date", 1: "oblast", 2: "type", 3: "reached"}
    first = decide(campaign, upload(campaign, head + rows), header_row=1, column=columns)
    assert first.register is not None and first.register.accepted == 2
    moved = (
        "Отчёт;;;\n;;;\n"
        + "Сколько;Где;Что;Когда было\n"
        + "".join(
            ";".join((n, where, what, day)) + "\n"
            for day, where, what, n in (row.split(";") for row in rows.splitlines())
        )
    )
    new = upload(campaign, moved)
    assert new.register is not None and new.register.accepted == 2, new.reuse
    assert new.replies.of("column") == {0: "reached", 1: "oblast", 2: "type", 3: "date"}
    (version,) = session_files.upload_order().open_questions()
    assert version.change.empty and version.change.unchanged == 2
    lacking = upload(campaign, moved.replace("Сколько", "Итог дня"))
    assert lacking.register is None and registers_in_use() == [("reestr.csv", 2)]


def test_answers_are_reused_for_a_version_with_only_unanswered_rows(campaign: Campaign) -> None:
    rows = "01.08.2017;Ош;лекция;Урок;100\n13.08.2017;Ош;лекция;Показ;50\n"
    decide(campaign, upload(campaign, HEADER + rows), answers={OSH: "KG-GO"})
    new = upload(campaign, HEADER + rows.replace("50", "55"))
    assert questions_of(new) == [] and registers_in_use() == [("reestr.csv", 2)]


def test_texts_confirmed_as_public_are_not_asked_about_again(campaign: Campaign) -> None:
    rows = ROWS.replace("Беседа", "Сказки А.С. Примеровой в библиотеке")
    first = upload(campaign, HEADER + rows)
    assert isinstance(first.report, ValidationReport)
    (text,) = first.report.possible_names
    decide(campaign, first, public_text={text.key: True})
    new = upload(campaign, HEADER + rows.replace(";20", ";22"))
    assert isinstance(new.report, ValidationReport) and new.report.possible_names == ()
    assert new.reuse is not None
    assert new.reuse.used == (Reply("public_text", text.key, True),)
    assert "Примеровой" not in repr(new.reuse)
    (version,) = session_files.upload_order().open_questions()
    assert [c.columns for c in version.change.changed] == [("reached",)]


def test_a_confirmed_signature_is_not_asked_about_again(campaign: Campaign) -> None:
    signed = HEADER + ROWS + "Исполнитель: Примеров А. А.\n"
    first = upload(campaign, signed)
    decide(campaign, first, signatures=True)
    new = upload(campaign, signed.replace(";20", ";22"))
    assert isinstance(new.report, ValidationReport) and new.report.signatures_confirmed
    assert new.reuse is not None
    assert Reply("signatures", "", True) in new.reuse.used
    assert "Примеров" not in repr(new.reuse)


WIDE = "Охват за 2017 год\nОбласть;Август;Сентябрь\nЧуйская;10;20\nНарынская;0;5\n"


def test_the_numbers_of_a_wide_table_are_not_asked_about_again(campaign: Campaign) -> None:
    first = upload(campaign, WIDE)
    request = {"measure": "reached", "type": "lecture", "note": "Итог за месяц"}
    decide(campaign, first, wide=request)
    assert [count for _, count in registers_in_use()] == [4]
    new = upload(campaign, WIDE.replace(";20", ";25"))
    assert isinstance(new.report, ValidationReport) and new.report.accepted == 4
    assert new.reuse is not None and new.reuse.used == tuple(make_replies(wide=request))
    assert [count for _, count in registers_in_use()] == [4]


def test_the_period_of_a_wide_table_is_asked_about_again(campaign: Campaign) -> None:
    table = "Область;Чуйская;Нарынская;Таласская\nлекция;10;20;30\n"
    first = upload(campaign, table)
    request = {"measure": "reached", "period": "2017-08-01/2017-08-31"}
    assert len(session_registers.registers()) == 0
    decide(campaign, first, wide=request)
    assert [count for _, count in registers_in_use()] == [3]
    new = upload(campaign, table.replace(";20", ";25"))
    assert isinstance(new.report, ValidationReport)
    assert not new.replies.of("wide") and new.report.pivot is not None


def test_answers_of_another_register_are_not_reused(campaign: Campaign) -> None:
    decide(campaign, upload(campaign, HEADER + ROWS), answers={OSH: "KG-GO"})
    other = upload(campaign, HEADER + "05.09.2017;Ош;лекция;Показ;30\n", "other.csv")
    assert questions_of(other) == [OSH] and other.reuse is None
