"""A line chart for tests: cumulative people reached, an even plan, and a forecast."""

from __future__ import annotations

from campaign.analysis.view import View
from campaign.charts import over_time
from campaign.charts.chart import Chart, with_scope
from campaign.charts.spec import LegendKey, Line, Lines, NumberFormat, Point, Reference, Timeline
from campaign.charts.ticks import Tick, number_ticks
from campaign.theme.roles import line_role

PLAN = 11_000.0


def running_total(view: View) -> Chart:
    """People reached by day of the campaign as steps, the plan dashed, the forecast dotted."""
    timeline = over_time.timeline(view)
    assert isinstance(timeline.spec, Timeline)
    spec, text = timeline.spec, view.text
    last, most = float(spec.calendar.days), max(spec.total, PLAN)
    reached = tuple(
        Point(
            float((day - spec.calendar.first).days + 1), total, tooltip=(f"{day}", f"{total:.0f}")
        )
        for day, total in spec.running_totals
    )
    now = reached[-1]
    lines = (
        Line(line_role("actual"), "Reached", reached, steps=True, end_words="Reached"),
        Line(
            line_role("plan"),
            "Plan",
            (Point(1.0, 0.0), Point(last, PLAN)),
            dash="dashed",
            end_words="Plan",
        ),
        Line(
            line_role("forecast"),
            "Forecast",
            (
                Point(last / 2, most / 2, most / 2, most / 2),
                Point(last, now.value, now.value * 0.8, min(now.value * 1.1, most)),
            ),
            dash="dotted",
        ),
    )
    chart = Chart(
        key="lines",
        title=timeline.title,
        summary=timeline.summary,
        sources=timeline.sources,
        table=timeline.table,
        spec=Lines(
            lines=lines,
            legend=tuple(LegendKey(line.role, line.label, mark=line.dash) for line in lines),
            headings=(text("Date"), text("People reached")),
            ticks=tuple(Tick(float(n), f"{n}\nday") for n in (1, 30, 60, 90, spec.calendar.days)),
            value_ticks=number_ticks(most, 4, text),
            format=NumberFormat(),
            nothing="",
            references=(Reference(100.0, "day 100"),),
        ),
    )
    return with_scope(chart, view, highlights=("dates",))
