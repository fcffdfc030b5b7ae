"""Scenes: read from TOML and written back, refused with what is wrong, shown on their own data."""

from __future__ import annotations

import pytest

from campaign.dataset.load import Folders
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import (
    FIGURES,
    MOST_SCENES,
    Scene,
    UnreadableSlides,
    default_scenes,
    read,
    scenes_of,
    written,
)
from campaign.theme.style import LIGHT


@pytest.fixture(scope="module")
def shipped(folders: Folders) -> tuple[Scene, ...]:
    return scenes_of(folders.data, "2017")


def test_seven_scenes_are_shipped_in_three_languages(shipped: tuple[Scene, ...]) -> None:
    figures = ["text", "headline", "map", "map", "timeline", "leading_types", "text"]
    assert [scene.figure for scene in shipped] == figures
    for scene in shipped:
        for lang in LANGUAGES:
            assert scene.title[lang] and scene.notes[lang]
            assert scene.lines(lang) or scene.figure != "text"
    assert shipped[2].play and not shipped[3].play
    assert shipped[-1].source.startswith("https://")


def test_written_scenes_are_read_back_equal(shipped: tuple[Scene, ...]) -> None:
    odd = Scene(
        "map",
        {"ky": 'Ң "тырмакча" \\', "ru": "две\nстроки\t\x7f", "en": ""},
        notes={"ky": "", "ru": "]]>\x01", "en": "# no comment"},
        query={"oblast": "KG-N,KG-T", "from": "2017-08-01"},
        text={"ky": "", "ru": "", "en": ""},
        play=True,
    )
    kept = (*shipped, odd)
    again = read(written(kept))
    assert again == kept
    assert written(again) == written(kept)


@pytest.mark.parametrize(
    ("content", "reason", "scene"),
    [
        ("", "scene", None),
        ("scene = 3", "scene", None),
        ("[[scene]]\nfigure = 'map'\n" * (MOST_SCENES + 1), "scene", None),
        ("[[scene]]\nfigure = 'pie'\n[scene.title]\nen = 'x'", "figure", 1),
        ("[[scene]]\nfigure = []\n[scene.title]\nen = 'x'", "figure", 1),
        ("[[scene]]\nfigure = 'map'", "title", 1),
        ("[[scene]]\nfigure = 'map'\ntitle = 'x'", "words", 1),
        ("[[scene]]\nfigure = 'map'\nquery = {a = 1}\n[scene.title]\nen = 'x'", "query", 1),
    ],
)
def test_a_file_that_is_wrong_says_where(content: str, reason: str, scene: int | None) -> None:
    with pytest.raises(UnreadableSlides) as refused:
        read(content)
    assert (refused.value.reason, refused.value.scene) == (reason, scene)


def test_toml_that_is_none_names_its_line() -> None:
    with pytest.raises(UnreadableSlides, match="line 2"):
        read("[[scene]]\nfigure = =\n")


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("edition", ["2017", "2018"])
def test_every_figure_on_every_kind_of_edition(
    campaign: Campaign, figure: str, edition: str
) -> None:
    view = Scene(figure, {"en": "x"}, query={"edition": edition}).view(campaign, "ru", LIGHT)
    chart = Scene(figure, {"en": "x"}).chart(view)
    wordy = figure in ("text", "headline")
    assert (chart is None) == (wordy or edition == "2018")
    if chart is not None:
        assert chart.summary and not getattr(chart.body, "animation", {})


def test_an_edition_without_scenes_has_plain_ones(folders: Folders) -> None:
    assert scenes_of(folders.data, "2018") == default_scenes()
    assert all(scene.title[lang] for scene in default_scenes() for lang in LANGUAGES)
