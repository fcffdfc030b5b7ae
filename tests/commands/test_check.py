"""`python -m campaign check`: output as text and as JSON, without texts that may name a person."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest

from campaign.__main__ import main
from campaign.commands.check import OLDER_KEYS, report_lines, to_json_object
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import FILE_KINDS
from campaign.schema import tables

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Сказки А.С. Примеровой в библиотеке"
SIGNED = (
    "date,oblast,type,reached,title\n2017-08-01,KG-N,lecture,120,Урок\n"
    "Исполнитель: Пушкин А.С.,,,,тел. 0555 00-00-00\n"
)
ROWS = (
    "date,oblast,type,reached,title\n"
    f"2017-08-01,KG-N,lecture,120,{TITLE}\n2017-08-02,KG-N,lecture,20,Урок\n"
)


Check = Callable[[str, str, str, list[str]], str]


@pytest.fixture
def check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Check:
    """The output of the command for a file; neither the output nor the log has the secret."""

    def run(rows: str, secret: str, lang: str, options: list[str]) -> str:
        path = tmp_path / "register.csv"
        path.write_text(rows, encoding="utf-8")
        with caplog.at_level(logging.DEBUG):
            assert main(["check", str(path), "--lang", lang, *options]) == 1
        output = capsys.readouterr()
        for stream in (output.out, output.err, caplog.text):
            assert "Пушкин" not in stream and secret not in stream
        return output.out

    return run


def test_the_json_of_a_file_with_personal_data_has_the_status_refused(check: Check) -> None:
    output = check(ROWS.replace("Сказки", "Тел. 0555 123 456"), "123 456", "en", ["--json"])
    assert [report["status"] for report in json.loads(output)] == ["refused"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_possible_name_is_reported_by_row_and_column(
    options: list[str], lang: str, check: Check
) -> None:
    output = check(ROWS, "Сказки", lang, options)
    if options:
        (report,) = json.loads(output)
        assert (report["accepted"], report["status"]) == (2, "problems")
        (issue,) = report["issues"]
        location = [issue[name] for name in ("row", "column", "rule", "severity")]
        assert location == [2, "title", "possible_name", "warning"]
    else:
        assert "title" in output and "2" in output


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_signature_is_excluded_and_reported_by_its_row(
    options: list[str], lang: str, check: Check
) -> None:
    output = check(SIGNED, "0555", lang, options)
    if options:
        (report,) = json.loads(output)
        assert [report[name] for name in ("rows", "accepted", "excluded")] == [2, 1, 1]
        (issue,) = report["issues"]
        assert [issue[name] for name in ("row", "column", "rule", "severity")] == [
            *(3, None, "signature_line", "warning")
        ]
    else:
        assert "3" in output and Text.of(lang)("below the table") in output


def test_a_missing_column_has_its_name_in_the_reader_s_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_text("date,oblast,reached\n2017-08-01,KG-N,120\n", encoding="utf-8")
    assert main(["check", str(path), "--lang", "ru"]) == 1
    output = capsys.readouterr().out
    (line,) = (line for line in output.splitlines() if "Вид мероприятия" in line)
    assert line.count("«Вид мероприятия»") == 1 and "type" not in output
    assert line.startswith(f"  ошибка: {path}: "), "the message names the column"
    assert main(["check", str(path), "--json"]) == 1
    (report,) = json.loads(capsys.readouterr().out)
    assert [issue["column"] for issue in report["issues"]] == ["type"]


def test_an_issue_links_to_its_page_if_the_address_of_the_dashboard_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(ROWS, encoding="utf-8")
    site = ["--site", "https://dashboard.example/"]
    assert main(["check", str(path), "--lang", "ru", "--json", *site]) == 1
    ((issue,),) = (report["issues"] for report in json.loads(capsys.readouterr().out))
    assert issue["url"] == "https://dashboard.example/issues/possible_name?lang=ru"
    main(["check", str(path), "--json"])
    assert "url" not in json.loads(capsys.readouterr().out)[0]["issues"][0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["register.csv", "--json", "--site", "dashboard.example"],
        ["register.csv", "--site", "https://dashboard.example"],
        ["--register", "register.toml", "--cleaning-log", "log.csv"],
        ["register.csv", "--edition", "2035"],
    ],
)
def test_an_option_that_would_have_no_effect_is_an_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments]) == 2
    assert arguments[-2] in capsys.readouterr().err or arguments[-1] == "2035"


SHARED = (
    "date,oblast,type,reached,reached_by_oblast\n2017-08-01,KG,lecture,100,KG-B=40\n"
    "2017-08-02,KG-N,lecture,,\n"
)


def test_the_totals_of_regions_have_the_people_whose_region_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(SHARED, encoding="utf-8")
    main(["check", str(path), "--json"])
    (report,) = json.loads(capsys.readouterr().out)
    names = ("activities", "reached", "not_reported")
    totals = report["totals"]
    assert [totals[name] for name in names] == [2, 100, 1]
    assert {code: [row[name] for name in names] for code, row in totals["by_oblast"].items()} == {
        "KG": [1, 60, 0],
        "KG-B": [0, 40, 0],
        "KG-N": [1, None, 1],
    }


LOG = (
    "Column,As written,As read,By rule or by hand\n"
    'Type of activity,Субботник,Other,"by hand, every cell written so"\n'
    'People reached,около 50,50,"by hand, every cell written so"\n'
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("edition", [None, "2017"])
def test_activities_of_several_campaigns_are_a_warning(
    edition: str | None, lang: str, check: Check
) -> None:
    rows = "date,oblast,type,reached\n" + "".join(
        f"{day},KG-N,lecture,{n}\n"
        for n, day in enumerate(("2017-08-01", "2017-09-02", "2026-08-01"))
    )
    year = [] if edition is None else ["--edition", edition]
    (report,) = json.loads(check(rows, "secret", lang, ["--json", *year]))
    assert (report["rows"], report["accepted"], report["excluded"]) == (3, 3, 0)
    issues = [(issue["rule"], issue["row"], issue["severity"]) for issue in report["issues"]]
    several = [("several_campaigns", None, "warning")] if edition is None else []
    assert issues == [*several, ("outside_edition", 4, "warning")]
    if edition is None:
        assert "2017 (2), 2026 (1)" in report["issues"][0]["message"]


def test_a_cleaning_log_is_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, log = tmp_path / "register.csv", tmp_path / "log.csv"
    path.write_text(
        "date,oblast,type,reached\n2017-08-01,KG-N,Субботник,20\n"
        "2017-08-02,KG-N,lecture,около 50\n",
        encoding="utf-8",
    )
    log.write_text(LOG, encoding="utf-8")
    assert main(["check", str(path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["accepted"] == 0
    assert main(["check", str(path), "--json", "--cleaning-log", str(log)]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["accepted"], report["totals"]["reached"]) == (2, 70)
    message = report["notes"][-1]["message"].replace("\xa0", " ")
    assert message.startswith("Applied from the cleaning log: 2 of 2")
    # For another file in place of a log there is an error, and nothing is checked.
    assert main(["check", str(path), "--json", "--cleaning-log", str(path)]) == 2
    output = capsys.readouterr()
    assert json.loads(output.out) == [] and "not a cleaning log" in output.err


@pytest.mark.parametrize(
    ("lang", "statuses"),
    [
        ("en", ("errors found", "warnings found", "errors and warnings found")),
        ("ru", ("есть ошибки", "есть предупреждения", "есть ошибки и предупреждения")),
        ("ky", ("ката бар", "эскертүү бар", "ката да, эскертүү да бар")),
    ],
)
def test_the_status_says_whether_there_are_errors_warnings_or_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, statuses: tuple[str, str, str]
) -> None:
    path, wrong = tmp_path / "register.csv", "2017-02-31,KG-N,lecture,20,Урок\n"
    for rows, words in zip(
        (SIGNED.split("Испол")[0] + wrong, ROWS, ROWS + wrong), statuses, strict=True
    ):
        path.write_text(rows, encoding="utf-8")
        assert main(["check", str(path), "--lang", lang]) == 1
        assert capsys.readouterr().out.splitlines()[0] == f"{path}: {words}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_count_of_a_correction_is_in_brackets(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, text = tmp_path / "register.csv", Text.of(lang)
    path.write_text("date,oblast,type,reached\n01.08.2017,KG-N,lecture,120\n", encoding="utf-8")
    main(["check", str(path), "--lang", lang])
    title = text("Date recognized")
    line = f"{text('note')}: {title}, {text.quote('date')} (1)"
    assert line in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "areas read: 9; used: 7; not used: 2"),
        ("ru", "прочитано контуров: 9; использовано: 7; не использовано: 2"),
        ("ky", "окулган контурлар: 9; колдонулду: 7; колдонулган жок: 2"),
    ],
)
def test_the_report_of_boundaries_counts_areas(lang: str, line: str) -> None:
    shapes = gpd.GeoDataFrame({"iso_code": []}, geometry=[], crs=4326)
    report = BoundaryFile("a.geojson", "clean", shapes, rows=9, excluded=2)
    assert list(report_lines(report, Text.of(lang)))[1].strip() == line
    json_object = to_json_object(replace(report, key="GID"), Text.of(lang))
    assert [json_object[name] for name in ("rows", "accepted", "excluded")] == [9, 7, 2]
    assert json_object["totals"] is None
    assert json_object["read_as"]["columns"] == {"GID": "iso_code"}


def test_a_terminal_has_a_progress_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(ROWS, encoding="utf-8")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["check", str(path)]) == 1
    lines = capsys.readouterr().err.split("\r\033[K")
    bars = [line for line in lines if line]
    assert bars and all(line.startswith(("█", "░")) and path.name in line for line in bars)
    assert lines[-1] == ""


KINDS = [table.name for table in tables.TABLES if table is not tables.PUBLIC_TEXTS]


@pytest.mark.parametrize("name", [*KINDS, "public_texts"])
@pytest.mark.parametrize("is_renamed", [False, True])
def test_every_table_of_the_data_folder_is_checked_by_its_own_schema(
    name: str, is_renamed: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = next(table for table in tables.TABLES if table.name == name)
    content = "text\nСказки А. С. Пушкина\n".encode()
    if name != "public_texts":
        content = (ROOT / table.file.replace("<campaign_id>", "2017")).read_bytes()
    path = tmp_path / ("copy.csv" if is_renamed else Path(table.file).name)
    path.write_bytes(content)
    assert main(["check", str(path), "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert report["status"] == "clean" and report["accepted"] == report["rows"] > 0
    assert {*report["read_as"]["columns"].values()} <= {column.name for column in table.columns}
    assert main(["check", str(path), "--kind", name]) == 0


def test_a_file_of_no_kind_gets_the_list_of_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("colour,shape\nred,round\n", encoding="utf-8")
    assert main(["check", str(path), "--json"]) == 2
    (report,) = json.loads(capsys.readouterr().out)
    (note,) = report["notes"]
    assert note["rule"] == "table_kinds" and all(kind in note["message"] for kind in FILE_KINDS)
    assert {*FILE_KINDS} == {*KINDS, "public_texts", "boundaries"}


def test_a_table_that_lacks_a_column_is_known_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "milestones.csv"
    path.write_text("date,name_en,name_ru,source\n2017-07-31,a,b,c\n", encoding="utf-8")
    assert main(["check", str(path), "--json"]) == 1
    (report,) = json.loads(capsys.readouterr().out)
    problems = {(issue["rule"], issue["column"]) for issue in report["issues"]}
    assert problems == {("missing_column", "campaign_id"), ("missing_column", "name_ky")}


def test_every_shipped_file_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    files = [*ROOT.glob("data/**/*.csv"), *ROOT.glob("geo/*.csv"), *ROOT.glob("geo/*.geojson")]
    assert len(files) >= 12
    assert main(["check", *map(str, files), "--json"]) == 0
    assert {report["status"] for report in json.loads(capsys.readouterr().out)} == {"clean"}


def test_older_keys_of_the_json_have_the_same_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "date,oblast,type,title,reached\n2017-08-01,KG-N,lecture,A,40\n2017-08-02,X,lecture,B,1\n",
        encoding="utf-8",
    )
    main(["check", str(path), "--json"])
    (report,) = json.loads(capsys.readouterr().out)
    assert report["issues"] and report["read_as"]["header_row"]
    for older, key in OLDER_KEYS.items():
        place = report["read_as"] if key == "header_row" else report
        assert place[older] == place[key]
