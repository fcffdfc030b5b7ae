"""Years without a register are one entry: what was published of each, named and with its source."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset.campaigns_csv import with_status
from campaign.dataset.load import Folders
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import Open, shown

OTHERS = ["2018", "2019", "2020", "2021"]


def choices(app: AppTest, lang: str) -> list[str]:
    """The words on the choice of edition."""
    (control,) = [g for g in app.get("button_group") if g.key == f"edition:{lang}"]
    return [str(option.content) for option in control.proto.options]


def years(app: AppTest) -> list[str]:
    """The years that are listed, in their order."""
    return re.findall(r'data-year="(\d+)"', shown(app))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_are_one_choice_that_leads_somewhere(open_page: Open, lang: str) -> None:
    app = open_page("map", lang=lang, **{"from": "2017-08-10"})
    other = Text.of(lang)("Other years")
    assert choices(app, lang) == ["2017", other]
    app.get("button_group")[1].set_value("other").run()
    assert not app.exception
    assert dict(app.query_params.items()) == {"lang": lang, "edition": "2018"}
    assert f"<h1>{other}</h1>" in shown(app)
    assert years(app) == OTHERS


@pytest.mark.parametrize("page", ["overview", "map", "timeline", "activities"])
@pytest.mark.parametrize("edition", OTHERS)
def test_an_old_link_opens_them_at_its_year(open_page: Open, page: str, edition: str) -> None:
    lang = LANGUAGES[(OTHERS.index(edition) + len(page)) % 3]
    app = open_page(page, lang=lang, edition=edition, oblast="KG-N")
    text = Text.of(lang)
    assert not app.exception
    assert years(app) == [edition, *(year for year in OTHERS if year != edition)]
    # Nothing is drawn, and no filter is offered over nothing.
    assert not app.get("bidi_component")[1:] and not app.slider
    app.button(key=f"back:{lang}").click().run()
    assert dict(app.query_params.items()) == {"lang": lang, "oblast": "KG-N"}
    assert f"<h1>{text('Other years')}</h1>" not in shown(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_says_what_was_published_and_where(
    open_page: Open, campaign: Campaign, lang: str
) -> None:
    words = shown(open_page(lang=lang, edition="2018"))
    text = Text.of(lang)
    sections = dict(re.findall(r'data-year="(\d+)">(.*?)</section>', words, re.DOTALL))
    for year, edition in campaign.editions.items():
        if year in OTHERS:
            assert edition.name(text) in sections[year]
            assert edition.notes[lang] and edition.notes[lang] in sections[year]
            for source in edition.source.split(";"):
                assert f'href="{source}"' in sections[year]
    assert text.date_range_short(date(2018, 9, 10), date(2018, 12, 10)) in sections["2018"]
    assert text("No published figure was found.") in sections["2020"]
    assert text("more than {value}", value=5000.0) in sections["2019"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_2019_is_named_as_what_it_was(open_page: Open, campaign: Campaign, lang: str) -> None:
    text = Text.of(lang)
    words = shown(open_page(lang=lang, edition="2019"))
    warning = text(
        "This was not the “100 Days” campaign. Its figures were counted differently and cannot be "
        "compared with those of the campaign."
    )
    assert words.count(warning) == 1
    assert warning in words.split('data-year="2019"')[1].split("</section>")[0]
    edition = campaign.editions["2019"]
    assert edition.related and edition.titled(text) == f"{edition.names[lang]}, 2019"


def test_each_event_stands_once(open_page: Open) -> None:
    words = shown(open_page(lang="en", edition="2018"))
    (year,) = re.findall(r'data-year="2018">(.*?)</section>', words, re.DOTALL)
    events = year.split("Dates and events")[1]
    days = re.findall(r'class="when">(.*?)<', events.replace("\u00a0", " "))
    assert days == ["2 Jul 2018", "10 Sept 2018", "10 Dec 2018", "25 Jan 2019"]


def test_a_year_that_gets_a_register_is_a_choice_of_its_own(
    open_page: Open, tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(folders.data, data)
    listed = data / "campaigns.csv"
    listed.write_bytes(with_status(listed.read_bytes(), "2018", "register"))
    (data / "2018").mkdir()
    (data / "2018/activities.csv").write_text(
        "activity_id,date,oblast,type,reached\n1,2018-10-01,KG-N,lecture,12\n", encoding="utf-8"
    )
    monkeypatch.setenv("CAMPAIGN_DATA", str(data))
    app = open_page(lang="en", edition="2018")
    assert not app.exception
    assert choices(app, "en") == ["2017", "2018", "Other years"]
    assert not years(app)
    assert years(open_page(lang="en", edition="2019")) == ["2019", "2020", "2021"]
