"""Font subsets have every character and icon that is shown, with unchanged metrics."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from campaign.web import fonts
from campaign.web.streamlit_files import FONT_FILES, SUBSETS, find_file
from tests.web.test_streamlit_files import SOURCES

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT_FILES = [
    *(ROOT / "campaign" / "i18n" / "locale").rglob("*.po"),
    *(ROOT / "data").rglob("*.csv"),
    *(ROOT / "data").rglob("*.toml"),
    *(ROOT / "geo").glob("*.csv"),
    *(
        path
        for name in ("charts", "render", "ui")
        for path in (ROOT / "campaign" / name).rglob("*.py")
    ),
    *(ROOT / "campaign" / "browser").rglob("*.js"),
]


@pytest.fixture(scope="module")
def subsets() -> Mapping[str, bytes]:
    """The subsets by the names of their fonts."""
    made = fonts.subsets()
    return {name: made[find_file(pattern).name] for name, pattern in FONT_FILES.items()}


@pytest.fixture(scope="module")
def text(subsets: Mapping[str, bytes]) -> TTFont:
    return TTFont(BytesIO(subsets["text"]))


@pytest.fixture(scope="module")
def icons(subsets: Mapping[str, bytes]) -> TTFont:
    return TTFont(BytesIO(subsets["icons"]))


@pytest.fixture(scope="module")
def whole_text() -> TTFont:
    return TTFont(find_file(FONT_FILES["text"]))


def test_the_files_are_those_of_the_installed_fonts(subsets: Mapping[str, bytes]) -> None:
    files = {find_file(pattern).name: subsets[name] for name, pattern in FONT_FILES.items()}
    assert {path.name: path.read_bytes() for path in SUBSETS.iterdir()} == files, "run `make fonts`"


# Icons ----------------------------------------------------------------------------------------


def test_the_list_has_exactly_the_icons_of_our_code() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCES if path.parent.name != "web"
    )
    # The name of an icon is written in one piece, so that it is found here.
    assert re.findall(r":material/(?!\w+:|…)\S*", source) == []
    assert set(re.findall(r":material/(\w+):", source)) == fonts.ICONS


def test_every_icon_has_a_glyph(icons: TTFont) -> None:
    glyphs = fonts.ligatures(icons)
    assert fonts.icons() - set(glyphs) == set()
    blank = [name for name in fonts.icons() if icons["glyf"][glyphs[name]].numberOfContours < 1]
    assert blank == []
    # The font has the letters of all names, which ligatures need.
    assert {ord(letter) for name in fonts.icons() for letter in name} <= set(icons.getBestCmap())


@pytest.mark.long
def test_an_icon_is_drawn_as_in_the_whole_font(icons: TTFont) -> None:
    full_font = TTFont(find_file(FONT_FILES["icons"]))
    before, after = fonts.ligatures(full_font), fonts.ligatures(icons)
    for name in sorted(fonts.ICONS):
        assert full_font["hmtx"][before[name]] == icons["hmtx"][after[name]], name
        points = full_font["glyf"][before[name]].coordinates
        assert points == icons["glyf"][after[name]].coordinates, name


def test_other_icons_are_removed(icons: TTFont) -> None:
    assert not {"home", "rocket", "10k"} & set(fonts.ligatures(icons))


def test_an_icon_that_the_font_does_not_have_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "ICONS", frozenset({"no_such_icon"}))
    with pytest.raises(KeyError, match="no_such_icon"):
        fonts.subset_icons(find_file(FONT_FILES["icons"]))


# Text -----------------------------------------------------------------------------------------


def test_the_subset_has_every_character_of_our_texts(text: TTFont, whole_text: TTFont) -> None:
    missing = set(whole_text.getBestCmap()) - set(text.getBestCmap())
    for path in TEXT_FILES:
        characters = {letter for letter in path.read_text(encoding="utf-8") if letter >= " "}
        assert {letter for letter in characters if ord(letter) in missing} == set(), path


def test_the_subset_has_letters_of_uploaded_files(text: TTFont) -> None:
    letters = "ҢңӨөҮүЁёЎўҚқҒғҲҳІіЇїЄєӘәÄäßğşıŁłŽž0123456789№«»„“”‘’–—…·‑−₽€×→↑↓"
    assert {letter for letter in letters if ord(letter) not in text.getBestCmap()} == set()


def test_the_subset_has_the_metrics_of_the_font(text: TTFont, whole_text: TTFont) -> None:
    assert text["head"].unitsPerEm == whole_text["head"].unitsPerEm
    for name in ("ascent", "descent", "lineGap"):
        assert getattr(text["hhea"], name) == getattr(whole_text["hhea"], name)
    for name in ("sTypoAscender", "sTypoDescender", "usWinAscent", "usWinDescent", "sxHeight"):
        assert getattr(text["OS/2"], name) == getattr(whole_text["OS/2"], name)
    before = whole_text.getBestCmap()
    for code, glyph in text.getBestCmap().items():
        assert text["hmtx"][glyph][0] == whole_text["hmtx"][before[code]][0], chr(code)


def test_all_weights_kerning_and_ligatures_stay(text: TTFont) -> None:
    axes = [(axis.axisTag, axis.minValue, axis.maxValue) for axis in text["fvar"].axes]
    assert axes == [("wght", 200, 900)] and {"gvar", "HVAR"} <= set(text.keys())
    records = text["GPOS"].table.FeatureList.FeatureRecord
    assert {"kern", "mark"} <= {record.FeatureTag for record in records}
    assert "liga" in {r.FeatureTag for r in text["GSUB"].table.FeatureList.FeatureRecord}


def test_the_subset_has_the_licence_but_not_the_reserved_name(text: TTFont) -> None:
    names = {record.nameID: str(record) for record in text["name"].names}
    assert "Reserved Font Name" in names.pop(0) and "SIL Open Font License" in names.pop(13)
    assert names.pop(14) == "http://scripts.sil.org/OFL"
    assert names[1] == names[4] == "CampaignText"
    assert not [words for words in names.values() if "source" in words.lower()]
