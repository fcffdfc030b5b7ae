"""The shipped data: totals, states, sources, names and the data dictionary."""

from __future__ import annotations

import csv
import re
import runpy
from collections import Counter
from dataclasses import fields
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from campaign.presentation.slides import MOST_SLIDES, SLIDE_KINDS, Slide
from campaign.schema.tables import ACTIVITIES
from tests.campaigns import REGIONS

ROOT = Path(__file__).resolve().parents[2]
DATA, GEO = ROOT / "data", ROOT / "geo"
REGISTER = DATA / "2017" / "activities.csv"
TRANSLATIONS = DATA / "2017" / "translations.csv"
TARGETS = DATA / "2017" / "targets.csv"
TABLES = [*sorted(DATA.glob("*.csv")), REGISTER, TRANSLATIONS, TARGETS, *sorted(GEO.glob("*.csv"))]

UNITS = {*REGIONS}
COLUMNS = [
    "activity_id",
    "date",
    "end_date",
    "oblast",
    "district",
    "place",
    "type",
    "title",
    "organiser",
    "partners",
    "audience",
    "reached",
    "women",
    "men",
    "youth",
    "materials",
    "media_audience",
    "source",
    "note",
]
UNODC_TYPES = {
    "press_conference",
    "regional_launch",
    "live_tv",
    "radio_phone_in",
    "forum_theatre",
    "round_table",
    "bicycle_marathon",
    "dance_song_contest",
}
POPULATION_YEAR = "2015"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fold(spelling: str) -> str:
    return " ".join(spelling.replace("\u00a0", " ").split()).casefold()


def spellings(row: dict[str, str], *names: str) -> set[str]:
    texts = [row[name] for name in names] + row["aliases"].split(";")
    return {fold(spelling) for spelling in texts if spelling.strip()}


@pytest.fixture(scope="module")
def register() -> pd.DataFrame:
    return pd.read_csv(REGISTER, dtype={"activity_id": str})


@pytest.fixture(scope="module")
def groups() -> dict[str, str]:
    return {row["code"]: row["group"] for row in rows_of(DATA / "activity_types.csv")}


# --- the register of 2017


def test_register_has_the_contract_columns_in_order(register: pd.DataFrame) -> None:
    assert list(register.columns) == COLUMNS


def test_script_reproduces_the_register_byte_for_byte() -> None:
    text = runpy.run_path(str(DATA / "2017" / "make_register.py"))["register_text"]()
    assert text.encode("utf-8") == REGISTER.read_bytes()


def test_register_agrees_with_the_published_totals(register: pd.DataFrame) -> None:
    assert len(register) == 77
    assert register["activity_id"].is_unique
    assert 10_040 <= register["reached"].sum() <= 10_400
    with_youth = register[register["youth"].notna()]
    assert 0.71 <= with_youth["youth"].sum() / with_youth["reached"].sum() <= 0.76
    assert register["youth"].sum() / register["reached"].sum() > 0.70


def test_register_covers_every_unit_group_and_named_type(
    register: pd.DataFrame, groups: dict[str, str]
) -> None:
    assert set(register["oblast"]) == UNITS
    types = set(groups) - {"other"}
    assert set(register["type"]) == types, "a type without any activity, or unknown"
    assert set(register["type"]) >= UNODC_TYPES
    assert {groups[code] for code in register["type"]} == set(groups.values())


def test_register_runs_from_the_first_to_the_last_day(register: pd.DataFrame) -> None:
    ends = register["end_date"].fillna(register["date"])
    assert register["date"].min() == "2017-07-31"
    assert ends.max() == "2017-11-20"
    assert (ends >= register["date"]).all()
    assert register["end_date"].notna().sum() >= 5
    weeks = pd.to_datetime(register["date"])
    lull = weeks.between("2017-08-20", "2017-09-12").sum()
    assert lull < weeks.between("2017-07-31", "2017-08-12").sum() / 4
    assert lull < weeks.between("2017-11-06", "2017-11-20").sum() / 4


def test_not_reported_and_zero_both_occur(register: pd.DataFrame) -> None:
    assert 4 <= register["reached"].isna().sum() <= 6
    assert (register["reached"] == 0).sum() == 1
    assert (register.groupby("oblast")["reached"].sum(min_count=1) > 0).all()


def test_parts_never_exceed_the_reach(register: pd.DataFrame) -> None:
    reported = register[register["reached"].notna()]
    assert (reported["women"].fillna(0) + reported["men"].fillna(0) <= reported["reached"]).all()
    assert (reported["youth"].fillna(0) <= reported["reached"]).all()
    not_reported = register[register["reached"].isna()]
    assert not_reported[["women", "men", "youth"]].isna().all(axis=None)


def test_figures_are_whole_numbers_in_the_file() -> None:
    figures = ("reached", "women", "men", "youth", "materials", "media_audience")
    for row in rows_of(REGISTER):
        assert all(re.fullmatch(r"\d*", row[name]) for name in figures), row


def test_media_audience_belongs_to_media_only(
    register: pd.DataFrame, groups: dict[str, str]
) -> None:
    with_audience = register[register["media_audience"].notna()]
    assert len(with_audience) > 0
    assert {groups[code] for code in with_audience["type"]} == {"media"}
    zero = register[register["reached"] == 0]
    assert (zero["media_audience"] > 0).all()


def test_some_rows_leave_optional_figures_empty(register: pd.DataFrame) -> None:
    for name in ("women", "men", "youth", "materials"):
        assert 0 < register[name].isna().sum() < len(register), name


def test_one_oblast_has_a_clearly_lower_rate(register: pd.DataFrame) -> None:
    population = {
        row["iso_code"]: int(row["population"])
        for row in rows_of(GEO / "population.csv")
        if row["date"] == POPULATION_YEAR
    }
    reached = register.groupby("oblast")["reached"].sum()
    rates = (reached / pd.Series(population) * 10_000).sort_values()
    assert rates.index[0] == "KG-T"
    assert rates.iloc[0] <= rates.iloc[1] / 2


def test_every_text_of_the_register_is_translated_and_no_other() -> None:
    script = runpy.run_path(str(DATA / "2017" / "make_translations.py"))
    assert script["translations_text"]() == TRANSLATIONS.read_text(encoding="utf-8")
    rows = rows_of(TRANSLATIONS)
    assert {row["text"] for row in rows} == {text for _, text in script["texts"]()}
    for row in rows:
        assert row["text"] in (row["text_ru"], row["text_ky"]), row
        assert re.fullmatch(r"[ -~“”‘’–—]+", row["text_en"]), row
        assert re.search("[А-я]", row["text_ru"]) and not re.search("[ңөүҢӨҮ]", row["text_ru"])


def test_every_row_is_marked_as_invented(register: pd.DataFrame) -> None:
    assert set(register["source"]) == {"illustrative"}
    assert register["note"].str.startswith("демонстрационные (вымышленные) данные").all()


# --- the other tables


def test_population_is_complete_for_the_year_used() -> None:
    rows = [r for r in rows_of(GEO / "population.csv") if r["date"] == POPULATION_YEAR]
    assert Counter(row["iso_code"] for row in rows) == Counter(UNITS)


def test_population_dates_are_a_day_or_a_year() -> None:
    for row in rows_of(GEO / "population.csv"):
        assert row["iso_code"] in UNITS | {"KG"}
        assert int(row["population"]) > 0
        if not re.fullmatch(r"\d{4}", row["date"]):
            date.fromisoformat(row["date"])


def test_editions_are_known_and_dates_valid() -> None:
    campaigns = rows_of(DATA / "campaigns.csv")
    edition_ids = {row["campaign_id"] for row in campaigns}
    assert edition_ids == {"2017", "2018", "2019", "2020", "2021"}
    status = {row["campaign_id"]: row["status"] for row in campaigns}
    assert status.pop("2017") == "illustrative"
    assert set(status.values()) == {"published_only"}
    for row in campaigns:
        for name in ("start_date", "end_date"):
            assert not row[name] or date.fromisoformat(row[name])
    for name in ("published.csv", "milestones.csv"):
        assert {row["campaign_id"] for row in rows_of(DATA / name)} <= edition_ids
    for row in rows_of(DATA / "milestones.csv"):
        date.fromisoformat(row["date"])


def test_day_100_is_counted_from_the_first_day() -> None:
    (computed,) = [r for r in rows_of(DATA / "milestones.csv") if r["source"] == "computed"]
    assert (date.fromisoformat(computed["date"]) - date(2017, 7, 31)).days + 1 == 100


def test_published_figures_of_2017() -> None:
    published = {
        row["indicator"]: (float(row["value"]), row["qualifier"])
        for row in rows_of(DATA / "published.csv")
        if row["campaign_id"] == "2017"
    }
    assert published == {
        "activities": (77, "exact"),
        "reached": (10_000, "more_than"),
        "oblasts": (7, "exact"),
        "youth_share": (70, "more_than"),
        "closing_conference_participants": (200, "more_than"),
    }


def test_reported_events_have_scope_and_place() -> None:
    for row in rows_of(DATA / "reported_events.csv"):
        assert re.match(r"scope=(100days|related)\b", row["note"]), row["title"]
        assert row["oblast_iso"] in UNITS | {""}
        assert row["title_en"] and row["title_ru"] and row["title_ky"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_row_has_a_source(path: Path) -> None:
    rows = rows_of(path)
    name = next((n for n in ("source", "source_url") if n in rows[0]), None)
    if name is None:
        assert path.name in ("activity_types.csv", "oblasts.csv", "translations.csv"), (
            "a table without sources"
        )
    else:
        assert all(row[name].strip() for row in rows)


# --- names


def test_each_alias_names_one_unit() -> None:
    owners: dict[str, set[str]] = {}
    for row in rows_of(GEO / "oblasts.csv"):
        names = [f"{kind}_{lang}" for kind in ("name", "short") for lang in ("en", "ru", "ky")]
        for spelling in spellings(row, *names):
            owners.setdefault(spelling, set()).add(row["iso_code"])
    assert {s: codes for s, codes in owners.items() if len(codes) > 1} == {}
    assert not {"osh", "ош"} & set(owners), "“Osh” alone may be the oblast or the city"


def test_each_alias_names_one_type() -> None:
    owners: dict[str, set[str]] = {}
    for row in rows_of(DATA / "activity_types.csv"):
        for spelling in spellings(row, "code", "name_en", "name_ru", "name_ky"):
            owners.setdefault(spelling, set()).add(row["code"])
    assert {s: codes for s, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("path", [GEO / "oblasts.csv", DATA / "activity_types.csv"])
def test_kyrgyz_names_have_aliases_without_special_letters(path: Path) -> None:
    plain = str.maketrans("өүң", "оун")
    for row in rows_of(path):
        row_spellings = spellings(row, *(name for name in row if name.endswith("_ky")))
        assert {spelling.translate(plain) for spelling in row_spellings} <= row_spellings, row


# --- files and dictionary


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_file_is_plain_utf8_csv_with_lf(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    widths = {len(row) for row in csv.reader(raw.decode("utf-8").splitlines(), strict=True)}
    assert len(widths) == 1


def columns_in_readme(readme: Path, file: str) -> list[str]:
    """The first cells of the first `column` table in the README's section on the file."""
    sections = re.split(r"^## ", readme.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (section,) = [part for part in sections if part.startswith(f"`{file}`")]
    table = re.search(r"^\| column \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", section, flags=re.MULTILINE)
    assert table, f"no column table for {file}"
    lines = [line.strip("|\n").split("|") for line in table.group(1).splitlines()]
    assert all(len(cells) == 4 and all(cell.strip() for cell in cells) for cells in lines)
    return [cells[0].strip().strip("`") for cells in lines]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_dictionary_describes_every_column(path: Path) -> None:
    folder = GEO if path.is_relative_to(GEO) else DATA
    name = f"<campaign_id>/{path.name}" if path.parent.name == "2017" else path.name
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    described = columns_in_readme(folder / "README.md", name)
    if path == REGISTER:
        # The dictionary also describes optional columns that the shipped register does not have.
        assert described == [column.name for column in ACTIVITIES.columns]
        described = [column for column in described if column in header]
    assert described == header


def test_dictionary_describes_every_indicator() -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    for row in rows_of(DATA / "published.csv"):
        assert f"| `{row['indicator']}` |" in text


def test_dictionary_describes_every_key_and_figure_of_a_slide() -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    section = text.split("## `<campaign_id>/slides.toml`")[1].split("\n## ")[0]
    keys = re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)
    # The file says `figure`, as files of earlier versions do.
    names = {field.name for field in fields(Slide)} - {"kind"} | {"figure"}
    assert sorted(keys) == sorted(names)
    assert SLIDE_KINDS.keys() <= set(re.findall(r"`(\w+)`", section))
    assert f"at most {MOST_SLIDES}" in section


def test_readme_of_2017_states_that_the_data_are_invented() -> None:
    text = (DATA / "2017" / "README.md").read_text(encoding="utf-8")
    assert "INVENTED" in text.splitlines()[0]
    assert "Демонстрационные (вымышленные) данные" in text
    assert "Ойдон чыгарылган (шарттуу) маалыматтар" in text
    rows = rows_of(REGISTER)
    total = sum(int(row["reached"] or 0) for row in rows)
    with_youth = sum(int(row["reached"]) for row in rows if row["youth"])
    youth = sum(int(row["youth"] or 0) for row in rows)
    for figure in (f"{total:,}", f"{youth / with_youth:.1%}", f"{youth / total:.1%}"):
        assert figure.replace("%", " %") in text or figure in text, figure
