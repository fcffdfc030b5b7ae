"""The cover slide has the selection, the organizers of the register and the date of the data."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import MOST_ORGANISERS, cover_lines
from tests.campaigns import activities_of, view_of, with_edition


def with_organisers(campaign: Campaign, *organisers: str | None) -> Campaign:
    """The campaign with an activity for each organizer, of 100, 200, 300, … people."""
    rows = campaign.editions["2017"].activities
    assert rows is not None
    rows = rows.head(len(organisers)).copy()
    rows["organiser"] = list(organisers)
    rows["reached"] = [100.0 * n for n in range(1, len(organisers) + 1)]
    rows[["women", "men", "youth"]] = float("nan")
    return with_edition(campaign, activities=rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cover_has_its_lines_in_every_language(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    text, edition = view.text, view.edition
    selection, organisers, date = cover_lines(view)
    assert date == text("Data as of {day}", day=edition.last_day)
    period = text.date_range_short(*view.days)
    for part in (uncapitalize(edition.title(text)), text("Kyrgyzstan"), period):
        assert part in selection
    # The line names three of the 21 organizers in the illustrative register.
    assert len(edition.organiser_codes) - MOST_ORGANISERS == 18
    assert text("{names}; others: {n}", names="", n=18) in organisers
    assert organisers.startswith(
        text("Organizers (invented), by people reached: {names}", names="")
    )


def test_the_largest_organizer_is_first_and_the_others_are_counted(campaign: Campaign) -> None:
    view = view_of(with_organisers(campaign, "Alpha", "Beta", None, "Gamma", "Delta"))
    assert cover_lines(view)[1].endswith(": Delta; Gamma; Beta; others: 1")
    few = view_of(with_organisers(campaign, "Alpha", "Beta"))
    assert cover_lines(few)[1].endswith(": Beta; Alpha")


def test_organizers_of_a_real_register_are_not_called_invented(campaign: Campaign) -> None:
    real = with_edition(with_organisers(campaign, "Alpha"), status="register")
    assert cover_lines(view_of(real))[1] == "Organizers, by people reached: Alpha"


def test_the_cover_has_no_line_of_organizers_that_are_not_stated(campaign: Campaign) -> None:
    lines = cover_lines(view_of(with_organisers(campaign, None, None)))
    assert len(lines) == 2 and not any("rganizer" in line for line in lines)


def test_the_cover_names_the_filters(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-N", type="lecture", **{"from": "2017-09-01"})
    line = cover_lines(view)[0]
    for part in ("Naryn oblast", view.scope.dates, view.scope.types):
        assert part and part in line
    assert "Kyrgyzstan" not in line


def test_the_cover_gives_the_reason_for_missing_data(campaign: Campaign) -> None:
    lines = cover_lines(view_of(campaign, edition="2018"))
    assert "No register of activities was published for this campaign." in lines


def test_data_end_with_their_last_activity_not_with_the_campaign(campaign: Campaign) -> None:
    edition = campaign.editions["2017"]
    early = activities_of(campaign)
    early = early[early["date"] < pd.Timestamp(2017, 11, 15)]
    view = view_of(with_edition(campaign, activities=early, end=dt.date(2017, 12, 10)))
    assert view.edition.last_day == dt.date(2017, 12, 10) != edition.last_day
    assert cover_lines(view)[-1] == view.text("Data as of {day}", day=dt.date(2017, 11, 14))
