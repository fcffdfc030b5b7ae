"""Personal data in a register of an engine are found as in a file, and never shown."""

from __future__ import annotations

import random
import re
import uuid
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from campaign.dataset.engines.checks.personal_data import PLAIN_KEY, first_look
from campaign.dataset.engines.open_register import OpenRegister
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.privacy.recognizers import find_kinds
from tests.dataset.engines.personal_texts import other_texts, personal_texts
from tests.dataset.engines.registers import open_files, random_cells, reference_of, write_csv

PHONE, MAIL = "Байланыш: 0555 123 456", "asanova@example.org"
NAME = "Усенова Айгүл Асановна менен жолугушуу"
VICTIM = "пострадавшая Айгуль, 17 лет, из с. Ак-Таш"


def open_with(
    campaign: Campaign, folder: Path, public: frozenset[str] = frozenset(), **texts: str
) -> tuple[OpenRegister, pd.DataFrame]:
    """Return a register with a text in three rows of these columns, and its cells."""
    cells = random_cells(campaign, 1, rows=40, broken=False)
    for at, (name, text) in enumerate(texts.items()):
        cells.loc[[at, at + 10, at + 20], name] = text
    reference = replace(reference_of(campaign), public_texts=public)
    return open_files([write_csv(cells, folder / "a.csv")], reference), cells


def looked_at(texts: list[str]) -> set[str]:
    """Return the texts that an engine hands to the recognizers."""
    found = duckdb.execute(
        "SELECT t FROM (SELECT unnest($1) AS t) "
        "WHERE regexp_matches(lower(t), $2) OR regexp_matches(t, $3)",
        [texts, *first_look()],
    ).fetchall()
    return {text for (text,) in found}


def test_the_first_look_of_an_engine_matches_all_personal_texts() -> None:
    texts = personal_texts()
    assert len(texts) > 1_000 and not set(texts) - looked_at(texts)


def test_the_first_look_of_an_engine_skips_most_usual_texts(campaign: Campaign) -> None:
    activities = campaign.editions["2017"].activities
    assert activities is not None
    titles = sorted({*activities["title"], *activities["place"], *activities["organiser"]})
    assert len(looked_at(titles)) < len(titles) / 4 and len(other_texts()) > 50


def test_plain_keys_have_no_personal_data() -> None:
    draw = random.Random(1)
    words = ("id", "an", "pe", "tel", "mob", "cell", "inn", "pin", "fax", "kg", "no", "ova", "born")
    starts = ("", "0", "03", "0312", "0555", "996", "555", "1", "2", "19", "20")
    keys = []
    for _ in range(40_000):
        digits = f"{draw.choice(starts)}{draw.randrange(10**9)}"[: draw.randint(1, 9)]
        groups = "".join(f"{draw.choice(words)}-" for _ in range(draw.randint(0, 3)))
        year = draw.choice(("", f"20{draw.randrange(100):02}-"))
        key = f"{groups}{year}{draw.choice(('', '', 'a', 'o', 'n', 'p'))}{digits}"
        keys.append(draw.choice((key, key.upper(), str(uuid.UUID(int=draw.getrandbits(128))))))
    plain_keys = [key for key in keys if re.fullmatch(PLAIN_KEY, key)]
    assert len(plain_keys) > 20_000 and not find_kinds(plain_keys)


def test_every_key_is_searched(campaign: Campaign, tmp_path: Path) -> None:
    row = random_cells(campaign, 1, rows=1, broken=False)
    cells = pd.concat([row] * 12_000, ignore_index=True)
    cells["activity_id"] = [f"Бишкек/2017/{n:06d}" for n in range(12_000)]
    cells.loc[11_999, "activity_id"] = PHONE
    opened = open_files([write_csv(cells, tmp_path / "a.csv")], reference_of(campaign))
    assert [(i.rule, i.column) for i in opened.issues] == [("engine_personal", "activity_id")]


def test_direct_identifiers_reject_a_register_with_columns_and_counts_only(
    campaign: Campaign, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened, _ = open_with(campaign, tmp_path, title=PHONE, partners=MAIL)
    assert opened.register is None and opened.totals is None
    issues = {(issue.rule, issue.column, issue.params["n"]) for issue in opened.issues}
    assert issues == {("engine_personal", "title", 3), ("engine_personal", "partners", 3)}
    for lang in LANGUAGES:
        words = " ".join(issue.message(Text.of(lang)) for issue in opened.issues)
        assert "123" not in words and "asanova" not in f"{words} {caplog.text}"


def test_a_column_of_names_rejects_a_register(campaign: Campaign, tmp_path: Path) -> None:
    cells = random_cells(campaign, 1, rows=40, broken=False)
    cells["organiser"] = ["Усенова Айгүл Асановна", "Иванов Иван Иванович"] * 20
    opened = open_files([write_csv(cells, tmp_path / "a.csv")], reference_of(campaign))
    assert opened.register is None
    assert [(i.rule, i.column, i.params["n"]) for i in opened.issues] == [
        ("engine_personal", "organiser", 40)
    ]


@pytest.mark.parametrize("name", [NAME, VICTIM, "Беседа с Н. Усеновым"])
def test_a_text_that_may_name_a_person_is_empty_unless_it_is_public(
    campaign: Campaign, tmp_path: Path, name: str
) -> None:
    opened, cells = open_with(campaign, tmp_path, title=name)
    assert opened.register is not None and opened.rejected == 0
    (issue,) = [issue for issue in opened.issues if issue.rule == "engine_names"]
    assert (issue.column, issue.params["n"]) == ("title", 3)
    shown = opened.register.rows()["title"]
    assert shown.tolist() == cells["title"].mask(cells["title"] == name, "").tolist()
    public, _ = open_with(campaign, tmp_path, frozenset({text_key(name)}), title=name)
    assert public.register is not None and (public.register.rows()["title"] == name).sum() == 3


def test_too_many_texts_to_search_reject_a_register(
    campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.dataset.engines.checks.personal_data.MOST_CELLS", 2)
    cells = random_cells(campaign, 1, rows=40, broken=False)
    cells["note"] = [f"2017-08-01 {n:06d}" for n in range(40)]
    opened = open_files([write_csv(cells, tmp_path / "a.csv")], reference_of(campaign))
    assert opened.register is None
    assert ("engine_texts", "note") in {(i.rule, i.column) for i in opened.issues}
