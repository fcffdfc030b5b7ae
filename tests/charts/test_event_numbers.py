"""The numbers that connect the marks of a timeline with the lists of its events."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from campaign.charts import over_time
from campaign.charts.spec import Timeline
from campaign.charts.timeline import event_lists, event_names
from campaign.domain.campaign import Campaign
from campaign.exports.pdf.charts import timeline_of
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import A4
from campaign.render.svg import figure as svg
from campaign.site import published
from campaign.site.figure import file_drawing
from campaign.theme.style import LIGHT
from tests import svg_marks
from tests.campaigns import view_of

BADGE = re.compile(
    r'<li><span class="when">'
    r'(?:<b class="event-mark (\w+)">(\d+)</b><span class="sr-only">\. </span>)?(.*?)</span>'
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("edition", ["2017", "2018"])
def test_the_lists_have_the_numbers_of_the_marks(
    campaign: Campaign, lang: str, edition: str
) -> None:
    view = view_of(campaign, lang, edition=edition)
    expected: set[tuple[str, str, str]] = set()
    if view.has_register:
        spec = over_time.listed_timeline(view).spec
        assert isinstance(spec, Timeline) and len(spec.numbers) == 5
        expected = {
            (mark.kind, str(number), view.text.date(mark.day, "short"))
            for mark, number in spec.numbers.items()
        }
    items = BADGE.findall(published.milestones(view) + published.reported_events(view))
    assert {item for item in items if item[0]} == expected
    rows = len(view.edition.milestones) + len(view.edition.reported)
    assert len(items) == rows > len(expected)


def test_events_of_one_day_have_one_number(campaign: Campaign) -> None:
    rows = campaign.editions["2017"].reported
    first = rows[rows["date_start"] == "2017-07-31"]
    twice = rows.loc[[*first.index, *rows.index]].reset_index(drop=True)
    edition = replace(campaign.editions["2017"], reported=twice)
    view = view_of(replace(campaign, editions={**campaign.editions, "2017": edition}))
    spec = over_time.listed_timeline(view).spec
    assert isinstance(spec, Timeline)
    assert [n for mark, n in spec.numbers.items() if mark.kind == "reported"] == [1, 2]
    items = BADGE.findall(published.reported_events(view))
    assert sorted(number for _, number, _ in items if number) == ["1", "1", "2"]
    names = event_names(spec, "reported", view.text)
    assert names.startswith("1) 31\u00a0July – ") and names.count(first["title_en"].iloc[0]) == 2


def test_marks_without_labels_have_numbers_only_beside_a_list(campaign: Campaign) -> None:
    view = view_of(campaign)
    chart = over_time.listed_timeline(view)
    spec = chart.spec
    assert isinstance(spec, Timeline)
    numbers = {
        f"{mark.kind}:{mark.day.isoformat()}": str(number) for mark, number in spec.numbers.items()
    }

    def digits(words: dict[str, str]) -> dict[str, str]:
        return {name: label for name, label in words.items() if label.isdigit()}

    words = svg_marks.event_words(svg.draw(chart, LIGHT))
    assert all(words.values()) and digits(words).items() <= numbers.items()
    # The two marks at the named lines of the calendar.
    assert {"milestone:2017-11-07", "milestone:2017-11-20"} <= digits(words).keys()
    alone = (over_time.timeline(view), over_time.overview_timeline(view))
    for picture in (*(svg.draw(one, LIGHT) for one in alone), file_drawing(chart, LIGHT).to_svg()):
        assert not digits(svg_marks.event_words(picture))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_paper_every_mark_has_its_number_and_the_lists_their_names(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    chart = over_time.timeline(view)
    spec = chart.spec
    assert isinstance(spec, Timeline)
    assert svg_marks.event_words(svg.draw(chart, LIGHT, A4)) == {
        f"{mark.kind}:{mark.day.isoformat()}": str(number) for mark, number in spec.numbers.items()
    }
    lines = timeline_of(view, chart)["names"]
    dash = "–" if lang == "en" else "—"
    assert lines == event_lists(spec, view.text)
    for line, kind, heading in zip(
        lines, ("milestone", "reported"), ("Milestones", "Reported events"), strict=True
    ):
        assert line.startswith(f"{view.text(heading)}: 1) ")
        names = [
            f"{n}) {view.text.date_short(mark.day)} {dash} {mark.marks[0].label}"
            for mark, n in spec.numbers.items()
            if mark.kind == kind
        ]
        assert names and all(name in line for name in names)
