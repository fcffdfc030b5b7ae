"""Type × region: one indicator in a grid of cells, coloured by class."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.class_breaks import Classes, classify, limits
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import Indicator
from campaign.analysis.regions import WideActivities
from campaign.analysis.view import View
from campaign.charts.answer_text import HIGHEST, MOST_NAMES, amount_each, answer_words
from campaign.charts.spec import Cell, Datum, Heading, Heatmap, LegendKey, NumberFormat
from campaign.charts.wording import (
    activity_lines,
    amount,
    full_names,
    missing_words,
    selected_names,
    short_names,
    to_sentence,
    type_names,
    unreported_words,
    value_column,
    wide_names,
)
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import Text
from campaign.theme.roles import class_role, state_role
from campaign.theme.style import GROUPS

SIGN = "?"
"""The text of a cell whose value was not reported, as on the map; the legend explains it."""

_CLASSES = 5


@dataclass(frozen=True)
class Axes:
    """Names of regions and types by code, in the order of columns and rows, and the selection."""

    units: Mapping[str, str]
    types: Mapping[str, str]
    selected_units: Collection[str] = ()
    selected_types: Collection[str] = ()

    def includes(self, unit: str, kind: str) -> bool:
        """Return whether the selection includes a pair of region and type."""
        units, types = self.selected_units, self.selected_types
        return (not units or unit in units) and (not types or kind in types)


def heatmap_spec(frame: pd.DataFrame, view: View) -> Heatmap:
    """Return a cell for each row of `indicators.by_unit_and_type` of a single region.

    Pairs without a row stay empty. Types without a row are left out. Classes are quantiles, so that
    one large value does not make all other cells pale. Cells outside the selection fade; a cell is
    selected if its region and its type are selected.
    """
    text, indicator, selection = view.text, view.count_indicator, view.selection
    axes = Axes(short_names(view), _names_by_group(view), selection.oblasts, selection.types)
    rows = _rows(frame[frame["oblast"].isin(list(axes.units))], axes.types)
    cells = _cells(frame, rows, axes.units)
    classes = classify(list(cells["value"].dropna()), "quantiles", _CLASSES, 0)
    columns = {code: number for number, code in enumerate(axes.units)}
    lines = {code: number for number, code in enumerate(rows)}
    return Heatmap(
        rows=tuple(Heading(c, name, c in axes.selected_types) for c, name in rows.items()),
        columns=tuple(Heading(c, name, c in axes.selected_units) for c, name in axes.units.items()),
        cells=tuple(
            Cell(
                lines[row["type"]],
                columns[row["oblast"]],
                _datum(row, indicator, classes, axes, text),
            )
            for row in cells.to_dict("records")
        ),
        legend=_legend(cells, classes, indicator, text),
        headings=(text("Type of activity"), text(indicator.name)),
        format=NumberFormat(),
        nothing=text("No activities in this selection."),
    )


def heatmap_finding(frame: pd.DataFrame, view: View) -> str:
    """Return the highest cell; "" if none is above zero, or if all are equal.

    With a selection only its cells are compared.
    """
    text, indicator = view.text, view.count_indicator
    frame, units, types = _of_selection(frame, view)
    top = frame["value"].max()
    count = int(frame["value"].notna().sum())
    if not top > 0 or (count > 1 and top == frame["value"].min()):
        return ""
    cells = frame[frame["value"] == top].to_dict("records")
    if len(cells) > MOST_NAMES:
        names = text.n("{n} cell", "{n} cells", len(cells))
    else:
        names = text.list(
            f"{units[cell['oblast']]} · {text.quote(types[cell['type']])}" for cell in cells
        )
    words = amount(top, indicator, text)
    if count == 1:
        return text("{place}: {value}", place=names, value=words)
    words = amount_each(words, len(cells), text)
    scope = text("type in one region")
    return answer_words(HIGHEST[indicator.code], names, words, text, scope)


def heatmap_summary(frame: pd.DataFrame, view: View) -> str:
    """Return the number of empty cells, and what was not reported, in a sentence.

    With a selection only its cells are counted.
    """
    text, indicator = view.text, view.count_indicator
    frame, units, types = _of_selection(frame, view)
    rows = _rows(frame, types)
    cells = _cells(frame, rows, units)
    if cells.empty:
        return text("No activities in this selection.")
    missing_note = missing_words(cells, indicator, text)
    name = text(indicator.name)
    reported_cells = cells.dropna(subset=["value"])
    empty = text(
        "empty cells: {n} of {of}",
        n=len(rows) * len(units) - len(cells),
        of=len(rows) * len(units),
    )
    if reported_cells.empty:
        sentence = text("{indicator}: not reported", indicator=name)
        return to_sentence(capitalize(missing_note) or sentence, empty)
    if reported_cells["value"].max() == 0:
        value = text("{place}: {value}", place=name, value=indicator.format(0.0, text))
        return to_sentence(value, empty, missing_note)
    return to_sentence(capitalize(empty), missing_note)


def heatmap_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return a row for each type and a column for each region, with the selection marked."""
    text, indicator, selection = view.text, view.count_indicator, view.selection
    units = {**full_names(view), **wide_names(view, WideActivities.of(frame))}
    rows = _rows(frame, _names_by_group(view))
    places = list(zip(frame["type"], frame["oblast"], strict=True))
    values = dict(zip(places, frame["value"], strict=True))
    states = dict(zip(places, frame["state"], strict=True))
    table = pd.DataFrame({"name": list(rows.values())}, index=list(rows))
    columns = [
        TableColumn("name", text("Type of activity")),
        *in_selection(table, [code in selection.types for code in rows], text),
    ]
    for code, name in units.items():
        if code in selection.oblasts:
            name = text("{place} (in the selection)", place=name)
        table[code] = [values.get((kind, code), math.nan) for kind in rows]
        table[f"{code}_state"] = [states.get((kind, code), "no_activity") for kind in rows]
        base = value_column(indicator, text)
        columns.append(TableColumn(code, name, base.kind, base.digits, f"{code}_state"))
    return DataTable(table, tuple(columns))


def _rows(frame: pd.DataFrame, types: Mapping[str, str]) -> dict[str, str]:
    codes = set(frame["type"])
    return {code: name for code, name in types.items() if code in codes}


def _cells(frame: pd.DataFrame, rows: Mapping[str, str], units: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows of the frame that are drawn, in reading order."""
    lines = {code: number for number, code in enumerate(rows)}
    columns = {code: number for number, code in enumerate(units)}
    places = zip(frame["type"].tolist(), frame["oblast"].tolist(), strict=True)
    cells = [
        (lines[kind], columns[unit], at)
        for at, (kind, unit) in enumerate(places)
        if kind in lines and unit in columns
    ]
    return frame.iloc[[at for _, _, at in sorted(cells)]]


def _of_selection(
    frame: pd.DataFrame, view: View
) -> tuple[pd.DataFrame, Mapping[str, str], Mapping[str, str]]:
    """Return the rows of the selected regions and types, and the names of these, else of all."""
    chosen, units, types = view.selection.types, selected_names(view), type_names(view)
    types = {code: name for code, name in types.items() if not chosen or code in chosen}
    return frame[frame["oblast"].isin(list(units)) & frame["type"].isin(list(types))], units, types


def _names_by_group(view: View) -> Mapping[str, str]:
    """Return the types' names, in the order of the groups in the legends."""
    groups, names = view.campaign.types["group"], type_names(view)
    codes = sorted(names, key=lambda code: GROUPS.index(groups[code]))
    return {code: names[code] for code in codes}


def _datum(
    row: Mapping[Any, Any], indicator: Indicator, classes: Classes, axes: Axes, text: Text
) -> Datum:
    unit, kind, state = str(row["oblast"]), str(row["type"]), str(row["state"])
    is_included = axes.includes(unit, kind)
    label = f"{axes.units[unit]} · {axes.types[kind]}"
    return Datum(
        code=f"oblast={unit}&type={kind}",
        label=label,
        value=float(row["value"]),
        state=state,
        role=_role(state, row["value"], indicator, classes),
        words=SIGN if state == "not_reported" else indicator.format(row["value"], text),
        tooltip=(label, *_tooltip(row, indicator, text)),
        selected=is_included and bool(axes.selected_units and axes.selected_types),
        faded=not is_included,
    )


def _role(state: str, value: float, indicator: Indicator, classes: Classes) -> str:
    if state in ("not_reported", "zero"):
        return state_role(state)
    # If all values are rounded to zero, there are no classes.
    index = classes.index(value) if classes.classes else 0
    return class_role(indicator.family, index, max(len(classes.classes), 1))


def _legend(
    cells: pd.DataFrame, classes: Classes, indicator: Indicator, text: Text
) -> tuple[LegendKey, ...]:
    if cells.empty:
        return ()
    count = len(classes.classes)
    keys = [
        LegendKey(
            class_role(indicator.family, index, count),
            limits(a_class, lambda value: indicator.format(value, text), text),
        )
        for index, a_class in enumerate(classes.classes)
    ]
    words_by_state = {"zero": text("zero"), "not_reported": f"{SIGN} {text('not reported')}"}
    states = set(cells["state"])
    keys += [LegendKey(state_role(s), words) for s, words in words_by_state.items() if s in states]
    if keys:
        keys.append(LegendKey(state_role("no_activity"), text("empty: no activity")))
    return tuple(keys)


def _tooltip(row: Mapping[Any, Any], indicator: Indicator, text: Text) -> list[str]:
    lines = [
        text("{indicator}: not reported", indicator=text(indicator.name))
        if row["state"] == "not_reported"
        else amount(row["value"], indicator, text)
    ]
    if indicator.code != "activities":
        lines += activity_lines(row["activities"], row["shared"], text)
        if row["state"] != "not_reported" and indicator.code != "materials":
            lines.append(unreported_words(int(row["activities"] - row["reported"]), text))
    return [line for line in lines if line]
