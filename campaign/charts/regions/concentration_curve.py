"""The concentration curve of the people reached over the population, from the lowest rate."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.concentration import Concentration, Step
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.view import View
from campaign.charts.spec import LegendKey, Line, Lines, NumberFormat, Point
from campaign.charts.ticks import Tick
from campaign.charts.words.wording import join_sentences
from campaign.i18n.translator import N_
from campaign.theme.roles import line_role

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_HALF = 0.5
CURVE, EQUALITY = N_("People reached"), N_("Equal rates everywhere")


def build(concentration: Concentration | None, view: View) -> Lines:
    """Return the curve and the straight line of equal rates; no lines if nobody was reached.

    A selected region is marked at its end on the curve.
    """
    text = view.text
    ticks = tuple(Tick(share, text.percent(share, 0)) for share in _TICKS)
    roles = (line_role("actual"), line_role("plan"))
    lines: tuple[Line, ...] = ()
    if concentration is not None:
        start = Point(0.0, 0.0)
        points = [_point(step, view) for step in concentration.steps]
        lines = (
            Line(roles[0], text(CURVE), (start, *points)),
            Line(roles[1], text(EQUALITY), (start, Point(1.0, 1.0)), "dashed"),
            *(_mark(step, view) for step in _selected_steps(concentration, view)),
        )
    return Lines(
        lines=lines,
        legend=(
            LegendKey(roles[0], text(CURVE), mark="solid"),
            LegendKey(roles[1], text(EQUALITY), mark="dashed"),
        ),
        headings=(
            text("Share of the population"),
            text("Share of the people reached"),
        ),
        ticks=ticks,
        value_ticks=ticks,
        format=NumberFormat("percent"),
        nothing=text("No activities in this selection."),
    )


def finding(concentration: Concentration | None, view: View) -> str:
    """Return the share of the people reached in the least covered half; "" without a curve."""
    if concentration is None:
        return ""
    return view.text(
        "The half of the population with the lowest regional rates: {share} of the people reached",
        share=view.text.percent(concentration.reached_by(_HALF), 0),
    )


def summary(concentration: Concentration | None, view: View) -> str:
    """Return the selected regions' positions, the Gini coefficient, and excluded regions."""
    text = view.text
    if concentration is None:
        return text(
            "In this selection the number of people reached is zero or not reported, so the "
            "curve cannot be drawn."
        )
    parts = [
        *(_place_sentence(step, view) for step in _selected_steps(concentration, view)),
        text(
            "Gini coefficient: {gini} (0: the same rate in every region; close to 1: all people "
            "reached in one small region).",
            gini=text.number(concentration.gini, 2),
        ),
        f"{finding(concentration, view)}.",
    ]
    if concentration.excluded:
        names = [view.campaign.places.name(code, text) for code in concentration.excluded]
        parts.append(text("Excluded because not comparable: {places}.", places=text.list(names)))
    return join_sentences(*parts)


def to_table(concentration: Concentration | None, view: View) -> DataTable:
    """Return the regions from the lowest rate up, with the cumulative shares."""
    text = view.text
    steps = () if concentration is None else concentration.steps
    rows = pd.DataFrame(
        {
            "name": [view.campaign.places.name(step.code, text) for step in steps],
            "population": [step.population for step in steps],
            "reached": [step.reached for step in steps],
        }
    )
    return DataTable(
        rows,
        (
            TableColumn("name", text("Region, lowest rate first")),
            TableColumn("population", text("Cumulative share of the population"), "percent", 1),
            TableColumn("reached", text("Cumulative share of the people reached"), "percent", 1),
        ),
    )


def _selected_steps(concentration: Concentration, view: View) -> list[Step]:
    codes = view.selection.oblasts
    return [step for step in concentration.steps if step.code in codes]


def _mark(step: Step, view: View) -> Line:
    name = view.campaign.places.name(step.code, view.text)
    point = Point(step.population, step.reached)
    return Line(line_role("actual"), name, (point,), end_words=name)


def _place_sentence(step: Step, view: View) -> str:
    text = view.text
    return text(
        "Up to and including {place}: {population} of the population, {reached} of the people "
        "reached.",
        place=view.campaign.places.name(step.code, text),
        population=text.percent(step.population, 1),
        reached=text.percent(step.reached, 1),
    )


def _point(step: Step, view: View) -> Point:
    text = view.text
    name = view.campaign.places.name(step.code, text)
    lines = (
        text("Up to and including {place}", place=name),
        text("Share of the population: {share}", share=text.percent(step.population, 1)),
        text("Share of the people reached: {share}", share=text.percent(step.reached, 1)),
    )
    return Point(step.population, step.reached, tooltip=lines)
