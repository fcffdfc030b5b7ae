"""The talk as data: its numbers are those of the indicators, its words stand in every language."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pandas as pd
import pytest

from campaign.analysis.class_breaks import FEWEST, MOST
from campaign.analysis.indicators import INDICATORS, by_type, by_unit, headline
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.browser.linker import ROOT
from campaign.charts.region_classes import STATE_SIGNS
from campaign.dataset.load import Folders
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import WORDS, Presentation, split, talk, to_json
from campaign.presentation.slides import FIGURES, Scene, scenes_of
from campaign.presentation.style import HALL, LEAST_CONTRAST
from campaign.render.plotly.magnify import magnify
from campaign.render.size import PROJECTOR
from campaign.theme.style import RAMPS, contrast
from tests.campaigns import REGIONS


@pytest.fixture(scope="module")
def scenes(folders: Folders) -> tuple[Scene, ...]:
    return scenes_of(folders.data, "2017")


@pytest.fixture(scope="module")
def shown(campaign: Campaign, scenes: tuple[Scene, ...]) -> Presentation:
    return talk(campaign, scenes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_of_every_scene(
    campaign: Campaign, scenes: tuple[Scene, ...], shown: Presentation, lang: str
) -> None:
    text = Text.of(lang)
    for scene, told in zip(scenes, shown.told["scenes"], strict=True):
        words = told[lang]
        view = scene.view(campaign, lang, HALL)
        assert words["title"] == scene.title[lang]
        assert words["notes"] == scene.notes[lang]
        assert (
            words["mark"] == view.mark == text("Illustrative data: not a record of the campaign.")
        )
        assert campaign.fingerprint in words["source"]
        assert view.filters in words["imprint"]
        assert words["nothing"] == "" and words["undrawn"] == ""
        assert bool(words["boundaries"]) == (scene.figure == "map")
        chart = scene.chart(view)
        if chart is None:
            assert words["lines"] == scene.lines(lang)
            continue
        said = f"{words['headline']} {words['rest']}".casefold().replace(".", "").split()
        assert said == chart.summary.casefold().replace(";", "", 1).replace(".", "").split() or (
            said == chart.summary.casefold().replace(".", "").split()
        )


@pytest.mark.parametrize("place", ("", *REGIONS))
def test_numbers_of_the_country_and_of_each_unit(campaign: Campaign, place: str) -> None:
    query = {"oblast": place} if place else {}
    figures = ("headline", "map", "leading_types")
    shown = talk(campaign, [Scene(f, {"en": f}, query=query) for f in figures])
    for lang in LANGUAGES:
        view = View(campaign, Selection.from_query(query, campaign), Text.of(lang), HALL)
        _check_numbers(shown, view, place)


def _check_numbers(shown: Presentation, view: View, place: str) -> None:
    campaign, edition, text, lang = view.campaign, view.edition, view.text, view.text.lang
    codes = [place] if place else campaign.places.codes
    wanted = headline(view.totals(), codes, edition.population)
    values = {n["code"]: n["value"] for n in shown.told["scenes"][0][lang]["numbers"]}
    assert values["reach"] == text.number(wanted.reached or 0)
    assert values["activities"] == text.number(wanted.activities)
    if not place:
        assert values["units"] == text("{n} of {total}", n=wanted.units, total=len(codes))
    assert values["youth"] == text.percent(wanted.youth or 0, 1)
    assert values["rate"] == text.number(wanted.rate or 0, 1)

    units = by_unit(
        view.totals(oblasts=False), INDICATORS["rate"], campaign.places.codes, edition.population
    )
    if place:
        reached = units["reached"].rank(method="min", ascending=False)
        rank, of = int(reached[place]), int(reached.notna().sum())
        assert values["rank"] == text("{n} of {total}", n=rank, total=of)
    assert _on_map(shown.drawn[1][lang]["figure"]) == {
        code: STATE_SIGNS.get(row["state"]) or text.number(row["value"], 1)
        for code, row in units.iterrows()
    }
    types = by_type(view.totals(types=False), INDICATORS["reach"], campaign.types).head(8)
    bars = shown.drawn[2][lang]["figure"]["data"][0]
    assert [code.removeprefix("type=") for code in bars["customdata"]] == list(types.index)
    assert list(bars["text"]) == [
        text("not reported") if pd.isna(n) else text.number(n) for n in types["value"]
    ]
    cells = _cells(shown.drawn[1][lang]["table"])
    for code, row in units.iterrows():
        value = text("not reported") if pd.isna(row["value"]) else text.number(row["value"], 1)
        # Where a place is chosen a column says which rows are in the selection.
        assert [c[3 if place else 2] for c in cells if c[0] == code] == [value]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_play_ends_where_the_map_rests(shown: Presentation, lang: str) -> None:
    drawn = shown.drawn[2][lang]
    last = {code: points[-1][2] for code, points in drawn["play"]["units"].items()}
    assert last == _on_map(drawn["figure"])
    assert drawn["play"]["days"] == 113
    assert "play" not in shown.drawn[3][lang]


def test_geometry_is_named_and_never_repeated(shown: Presentation, campaign: Campaign) -> None:
    content = to_json(shown.drawn)
    assert b'"coordinates"' not in content and b".geojson" not in content
    assert campaign.fingerprint in shown.boundaries
    assert len(content) < 400_000


def test_what_leaves_nothing_says_so_in_words(campaign: Campaign) -> None:
    nothing = {"oblast": "KG-T", "type": "flash_mob"}
    scenes = [Scene(figure, {"en": "x"}, query=nothing) for figure in FIGURES if figure != "text"]
    scenes.append(Scene("map", {"en": "x"}, query={"edition": "2018"}))
    shown = talk(campaign, scenes)
    for told, drawn in zip(shown.told["scenes"], shown.drawn, strict=True):
        for lang in LANGUAGES:
            assert told[lang]["nothing"]
            assert "figure" not in drawn[lang] and not told[lang]["numbers"]
    text = Text.of("ru")
    assert shown.told["scenes"][0]["ru"]["nothing"] == text("No activities in this selection.")
    with pytest.raises(ValueError, match="scene"):
        talk(campaign, [])


def test_a_map_without_boundaries_says_so(campaign: Campaign) -> None:
    bare = replace(campaign, places=replace(campaign.places, boundaries=None))
    shown = talk(bare, [Scene("map", {"en": "x"})])
    assert shown.told["scenes"][0]["ky"]["undrawn"]
    assert "figure" not in shown.drawn[0]["ky"] and "<table" in shown.drawn[0]["ky"]["table"]
    assert shown.boundaries == ""


@pytest.mark.parametrize("figure", ["breakdown", "heatmap"])
def test_forty_types_are_cut_to_what_a_hall_can_read(campaign: Campaign, figure: str) -> None:
    shown, most = talk(_with_types(campaign, 40), [Scene(figure, {"en": "x"})]), PROJECTOR.most_rows
    assert most == 12
    for lang in LANGUAGES:
        drawn = shown.drawn[0][lang]["figure"]
        assert len(drawn["layout"]["yaxis"]["tickvals"]) == most
        bars = [t for t in drawn["data"] if t["type"] == "bar" and t.get("orientation") == "h"]
        assert all(y is None or y < most for trace in bars for y in trace["y"])
        assert Text.of(lang).number(40 - most) in shown.told["scenes"][0][lang]["more"]
        assert shown.drawn[0][lang]["table"].count("<tr>") >= 40


@pytest.mark.parametrize("family", RAMPS)
@pytest.mark.parametrize("count", range(1, MOST + 1))
def test_every_class_colour_bears_its_value(family: str, count: int) -> None:
    colours = HALL.ramp(family, count)
    assert len(set(colours)) == count
    assert min(contrast(c, HALL.on(c)) for c in colours) >= LEAST_CONTRAST
    darkness = [contrast(c, "#ffffff") for c in colours]
    assert darkness == sorted(darkness)
    assert FEWEST <= MOST


def test_words_on_their_ground() -> None:
    for name in ("text", "muted", "accent", "mark_text"):
        for ground in (HALL.background, HALL.surface):
            assert contrast(getattr(HALL, name), ground) >= LEAST_CONTRAST, name


@pytest.mark.parametrize("figure", [name for name, build in FIGURES.items() if build])
def test_no_type_in_a_figure_is_below_twenty_pixels(campaign: Campaign, figure: str) -> None:
    drawn = talk(campaign, [Scene(figure, {"en": "x"})]).drawn[0]["ky"]["figure"]
    sizes = list(_font_sizes(drawn))
    assert drawn["layout"]["font"]["size"] == 28 and min(sizes) >= 20
    assert "template" not in drawn["layout"]


def test_magnified_grows_pixels_and_leaves_data() -> None:
    figure = {
        "data": [
            {"width": 86_400_000, "y": [1, 2], "marker": {"size": [4, 5], "line": {"width": 1}}}
        ],
        "layout": {
            "margin": {"l": 3},
            "font": {"size": 14},
            "annotations": [{"yshift": -2, "y": 1}],
        },
    }
    assert magnify(figure, 2) == {
        "data": [
            {"width": 86_400_000, "y": [1, 2], "marker": {"size": [8, 10], "line": {"width": 2}}}
        ],
        "layout": {
            "margin": {"l": 6},
            "font": {"size": 28},
            "annotations": [{"yshift": -4, "y": 1}],
        },
    }


def test_the_finding_is_the_first_of_what_is_said() -> None:
    assert split("Highest: A, 1. Lowest: B, 2.") == ("Highest: A, 1. Lowest: B, 2.", "")
    long = "Busiest day: 2 August 2017 (623 people); in total: 10,173 people; not reported for 5."
    assert split(long) == (
        "Busiest day: 2 August 2017 (623 people)",
        "In total: 10,173 people; not reported for 5.",
    )
    many = f"Highest: {'A' * 70}. Lowest: B."
    assert split(many) == (f"Highest: {'A' * 70}.", "Lowest: B.")


def test_json_cannot_leave_its_element(campaign: Campaign) -> None:
    bad = "</script><script>alert(1)</script><!-- \u2028"
    shown = talk(campaign, [Scene("text", {"ky": bad}, notes={"ky": bad}, text={"ky": bad})])
    content = to_json(shown.told).decode()
    assert "<" not in content and "\u2028" not in content
    assert json.loads(content)["scenes"][0]["ru"]["title"] == bad


def test_same_talk_same_digest(
    campaign: Campaign, scenes: tuple[Scene, ...], shown: Presentation
) -> None:
    assert talk(campaign, scenes).digest == shown.digest
    assert talk(campaign, scenes[:-1]).digest != shown.digest


def test_the_browser_has_every_word_it_says(shown: Presentation) -> None:
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "presentation").glob("*.js"))
    assert set(re.findall(r"\bwords(?:\[lang\])?\.(\w+)", scripts)) == set(WORDS)
    assert all(shown.told["words"][lang][name] for lang in LANGUAGES for name in WORDS)


def _on_map(figure: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for trace in figure["data"]:
        if trace.get("meta") == {"play": "text"}:
            codes = [code.removeprefix("oblast=") for code in trace["customdata"]]
            found |= dict(zip(codes, trace["text"], strict=True))
    return found


def _cells(table: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [[unescape(c) for c in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows[1:]]


def _font_sizes(value: Any, inside: str = "") -> Any:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "size" and inside.endswith("font"):
                yield from inner if isinstance(inner, list | tuple) else [inner]
            else:
                yield from _font_sizes(inner, name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _font_sizes(item, inside)


def _with_types(campaign: Campaign, count: int) -> Campaign:
    """The campaign with so many types of activity, one row each."""
    edition = campaign.editions["2017"]
    assert edition.totals is not None and edition.activities is not None
    codes = [f"kind_{n}" for n in range(count)]
    names = {
        f"name_{lang}": [f"{lang} {'сөз ' * 9}{n}" for n in range(count)] for lang in LANGUAGES
    }
    types = pd.DataFrame({"group": "awareness", **names}, index=pd.Index(codes, name="code"))
    for column in campaign.types.columns:
        if column not in types:
            types[column] = campaign.types[column].iloc[0]
    repeated = [codes[n % count] for n in range(len(edition.totals))]
    totals = edition.totals.assign(type=repeated)
    assert len(totals) >= count
    changed = replace(edition, totals=totals)
    return replace(campaign, types=types, editions={"2017": changed})
