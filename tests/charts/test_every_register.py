"""The texts and the table of every chart are complete, whatever the register reports."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.view import View
from campaign.charts import by_evidence, by_text
from campaign.charts.chart import Chart
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import CHARTS, view_of, with_edition
from tests.charts.small_register import NOTHING, ROWS, SILENT, register

REGISTERS = {"all": register(), "one": register(ROWS[:1]), "silent": SILENT, "none": NOTHING}
# The small registers have no organizers, partners, target groups or districts.
BUILDS = tuple(build for build in CHARTS if build.__module__ != by_text.__name__)
OF_WEEKS = (by_evidence.reports, by_evidence.report_shares)


@pytest.mark.parametrize("rows", REGISTERS.values(), ids=REGISTERS)
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_texts_and_table_are_complete(
    campaign: Campaign, build: Callable[[View], Chart], rows: pd.DataFrame
) -> None:
    if rows is NOTHING and build in OF_WEEKS:
        return  # pages show these charts only with activities
    for lang in LANGUAGES:
        view = view_of(with_edition(campaign, activities=rows), lang)
        chart = build(view)
        assert chart.summary.endswith(".") or (not chart.summary and not chart.finding)
        for words in (chart.title, chart.finding, chart.description):
            assert "{" not in words and "nan" not in words.split(), words
        assert {column.key for column in chart.table.columns} <= set(chart.table.frame.columns)
        markup = html(chart.table, view.text, "caption")
        assert ">nan<" not in markup.lower() and csv_bytes(chart.table, view.text, "")
