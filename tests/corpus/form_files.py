"""Registers as KoboToolbox and ODK Central export them, with the columns that they add."""

from __future__ import annotations

import csv
import uuid
from datetime import date, datetime, timedelta
from io import StringIO

import xlsxwriter
from catalogue import add_file, corpus_file
from register import FIELDS, HEADER_RU, rows_coded, rows_ru
from workbooks import as_excel

_ENTRY_TIME = datetime(2017, 12, 4, 10, 12, 33)
_AUDIENCES = [("pupils", "teachers"), ("media",), ("pupils",), (), ("officials", "media")]
_AUDIENCES = _AUDIENCES + _AUDIENCES[::-1]
_OPTIONS = ("pupils", "teachers", "officials", "media")
# Invented data about the person who enters the form: name, device, phone number.
PERSON = ["uslovnyi_otchet", "android:0a1b2c3d4e5f6a7b", "+996 555 010203"]


def _key(at: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/{at}"))


def _moment(at: int, minutes: int = 0) -> str:
    moment = _ENTRY_TIME + timedelta(hours=at, minutes=minutes)
    return f"{moment.isoformat()}.123+06:00"


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


Rows = list[list[object]]


def _delimited(rows: Rows, delimiter: str) -> bytes:
    out = StringIO()
    # Both programs quote every cell.
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([[_text(cell) for cell in row] for row in rows])
    return out.getvalue().encode()


def _kobo(
    header: list[str], rows: list[list[object]], group: str, labels: bool
) -> list[list[object]]:
    """Rows as KoboToolbox writes them: its own columns, the answers, a column for each option."""
    audience = "Целевая аудитория" if labels else "audience"
    place = f"{group}point"
    table: Rows = [
        [
            *("start", "end", "today", "username", "deviceid", "phonenumber"),
            *(f"{group}{name}" for name in header),
            *(f"{group}{audience}", *(f"{group}{audience}/{option}" for option in _OPTIONS)),
            *(place, f"{group}_point_latitude", f"{group}_point_longitude"),
            *(f"{group}_point_altitude", f"{group}_point_precision"),
            *("__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_notes"),
            *("_status", "_submitted_by", "_tags", "meta/rootUuid", "_index"),
        ]
    ]
    for at, row in enumerate(rows):
        chosen = _AUDIENCES[at]
        table.append(
            [
                *(_moment(at), _moment(at, 7), "2017-12-04", *PERSON),
                *row,
                " ".join(chosen),
                *((int(option in chosen) if chosen else "") for option in _OPTIONS),
                *("42.8746 74.5698 760.1 4.5", "42.8746", "74.5698", "760.1", "4.5"),
                *("vUslovnaya1", 555_010_200 + at, _key(at), "2017-12-05T04:00:00"),
                *("Not approved" if at == 3 else "Approved", "", "submitted_via_web"),
                *(PERSON[0], "", f"uuid:{_key(at)}", at + 1),
            ]
        )
    return table


@corpus_file(
    "forms/kobo_codes.csv", "KoboToolbox: CSV with semicolons, field names, codes and groups"
)
def kobo_codes() -> bytes:
    return _delimited(_kobo(FIELDS, rows_coded(), "activity/", labels=False), ";")


@corpus_file("forms/kobo_labels.xlsx", "KoboToolbox: XLSX with labels in Russian, no groups")
def kobo_labels() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Реестр мероприятий")
        for at, row in enumerate(_kobo(HEADER_RU, rows_ru(), "", labels=True)):
            for column, value in enumerate(row):
                # KoboToolbox writes figures as numbers, days as text.
                cell = value if isinstance(value, int) else _text(value)
                page.write(at, column, cell) if cell != "" else None

    return as_excel(write, strings_to_urls=False)


# The rows of the register that each submission has as activities; the last one has none.
_SUBMISSIONS = ((0,), (1,), (2, 8), (3,), (4,), (5,), (6,), (7,), (9,), ())
_FORM = "100 дней против торговли людьми, отчёт"


def _submissions() -> Rows:
    """The sheet of a form as KoboToolbox writes it: one row for each submission."""
    table: Rows = [
        [
            *("start", "end", "username", "deviceid", "phonenumber", "Область", "Организатор"),
            *("Всего охвачено", "Точка", "_Точка_latitude", "_Точка_longitude"),
            *("_Точка_altitude", "_Точка_precision", "__version__", "_id", "_uuid"),
            *("_submission_time", "_validation_status", "_notes", "_status", "_submitted_by"),
            *("_tags", "meta/rootUuid", "_index"),
        ]
    ]
    rows = rows_ru()
    for at, activities in enumerate(_SUBMISSIONS):
        first = rows[activities[0] if activities else 0]
        table.append(
            [
                *(_moment(at), _moment(at, 7), *PERSON, first[1], first[5], 5_000 + at),
                *("42.8746 74.5698 760.1 4.5", "42.8746", "74.5698", "760.1", "4.5"),
                *("vUslovnaya1", 555_010_200 + at, _key(at), "2017-12-05T04:00:00"),
                *("Not approved" if at == 3 else "Approved", "", "submitted_via_web", PERSON[0]),
                *("", f"uuid:{_key(at)}", at + 1),
            ]
        )
    return table


def _activities() -> Rows:
    """The sheet of the repeat group in the form: one row for each activity."""
    own = [at for at, name in enumerate(HEADER_RU) if name not in ("Область", "Организатор")]
    table: Rows = [
        [
            *(HEADER_RU[at] for at in own),
            *("_index", "_parent_table_name", "_parent_index", "_submission__id"),
            *("_submission__uuid", "_submission__submission_time"),
            *("_submission__validation_status", "_submission__notes", "_submission__status"),
            *("_submission__submitted_by", "_submission___version__", "_submission__tags"),
        ]
    ]
    rows = rows_ru()
    pairs = [(at, row) for at, activities in enumerate(_SUBMISSIONS) for row in activities]
    for number, (at, row) in enumerate(pairs, start=1):
        table.append(
            [
                *(rows[row][field] for field in own),
                *(number, _FORM, at + 1, 555_010_200 + at, _key(at), "2017-12-05T04:00:00"),
                *("Not approved" if at == 3 else "Approved", "", "submitted_via_web", PERSON[0]),
                *("vUslovnaya1", ""),
            ]
        )
    return table


@corpus_file(
    "forms/kobo_repeat.xlsx", "KoboToolbox: activities in a repeat group with its own sheet"
)
def kobo_repeat() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        # KoboToolbox shortens the name of a sheet, but not in the rows of the group.
        for name, rows in ((f"{_FORM[:28]}...", _submissions()), ("activity", _activities())):
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    cell = value if isinstance(value, int) else _text(value)
                    page.write(at, column, cell) if cell != "" else None

    return as_excel(write, strings_to_urls=False)


@corpus_file(
    "forms/kobo_options.csv", "KoboToolbox: each option in its own column, no column of answers"
)
def kobo_options() -> bytes:
    table = _kobo(FIELDS, rows_coded(), "activity/", labels=False)
    at = table[0].index("activity/audience")
    return _delimited([row[:at] + row[at + 1 :] for row in table], ";")


@corpus_file(
    "forms/odk_central.csv", "ODK Central: group names before a hyphen, KEY, names of submitters"
)
def odk_central() -> bytes:
    table: Rows = [
        [
            *("SubmissionDate", "start", "end", "enumerator-enumerator_name"),
            *(f"activity-{name}" for name in FIELDS),
            *("activity-audience", *(f"activity-audience/{option}" for option in _OPTIONS)),
            *("activity-point-Latitude", "activity-point-Longitude"),
            *("activity-point-Altitude", "activity-point-Accuracy"),
            *("meta-instanceID", "meta-instanceName", "KEY", "SubmitterID", "SubmitterName"),
            *("AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState", "DeviceID"),
            *("Edits", "FormVersion"),
        ]
    ]
    for at, row in enumerate(rows_coded()):
        chosen = _AUDIENCES[at]
        key = f"uuid:{_key(at)}"
        table.append(
            [
                *("2017-12-05T04:00:00.000Z", _moment(at), _moment(at, 7), "Uslovnyi Otchetchik"),
                *row,
                *(" ".join(chosen), *(int(option in chosen) for option in _OPTIONS)),
                *("42.8746", "74.5698", "760.1", "4.5", key, "", key, "17", PERSON[0]),
                *("0", "0", "", "rejected" if at == 3 else "", PERSON[1], "0", "2017120401"),
            ]
        )
    return _delimited(table, ",")


@corpus_file("forms/no_date.csv", "KoboToolbox: no date of the activity, only times of data entry")
def no_date() -> bytes:
    table = _kobo(FIELDS, rows_coded(), "", labels=False)
    at = table[0].index("date")
    return _delimited([row[:at] + row[at + 1 :] for row in table], ";")


# Registers that forms of Google and Microsoft collect, with the time of each answer.
_ANSWERS = (
    ("01.08.2017", "Баткенская область", "Лекция", "Условное мероприятие 1", 120),
    ("03.08.2017", "Чуйская область", "Лекция", "Условное мероприятие 2", 90),
    ("04.08.2017", "г. Бишкек", "Флешмоб", "Условное мероприятие 3", 400),
)
_QUESTIONS = "Область,Вид мероприятия,Название,Количество участников\n"


def _google(header: str, with_day: bool) -> bytes:
    """Answers of a Google form: the time of the answer comes first."""
    lines = [header + _QUESTIONS]
    for at, (day, *answers) in enumerate(_ANSWERS):
        cells = [f"0{5 + at}.12.2017 10:12:33", *([day] if with_day else []), *map(str, answers)]
        lines.append(",".join(cells) + "\n")
    return "".join(lines).encode()


add_file(
    "forms/google_form.csv",
    "Google Forms: «Отметка времени» beside «Дата проведения»",
    _google("Отметка времени,Дата проведения,", with_day=True),
)
add_file(
    "forms/google_own_words.csv",
    "Google Forms: «Отметка времени» beside a day with an unknown header",
    _google("Отметка времени,Провели такого-то числа,", with_day=True),
)
add_file(
    "forms/google_no_day.csv",
    "Google Forms: no day of the activity, only the time of the answer",
    _google("Отметка времени,", with_day=False),
)
add_file(
    "forms/kobo_plain.csv",
    "KoboToolbox without its keys: start, end and today beside a day with an unknown header",
    (
        "start;end;today;Провели такого-то числа;Область;Вид мероприятия;Название;Охвачено\n"
        + "".join(
            f"{_moment(at)};{_moment(at, 7)};2017-12-04;{';'.join(map(str, answers))}\n"
            for at, answers in enumerate(_ANSWERS)
        )
    ).encode(),
)


@corpus_file(
    "forms/microsoft_form.xlsx",
    "Microsoft Forms in Russian: times of the answer in date cells, «Дата мероприятия»",
)
def microsoft_form() -> bytes:
    def write(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Sheet1")
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        header = ["Идентификатор", "Время начала", "Время выполнения", "Дата мероприятия"]
        header += ["Область", "Вид мероприятия", "Название", "Количество участников"]
        page.write_row(0, 0, header)
        for at, (day, *answers) in enumerate(_ANSWERS, 1):
            page.write_number(at, 0, at)
            for column in (1, 2):
                time = _ENTRY_TIME + timedelta(hours=at, minutes=column)
                page.write_datetime(at, column, time, moment)
            page.write_row(at, 3, [day, *answers])

    return as_excel(write)
