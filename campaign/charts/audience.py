"""Women, men and young people: each a bar of its own, as a share of its own base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.charts.breakdown import blank
from campaign.charts.wording import ended
from campaign.i18n.translator import N_, Text
from campaign.theme.style import Style, base_layout, hatch_pattern

HEIGHT: Mapping[str, Any] = {"ratio": None, "px": 250, "narrow_px": 264}
NARROW: Mapping[str, Any] = {"margin.l": 4, "margin.r": 4}

GROUPS: Mapping[str, str] = {
    "women": N_("Women"),
    "men": N_("Men"),
    "youth": N_("Young people"),
}


def shares(sums: pd.Series) -> pd.DataFrame:
    """A row for each group, indexed by its code, from `totals.overall`.

    `count` people of the group among the `base` people reached on the activities that reported
    both; `share` = count ÷ base (0..1); `state` is `not_reported` where no activity reported the
    group, or the base is zero. The groups overlap and their bases differ: they never add up.
    """
    frame = pd.DataFrame(
        {
            "count": [float(sums[group]) for group in GROUPS],
            "base": [float(sums[f"{group}_of"]) for group in GROUPS],
        },
        index=list(GROUPS),
    )
    frame["share"] = frame["count"] / frame["base"].where(frame["base"] > 0)
    frame["state"] = ["value" if share == share else "not_reported" for share in frame["share"]]
    return frame


def draw(sums: pd.Series, text: Text, style: Style) -> go.Figure:
    """A bar for each group on a track of 100 %, with its share, its count and its base in words.

    `sums` is `totals.overall`. A group that no activity reported has the words and an empty track.
    """
    if not sums["activities"]:
        return blank(text, style)
    frame = shares(sums)
    positions = list(range(len(frame)))
    known = frame["share"].notna().tolist()
    common: dict[str, Any] = {"orientation": "h", "width": 0.26, "showlegend": False}
    hover = [_hover(group, row, text) for group, row in frame.iterrows()]
    data = [
        go.Bar(
            y=positions,
            x=[1] * len(frame),
            marker={
                "color": style.surface,
                "line": {"color": style.line, "width": 1},
                "pattern": hatch_pattern(style) | {"shape": ["" if k else "/" for k in known]},
            },
            hoverinfo="text",
            hovertext=hover,
            **common,
        ),
        go.Bar(
            y=[at for at, k in zip(positions, known, strict=True) if k],
            x=[round(float(share), 4) for share in frame["share"].dropna()],
            marker={"color": style.accent},
            hoverinfo="text",
            hovertext=[words for words, k in zip(hover, known, strict=True) if k],
            **common,
        ),
    ]
    layout = base_layout(style)
    layout["margin"] = {"l": 4, "r": 4, "t": 4, "b": 4}
    layout |= {
        "barmode": "overlay",
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {"visible": False, "range": [0, 1], "fixedrange": True},
        "yaxis": {"visible": False, "range": [len(frame) - 0.45, -0.6], "fixedrange": True},
        "annotations": [
            note
            for at, (group, row) in zip(positions, frame.iterrows(), strict=True)
            for note in _notes(at, str(group), row, text, style)
        ],
    }
    return go.Figure(data=data, layout=layout)


def read(sums: pd.Series, text: Text) -> str:
    """The shares that are known, each with the base it rests on; which are not reported."""
    if not sums["activities"]:
        return text("No activities in this selection.")
    parts = []
    for group, row in shares(sums).iterrows():
        name = text(GROUPS[str(group)])
        if row["state"] == "not_reported":
            parts.append(text("{group}: not reported", group=name))
        else:
            share = float(row["share"])
            parts.append(
                text("{group}: {share:%} of {n}", group=name, share=share, n=int(row["base"]))
            )
    return ended(*parts)


def tabulate(sums: pd.Series, text: Text) -> DataTable:
    """A row for each group: its people, the people it is a share of, the share."""
    shown = shares(sums)
    shown["name"] = [text(GROUPS[str(group)]) for group in shown.index]
    return DataTable(
        shown,
        (
            TableColumn("name", text("Group of people")),
            TableColumn("count", text("People of the group"), "number", state="state"),
            TableColumn(
                "base", text("People reached where the group was reported"), "number", 0, "state"
            ),
            TableColumn("share", text("Share"), "percent", 1, "state"),
        ),
    )


def _notes(at: int, group: str, row: pd.Series, text: Text, style: Style) -> list[dict[str, Any]]:
    reported = row["state"] != "not_reported"
    common = {"xref": "paper", "y": at, "showarrow": False}
    left = {"x": 0, "xanchor": "left"}
    above = {"yanchor": "bottom", "yshift": 11}
    notes = [
        {"text": f"<b>{text(GROUPS[group])}</b>", **common, **left, **above},
        {
            "text": f"<b>{text.percent(row['share'])}</b>" if reported else text("not reported"),
            "x": 1,
            "xanchor": "right",
            **common,
            **above,
        },
    ]
    if reported:
        notes.append(
            {
                "text": _base(row, text),
                "yanchor": "top",
                "yshift": -10,
                "font": {"size": style.size - 1, "color": style.muted},
                **common,
                **left,
            }
        )
    return notes


def _base(row: pd.Series, text: Text) -> str:
    return text("{n} of {of} people reached", n=int(row["count"]), of=int(row["base"]))


def _hover(group: Any, row: pd.Series, text: Text) -> str:
    name = f"<b>{text(GROUPS[str(group)])}</b>"
    if row["state"] == "not_reported":
        return f"{name}<br>{text('not reported')}"
    return f"{name}: {text.percent(row['share'])}<br>{_base(row, text)}"
