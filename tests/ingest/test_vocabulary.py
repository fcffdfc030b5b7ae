"""The word lists that translators edit load, and an error names the file and the list."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from campaign.i18n.match_key import plain
from campaign.ingest import vocabulary
from campaign.ingest.understand import column_names
from campaign.ingest.understand.column_names import FIELDS
from campaign.ingest.vocabulary import Vocabulary, VocabularyError, load_vocabulary, read_vocabulary
from campaign.schema import tables

FILES = sorted(Path(vocabulary.__file__).parent.rglob("vocabulary/*.toml"))
LOADED = re.compile(r"load_vocabulary\(\s*\"(\w+)\",\s*\"(\w+)\"\s*\)")
USED = re.compile(r"\.(?:words|pattern|section)\(\s*[\"'](\w+(?:\.\w+)?)[\"']\s*\)")


def write_list(folder: Path, words: str) -> Path:
    path = folder / "x.toml"
    path.write_text(words, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_loads_and_explains_how_to_add_a_word(path: Path) -> None:
    lists = read_vocabulary(path).lists
    assert lists
    opening = path.read_text(encoding="utf-8").split("\n\n")[0]
    assert all(line.startswith("#") for line in opening.splitlines()) and "To add a" in opening
    for words in lists.values():
        assert all(word == unicodedata.normalize("NFC", word) for word in words)


def test_every_list_is_used() -> None:
    package = Path(vocabulary.__file__).parent
    sources = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    loaded_files = {name for source in sources.values() for name in LOADED.findall(source)}
    assert loaded_files == {(path.parent.parent.name, path.stem) for path in FILES}
    for package_name, stem in loaded_files:
        vocabulary_lists = read_vocabulary(package / package_name / "vocabulary" / f"{stem}.toml")
        readers = [s for s in sources.values() if (package_name, stem) in LOADED.findall(s)]
        used_keys = {key for source in readers for key in USED.findall(source)}
        # Sections of tables, months and kinds of data are read by a computed name.
        keys = {key for key in vocabulary_lists.lists if "." not in key}
        assert keys <= used_keys, stem


def test_sections_of_column_names_are_the_declared_columns() -> None:
    for table in (tables.ACTIVITIES, tables.POPULATION):
        assert list(FIELDS[table.name]) == [column.name for column in table.columns]


def test_no_word_has_two_meanings() -> None:
    for table in FIELDS:
        assert column_names._fields_by_key(table)
    months = load_vocabulary("values", "months").lists
    words = [word for key, of_month in months.items() if "." in key for word in of_month]
    assert len(words) == len(set(words))
    places = load_vocabulary("values", "place_words")
    assert not {*places.words("oblast_words")} & {*places.words("city_words")}


def test_every_label_of_country_totals_is_a_name_of_the_country() -> None:
    country_totals = load_vocabulary("understand", "wide_words").words("country_totals")
    assert {*country_totals} <= {*load_vocabulary("values", "place_words").words("country")}


def test_a_name_of_two_columns_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = {"activities": {**FIELDS["activities"], "note": ("Дата проведения",)}}
    monkeypatch.setattr(column_names, "FIELDS", twice)
    with pytest.raises(VocabularyError, match="column_names.toml: .*date.*note"):
        column_names._fields_by_key.__wrapped__("activities")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("a = [", "x.toml: "),
        ("a = []", "x.toml: a: a list of words is needed"),
        ("a = 1", "x.toml: a: a list of words is needed"),
        ('[b]\na = [""]', "x.toml: b.a: “” is no word"),
        ('a = ["Итого"]', "x.toml: a: “Итого” has capital letters"),
        ('a = ["итого "]', "stray spaces"),
        ('a = ["и\u0306"]', "stray spaces or characters"),
        ('a = ["итого", "всего", "итого"]', "x.toml: a: “итого” stands twice"),
        ('a = "b"', "x.toml: a: there is no list “b”"),
    ],
)
def test_a_mistake_has_a_message(words: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(VocabularyError) as error:
        read_vocabulary(write_list(tmp_path, words))
    assert message in str(error.value)


def test_a_missing_list_and_an_invalid_pattern_have_messages(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="x.toml: there is no|No such file"):
        read_vocabulary(tmp_path / "x.toml")
    lists = Vocabulary("x.toml", {"a": ("(",), "s.b": ("б",)})
    for call in (lambda: lists.words("c"), lambda: lists.section("a"), lambda: lists.pattern("a")):
        with pytest.raises(VocabularyError, match="x.toml: "):
            call()
    assert lists.section("s") == {"b": ("б",)}


def test_a_list_may_refer_to_another_key(tmp_path: Path) -> None:
    lists = read_vocabulary(write_list(tmp_path, '[s]\na = ["а", "б"]\n[t]\nb = "s.a"\n'))
    assert lists.section("t") == {"b": ("а", "б")}
    assert plain("а") in map(plain, lists.words("s.a"))
