"""A plan in sentences: difference from plan, daily need, forecast, targets of parts."""

from __future__ import annotations

import math

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.plan import PartSums, Plan, read_targets
from campaign.analysis.view import View
from campaign.charts.words.wording import amount, join_sentences, round_half_up
from campaign.i18n.translator import Text


def finding(plan: Plan, text: Text) -> str:
    """Return how far the campaign is ahead or behind, in people or activities and in days."""
    if math.isnan(plan.actual):
        return text("Attendance not reported: not comparable with the plan")
    difference = round_half_up(plan.actual) - round_half_up(plan.planned)
    if not difference:
        return text("On plan")
    gap = _amount(abs(difference), plan, text)
    days = int(round_half_up(abs(plan.days_ahead)))
    if not days:
        behind, ahead = text("Behind plan by {amount}"), text("Ahead of plan by {amount}")
        return (behind if difference < 0 else ahead).replace("{amount}", gap)
    params = {"amount": gap, "days": text.n("{n} day", "{n} days", days)}
    if difference < 0:
        return text("Behind plan by {amount} ({days})", **params)
    return text("Ahead of plan by {amount} ({days})", **params)


def summary(plan: Plan, view: View) -> str:
    """Return planned and actual by the day, the need on each remaining day, and the forecast."""
    text = view.text
    planned = _amount(plan.planned, plan, text)
    if math.isnan(plan.actual):
        first = text(
            "Planned by {date}: {planned}; attendance not reported.", date=plan.day, planned=planned
        )
    else:
        first = text(
            "Planned by {date}: {planned}; actual: {actual}.",
            date=plan.day,
            planned=planned,
            actual=_amount(plan.actual, plan, text),
        )
    pace, forecast = _pace_sentence(plan, text), _forecast_sentence(plan, text)
    return join_sentences(first, pace, forecast, _parts(plan, view))


def _amount(n: float, plan: Plan, text: Text) -> str:
    return amount(n, INDICATORS[plan.indicator], text)


def _pace_sentence(plan: Plan, text: Text) -> str:
    value = _amount(plan.value, plan, text)
    if not plan.remaining_days:
        if plan.day == plan.due:
            return ""  # the target equals the number planned by this day
        return text("Target: {value} by {date}.", value=value, date=plan.due)
    per_day = plan.needed_per_day
    if per_day is None:
        return text("The target for {date} has been reached: {value}.", value=value, date=plan.due)
    return text(
        "Target: {value} by {date}; needed on each remaining day: {n:1}.",
        value=value,
        date=plan.due,
        n=per_day,
    )


def _forecast_sentence(plan: Plan, text: Text) -> str:
    if not plan.forecast:
        return ""
    last = plan.forecast[-1]
    value = _amount(last.value, plan, text)
    if math.isnan(last.low):
        return text("Forecast at the pace so far: {value}.", value=value)
    return text(
        "Forecast at the pace so far: {value}; range {low}–{high}.",
        value=value,
        low=round_half_up(last.low),
        high=round_half_up(last.high),
    )


def _parts(plan: Plan, view: View) -> str:
    """Return the sums of the targets of parts and the target of the whole; "" without both."""
    if view.selection.oblasts or view.selection.types:
        return ""
    text = view.text
    sums = PartSums.of(read_targets(view.edition, plan.indicator))
    if sums is None:
        return ""
    of_regions = text("Sum of the regional targets: {parts}; national target: {target}.")
    of_types = text("Sum of the targets by type: {parts}; target for all types: {target}.")
    target = _amount(sums.total, plan, text)
    return join_sentences(
        *(
            sentence.format(parts=_amount(parts, plan, text), target=target)
            for parts, sentence in ((sums.by_oblast, of_regions), (sums.by_type, of_types))
            if parts is not None
        )
    )
