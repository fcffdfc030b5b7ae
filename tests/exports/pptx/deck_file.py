"""Makes slides of a deck for tests and reads their shapes, charts and text back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import openpyxl
import pandas as pd
from pptx import Presentation

from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides import Slide
from campaign.render.pptx.native_chart import AXIS_LABELS
from campaign.theme.style import LIGHT
from tests.campaigns import with_edition

LONG = "Очень длинное название сцены о кампании против торговли людьми, " * 4


def slide(kind: str, title: str = "Title", **query: str) -> Slide:
    return Slide(kind, dict.fromkeys(LANGUAGES, title), query=query)


def view_of(campaign: Campaign, spec: Slide, lang: str = "en") -> View:
    return spec.view(campaign, lang, LIGHT)


def open_deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def shapes(holder: Any) -> Iterator[Any]:
    for shape in holder:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from shapes(shape.shapes)


def charts(pptx_slide: Any) -> list[Any]:
    return [shape.chart for shape in pptx_slide.shapes if shape.has_chart]


def series(chart: Any) -> dict[str, tuple[float | None, ...]]:
    """The values of each series, without the one whose labels are those of the axis."""
    axis = {Text.of(lang)(AXIS_LABELS) for lang in LANGUAGES}
    every = [s for plot in chart.plots for s in plot.series]
    return {s.name: tuple(s.values) for s in every if s.name not in axis}


def sheet(chart: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def column(chart: Any, header: str) -> list[Any]:
    """The cells below a header of the data sheet."""
    cells = list(sheet(chart).iter_cols(values_only=True))
    return next(list(c[1 : 1 + len(chart.plots[0].categories)]) for c in cells if c[0] == header)


def words(pptx_slide: Any) -> str:
    """The text of all shapes and tables, a line for each paragraph."""
    frames = []
    for shape in shapes(pptx_slide.shapes):
        if shape.has_text_frame:
            frames.append(shape.text_frame.text)
        elif getattr(shape, "has_table", False):
            frames += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(frames)


def values_or_none(values: pd.Series) -> list[float | None]:
    return [None if pd.isna(v) else float(v) for v in values]


def many_types(campaign: Campaign, count: int) -> Campaign:
    """The campaign with `count` types, each with a name of 200 characters like a formula."""
    rows = campaign.editions["2017"].activities
    assert rows is not None
    row = campaign.types.iloc[[0]]
    types = pd.concat([row.rename(index={row.index[0]: f"t{i}"}) for i in range(count)])
    for lang in LANGUAGES:
        types[f"name_{lang}"] = [f"=1+{i}\x07 " + "вид мероприятия " * 13 for i in range(count)]
    spread = pd.concat([rows] * 2, ignore_index=True)
    spread["type"] = [f"t{i % count}" for i in range(len(spread))]
    return replace(with_edition(campaign, activities=spread), types=types)


SlidesIn = Callable[[str], Mapping[str, Any]]


def difficult_campaigns(campaign: Campaign) -> Mapping[str, Campaign]:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    silent = rows.copy()
    silent[["reached", "women", "men", "youth", "media_audience", "materials"]] = float("nan")
    return {
        "as shipped": campaign,
        "one row": with_edition(campaign, activities=rows.head(1)),
        "no activity in an oblast": with_edition(
            campaign, activities=rows[rows["oblast"] != "KG-N"]
        ),
        "nothing reported": with_edition(campaign, activities=silent),
        "all zero": with_edition(campaign, activities=rows.assign(reached=0.0)),
        "40 types": many_types(campaign, 40),
        "60 types": many_types(campaign, 60),
    }
