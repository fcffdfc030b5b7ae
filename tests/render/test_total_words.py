"""No line of the calendar crosses the label of the running total."""

from __future__ import annotations

import re

import pytest

from campaign.charts import over_time
from campaign.charts.spec import Timeline
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import A4, HALL, PHONE, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.render.typography import width
from campaign.site.figure import NARROW, WIDE
from campaign.theme.style import LIGHT
from tests import svg_marks
from tests.campaigns import view_of

SIZES = (
    *(SCREEN, PHONE, A4, HALL),
    *(
        Size(band.name, width, fit_width=band.room)
        for band in (NARROW, WIDE)
        for width in band.widths
    ),
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
