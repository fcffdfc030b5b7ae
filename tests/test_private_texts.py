"""No name of a person and no phone number passes, in any column of any table and on any path."""

from __future__ import annotations

import ast
import csv
import io
import json
import logging
import pickle
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

import pandas as pd
import pytest

from campaign.__main__ import main
from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache, publish
from campaign.dataset.editors import Editor
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.dataset.register_csv import register_bytes
from campaign.domain.campaign import Campaign
from campaign.domain.register import EVERY_ROW
from campaign.exports.formats import FORMATS, ExportOptions
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.dispatch import ReadAs, ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.register import ingest_register
from campaign.ingest.replies import make_replies
from campaign.ingest.report import ValidationReport
from campaign.presentation.slides_file import UnreadableSlidesError, read_slides, shipped_slides
from campaign.schema import tables
from campaign.schema.tables import Column, Table
from campaign.site.document import body
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import PAGES
from campaign.site.public.catalogue import Catalogue
from campaign.site.public.pages import PageSet
from campaign.site.public.publish import Options
from campaign.site.public.publish import publish as publish_site
from campaign.site.view_cache import cached_chart
from tests.campaigns import view_of
from tests.exports.conftest import program

ROOT = Path(__file__).resolve().parent.parent
SURNAME = "Ызгарбек"
PHONE = "0555 12-34-56"
KEYS = frozenset({"campaign_id", "campaign_year", "indicator"})
TEXTS = [
    (table, column)
    for table in tables.TABLES
    for column in table.columns
    if column.kind == "text" and not column.choices and not column.unique
]
CELLS = [
    (table, column)
    for table in tables.TABLES
    for column in table.columns
    if column.kind in ("text", "code") and not column.choices
]
NAMED = [
    (table, c) for table, c in TEXTS if c.name not in KEYS and table is not tables.PUBLIC_TEXTS
]


def name_in(table: Table, column: Column) -> str:
    """A name with the initials of the table and the column, so that a leak shows where it is."""
    letters = "абвгдежзиклмнопрстуфхцчш"
    at = letters[tables.TABLES.index(table)] + letters[table.columns.index(column)]
    return f"{SURNAME}{at}ова Айгуль Бековна, 17 лет"


def path_of(table: Table, root: Path = ROOT) -> Path:
    return root / table.file.replace("<campaign_id>", "2017")


def with_texts(content: bytes, texts: Iterable[tuple[str, str]]) -> bytes:
    """The CSV with each text in the cell of its column, each in another row."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    names = [*rows[0]]
    for number, (column, text) in enumerate(texts):
        names += [column] * (column not in names)
        rows[number % len(rows)][column] = text
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def content_of(table: Table) -> bytes:
    if table is tables.PUBLIC_TEXTS:
        return "text\nТеатр имени А. Малдыбаева\nСказки А. С. Пушкина\n".encode()
    return path_of(table).read_bytes()


def assert_absent(content: bytes, secret: str = SURNAME, where: str = "") -> None:
    """Check that no form of the secret is in the bytes, or in a file of the archive."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                assert_absent(archive.read(part), secret, f"{where} {part}")
                assert_absent(part.encode(), secret, where)
        return
    if content[:4] == b"%PDF":
        command = [program("pdftotext"), "-raw", "-", "-"]
        content = subprocess.run(command, input=content, check=True, capture_output=True).stdout
    references = "".join(f"&#{ord(letter)};" for letter in secret)
    escaped = json.dumps(secret).strip('"')
    forms = [secret.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1251")]
    forms += [form.encode() for form in (quote(secret), references, escaped, escaped.upper())]
    for form in forms:
        at = content.find(form)
        assert at < 0, f"{where}: {content[max(0, at - 60) : at + 60].decode('utf-8', 'replace')}"


def dump(value: object) -> bytes:
    """All texts of a report or a campaign, except those that only their owner is asked about."""
    if isinstance(value, ValidationReport):
        messages = [
            f"{issue.location(text)} {issue.message(text)}"
            for text in map(Text.of, LANGUAGES)
            for issue in (*value.issues, *value.corrections, *value.notes)
        ]
        value = (replace(value, possible_names=()), messages)
    return pickle.dumps(value)


# The file -----------------------------------------------------------------------------------------


def case_id(value: object) -> str:
    return value.name if isinstance(value, (Table, Column)) else str(value)


@pytest.mark.parametrize(("table", "column"), CELLS, ids=case_id)
def test_a_name_in_a_cell_is_asked_about_and_in_no_part_of_the_report(
    table: Table, column: Column, campaign: Campaign
) -> None:
    if table is tables.PUBLIC_TEXTS:
        return  # its texts are answers
    name = name_in(table, column)
    content = with_texts(content_of(table), [(column.name, name)])
    report = ingest_file(content, path_of(table).name, campaign)
    assert isinstance(report, ValidationReport) and report.table == table.name
    assert_absent(dump(report))
    assert [asked.text for asked in report.possible_names] == [name]
    whole = ingest_file(content_of(table), path_of(table).name, campaign)
    is_counted = column.kind == "text" and not (column.unique and column.filled)
    assert len(report.frame) == whole.accepted - (not is_counted)
    answers = make_replies(public_text={report.possible_names[0].key: True})
    report = ingest_file(content, path_of(table).name, campaign, replies=answers)
    assert isinstance(report, ValidationReport) and not report.possible_names
    is_shown = is_counted and column.name != "weights"  # a rule of its own rejects the text
    assert not is_shown or name in report.frame[column.name].tolist()


@pytest.mark.parametrize(("table", "column"), CELLS, ids=case_id)
def test_a_phone_number_in_a_cell_rejects_the_file(
    table: Table, column: Column, campaign: Campaign
) -> None:
    content = with_texts(content_of(table), [(column.name, f"тел. {PHONE}")])
    report = ingest_file(content, path_of(table).name, campaign)
    assert isinstance(report, ValidationReport) and report.status == "personal_data"
    assert_absent(dump(report), PHONE)


@pytest.mark.parametrize("table", tables.TABLES, ids=case_id)
def test_a_header_and_an_undeclared_column_are_searched_too(
    table: Table, campaign: Campaign
) -> None:
    name = name_in(table, table.columns[0])
    for column, text in (("colour", name), (name, "blue")):
        content = with_texts(content_of(table), [(column, text)])
        report = ingest_file(content, path_of(table).name, campaign, ReadAs(table.name))
        assert isinstance(report, ValidationReport)
        assert_absent(dump(report))
        assert [asked.text for asked in report.possible_names] == [name]
    content = with_texts(content_of(table), [("colour", f"тел. {PHONE}")])
    report = ingest_file(content, path_of(table).name, campaign, ReadAs(table.name))
    assert report.status == "personal_data"


@pytest.mark.parametrize("columns", ["partners,audience", "К1,К2", "organiser,note"])
@pytest.mark.parametrize(
    ("first", "second"),
    [("Ызгарбекова", "Айгуль"), ("Айгуль", "Ызгарбекова"), ("ЫЗГАРБЕКОВА", "Айгуль.")],
)
def test_a_name_in_two_cells_is_asked_about(
    columns: str, first: str, second: str, campaign: Campaign
) -> None:
    head = f"date,oblast,type,reached,place,{columns}"
    rows = (
        f"2017-08-01,KG-N,lecture,5,Айгуль,{first},{second}\n2017-08-02,KG-N,lecture,6,,Сезим,х\n"
    )
    report = ingest_file(f"{head}\n{rows}".encode(), "a.csv", campaign)
    assert isinstance(report, ValidationReport) and report.accepted == 2
    assert [asked.text for asked in report.possible_names] == [first, second]
    assert_absent(dump(report), "згарбекова")
    assert_absent(dump(report), "ЗГАРБЕКОВА")
    # A place may have the name of a person, and an organization a name that is also a word.
    assert "Айгуль" in report.frame["place"].tolist()
    cells = report.frame.drop(columns="place").astype(str).to_numpy().ravel().tolist()
    assert "Сезим" in cells and not {"Айгуль", "Айгуль.", first} & {*cells}
    answers = make_replies(public_text={a.key: True for a in report.possible_names})
    report = ingest_file(f"{head}\n{rows}".encode(), "a.csv", campaign, replies=answers)
    assert isinstance(report, ValidationReport) and not report.possible_names
    assert {first, second} <= {*report.frame.astype(str).to_numpy().ravel()}


@pytest.mark.parametrize("column", ["date", "type", "reached", "activity_id", "organiser"])
@pytest.mark.parametrize("name", ["Ызгарбекова", "Айгуль"])
def test_a_part_of_a_name_is_in_no_message_about_its_cell(
    column: str, name: str, campaign: Campaign
) -> None:
    rows = ROOT.joinpath("data/2017/activities.csv").read_bytes()
    report = ingest_file(with_texts(rows, [(column, name)]), "a.csv", campaign)
    assert isinstance(report, ValidationReport)
    assert_absent(dump(report), name)
    assert [asked.text for asked in report.possible_names] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Айгуль&nbsp;Ызгарбекова",
        "<b>Айгуль</b> <i>Ызгарбекова</i>",
        "&#1040;йгуль Ызгарбекова",
        "пострадавшая айгуль",
        "айгуль, 17 лет",
        "айгуль 17 жаш",
    ],
)
def test_html_and_small_letters_hide_no_name(text: str, campaign: Campaign) -> None:
    rows = ROOT.joinpath("data/2017/activities.csv").read_bytes()
    report = ingest_file(with_texts(rows, [("note", text)]), "a.csv", campaign)
    assert isinstance(report, ValidationReport)
    assert [asked.text for asked in report.possible_names] == [text]
    assert_absent(dump(report), text)


# The server ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A data folder with the name of a person in every column of text of every table."""
    root = tmp_path_factory.mktemp("named")
    for folder in ("data", "geo"):
        shutil.copytree(ROOT / folder, root / folder)
    for table in tables.TABLES:
        texts = [(c.name, name_in(t, c)) for t, c in NAMED if t is table]
        if texts:
            path = path_of(table, root)
            path.write_bytes(with_texts(path.read_bytes(), texts))
    return Folders(root / "data", root / "geo")


@pytest.fixture(scope="module")
def loaded(named: Folders) -> Campaign:
    return load_campaign(named)


def test_every_name_in_the_data_folder_is_reported_and_not_loaded(
    loaded: Campaign, campaign: Campaign
) -> None:
    assert_absent(dump(loaded))
    issues = [*loaded.issues, *(i for e in loaded.editions.values() for i in e.issues)]
    names = [(i.file, i.column) for i in issues if i.rule == "possible_name"]
    expected = [(table.file.replace("<campaign_id>", "2017"), c.name) for table, c in NAMED]
    assert sorted(names) == sorted(expected)
    for name, edition in campaign.editions.items():
        other = loaded.editions[name]
        for field in ("milestones", "reported", "published", "targets", "totals"):
            rows, other_rows = getattr(edition, field), getattr(other, field)
            assert (rows is None) == (other_rows is None)
            assert rows is None or len(rows) == len(other_rows), (name, field)
    assert list(loaded.places.codes) == list(campaign.places.codes)
    assert list(loaded.types.index) == list(campaign.types.index)
    assert len(loaded.places.population) == len(campaign.places.population)


def test_a_name_that_a_row_cannot_do_without_is_replaced_by_its_code(loaded: Campaign) -> None:
    codes = {loaded.types.loc[code, "name_ru"] for code in loaded.types.index}
    assert codes & set(loaded.types.index)
    names = {edition.names["ru"]: name for name, edition in loaded.editions.items()}
    assert any(names[name] == name for name in names)


def test_texts_on_the_list_of_public_texts_are_loaded(named: Folders, tmp_path: Path) -> None:
    shutil.copytree(named.data, tmp_path / "data")
    rows = [f'"{name_in(table, column)}"' for table, column in NAMED]
    (tmp_path / "data" / "public_texts.csv").write_text("\n".join(["text", *rows]), "utf-8")
    loaded = load_campaign(Folders(tmp_path / "data", named.geo))
    issues = [*loaded.issues, *(i for e in loaded.editions.values() for i in e.issues)]
    assert [issue for issue in issues if issue.rule == "possible_name"] == []
    assert SURNAME.encode() in dump(loaded)


@pytest.mark.parametrize("table", tables.TABLES, ids=case_id)
def test_a_phone_number_rejects_a_file_of_the_server_and_earlier_data_stay(
    table: Table, tmp_path: Path, campaign: Campaign
) -> None:
    for folder in ("data", "geo"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    column = next(c for t, c in TEXTS if t is table)
    path, folders = path_of(table, tmp_path), Folders(tmp_path / "data", tmp_path / "geo")
    path.write_bytes(with_texts(content_of(table), [(column.name, f"тел. {PHONE}")]))
    try:
        fresh = load_campaign(folders)
        issues = [*fresh.issues, *(i for e in fresh.editions.values() for i in e.issues)]
        assert_absent(dump(fresh), PHONE)
    except UnloadableDataError as error:
        issues = [*error.issues]
    label = folders.label(path)
    assert {i.rule for i in issues if i.file == label} == {"personal_data"}
    # Copies of the editions have no results of other tests, such as functions with a cache.
    editions = {name: replace(edition) for name, edition in campaign.editions.items()}
    former = replace(campaign, editions=editions, public_texts=frozenset({"key"}))
    shown = campaign_cache._read_campaign(folders, former)
    assert_absent(dump(shown), PHONE)
    issues = [*shown.issues, *(i for e in shown.editions.values() for i in e.issues)]
    assert "earlier_data_shown" in {i.rule for i in issues if i.file == label}


def test_slides_of_the_server_show_no_name(tmp_path: Path, campaign: Campaign) -> None:
    path = tmp_path / "2017" / "slides.toml"
    path.parent.mkdir()
    name = f"{SURNAME}ова Айгуль Бековна"
    words = '\n[[slide]]\nfigure = "map"\n{}.ru = "{}"\n{}.ru = "b"\n'
    for field, other in (("title", "notes"), ("notes", "title"), ("text", "title")):
        path.write_text(words.format(field, name, other), "utf-8")
        slides, error = shipped_slides(tmp_path, "2017", campaign)
        assert_absent(repr(slides).encode())
        assert error is not None and (error.reason, error.slide) == ("name", 1)
        public = replace(campaign, public_texts=frozenset({text_key(name)}))
        assert getattr(read_slides(tmp_path, "2017", public)[0], field)["ru"] == name
        path.write_text(words.format(field, PHONE, other), "utf-8")
        with pytest.raises(UnreadableSlidesError, match="personal"):
            read_slides(tmp_path, "2017", campaign)


# Pages and files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_has_a_name(lang: str, loaded: Campaign) -> None:
    for stem in PAGES:
        for query in ({"oblast": "KG-N"},) if stem == "region" else ({}, {"edition": "2018"}):
            view = view_of(loaded, lang, **query)
            page = SitePage(stem, view, LiveLinks(loaded), cached_chart, becomes_live=True)
            assert_absent(body(page).encode(), where=stem)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", FORMATS)
def test_no_exported_file_has_a_name(
    kind: str, lang: str, loaded: Campaign, named: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGN_DATA", str(named.data))
    assert_absent(FORMATS[kind].build(view_of(loaded, lang), ExportOptions()), where=kind)


def test_no_public_page_has_a_name(loaded: Campaign) -> None:
    pages = PageSet(Catalogue.of(loaded), Selection("2017"), "ru", has_address=True)
    with patch("campaign.site.public.pages.link_picture", lambda view: b""):
        for path, content in pages.draw():
            assert_absent(path.encode() + content, where=path)


@pytest.mark.long
def test_no_published_file_has_a_name(named: Folders, tmp_path: Path) -> None:
    publish_site(tmp_path / "site", named, Options("2017"))
    for path in (tmp_path / "site").rglob("*"):
        assert_absent(path.as_posix().encode())
        if path.is_file():
            assert_absent(path.read_bytes(), where=path.name)


# Commands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_check_prints_no_name_and_no_phone_number(
    options: list[str],
    named: Folders,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    files = [
        str(path_of(table, named.data.parent))
        for table in {table.name: table for table, _ in NAMED}.values()
    ]
    for table, column in TEXTS:
        path = tmp_path / column.name / path_of(table).name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(with_texts(content_of(table), [(column.name, f"тел. {PHONE}")]))
        files.append(str(path))
    with caplog.at_level(logging.DEBUG):
        assert main(["check", *files, *options]) == 1
    output = capsys.readouterr()
    for stream in (output.out, output.err, caplog.text):
        assert_absent(stream.encode())
        assert_absent(stream.encode(), PHONE)
    if options:
        reports = json.loads(output.out)
        statuses = [report["status"] for report in reports]
        assert statuses == ["problems"] * (len(files) - len(TEXTS)) + ["refused"] * len(TEXTS)


REGISTER = "activity_id,date,oblast,type,reached,title,organiser,note,type_as_written\n" + "".join(
    f"a{n},2017-08-0{n % 9 + 1},KG-N,{{}},{n},Урок {n},Школа {n},,{{}}\n" for n in range(20)
)


@pytest.mark.parametrize(
    "column", ["title", "organiser", "note", "place", "type", "oblast", "type_as_written"]
)
def test_a_converted_register_has_no_name(
    column: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"{SURNAME}ова Айгуль Бековна"
    source, target = tmp_path / "a.csv", tmp_path / "a.parquet"
    rows = ROOT.joinpath("data/2017/activities.csv").read_bytes()
    source.write_bytes(with_texts(rows, [(column, name)]))
    assert main(["convert", str(source), str(target)]) == 0
    output = capsys.readouterr()
    assert_absent(f"{output.out}{output.err}".encode())
    assert column in output.err
    frame = pd.read_parquet(target)
    assert_absent(pickle.dumps(frame))
    assert len(frame) == 77
    # An engine that opens a file with names hides them.
    frame.loc[0, column] = name
    frame.to_parquet(target)
    settings = tmp_path / "register.toml"
    settings.write_text('engine = "duckdb"\npath = "a.parquet"\n')
    main(["check", "--register", str(settings), "--json"])
    assert_absent(capsys.readouterr().out.encode())
    source.write_bytes(with_texts(rows, [(column, f"тел. {PHONE}")]))
    target.unlink()
    assert main(["convert", str(source), str(target)]) == 1
    assert_absent(capsys.readouterr().err.encode(), PHONE)
    assert [path.name for path in tmp_path.iterdir() if "parquet" in path.name] == []


def test_no_answer_of_a_register_in_an_engine_has_a_name(
    named: Folders, tmp_path: Path, loaded: Campaign
) -> None:
    shutil.copytree(named.data, tmp_path / "data")
    year = tmp_path / "data" / "2017"
    frame = pd.read_csv(year / "activities.csv", dtype=str)
    for column in ("date", "end_date"):
        frame[column] = pd.to_datetime(frame[column]).dt.date
    for column in ("reached", "women", "men", "youth", "materials", "media_audience"):
        frame[column] = frame[column].astype("Int64")
    frame["activity_id"] = frame["activity_id"].fillna("a")
    frame.to_parquet(year / "a.parquet")
    (year / "activities.csv").unlink()
    (year / "register.toml").write_text('engine = "duckdb"\npath = "a.parquet"\n')
    engine = load_campaign(Folders(tmp_path / "data", named.geo))
    edition = engine.editions["2017"]
    assert edition.register is not None and edition.totals is not None
    assert edition.totals["activities"].sum() == 77
    assert_absent(pickle.dumps(edition.register.rows(EVERY_ROW).to_dict("list")))
    for stem in ("overview", "activities", "region", "data"):
        page = SitePage(stem, view_of(engine, "ru", oblast="KG-N"), LiveLinks(engine), cached_chart)
        assert_absent(body(page).encode(), where=stem)


# An editor ----------------------------------------------------------------------------------------


def test_an_editor_publishes_no_text_without_an_answer(
    tmp_path: Path, campaign: Campaign, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    name = f"{SURNAME}ова Айгуль Бековна"
    rows = f"date,oblast,type,reached,title\n2017-08-01,KG-N,lecture,5,{name}\n"
    reference = campaign_reference(campaign, "2017")
    data, editor = tmp_path / "data", Editor("0123456789ab")
    stamp = publish.stamp(data, "2017")
    report = ingest_register(rows.encode(), "a.csv", reference)
    # A frame that still has the text, such as one of several registers together.
    frame = report.frame.assign(title=name)
    with caplog.at_level(logging.DEBUG), pytest.raises(publish.PublishError, match="names"):
        publish.publish(data, campaign, "2017", frame, stamp, editor)
    publish.publish(data, campaign, "2017", report.frame, stamp, editor)
    for path in data.rglob("*.csv"):
        assert_absent(path.read_bytes(), where=path.name)
    answers = frozenset({text_key(name)})
    publish.publish(data, campaign, "2017", frame, publish.stamp(data, "2017"), editor, answers)
    assert register_bytes(frame) == (data / "2017" / "activities.csv").read_bytes()
    assert name in (data / "public_texts.csv").read_text("utf-8")
    assert_absent(caplog.text.encode())


# The gate -----------------------------------------------------------------------------------------


def test_no_other_module_checks_a_table() -> None:
    """A new reader of a table must pass `ingest_register`, which searches it for personal data."""
    users = {
        path.relative_to(ROOT / "campaign").as_posix()
        for path in (ROOT / "campaign").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute | ast.Name)
        and getattr(node, "attr", getattr(node, "id", "")) == "check_table"
    }
    assert users == {"ingest/validate/row_checks.py", "schema/validate.py"}
