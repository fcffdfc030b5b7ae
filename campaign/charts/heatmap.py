"""Type × unit: one indicator in a grid of cells, coloured by class."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.class_breaks import Classes, classify, limits
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import Indicator
from campaign.charts.body import Cell, Datum, Grid, Heading, LegendKey, NumberFormat
from campaign.charts.wording import amount, ended, missing, unreported, value_column
from campaign.i18n.translator import Text
from campaign.theme.paint import class_role, state_role

SIGN = "?"
"""What stands in a cell whose value was not reported, as on the map; the legend says so."""

_CLASSES = 5


@dataclass(frozen=True)
class Axes:
    """Names by code of the units and types in the order of columns and rows; which are chosen."""

    units: Mapping[str, str]
    types: Mapping[str, str]
    chosen_units: Collection[str] = ()
    chosen_types: Collection[str] = ()

    @property
    def chosen(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The units and types that are chosen; all of either where none is."""
        return _among(self.units, self.chosen_units), _among(self.types, self.chosen_types)

    def hold(self, unit: str, kind: str) -> bool:
        """True where neither the chosen units nor the chosen types leave the pair out."""
        units, types = self.chosen_units, self.chosen_types
        return (not units or unit in units) and (not types or kind in types)


def build(frame: pd.DataFrame, indicator: Indicator, axes: Axes, text: Text) -> Grid:
    """A cell for each row of `indicators.by_unit_and_type`; no activity leaves its place empty.

    Types without a row are left out. Classes are quantiles, so that one large cell does not pale
    all others. Cells outside the choice fade; a chosen unit and type together select their cell.
    """
    rows = _rows(frame, axes.types)
    cells = _cells(frame, rows, axes.units)
    classes = _classes(cells, indicator)
    columns = {code: number for number, code in enumerate(axes.units)}
    lines = {code: number for number, code in enumerate(rows)}
    return Grid(
        rows=tuple(Heading(c, name, c in axes.chosen_types) for c, name in rows.items()),
        columns=tuple(Heading(c, name, c in axes.chosen_units) for c, name in axes.units.items()),
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
        format=NumberFormat("percent" if indicator.percent else "number", indicator.digits),
        nothing=text("No activities in this selection."),
    )


def summary(frame: pd.DataFrame, indicator: Indicator, axes: Axes, text: Text) -> str:
    """The highest cell, how many pairs had no activity, and what was not reported.

    Of what is chosen only that is compared.
    """
    units, types = axes.chosen
    frame = frame[frame["oblast"].isin(list(units)) & frame["type"].isin(list(types))]
    rows = _rows(frame, types)
    cells = _cells(frame, rows, units)
    if cells.empty:
        return text("No activities in this selection.")
    lacking = missing(cells, indicator, text)
    name = text(indicator.name)
    known = cells.dropna(subset=["value"])
    empty = text(
        "empty cells: {n} of {of}",
        n=len(rows) * len(units) - len(cells),
        of=len(rows) * len(units),
    )
    if known.empty:
        return ended(text("{indicator}: not reported", indicator=name), empty, lacking)
    if len(rows) * len(units) == 1:
        value = indicator.format(known["value"].iloc[0], text)
        return ended(text("{place}: {value}", place=name, value=value), lacking)
    most = known["value"].max()
    top = known[known["value"] == most].to_dict("records")
    params = {"indicator": name, "amount": amount(most, indicator, text)}
    if len(top) > 1:
        said = text("{indicator}, highest: {n} cells alike ({amount})", n=len(top), **params)
    else:
        said = text(
            "{indicator}, highest: {place} · {type} ({amount})",
            place=units[top[0]["oblast"]],
            type=text.quote(types[top[0]["type"]]),
            **params,
        )
    return ended(said, empty, lacking)


def to_table(frame: pd.DataFrame, indicator: Indicator, axes: Axes, text: Text) -> DataTable:
    """Rows and columns as drawn: a row for each type, a column for each unit; which are chosen."""
    rows = _rows(frame, axes.types)
    cells = _cells(frame, rows, axes.units)
    shown = pd.DataFrame({"name": list(rows.values())}, index=list(rows))
    columns = [
        TableColumn("name", text("Type of activity")),
        *in_selection(shown, [code in axes.chosen_types for code in rows], text),
    ]
    for code, name in axes.units.items():
        if code in axes.chosen_units:
            name = text("{place} (in the selection)", place=name)
        of_unit = cells[cells["oblast"] == code].set_index("type")
        shown[code] = of_unit["value"].reindex(shown.index)
        shown[f"{code}_state"] = of_unit["state"].reindex(shown.index).fillna("no_activity")
        base = value_column(indicator, text)
        columns.append(TableColumn(code, name, base.kind, base.digits, f"{code}_state"))
    return DataTable(shown, tuple(columns))


def _rows(frame: pd.DataFrame, types: Mapping[str, str]) -> dict[str, str]:
    met = set(frame["type"])
    return {code: name for code, name in types.items() if code in met}


def _cells(frame: pd.DataFrame, rows: Mapping[str, str], units: Mapping[str, str]) -> pd.DataFrame:
    """The rows drawn, in reading order."""
    lines = {code: number for number, code in enumerate(rows)}
    columns = {code: number for number, code in enumerate(units)}
    cells = frame[frame["oblast"].isin(list(columns)) & frame["type"].isin(list(lines))]
    order = cells["type"].map(lines).astype("int64") * len(columns) + cells["oblast"].map(columns)
    return cells.loc[order.sort_values(kind="stable").index]


def _classes(cells: pd.DataFrame, indicator: Indicator) -> Classes:
    values = [_rounded(value, indicator) for value in cells["value"].dropna()]
    return classify(values, "quantiles", _CLASSES, _digits(indicator))


def _digits(indicator: Indicator) -> int:
    return 2 if indicator.percent else indicator.digits


def _rounded(value: float, indicator: Indicator) -> float:
    """The value as it is shown, so that two cells that read alike are coloured alike."""
    scale = 10 ** _digits(indicator)
    return math.floor(value * scale + 0.5) / scale


def _short(value: float, indicator: Indicator, text: Text) -> str:
    """The value as it fits a cell of a phone: a share in whole per cent."""
    return text.percent(value, 0) if indicator.percent else indicator.format(value, text)


def _datum(
    row: Mapping[Any, Any], indicator: Indicator, classes: Classes, axes: Axes, text: Text
) -> Datum:
    unit, kind, state = str(row["oblast"]), str(row["type"]), str(row["state"])
    inside = axes.hold(unit, kind)
    label = f"{axes.units[unit]} · {axes.types[kind]}"
    return Datum(
        code=f"oblast={unit}&type={kind}",
        label=label,
        value=float(row["value"]),
        state=state,
        role=_role(state, row["value"], indicator, classes),
        words=SIGN if state == "not_reported" else _short(row["value"], indicator, text),
        tooltip=(label, *_tooltip(row, indicator, text)),
        selected=inside and bool(axes.chosen_units and axes.chosen_types),
        faded=not inside,
    )


def _role(state: str, value: float, indicator: Indicator, classes: Classes) -> str:
    if state in ("not_reported", "zero"):
        return state_role(state)
    # A share too small to be shown as 1 % may be all there is: then there are no classes.
    index = classes.index(_rounded(value, indicator)) if classes.classes else 0
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
            limits(a_class, lambda value: _short(value, indicator, text), text),
        )
        for index, a_class in enumerate(classes.classes)
    ]
    words = {"zero": text("zero"), "not_reported": f"{SIGN} {text('not reported')}"}
    states = set(cells["state"])
    keys += [LegendKey(state_role(s), said) for s, said in words.items() if s in states]
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
        lines.append(text.n("{n} activity", "{n} activities", int(row["activities"])))
        if row["state"] != "not_reported" and indicator.code != "materials":
            lines.append(unreported(int(row["activities"] - row["reported"]), text))
    return [line for line in lines if line]


def _among(names: Mapping[str, str], chosen: Collection[str]) -> Mapping[str, str]:
    return {code: name for code, name in names.items() if not chosen or code in chosen}
