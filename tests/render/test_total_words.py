"""No line of the calendar crosses the label of the running total."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from campaign.charts import over_time
from campaign.charts.spec import Timeline
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import A4, HALL, PHONE, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.render.total_words import GAP, TotalWords, total_words
from campaign.render.typography import width
from campaign.site.figure import NARROW, WIDE
from campaign.theme.style import LIGHT
from tests import svg_marks
from tests.campaigns import view_of
from tests.charts.day_charts import CALENDAR, timeline_of
from tests.charts.small_register import register

WORDS = "10,173 people (with missing attendance up to 10,766)"


SIZES = (
    *(SCREEN, PHONE, A4, HALL),
    *(
        Size(band.name, width, fit_width=band.room)
        for band in (NARROW, WIDE)
        for width in band.widths
    ),
)


@cache
def body_of_words() -> Timeline:
    """The timeline of a small register, with the label."""
    return replace(timeline_of(register()), end_words=WORDS)


def place_label(plot: float, letter: float) -> TotalWords:
    """The label in a plot of this width; a letter has this width, in px."""
    return total_words(
        body_of_words(),
        lambda day: CALENDAR.middle(day) * plot,
        (0.0, plot),
        lambda line: letter * len(line),
    )


def test_the_label_ends_before_a_line_that_would_cross_it() -> None:
    assert CALENDAR.rules
    ends = {rule.day: CALENDAR.middle(rule.day) for rule in CALENDAR.rules}
    for plot in range(100, 1500, 50):
        for letter in (5.0, 7.0, 9.0):
            words = place_label(plot, letter)
            right = plot * (1 if words.before is None else ends[words.before]) - GAP
            left = right - letter * max(map(len, words.lines))
            fits = letter * len("attendance up to 10,766)") + 2 * GAP < plot * min(ends.values())
            assert not fits or not any(left < plot * at < right for at in ends.values())
            assert left >= 0 or not fits
            assert " ".join(words.lines) == WORDS


def test_the_label_is_broken_only_if_one_line_has_no_room() -> None:
    assert place_label(2000, 5.0).lines == (WORDS,)
    assert place_label(330, 7.0).lines == (
        "10,173 people",
        "(with missing attendance up to 10,766)",
    )
    assert place_label(160, 7.0).lines == (
        "10,173 people",
        "(with missing",
        "attendance up to 10,766)",
    )


def crossings(left: float, right: float, rules: list[float]) -> list[float]:
    return [x for x in rules if left < x < right]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.name}-{size.width}")
def test_no_line_of_svg_crosses_the_label(campaign: Campaign, lang: str, size: Size) -> None:
    chart = over_time.timeline(view_of(campaign, lang))
    assert isinstance(chart.spec, Timeline)
    drawing = svg_marks.root(svg.draw(chart, LIGHT, size))
    lines = drawing.findall(".//{*}g[@data-line]/{*}line")
    rules = [float(line.get("x1", 0)) for line in lines]
    assert len(rules) == len(chart.spec.calendar.rules)
    parts = [t for t in drawing.findall(".//{*}text") if t.text and t.text in chart.spec.end_words]
    parts = [t for t in parts if t.get("font-weight") == "700" and not (t.text or "").isdigit()]
    assert " ".join(t.text or "" for t in parts) == chart.spec.end_words
    for part in parts:
        right = float(part.get("x", 0))
        long = width(part.text or "", LIGHT.size * size.scale, bold=True)
        assert right > long and not crossings(right - long, right, rules)
    tops = [
        min(float(y) for y in re.findall(pattern, path.get("d", "")))
        for role, pattern in (("data-role='accent'", r"V([\d.]+)"), ("data-line", r" ([\d.]+)"))
        for path in drawing.findall(f".//{{*}}g[@{role}]//{{*}}path")
    ]
    assert len(tops) == 3
    assert float(parts[-1].get("y", 0)) < min(tops)
