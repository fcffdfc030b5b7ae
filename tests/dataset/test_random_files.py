"""Names, impossible days, unknown codes and control characters at random places of all tables.

None of them reaches a page, an export or the report of a check, and no page grows.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.commands.check import to_json_object
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign
from campaign.exports.formats import FORMATS as EXPORT_FORMATS
from campaign.exports.formats import ExportOptions
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.dispatch import ingest_file
from campaign.schema.tables import TABLES, Column
from campaign.site.colour_pairs import PAIRED
from campaign.site.document import Metadata, document
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import PAGES

SURNAME = "Жээнбаева"
NAMES = (
    f"Айгүл {SURNAME}",
    f"{SURNAME} Айгүл",
    f"{SURNAME} А.",
    f"А. {SURNAME}",
    f"{SURNAME} Айгүл Бакытовна",
    f"А. Б. {SURNAME}",
    f"Пострадавшая Айгүл {SURNAME}, 17 лет",
    f"{SURNAME.upper()} АЙГҮЛ",
)
DAYS = ("9999-12-31", "0017-08-01", "2917-08-01", "1017-08-01")
CODES = ("KG-XX", "zz9", "KG-B,KG-XX")
CONTROLS = ("\x07", "\x1b[31m", "\x0b", "\u202e", "\x7f", "\ufffe")
FORMATS = ("xlsx", "csv", "zip", "pdf", "docx", "pptx", "html")
WRONG_DAY = re.compile(r"(?<![\d.])(?:9999|0017|2917|1017)(?![\d.])")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e\ufffe]")


@dataclass(frozen=True)
class Change:
    """A table of the folder with one changed cell, and what no output may contain."""

    file: str
    row: int
    column: str
    value: str
    forbidden: re.Pattern[str] | None


@cache
def cells(folders: Folders) -> list[tuple[str, Column]]:
    """Every column of every table that the folder has."""
    files = [(table.file.replace("<campaign_id>", "2017"), table) for table in TABLES]
    return [
        (file, column)
        for file, table in files
        if (folders.data.parent / file).exists()
        for column in table.columns
        if column.name in read_rows(folders.data.parent / file)[0]
    ]


def fits(kind: str, column: Column) -> bool:
    """True if a value of this kind is put into the column."""
    if kind == "day":
        return column.kind in ("date", "period")
    return kind != "code" or column.code_list is not None


def change_of(seed: int, folders: Folders) -> Change:
    """The change of a seed: every kind of value in turn, in a random cell of a random table."""
    draw = random.Random(seed)
    kind = ("name", "day", "code", "control")[seed % 4]
    file, column = draw.choice([cell for cell in cells(folders) if fits(kind, cell[1])])
    rows = read_rows(folders.data.parent / file)
    row = draw.randrange(1, len(rows))
    former = rows[row][rows[0].index(column.name)]
    if kind == "name":
        name = draw.choice(NAMES)
        value = draw.choice((name, f"{former} {name}".strip(), f"{name}. {former}".strip()))
        return Change(file, row, column.name, value, re.compile(SURNAME, re.IGNORECASE))
    if kind == "day":
        return Change(file, row, column.name, draw.choice(DAYS), WRONG_DAY)
    if kind == "code":
        return Change(file, row, column.name, draw.choice(CODES), None)
    at = draw.randrange(len(former) + 1)
    value = former[:at] + draw.choice(CONTROLS) + former[at:]
    return Change(file, row, column.name, value, CONTROL)


def read_rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def write_change(change: Change, folder: Path) -> bytes:
    """Write the changed table; return its bytes."""
    rows = read_rows(folder / change.file)
    rows[change.row][rows[0].index(change.column)] = change.value
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    content = out.getvalue().encode()
    (folder / change.file).write_bytes(content)
    return content


def texts_of(content: bytes, suffix: str) -> str:
    """The text of an exported file, of all parts of an archive."""
    if suffix == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig", errors="ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            texts_of(archive.read(name), Path(name).suffix.lstrip("."))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels", ".csv", ".json", ".geojson", ".md", ".xlsx"))
        )


def page_of(campaign: Campaign, stem: str, lang: str) -> str:
    selection = Selection.from_query({"lang": lang}, campaign)
    view = View(campaign, selection, Text.of(lang), PAIRED)
    return document(
        SitePage(stem, view, LiveLinks(campaign), lambda v, build: build(v)), Metadata()
    )


@cache
def shipped_sizes(folders: Folders) -> Mapping[str, int]:
    campaign = load_campaign(folders)
    return {stem: len(page_of(campaign, stem, "ru")) for stem in PAGES}


def outputs(campaign: Campaign, seed: int) -> Iterator[tuple[str, str]]:
    """(name, text) of a third of the pages in a language of the seed, and of one export."""
    lang = LANGUAGES[seed % 3]
    for stem in list(PAGES)[seed // 4 % 3 :: 3]:
        yield stem, page_of(campaign, stem, lang)
    name = FORMATS[seed % len(FORMATS)]
    view = View(campaign, Selection.from_query({"lang": lang}, campaign), Text.of(lang), PAIRED)
    content = EXPORT_FORMATS[name].build(view, ExportOptions())
    yield name, texts_of(content, name)


@pytest.mark.sample(12)
@pytest.mark.parametrize("seed", range(500))
def test_no_output_has_what_was_put_into_a_random_cell(
    seed: int, folders: Folders, campaign: Campaign, tmp_path: Path
) -> None:
    change = change_of(seed, folders)
    for folder in (folders.data, folders.geo):
        shutil.copytree(folder, tmp_path / folder.name)
    content = write_change(change, tmp_path)
    report = ingest_file(content, change.file, campaign)
    results = {"check": json.dumps(to_json_object(report, Text.of("en")), ensure_ascii=False)}
    try:
        changed = load_campaign(Folders(tmp_path / "data", tmp_path / "geo"))
    except UnloadableDataError as error:
        results["error"] = str(error)
    else:
        results.update(outputs(changed, seed))
        for stem, size in shipped_sizes(folders).items():
            assert len(results.get(stem, "")) < 1.5 * size, (stem, change)
    if change.forbidden is not None:
        if change.forbidden is WRONG_DAY:
            # A message may say which day is wrong; an attribute may be a length, a font any text.
            results = {
                name: re.sub("<[^>]*>|[A-Za-z0-9+/]{80,}", " ", text).replace(change.value, "")
                for name, text in results.items()
            }
        outputs_with_value = [
            name for name, text in results.items() if change.forbidden.search(text)
        ]
        assert not outputs_with_value, change
