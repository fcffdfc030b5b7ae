"""No accepted day breaks a page or stretches a chart, and none is lost from a total."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.indicators import PLAN_SHARE
from campaign.analysis.view import View
from campaign.charts import by_campaign, by_evidence, over_time, plan, two_regions
from campaign.charts.calendar import Calendar
from campaign.charts.region_map import build_animation
from campaign.charts.spec import Gantt, Heatmap, Lines, SmallMultiples, Spec, Timeline
from campaign.domain.campaign import Campaign
from campaign.domain.campaign_days import MOST_SHOWN_DAYS
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from campaign.exports.formats import FORMATS, ExportOptions
from campaign.i18n.match_key import fold
from campaign.ingest.validate.other_tables import ingest_targets
from campaign.schema import tables
from campaign.schema.tables import FIRST_DAY, LAST_DAY, Table
from campaign.schema.validate import CheckContext, check_table
from campaign.site.contents import contents
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import PAGES
from tests.campaigns import view_of, with_edition, with_second_register
from tests.examples import examples

CODES = {
    name: {fold(code): code for code in codes}
    for name, codes in (("oblast", ("KG-N", "KG-B")), ("type", ("lecture", "live_tv")))
}
CHARTS_OF_DAYS = (
    *(over_time.timeline, over_time.small_multiples, over_time.schedule, by_evidence.reports),
    *(plan.pace, plan.by_region, two_regions.region_paces),
)
IMPOSSIBLE = ("0017-08-01", "1700-01-01", "2917-08-01", "9999-12-31")
USUAL = [str(date(2017, 7, 31) + timedelta(days=n)) for n in range(0, 113, 7)]


def accepted(table: Table, rows: list[dict[str, str]]) -> pd.DataFrame:
    """The rows that the gate accepts."""
    cells = pd.DataFrame(rows, columns=[column.name for column in table.columns], dtype="str")
    return check_table(cells.fillna(""), table, "a.csv", CheckContext(CODES)).frame


def with_files(
    campaign: Campaign,
    rows: list[dict[str, str]],
    period: tuple[str, str, str],
    due_dates: list[str],
) -> Campaign:
    """The campaign with what the gate accepts of a register, of its days and of a plan.

    A campaign whose days are rejected has none.
    """
    start, end, nominal_days = period
    activities = accepted(tables.ACTIVITIES, rows)
    names = dict.fromkeys(("campaign_id", "name_en", "name_ru", "name_ky", "source"), "2017")
    days = {"start_date": start, "end_date": end, "nominal_days": nominal_days}
    listed = accepted(tables.CAMPAIGNS, [{**names, **days, "status": "register"}])
    row = dict.fromkeys(days) if listed.empty else listed.iloc[0]
    first, last, count = (None if pd.isna(row[name]) else row[name] for name in days)
    places = [{"oblast": code} for code in ("", "KG-N", "KG-B")]
    targets = [
        {**place, "indicator": indicator, "value": "9000", "due_date": due, "weights": "1; 2"}
        for (place, indicator), due in zip(
            [(p, i) for p in places for i in ("reach", "activities")], due_dates, strict=False
        )
    ]
    return with_edition(
        campaign,
        activities=activities,
        start=first and first.date(),
        end=last and last.date(),
        nominal_days=count and int(count),
        targets=ingest_targets(accepted(tables.TARGETS, targets), "t.csv")[0],
    )


def marks(spec: Spec) -> int:
    """The number of marks and ticks of a body over days."""
    if isinstance(spec, Timeline):
        return len(spec.days) + len(spec.day_ticks.wide) + len(spec.plan)
    if isinstance(spec, Gantt):
        return sum(lane.rows for lane in spec.lanes) + len(spec.day_ticks.wide)
    if isinstance(spec, SmallMultiples):
        return max((len(panel.bins) for panel in spec.panels), default=0)
    if isinstance(spec, Lines):
        return max((len(line.points) for line in spec.lines), default=0) + len(spec.ticks)
    return len(spec.columns) if isinstance(spec, Heatmap) else 0


def assert_bounded(view: View) -> None:
    """Build the charts over days; fail if one has more days or marks than two years need."""
    calendar = Calendar.of(view.edition)
    assert calendar is None or calendar.days <= MOST_SHOWN_DAYS
    if not view.has_register:
        return
    for build in CHARTS_OF_DAYS:
        spec = build(view).spec
        assert marks(spec) <= MOST_SHOWN_DAYS + 60, build.__name__
        if isinstance(spec, Gantt):
            assert calendar is not None
            assert all(calendar.first <= s.first <= s.last <= calendar.last for s in spec.spans)
    for animation in (build_animation(view), build_animation(view.country_view)):
        last = max((unit[-1][0] for unit in animation.get("units", {}).values()), default=0)
        assert 0 <= last < MOST_SHOWN_DAYS and animation.get("days", 0) <= MOST_SHOWN_DAYS


def assert_nothing_lost(view: View) -> None:
    """The days drawn and the rest that a chart names are together all accepted people."""
    activities = view.edition.activities
    if activities is None or activities.empty:
        return
    spec, (count, people) = over_time.timeline(view).spec, view.undrawn
    assert isinstance(spec, Timeline)
    drawn = sum(day.value for day in spec.days if day.value == day.value)
    reached = activities["reached"].sum()
    assert drawn + (people if people == people else 0) == view.totals()["reached"].sum() == reached
    assert bool(view.undrawn_line) == (count > 0)
    for chart in (over_time.timeline(view), over_time.schedule(view)):
        assert (view.undrawn_line in chart.summary) and (
            str(count) in view.undrawn_line or not count
        )
    pace = view.plan("reach")
    if pace is not None and view.plan_day == view.edition.last_day and not pd.isna(pace.actual):
        assert pace.daily.sum() == pace.actual


DAYS = st.one_of(
    st.dates(FIRST_DAY, LAST_DAY).map(str), st.sampled_from(USUAL), st.sampled_from(IMPOSSIBLE)
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "date": DAYS,
            "end_date": st.one_of(st.just(""), DAYS),
            "oblast": st.sampled_from(("KG-N", "KG-B")),
            "type": st.sampled_from(("lecture", "live_tv")),
            "reached": st.sampled_from(("", "0", "40")),
        }
    ),
    max_size=8,
)
LENGTHS = st.sampled_from(("", "100", "999999999"))
PERIODS = st.one_of(
    st.sampled_from((("2017-07-31", "2017-11-20", "100"), ("2017-07-31", "", "100"))),
    st.tuples(st.one_of(st.just(""), DAYS), st.one_of(st.just(""), DAYS), LENGTHS),
)


@pytest.mark.parametrize("lang", ["ky"])
@examples(500)
@given(rows=ROWS, period=PERIODS, due_dates=st.lists(st.one_of(st.just(""), DAYS), max_size=6))
def test_no_accepted_day_breaks_or_stretches_a_chart(
    campaign: Campaign,
    lang: str,
    rows: list[dict[str, str]],
    period: tuple[str, str, str],
    due_dates: list[str],
) -> None:
    view = view_of(with_files(campaign, rows, period, due_dates), lang)
    assert_bounded(view)
    assert_nothing_lost(view)


FAR = (
    ("2017-08-01", "2018-08-01", "20"),
    ("2017-09-05", "", "30"),
    ("2018-08-01", "", "100"),
    ("1990-01-01", "2050-12-31", "200"),
    ("2050-12-31", "", "400"),
)


@pytest.fixture(scope="module", params=[("2017-07-31", "2017-11-20", "100"), ("", "", "")])
def far(campaign: Campaign, request: pytest.FixtureRequest) -> Campaign:
    """A campaign with activities of other decades, an activity of a year, and a late plan."""
    names = ("date", "end_date", "reached")
    rows = [
        {**dict(zip(names, row, strict=True)), "oblast": "KG-N", "type": "lecture"} for row in FAR
    ]
    return with_files(campaign, rows, request.param, ["2050-12-31", "2050-12-31", "1990-01-01"])


def test_days_far_from_the_campaign_are_named_and_counted(
    campaign: Campaign, far: Campaign
) -> None:
    view = view_of(far)
    assert_bounded(view)
    assert_nothing_lost(view)
    is_known = view.edition.start == date(2017, 7, 31)
    assert view.undrawn == ((3, 700.0) if is_known else (2, 600.0))
    assert "They are in all totals" in over_time.small_multiples(view).summary
    pace = view.plan("reach")
    assert pace is not None and pace.actual == 750
    planned = with_edition(far, targets=campaign.editions["2017"].targets)
    share = view_of(planned, indicator=PLAN_SHARE.code)
    assert share.indicator is PLAN_SHARE and share.country_totals["reached"].sum() == 750
    chart = plan.pace(view)
    assert any("31\u00a0December 2050" in note for note in chart.notes)
    assert len(chart.table.frame) <= MOST_SHOWN_DAYS


def test_a_comparison_has_all_people_and_few_days(campaign: Campaign) -> None:
    rows = with_second_register(campaign).editions["2018"].activities
    assert rows is not None
    days = pd.to_datetime(["1990-01-01", "2050-12-31", *rows["date"].iloc[2:]])
    rows = rows.assign(date=days)
    both = with_second_register(
        campaign, register=FrameRegister(rows), totals=group_activities(rows)
    )
    view = view_of(both, edition="2018", **{"with": "2017"})
    assert view.comparison is not None
    pace = view.comparison.paces[0]
    assert len(pace) <= MOST_SHOWN_DAYS and pace["reached"].iloc[-1] == rows["reached"].sum()
    assert marks(by_campaign.pace_by_day(view).spec) <= MOST_SHOWN_DAYS


@pytest.mark.parametrize("stem", PAGES)
def test_every_page_is_about_as_long_as_with_usual_days(
    campaign: Campaign, far: Campaign, stem: str
) -> None:
    def html(of: Campaign) -> str:
        view: Any = view_of(of)
        return contents(SitePage(stem, view, LiveLinks(of), lambda view, build: build(view)))

    assert len(html(far)) < 3 * len(html(campaign)) + 20_000


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", FORMATS)
def test_every_export_is_about_as_long_as_with_usual_days(
    campaign: Campaign, far: Campaign, name: str
) -> None:
    sizes = [len(FORMATS[name].build(view_of(of), ExportOptions())) for of in (campaign, far)]
    assert sizes[1] < 3 * sizes[0]
