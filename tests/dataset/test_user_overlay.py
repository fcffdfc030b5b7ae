"""A reader's own files in addition to the shipped ones or instead of them, for that reader only."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.comparison import default_other, other_campaigns
from campaign.analysis.completeness import gaps_of_view
from campaign.analysis.indicators import INDICATORS, by_unit
from campaign.analysis.provenance import build_provenance
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.dataset.user_overlay import UserData, combine_campaigns, overlay_user_data
from campaign.domain.campaign import Campaign
from campaign.domain.places import BOUNDARY_NOTES, OWN_BOUNDARY_NOTE
from campaign.exports.xlsx.results import results_xlsx
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport
from campaign.ingest.validate.other_tables import beside_boundaries
from campaign.ingest.versions.combine import combine_registers
from campaign.ingest.versions.upload_order import Upload, resolve
from campaign.presentation.payload import build_presentation
from campaign.presentation.slides import Slide
from campaign.theme.style import LIGHT
from tests.campaigns import with_register_away
from tests.examples import examples

REGISTER = """date;oblast;type;reached;title
01.08.2017;Нарынская область;лекция;120;а
02.08.2017;г. Бишкек;флешмоб;0;б
03.08.2017;Таласская обл.;тренинг;;в
"""


def ingest(campaign: Campaign, content: str = REGISTER, file: str = "own.csv") -> ValidationReport:
    report = ingest_file(content.encode("cp1251"), file, campaign)
    assert isinstance(report, ValidationReport) and report.status == "clean", report.issues
    return report


def test_own_register_in_addition_to_the_shipped_ones(campaign: Campaign) -> None:
    own_campaign = overlay_user_data(campaign, UserData(registers=(ingest(campaign),), digest="x"))
    own = own_campaign.editions["own-2017"]
    assert own.totals is not None and int(own.totals["activities"].sum()) == 3
    assert own.status == "register" and not own.illustrative
    assert own_campaign.editions["2017"].illustrative
    # The shared campaign is unchanged, and a link without an edition opens the same edition.
    assert "own-2017" not in campaign.editions
    assert own_campaign.default_edition == campaign.default_edition
    assert own_campaign.fingerprint != campaign.fingerprint


def test_own_register_in_place_of_a_shipped_one(campaign: Campaign) -> None:
    own_campaign = overlay_user_data(
        campaign, UserData(registers=(ingest(campaign),), replaces="2017", digest="x")
    )
    assert "own-2017" not in own_campaign.editions
    assert not own_campaign.editions["2017"].illustrative
    # Translations of the shipped register do not apply to its texts.
    assert campaign.editions["2017"].translations
    assert not own_campaign.editions["2017"].translations
    assert own_campaign.editions["2017"].totals is not None
    assert float(own_campaign.editions["2017"].totals["reached"].sum()) == 120
    assert campaign.editions["2017"].illustrative


@pytest.mark.parametrize(
    ("year", "place", "edition", "is_known"),
    [
        ("2017", None, "own-2017", True),
        ("2017", "2017", "2017", True),
        ("2026", None, "own-2026", False),
        ("2026", "2017", "2017", True),
        # An edition that an administrator has removed since the upload is ignored.
        ("2017", "2016", "own-2017", True),
        ("2026", "2016", "own-2026", False),
    ],
)
def test_days_and_published_values_are_those_of_the_campaign_of_a_register(
    campaign: Campaign, year: str, place: str | None, edition: str, is_known: bool
) -> None:
    register = ingest(campaign, REGISTER.replace("2017", year))
    data = UserData(registers=(register,), replaces=place, digest="x")
    own_campaign = overlay_user_data(campaign, data)
    assert {*own_campaign.editions} == {*campaign.editions, edition}
    own, shipped = own_campaign.editions[edition], campaign.editions["2017"]
    assert own_campaign.own_editions == {year: edition} and own.own
    if is_known:
        assert (own.start, own.end) == (shipped.start, shipped.end) and len(own.published)
    else:
        assert (own.start, own.end) == (date(2026, 8, 1), date(2026, 8, 3))
        assert own.published.empty


# Registers of different campaigns ---------------------------------------------------------------


@pytest.mark.parametrize(("place", "first"), [(None, "own-2017"), ("2017", "2017")])
def test_registers_of_two_campaigns_are_two_campaigns(
    campaign: Campaign, place: str | None, first: str
) -> None:
    later = REGISTER.replace("2017", "2026").replace(";120;", ";300;")
    registers = (ingest(campaign), ingest(campaign, later, "own 2026.csv"))
    data = UserData(registers=registers, replaces=place, digest="x")
    own_campaign = overlay_user_data(campaign, data)
    old, new = own_campaign.editions[first], own_campaign.editions["own-2026"]
    assert own_campaign.own_editions == {"2017": first, "2026": "own-2026"}
    assert (old.source, new.source) == ("own.csv", "own 2026.csv")
    assert old.totals is not None and new.totals is not None
    assert (old.totals["reached"].sum(), new.totals["reached"].sum()) == (120, 300)
    assert (old.last_day, new.first_day) == (date(2017, 11, 20), date(2026, 8, 1))
    for lang in LANGUAGES:
        names = [edition.title(Text.of(lang)) for edition in (old, new)]
        assert "2017" in names[0] and "2026" in names[1]
    view = View(own_campaign, Selection("own-2026"), Text.of("en"), LIGHT)
    gap = gaps_of_view(view).longest
    assert gap is None, gap
    # Any two can be compared, by default the two of the reader.
    assert other_campaigns("own-2026", own_campaign) == sorted({first, "2017"}, reverse=True)
    assert default_other("own-2026", own_campaign) == first


def test_files_of_one_campaign_are_joined_over_the_turn_of_a_year(campaign: Campaign) -> None:
    contents = [REGISTER.replace("08.2017", month) for month in ("12.2025", "01.2026")]
    registers = [ingest(campaign, content, f"{at}.csv") for at, content in enumerate(contents)]
    own_campaign = overlay_user_data(campaign, UserData(registers=tuple(registers), digest="x"))
    (edition,) = own_campaign.own_editions.values()
    activities = own_campaign.editions[edition].activities
    assert activities is not None and len(activities) == 6


def test_equal_codes_and_names_of_two_campaigns_are_no_duplicates(campaign: Campaign) -> None:
    rows = "activity_id;date;oblast;type;reached;title\nA1;01.08.2017;KG-N;lecture;10;а\n"
    files = [ingest(campaign, rows.replace("2017", year), "a.csv") for year in ("2017", "2026")]
    own_registers = combine_campaigns(campaign, files)
    assert [register.combined.excluded for register in own_registers.values()] == [0, 0]
    uploads = [Upload(number, "a.csv", file) for number, file in enumerate(files)]
    assert resolve(uploads).counting == (0, 1)
    # A new version of one of them replaces that one only.
    version = ingest(campaign, rows.replace("2017", "2026").replace(";10;", ";11;"), "a.csv")
    assert resolve([*uploads, Upload(2, "a.csv", version)]).counting == (0, 2)


YEARS = st.sampled_from(["2017", "2018", "2019", "2024", "2025", "2026"])
ROWS = st.lists(
    st.tuples(YEARS, st.integers(1, 12), st.sampled_from("абв"), st.integers(1, 3)),
    min_size=1,
    max_size=12,
)


@given(st.lists(ROWS, min_size=1, max_size=3))
@examples(60)
def test_each_row_is_in_one_campaign(
    campaign: Campaign, files: list[list[tuple[str, int, str, int]]]
) -> None:
    header = "date;oblast;type;reached;title\n"
    reports, expected = [], Counter[tuple[str, str, int]]()
    for at, rows in enumerate(files):
        lines = [f"{year}-{month:02}-05;KG-N;lecture;{n};{title}" for year, month, title, n in rows]
        content = header + "".join(f"{line}\n" for line in lines)
        report = ingest_file(content.encode(), f"{at}.csv", campaign)
        assert isinstance(report, ValidationReport) and report.usable
        assert report.accepted + report.rejected == len(rows)
        reports.append(report)
        keys = zip(
            report.frame["date"].astype(str),
            report.frame["title"],
            report.frame["reached"],
            strict=True,
        )
        # Of equal rows in two files, the file with most of them counts.
        expected |= Counter((day, title, int(n)) for day, title, n in keys)
    own_registers = combine_campaigns(campaign, reports)
    frames = [register.combined.frame for register in own_registers.values()]
    keys = (
        (str(row["date"].date()), row["title"], int(row["reached"]))
        for frame in frames
        for row in frame.to_dict("records")
    )
    assert Counter(keys) == expected
    accepted = sum(report.accepted for report in reports)
    excluded = sum(register.combined.excluded for register in own_registers.values())
    assert sum(map(len, frames)) + excluded == accepted


def test_three_states_survive(campaign: Campaign) -> None:
    activities = (
        overlay_user_data(campaign, UserData(registers=(ingest(campaign),)))
        .editions["own-2017"]
        .activities
    )
    assert activities is not None
    by_unit = activities.set_index("oblast")["reached"]
    assert by_unit["KG-N"] == 120 and by_unit["KG-GB"] == 0 and pd.isna(by_unit["KG-T"])


def test_the_same_rows_in_two_files_count_once(campaign: Campaign) -> None:
    second = REGISTER + "04.08.2017;г. Бишкек;флешмоб;5;г\n"
    combined = combine_registers([ingest(campaign), ingest(campaign, second, "again.csv")])
    assert len(combined.frame) == 4 and combined.excluded == 3
    assert [(p.file, p.row, p.rule) for p in combined.issues] == [
        ("again.csv", 2, "duplicate_of_file"),
        ("again.csv", 3, "duplicate_of_file"),
        ("again.csv", 4, "duplicate_of_file"),
    ]


def test_two_versions_of_a_register_are_not_summed(campaign: Campaign) -> None:
    header = "activity_id;date;oblast;type;reached;title;place\n"
    first = header + "A1;01.08.2017;Баткенская область;лекция;100;Лекция;Школа 1\n"
    second = header + (
        "A1;01.08.2017;Баткенская область;лекция;120;Лекция;Школа 1\n"
        "A2;01.08.2017;Баткенская область;лекция;130;Лекция;Школа 1\n"
    ).replace("A2;01", "A2;02")
    third = header.replace("activity_id;", "") + (
        "02.08.2017;Баткенская область;лекция;131;Лекция;Школа 1\n"
    )
    files = [
        ingest(campaign, content, f"{number}.csv")
        for number, content in enumerate((first, second, third))
    ]
    combined = combine_registers(files)
    assert list(combined.frame["reached"]) == [100, 130, 131] and combined.excluded == 1
    issues = [(p.file, p.row, p.rule, p.severity) for p in combined.issues]
    assert issues == [
        ("1.csv", 2, "key_of_file", "error"),
        ("2.csv", 2, "likely_of_file", "warning"),
    ]


# A reader's own boundaries ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_notes_on_the_shipped_boundaries_do_not_appear_with_own_ones(
    campaign: Campaign, lang: str
) -> None:
    shapes = campaign.places.boundaries
    assert shapes is not None
    # Seven shapes, with the cities in their oblasts.
    seven = shapes[~shapes["iso_code"].isin(["KG-GB", "KG-GO"])]
    merged = {"KG-C": ("KG-C", "KG-GB"), "KG-O": ("KG-O", "KG-GO")}
    boundaries = BoundaryFile("seven.geojson", "clean", seven, merged)
    own_campaign = overlay_user_data(campaign, UserData(boundaries=boundaries))
    view = View(own_campaign, Selection("2017", lang=lang), Text.of(lang), LIGHT)
    assert len(own_campaign.places.codes) == 7

    shipped = [view.text(note) for note in BOUNDARY_NOTES]
    own_note = view.text(OWN_BOUNDARY_NOTE, file="seven.geojson")
    slide = build_presentation(
        own_campaign, (Slide("map", dict.fromkeys(LANGUAGES, "x")),), "2017"
    ).content["slides"][0]
    places = {
        "provenance": build_provenance(view, "x").boundaries,
        "projector": slide[lang]["boundaries"],
        "presentation, in full": "\n".join(slide[lang]["provenance"]),
        "workbook": workbook_text(results_xlsx(view)),
    }
    for place, words in places.items():
        assert own_note in words, place
        assert not [note for note in shipped if note in words], place
    nine = {"en": "nine", "ru": "девят", "ky": "тогуз"}[lang]
    assert nine not in places["workbook"].casefold()

    everyone = View(campaign, view.selection, view.text, LIGHT)
    assert list(everyone.boundary_notes) == shipped


def workbook_text(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)


def test_seven_boundaries_and_seven_populations_give_seven_rates(campaign: Campaign) -> None:
    corpus = Path(__file__).resolve().parent.parent / "corpus"
    boundaries = ingest_file(
        (corpus / "boundaries/seven_units.geojson").read_bytes(), "seven.geojson", campaign
    )
    population = ingest_file(
        (corpus / "population/seven_oblasts.csv").read_bytes(), "people.csv", campaign
    )
    assert isinstance(boundaries, BoundaryFile) and isinstance(population, ValidationReport)
    assert [p.rule for p in population.issues] == ["missing_population"]
    own_campaign = overlay_user_data(
        campaign, UserData(boundaries=boundaries, population=population.frame, digest="x")
    )
    edition = own_campaign.editions["2017"]
    assert edition.population is not None and edition.totals is not None
    assert edition.population.by_unit["KG-C"] == 900_000  # as in the file
    rates = by_unit(
        edition.totals, INDICATORS["rate"], own_campaign.places.codes, edition.population
    )
    assert len(rates) == 7 and rates["value"].notna().all()
    # There is no warning about missing cities; a note states the assumption.
    report = beside_boundaries(population, boundaries.merged_units)
    assert report.issues == () and report.status == "clean" and report.count("warning") == 0
    assert [note.rule for note in report.notes] == ["cities_within"]
    assert beside_boundaries(population, {}) is population
    assert beside_boundaries(population, {"KG-C": ("KG-C", "KG-GB")}) is population


def test_own_boundaries_merge_the_labour_migrants_of_cities(campaign: Campaign) -> None:
    migrants = campaign.labour_migrants
    shapes = campaign.places.boundaries
    assert migrants is not None and shapes is not None
    city = migrants[migrants["oblast"] == "KG-O"].assign(oblast="KG-GO", migrants=1_000)
    with_city = replace(campaign, labour_migrants=pd.concat([migrants, city], ignore_index=True))
    seven = BoundaryFile("seven.geojson", "clean", shapes, {"KG-O": ("KG-O", "KG-GO")})
    merged = overlay_user_data(with_city, UserData(boundaries=seven))
    assert merged.labour_migrants is not None
    by_code = merged.labour_migrants.set_index("oblast")["migrants"]
    assert by_code["KG-O"] == 156_000 and "KG-GO" not in by_code


def test_rates_of_seven_units_are_the_same_while_the_register_is_away(campaign: Campaign) -> None:
    corpus = Path(__file__).resolve().parent.parent / "corpus"
    boundaries = ingest_file(
        (corpus / "boundaries/seven_units.geojson").read_bytes(), "seven.geojson", campaign
    )
    assert isinstance(boundaries, BoundaryFile)
    rates = []
    for shared in (campaign, with_register_away(campaign)):
        own_campaign = overlay_user_data(shared, UserData(boundaries=boundaries, digest="x"))
        edition = own_campaign.editions["2017"]
        assert edition.totals is not None
        codes, people = own_campaign.places.codes, edition.population
        rates.append(by_unit(edition.totals, INDICATORS["rate"], codes, people))
    pd.testing.assert_frame_equal(*rates)


TARGETS = "oblast;value;due_date\n;500;20.11.2017\nНарын;200;20.11.2017\n"


def test_own_targets_replace_those_of_the_edition_with_their_dates(campaign: Campaign) -> None:
    frame = ingest(campaign, TARGETS, "plan.csv").frame
    own_campaign = overlay_user_data(campaign, UserData(targets=frame, targets_file="plan.csv"))
    edition = own_campaign.editions["2017"]
    assert edition.targets is not None and list(edition.targets["value"]) == [500, 200]
    assert edition.targets_file == "plan.csv" and own_campaign.private
    shipped = campaign.editions["2017"]
    assert shipped.targets is not None and len(shipped.targets) == 19


@pytest.mark.parametrize("place", [None, "2017"])
def test_an_own_register_has_no_invented_plan(campaign: Campaign, place: str | None) -> None:
    register = ingest(campaign)
    without = UserData(registers=(register,), replaces=place, digest="x")
    assert overlay_user_data(campaign, without).editions[place or "own-2017"].targets is None
    frame = ingest(campaign, TARGETS, "plan.csv").frame
    both = UserData(registers=(register,), replaces=place, targets=frame, digest="x")
    targets = overlay_user_data(campaign, both).editions[place or "own-2017"].targets
    assert targets is not None and len(targets) == 2
