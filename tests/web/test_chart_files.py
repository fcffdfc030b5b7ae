"""Each chart with its texts is served as an SVG file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from campaign.analysis.view import View
from campaign.charts import by_region, by_type
from campaign.charts.chart import Chart
from campaign.charts.chart_list import key_in_list
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.svg.drawing import FONT
from campaign.site.links import LiveLinks
from campaign.theme.style import LIGHT
from tests.campaigns import CHARTS, view_of, with_edition, with_register_away
from tests.web.client import get

SVG = "{http://www.w3.org/2000/svg}"
CASES = [
    (build, LANGUAGES[at % len(LANGUAGES)])
    for at, build in enumerate((*CHARTS, by_region.overview_map))
]


def address(view: View, build: Callable[[View], Chart]) -> str:
    key = key_in_list(build, build(view).key)
    return LiveLinks(view.campaign).picture(key, view.selection) or ""


def words_of(content: bytes) -> str:
    """The words of a file without spaces, because it has line breaks of its own."""
    texts = ElementTree.fromstring(content).iter(f"{SVG}text")
    return re.sub(r"\s+", "", "".join(text.text or "" for text in texts))


def solid(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.mark.sample(7)
@pytest.mark.parametrize(("build", "lang"), CASES, ids=lambda part: getattr(part, "__name__", part))
def test_file_has_the_texts_of_the_card(
    campaign: Campaign, build: Callable[[View], Chart], lang: str
) -> None:
    view = view_of(campaign, lang, oblast="KG-N,KG-GO", **{"from": "2017-08-05"})
    chart = build(view)
    answer = get(address(view, build))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["cache-control"] == "no-cache"
    assert f'"{chart.key}-2017' in answer.headers["content-disposition"]
    root, words = ElementTree.fromstring(answer.content), words_of(answer.content)
    title = root.find(f"{SVG}title")
    assert title is not None and title.text == chart.heading
    for part in (chart.finding, chart.title, view.disclaimer, campaign.fingerprint, *chart.sources):
        assert solid(part) in words
    assert solid(view.edition.title(view.text)) in words
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    inner = root.find(f"{SVG}svg")
    assert width == 1000 and inner is not None
    assert float(inner.get("y", 0)) + float(inner.get("height", 0)) < height
    assert all(float(text.get("y", 0)) < height for text in root.findall(f"{SVG}text"))
    assert FONT not in answer.text, "a file cannot load the typeface of a page"
    assert "http" not in answer.text.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_invented_data_are_marked_and_others_are_not(
    campaign: Campaign, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(campaign, lang)
    marked = get(address(view, by_region.choropleth))
    assert view.disclaimer and solid(view.disclaimer) in words_of(marked.content)
    assert LIGHT.mark_surface in marked.text
    real = with_edition(campaign, status="register")
    monkeypatch.setattr(campaign_cache, "current", lambda: real)
    plain = get(address(view, by_region.choropleth))
    assert solid(view.disclaimer) not in words_of(plain.content)
    assert LIGHT.mark_surface not in plain.text


def test_selection_is_highlighted(campaign: Campaign) -> None:
    view = view_of(campaign, "ru", oblast="KG-N")
    svg = get(address(view, by_region.choropleth)).text
    assert re.findall(r'data-code="oblast=([^"]*)" data-selected="true"', svg) == ["KG-N"]


def test_leading_types_have_a_file_of_their_own(campaign: Campaign) -> None:
    view = view_of(campaign, "en")
    leading = words_of(get(address(view, by_type.leading_types)).content)
    assert leading != words_of(get(address(view, by_type.breakdown)).content)
    assert solid(by_type.leading_types(view).finding) in leading


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("secret.svg", 404),
        ("register.svg", 404),
        ("map.svg?edition=2018", 404),
        ("map.svg?oblast=KG-T&type=flash_mob", 404),
        ("map.svg?oblast=KG-XX", 400),
        ("map.svg?from=2017-13-01", 400),
        ("map.svg?oblst=KG-B", 400),
        ("map.svg?utm_source=mail", 200),
    ],
)
def test_what_is_not_understood_is_refused_as_for_a_table(path: str, status: int) -> None:
    answer = get(f"/files/{path}")
    assert answer.status_code == status
    if "register" not in path:
        assert get(f"/files/{path.replace('.svg', '.csv')}").status_code == status


def test_chart_of_a_register_that_is_away(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No chart of it is in a cache.
    away = replace(with_register_away(campaign), fingerprint="away")
    monkeypatch.setattr(campaign_cache, "current", lambda: away)
    answer = get("/files/organisers.svg?lang=en")
    assert answer.status_code == 503 and "cannot be read at present" in answer.text
    assert get("/files/map.svg").status_code == 200


def test_map_without_boundaries_says_why(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = replace(campaign.places, boundaries=None)
    bare = replace(campaign, places=places, fingerprint="bare")
    monkeypatch.setattr(campaign_cache, "current", lambda: bare)
    answer = get("/files/map.svg?lang=en")
    assert answer.status_code == 404 and "boundary file" in answer.text
    assert get("/files/map.csv?lang=en").status_code == 200
