"""The TOML file of slides is read and written without loss, and errors have a location."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import MOST_SLIDES, SLIDE_KINDS, Slide, default_slides
from campaign.presentation.slides_file import (
    UnreadableSlidesError,
    parse_slides,
    read_slides,
    slides_version,
    to_toml,
)
from tests.examples import examples


@pytest.fixture(scope="module")
def shipped_slides(folders: Folders, campaign: Campaign) -> tuple[Slide, ...]:
    return read_slides(folders.data, "2017", campaign)


def test_fewer_than_twelve_slides_are_shipped_in_three_languages(
    shipped_slides: tuple[Slide, ...],
) -> None:
    before, after = ["cover", "headline"], ["insights", "text"]
    charts = ["map", "rates", "timeline", "leading_types", "plan", "compare_days"]
    assert [slide.kind for slide in shipped_slides] == [*before, *charts, *after]
    assert len(shipped_slides) < 12
    for slide in shipped_slides:
        for lang in LANGUAGES:
            # Notes of chart slides are generated when the presentation is built.
            assert slide.title[lang] and bool(slide.notes_in(lang)) == slide.is_words
            assert slide.lines_in(lang) or not slide.is_words
    assert shipped_slides[2].play and not shipped_slides[3].play
    assert shipped_slides[-1].source.startswith("https://")


def test_a_changed_file_has_a_new_version(
    shipped_slides: tuple[Slide, ...], tmp_path: Path
) -> None:
    assert slides_version(tmp_path, "2017") == ""
    (tmp_path / "2017").mkdir()
    versions = set()
    for count in (1, 2):
        file = tmp_path / "2017" / "slides.toml"
        file.write_text(to_toml(shipped_slides[:count]), encoding="utf-8")
        versions.add(slides_version(tmp_path, "2017"))
    assert len(versions - {""}) == 2


def test_slides_as_toml_are_read_back_equal(shipped_slides: tuple[Slide, ...]) -> None:
    unusual = Slide(
        "map",
        {"ky": 'Ң "тырмакча" \\', "ru": "две\nстроки\t\x7f", "en": ""},
        notes={"ky": "", "ru": "]]>\x01\r\n", "en": "# no comment"},
        query={"oblast": "KG-N,KG-T", "from": "2017-08-01"},
        text={"ky": "", "ru": "", "en": ""},
        play=True,
    )
    slides = (*shipped_slides, unusual)
    content = to_toml(slides)
    assert content.count("query") == sum(bool(slide.query) for slide in slides)
    assert parse_slides(content) == slides
    assert to_toml(parse_slides(content)) == content


# Any text that UTF-8 can encode, with many quotes, line ends and special characters of TOML.
TEXTS = st.text(
    st.one_of(st.sampled_from("\"'\\\n\r\t#=[]{}\x00\x7f\u2028"), st.characters(codec="utf-8")),
    max_size=40,
)
LANGUAGE_TEXTS = st.fixed_dictionaries(dict.fromkeys(LANGUAGES, TEXTS))
SLIDES = st.builds(
    Slide,
    kind=st.sampled_from(list(SLIDE_KINDS)),
    title=LANGUAGE_TEXTS.filter(lambda words: any(words.values())),
    notes=LANGUAGE_TEXTS,
    text=LANGUAGE_TEXTS,
    query=st.dictionaries(TEXTS.filter(lambda key: key != "lang"), TEXTS, max_size=4),
    source=TEXTS,
    play=st.booleans(),
)


@examples(400)
@given(st.lists(SLIDES, min_size=1, max_size=4))
def test_any_slides_as_toml_are_read_back_equal(slides: list[Slide]) -> None:
    assert parse_slides(to_toml(slides)) == tuple(slides)


def test_a_file_with_the_older_table_name_is_read(shipped_slides: tuple[Slide, ...]) -> None:
    content = to_toml(shipped_slides)
    older = content.replace("[[slide]]", "[[scene]]").replace("[slide.", "[scene.")
    assert older != content and "slide" not in older
    assert parse_slides(older) == shipped_slides


def test_slides_are_read_from_the_older_file_name(
    shipped_slides: tuple[Slide, ...], tmp_path: Path, campaign: Campaign
) -> None:
    folder = tmp_path / "2017"
    folder.mkdir()
    (folder / "scenes.toml").write_text(to_toml(shipped_slides[:2]), encoding="utf-8")
    assert read_slides(tmp_path, "2017", campaign) == shipped_slides[:2]
    (folder / "slides.toml").write_text(to_toml(shipped_slides[2:]), encoding="utf-8")
    assert read_slides(tmp_path, "2017", campaign) == shipped_slides[2:]


@pytest.mark.parametrize(
    ("content", "reason", "slide"),
    [
        ("", "slides", None),
        ("slide = 3", "slides", None),
        ("[[slide]]\nfigure = 'map'\n" * (MOST_SLIDES + 1), "slides", None),
        ("[[slide]]\nfigure = 'pie'\n[slide.title]\nen = 'x'", "figure", 1),
        ("[[slide]]\nfigure = []\n[slide.title]\nen = 'x'", "figure", 1),
        ("[[slide]]\nfigure = 'map'", "title", 1),
        ("[[slide]]\nfigure = 'map'\ntitle = 'x'", "words", 1),
        ("[[slide]]\nfigure = 'map'\nquery = {a = 1}\n[slide.title]\nen = 'x'", "query", 1),
    ],
)
def test_an_invalid_file_raises_an_error_with_reason_and_slide(
    content: str, reason: str, slide: int | None
) -> None:
    with pytest.raises(UnreadableSlidesError) as error:
        parse_slides(content)
    assert (error.value.reason, error.value.slide) == (reason, slide)


def test_invalid_toml_names_its_line() -> None:
    with pytest.raises(UnreadableSlidesError, match="line 2"):
        parse_slides("[[slide]]\nfigure = =\n")


def test_an_edition_without_slides_has_the_default_slides(
    folders: Folders, campaign: Campaign
) -> None:
    assert read_slides(folders.data, "2018", campaign) == default_slides()
    assert all(slide.title[lang] for slide in default_slides() for lang in LANGUAGES)


@pytest.mark.parametrize(
    "query", [{"oblast": "Batken"}, {"oblst": "KG-B"}, {"from": "01.08.2017"}, {"edition": "2035"}]
)
def test_a_slide_with_an_unknown_selection_is_named(
    query: dict[str, str], tmp_path: Path, campaign: Campaign
) -> None:
    slides = [default_slides()[0], replace(default_slides()[1], query=query)]
    (tmp_path / "2017").mkdir()
    (tmp_path / "2017" / "slides.toml").write_text(to_toml(slides), encoding="utf-8")
    with pytest.raises(UnreadableSlidesError, match="query") as error:
        read_slides(tmp_path, "2017", campaign)
    assert error.value.slide == 2


def test_the_former_slide_of_lowest_and_highest_rates_shows_all_rates() -> None:
    (slide,) = parse_slides('[[slide]]\nfigure = "regions"\ntitle = {en = "x"}\n')
    assert slide.kind == "rates"
