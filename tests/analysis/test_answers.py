"""Who is behind, what works best, and what stands out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.answers import (
    Extreme,
    RegionEnds,
    best_types,
    end_rows,
    most_missing,
    most_people,
    most_per_activity,
    region_answer,
    region_ends,
)
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.insights import LEAST_EFFECT, MOST, Insight, find_insights
from campaign.analysis.view import View
from campaign.charts.answer_text import HIGHEST, LOWEST, region_words
from campaign.charts.page_answers import insight_sentence, insight_sentences
from campaign.domain.campaign import Campaign
from campaign.i18n.number_format import number_text, percent_text
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import REGIONS, view_of, with_edition, with_every_state
from tests.examples import examples
from tests.random_registers import (
    is_given,
    means,
    national_rate,
    random_campaign,
    rates,
    rows_of,
    sums_by,
    weeks,
)

NO = math.nan
RATE = INDICATORS["rate"]


def with_reached(campaign: Campaign, **reached: float | None) -> Campaign:
    """The campaign with one activity in each given region, `B` for `KG-B`; None: not reported."""
    rows = campaign.editions["2017"].activities
    assert rows is not None
    rows = rows.head(len(reached)).copy()
    rows["oblast"] = [f"KG-{code}" for code in reached]
    rows["reached"] = [float("nan") if n is None else n for n in reached.values()]
    rows[["women", "men", "youth"]] = float("nan")
    return with_edition(campaign, activities=rows)


def missing(view: View) -> Extreme | None:
    return most_missing(view.coverage["gap"], view.selection.oblasts)


def test_the_answers_of_the_shipped_register(campaign: Campaign) -> None:
    view = view_of(campaign)
    ends, most = region_answer(view, RATE), missing(view)
    assert ends is not None and most is not None
    assert (ends.lowest.codes, ends.highest.codes) == (("KG-T",), ("KG-GO",))
    assert (ends.among, ends.absent) == ("all", ())
    # The region with most people missing is not the one with the lowest rate.
    assert most == Extreme(833.0, ("KG-O",))
    best, people = best_types(view), most_people(view)
    assert best is not None and best.codes == ("dance_song_contest",)
    assert people == Extreme(1718.0, ("regional_launch",))


UNITS = {
    # values by region; None: no activity → lowest, highest, compared regions, absent regions
    "two values": ({"a": 1.0, "b": 2.0}, ("a",), ("b",), "all", ()),
    "ties at both ends": (
        {"a": 1.0, "b": 1.0, "c": 3.0, "d": 3.0},
        ("a", "b"),
        ("c", "d"),
        "all",
        (),
    ),
    "zero is a value": ({"a": 0.0, "b": 2.0}, ("a",), ("b",), "all", ()),
    "not reported": ({"a": 1.0, "b": 2.0, "c": NO}, ("a",), ("b",), "with_value", ()),
    "no activity": ({"a": 1.0, "b": 2.0, "c": None}, ("a",), ("b",), "others", ("c",)),
}


@pytest.mark.parametrize("case", UNITS)
def test_region_ends(case: str) -> None:
    values, low, top, among, absent = UNITS[case]
    ends = region_ends(units(values))
    assert isinstance(ends, RegionEnds)
    assert (ends.lowest.codes, ends.highest.codes) == (low, top)
    assert (ends.among, ends.absent) == (among, absent)


def units(values: dict[str, float | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "value": [NO if value is None else value for value in values.values()],
            "state": [
                "no_activity"
                if value is None
                else "not_reported"
                if value != value
                else "value"
                if value
                else "zero"
                for value in values.values()
            ],
        },
        index=list(values),
    )


@pytest.mark.parametrize(
    "values", [{}, {"a": 1.0}, {"a": 2.0, "b": 2.0}, {"a": NO, "b": None}, {"a": 0.0, "b": 0.0}]
)
def test_nobody_is_behind_without_two_different_values(values: dict[str, float | None]) -> None:
    assert region_ends(units(values)) is None


def test_selected_regions_are_compared_with_each_other(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-B,KG-N,KG-T")
    ends, most = region_answer(view, RATE), missing(view)
    assert ends is not None and ends.among == "selected"
    assert (ends.lowest.codes, ends.highest.codes) == (("KG-T",), ("KG-N",))
    assert most is not None and most.codes == ("KG-T",)
    assert region_answer(view_of(campaign, oblast="KG-B"), RATE) is None


def test_without_a_population_nobody_is_behind(campaign: Campaign) -> None:
    view = view_of(with_edition(campaign, population=None))
    assert region_answer(view, RATE) is None and missing(view) is None
    assert all(frame.empty for frame in end_rows(view))


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ([-10.0, -833.2, 5.0], Extreme(833.0, ("b",))),
        ([-833.4, -832.6, 5.0], Extreme(833.0, ("a", "b"))),
        ([NO, -3.0, 9.0], Extreme(3.0, ("b",))),
        ([0.0, 4.0, 9.0], None),
        ([-0.4, 0.4, 0.0], None),
        ([NO, NO, NO], None),
    ],
)
def test_most_missing(gaps: list[float], expected: Extreme | None) -> None:
    assert most_missing(pd.Series(gaps, index=list("abc"))) == expected


TYPES = {
    # mean and reported activities by type → winners
    "a rare type does not win": ([(900, 2), (100, 3), (90, 4)], ("b",)),
    "a tie of two": ([(100, 3), (100, 5), (90, 4)], ("a", "b")),
    "all are equal": ([(100, 3), (100, 5)], None),
    "one type has enough activities": ([(900, 1), (800, 2), (100, 3)], None),
    "nobody was reached": ([(0, 3), (0, 4), (NO, 0)], None),
    "no attendance": ([(NO, 0), (NO, 0)], None),
    "a type without attendance": ([(NO, 0), (100, 3), (90, 4)], ("b",)),
    "nothing": ([], None),
}


@pytest.mark.parametrize("case", TYPES)
def test_most_per_activity(case: str) -> None:
    rows, winners = TYPES[case]
    frame = pd.DataFrame(rows, columns=["value", "reported"], index=list("abcd")[: len(rows)])
    best = most_per_activity(frame)
    assert (None if best is None else best.codes) == winners


@pytest.mark.parametrize("query", [{"type": "lecture"}, {"from": "2017-08-20", "to": "2017-08-20"}])
def test_one_type_or_no_activity_has_no_answer(campaign: Campaign, query: dict[str, str]) -> None:
    view = view_of(campaign, **query)
    assert best_types(view) is None and most_people(view) is None


def test_end_rows_have_the_regions_without_activity_first(campaign: Campaign) -> None:
    lowest, highest = end_rows(view_of(campaign))
    assert list(lowest.index) == ["KG-T", "KG-O", "KG-J"]
    assert list(highest.index) == ["KG-GO", "KG-N", "KG-B"]
    assert list(lowest["rate_rank"]) == [9, 8, 7] and list(highest["rate_rank"]) == [1, 2, 3]
    lowest, highest = end_rows(view_of(with_reached(campaign, N=0, T=None, B=500)))
    assert list(lowest["state"]) == ["no_activity"] * 3
    assert "KG-T" not in [*lowest.index, *highest.index]
    assert list(highest.index[:2]) == ["KG-B", "KG-N"]


def test_end_rows_have_no_region_in_common(campaign: Campaign) -> None:
    for count in range(1, len(REGIONS) + 1):
        lowest, highest = end_rows(view_of(campaign, oblast=",".join(REGIONS[:count])))
        assert not set(lowest.index) & set(highest.index)
        assert len(lowest) == len(highest) == min(3, count // 2)


Rows = list[Mapping[str, Any]]
QUERIES: tuple[dict[str, str], ...] = ({}, {"oblast": "KG-O"}, {"oblast": "KG-J,KG-T,KG-GB"})


def selected(rows: Rows, query: Mapping[str, str]) -> Rows:
    codes = query.get("oblast", "").split(",")
    return [row for row in rows if not query or row["oblast"] in codes]


def youth_share(rows: Rows) -> float | None:
    both = [r for r in rows if is_given(r["youth"]) and is_given(r["reached"])]
    base = sum(row["reached"] for row in both)
    return sum(row["youth"] for row in both) / base if base else None


def check_numbers(insight: Insight, rows: Rows, query: Mapping[str, str], sample: Campaign) -> None:
    """Compare the numbers of an insight with the rows of the register."""
    numbers, mine = insight.numbers, selected(rows, query)
    match insight.code:
        case "lowest_rate" | "highest_rate":
            values = rates(rows, sample)
            extreme = min if insight.code == "lowest_rate" else max
            assert numbers["value"] == pytest.approx(extreme(values.values()))
            assert [values[code] for code in insight.regions] == pytest.approx(
                [numbers["value"]] * len(insight.regions)
            )
            assert numbers["national"] == pytest.approx(national_rate(rows, sample))
        case "selection_rate":
            population = sample.editions["2017"].population
            assert population is not None
            people = sum(float(population.by_unit[c]) for c in query["oblast"].split(","))
            reached = sum(r["reached"] for r in mine if is_given(r["reached"]))
            assert numbers["value"] == pytest.approx(reached / people * 10_000)
            assert numbers["national"] == pytest.approx(national_rate(rows, sample))
        case "concentration":
            sums = sums_by(rows, "oblast")
            total = sum(sums.values())
            top = sorted((sums.get(code, 0.0) for code in REGIONS), reverse=True)
            count = len(insight.regions)
            assert sum(top[:count]) > total / 2 >= sum(top[: count - 1])
            assert numbers["share"] == pytest.approx(sum(top[:count]) / total)
            assert numbers["of"] == len(REGIONS)
        case "strongest_week":
            by_week = weeks(mine)
            assert numbers["people"] == max(by_week.values())
            assert numbers["share"] == pytest.approx(max(by_week.values()) / sum(by_week.values()))
            first = min(insight.days).toordinal()
            best = max(by_week, key=lambda week: by_week[week])
            assert (first - 736541) // 7 == best  # 31 July 2017 is day 736,541
        case "silence":
            days: set[int] = set()
            for row in mine:
                last = row["date"] if row["end_date"] != row["end_date"] else row["end_date"]
                days |= set(range(row["date"].toordinal(), last.toordinal() + 1))
            first_day, last_day = (day.toordinal() for day in insight.days)
            assert not days & set(range(first_day, last_day + 1))
            assert {first_day - 1, last_day + 1} <= days
            assert last_day - first_day + 1 > 7
        case "best_type":
            candidates = {code: mean for code, mean, n in means(mine) if n >= 3}
            for code in insight.types:
                assert candidates[code] == pytest.approx(numbers["value"])
            assert numbers["value"] == pytest.approx(max(candidates.values()))
            values = [row["reached"] for row in mine if is_given(row["reached"])]
            assert numbers["overall"] == pytest.approx(sum(values) / len(values))
        case "unreported":
            missing = [row for row in mine if not is_given(row["reached"])]
            assert (numbers["count"], numbers["of"]) == (len(missing), len(mine))
            assert numbers["share"] == pytest.approx(len(missing) / len(mine))
        case "youth":
            of_regions = [row for row in rows if row["oblast"] in insight.regions]
            assert numbers["value"] == pytest.approx(youth_share(of_regions or mine))
            assert numbers["national"] == pytest.approx(youth_share(rows))
        case "no_activity":
            active = {row["oblast"] for row in rows}
            codes = query["oblast"].split(",") if query else REGIONS
            assert set(insight.regions) == {code for code in codes if code not in active}


def written_numbers(sentence: str) -> set[str]:
    """The numbers in an English sentence outside its dates and the unit “per 10,000”."""
    words = re.sub(
        r"per 10,000|at least 3\sactivities|\d+(?:–\d+)?\s\w+(?:\s–\s\d+\s\w+)?\s2017", "", sentence
    )
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?%?", words.replace("\u00a0", " ")))


def formats(insight: Insight) -> set[str]:
    """All permitted spellings of an insight's numbers and of their ratio to the national one."""
    numbers = dict(insight.numbers)
    written = set()
    lengths = [(last - first).days + 1 for first, last in filter(None, [insight.days])]
    for value in [*numbers.values(), *lengths, len(insight.regions), len(insight.types)]:
        rounded = int(value + 0.5)
        written |= {f"{rounded:,}", f"{value:,.1f}", f"{value:.1%}", f"{int(value * 100 + 0.5)}%"}
        # A small number is not written as zero.
        written |= {number_text(value, "en", 1), percent_text(value, "en", 0)}
    if "national" in numbers and numbers["national"]:
        ratio = numbers["value"] / numbers["national"]
        written |= {f"{ratio:,.1f}", percent_text(abs(1 - ratio), "en", 0)}
    return written


@examples(200)
@given(st.integers(0, 10_000), st.sampled_from(QUERIES))
def test_every_number_equals_a_recount_of_the_rows(
    campaign: Campaign, seed: int, query: dict[str, str]
) -> None:
    sample = random_campaign(campaign, seed)
    view, rows = view_of(sample, "en", **query), rows_of(sample)
    insights = find_insights(view)
    assert len(insights) <= MOST
    effects = [insight.effect for insight in insights]
    assert effects == sorted(effects, reverse=True)
    assert all(effect >= LEAST_EFFECT for effect in effects)
    for insight in insights:
        check_numbers(insight, rows, query, sample)
        sentence = insight_sentence(insight, view)
        assert sentence.endswith(".") and "{" not in sentence and "nan" not in sentence
        near = {f"{float(n.rstrip('%').replace(',', '')):g}" for n in formats(insight)}
        for number in written_numbers(sentence):
            assert f"{float(number.rstrip('%').replace(',', '')):g}" in near, (number, sentence)


@examples(200)
@given(st.integers(0, 10_000))
def test_no_two_sentences_contradict(campaign: Campaign, seed: int) -> None:
    insights = {i.code: i for i in find_insights(view_of(random_campaign(campaign, seed)))}
    assert len(insights) == len(find_insights(view_of(random_campaign(campaign, seed))))
    low, top = insights.get("lowest_rate"), insights.get("highest_rate")
    if low and top:
        assert low.numbers["value"] < low.numbers["national"] < top.numbers["value"]
        assert not set(low.regions) & set(top.regions)
    if absent := insights.get("no_activity"):
        named = {code for i in insights.values() if i is not absent for code in i.regions}
        assert not named & set(absent.regions)
    week, silence = insights.get("strongest_week"), insights.get("silence")
    if week and silence:
        # The longest silence never includes the week with the most people.
        assert not (silence.days[0] <= week.days[0] and week.days[1] <= silence.days[1])


def test_insights_of_a_small_register(campaign: Campaign) -> None:
    activities = campaign.editions["2017"].activities
    assert activities is not None
    rows = activities.head(4).assign(
        oblast=["KG-GB", "KG-GB", "KG-O", "KG-O"],
        type=["lecture", "lecture", "training", "training"],
        reached=[100.0, 300.0, 10.0, float("nan")],
        date=[*map(str, ("2017-07-31", "2017-08-01", "2017-09-01", "2017-09-02"))],
        end_date=None,
        youth=float("nan"),
    )
    rows["date"] = rows["date"].astype("datetime64[ns]")
    rows["end_date"] = rows["end_date"].astype("datetime64[ns]")
    view = view_of(with_edition(campaign, activities=rows))
    by_code = {insight.code: insight for insight in find_insights(view)}
    assert set(by_code["no_activity"].regions) == set(REGIONS) - {"KG-GB", "KG-O"}
    first, last = by_code["silence"].days
    assert (last - first).days + 1 == 30
    assert dict(by_code["strongest_week"].numbers) == {"people": 400, "share": 400 / 410}
    assert len(by_code) == 6
    # The other type has only one activity with an attendance: its mean is not compared.
    assert "best_type" not in by_code
    assert by_code["concentration"].regions == ("KG-GB",)


def test_a_register_without_rows_has_no_insights_and_one_without_attendance_few(
    campaign: Campaign,
) -> None:
    activities = campaign.editions["2017"].activities
    assert activities is not None
    assert find_insights(view_of(with_edition(campaign, activities=activities.head(0)))) == ()
    silent = with_edition(campaign, activities=activities.assign(reached=float("nan")))
    codes = {insight.code for insight in find_insights(view_of(silent))}
    assert codes <= {"unreported", "silence", "no_activity"}
    words = "Attendance is not reported for any activity in this selection."
    assert words in insight_sentences(view_of(silent))


def test_the_effect_of_inactive_regions_is_smaller_for_an_organizer(campaign: Campaign) -> None:
    for code in sorted(campaign.editions["2017"].organiser_codes):
        insights = find_insights(view_of(campaign, organiser=code))
        for insight in (i for i in insights if i.code == "no_activity"):
            active = len(REGIONS) - len(insight.regions)
            assert insight.effect == pytest.approx(math.log2(len(REGIONS) / active))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_insight_links_to_a_page_and_a_selection_with_activities(
    campaign: Campaign, lang: str
) -> None:
    for sample in (campaign, with_every_state(campaign)):
        view = view_of(sample, lang)
        for insight in find_insights(view):
            linked = replace(view, selection=insight.selection)
            assert insight.page in ("map", "timeline", "activities") and not linked.is_empty
        assert len(insight_sentences(view)) == len(find_insights(view)) > 3


@pytest.mark.sample(4)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", REGIONS)
def test_sentences_have_names_without_inflection(campaign: Campaign, code: str, lang: str) -> None:
    """Every sentence has the names of regions and types as they are in the file."""
    view = view_of(campaign, lang)
    name = view.campaign.places.name(code, view.text)
    insights = {i.code: i for i in find_insights(view)}
    sentence = insight_sentence(replace(insights["youth"], regions=(code,)), view)
    assert name in sentence and "{" not in sentence
    for answer in (LOWEST["rate"], HIGHEST["rate"]):
        assert name in region_words(answer, Extreme(1.0, (code,)), INDICATORS["rate"], view)
    of_region = view_of(campaign, lang, oblast=code)
    for sentence in insight_sentences(of_region):
        assert "{" not in sentence
    for kind in view.campaign.type_codes:
        sentence = insight_sentence(replace(insights["best_type"], types=(kind,)), view)
        assert view.text.quote(view.campaign.type_name(kind, view.text)) in sentence
