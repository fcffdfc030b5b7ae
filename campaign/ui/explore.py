"""The dialog “Explore”: a chart to zoom, compare and select in, drawn by Plotly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from campaign.analysis.provenance import file_name
from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.analysis.selection import EXPLORE, Selection, parse_query
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.chart_list import CHARTS
from campaign.domain.register import RegisterAwayError
from campaign.render.explore.figure import config, draw
from campaign.site.card import missing_boundaries, source_line
from campaign.site.elements import copy_button, copy_row
from campaign.site.notices import away_notice
from campaign.site.page_list import HOME, PAGES
from campaign.ui import state
from campaign.ui.cache import cached_figure, chart_of
from campaign.ui.export_dialog import close_button_html, site_address

_LISTS = {"oblast": "oblasts", "type": "types", "organiser": "organisers"}
"""{key of a query with several values: field of a selection}."""


def show_requested_chart(view: View, stem: str) -> None:
    """Open the dialog of the chart that was asked for, once; unknown keys open none."""
    key = state.take_requested_chart()
    if key in CHARTS:
        show_explorer(view, key, stem)


def show_explorer(view: View, key: str, stem: str = "") -> None:
    """Open the dialog of a chart of the view; on the page of a region it is about that region."""
    region = shown_region(view) if stem == "region" else None
    shown = view if region is None else view_of_region(view, region)
    st.dialog(view.text("Explore"), width="large")(_dialog)(view, shown, key)


def _dialog(view: View, shown: View, key: str) -> None:
    text = view.text
    try:
        chart = chart_of(shown, CHARTS[key].build)
    except RegisterAwayError:
        st.html(away_notice(text))
    else:
        # Title, disclaimer and source are in the figure, so that an image has them.
        st.html(f'<p class="summary"><b>{escape(chart.finding)}</b></p>')
        _show_figure(view, shown, chart)
        st.html(f'<p class="summary">{escape(chart.caption)}</p>')
    st.html(f"{_link(view, key)}{close_button_html(text)}")


def _show_figure(view: View, shown: View, chart: Chart) -> None:
    """Show the figure, and above it what a selection in it would filter, with a button."""
    text = view.text
    lines = (shown.disclaimer, source_line(shown, chart))
    figure = cached_figure(
        shown,
        lambda shown: draw(chart, shown.style, text, lines),
        f"explore:{chart.key}",
    )
    if figure is None:
        nothing = f'<div class="empty"><p>{escape(getattr(chart.spec, "nothing", ""))}</p></div>'
        st.html(nothing if chart.has_drawing else missing_boundaries(view))
        return
    selects = any(code for trace in figure["data"] for code in trace.get("customdata", ()))
    row = st.container(horizontal=True, vertical_alignment="center") if selects else None
    wait = text("Loading the chart. On a slow connection this takes up to a minute.")
    st.html(f'<p class="source explore-wait" role="status">{escape(wait)}</p>')
    event = st.plotly_chart(
        figure,
        key=f"explore-{chart.key}",
        theme=None,
        on_select="rerun" if selects else "ignore",
        selection_mode=("box", "lasso"),
        config=config(
            text,
            file_name(shown, chart.key, ""),  # Plotly adds the ending
            figure["layout"]["height"],
        ),
        alt=chart.description,
    )
    if row is None:
        return
    points = event.selection.points if isinstance(event, Mapping) else ()
    selection = selection_of(view, (str(_first(point.get("customdata"))) for point in points))
    words = text("Press and drag over a part of the chart to select it.")
    if selection is not None:
        filters = replace(view, selection=selection).filters
        words = text("Selected: {selection}", selection=filters)
    with row:
        st.html(f'<p class="source" role="status">{escape(words)}</p>')
        if st.button(
            text("Filter the page by this selection"),
            key=f"explore-filter:{text.lang}",
            type="primary",
            disabled=selection is None,
            on_click=state.change,
            args=(lambda _, chosen: chosen, selection),
        ):
            st.rerun()


def _first(value: Any) -> Any:
    """Return the code of a mark: Plotly sends it alone or in a list."""
    return value[0] if isinstance(value, list) and value else value


def selection_of(view: View, codes: Iterable[str]) -> Selection | None:
    """Return the selection of the view limited to what the codes of marks name; None for nothing.

    It has all regions, types and organizers of the marks, and the days from the first to the last.
    Codes that the campaign does not have are ignored.
    """
    values: dict[str, list[str]] = {}
    for code in codes:
        for name, value in parse_qsl(code):
            values.setdefault(name, []).append(value)
    query = {name: ",".join(values[name]) for name in _LISTS if name in values}
    if "from" in values and "to" in values:
        query |= {"from": min(values["from"]), "to": max(values["to"])}
    query["edition"] = view.selection.edition
    chosen, _ = parse_query(query, view.campaign)
    changes: dict[str, Any] = {
        name: getattr(chosen, name) for name in _LISTS.values() if getattr(chosen, name)
    }
    if "from" in query:
        changes |= {"start": chosen.start, "end": chosen.end}
    selection = replace(view.selection, **changes)
    return None if selection == view.selection else selection


def _link(view: View, key: str) -> str:
    """Return the button that copies a link to this dialog; "" for a reader's own files."""
    if view.campaign.private or not site_address():
        return ""
    query = {**view.selection.to_link(view.campaign), EXPLORE: key}
    page = PAGES[CHARTS[key].stem or HOME.stem]
    address = f"{site_address()}/{page.path}?{urlencode({**page.menu_query, **query}, safe=',')}"
    return copy_row(copy_button(address, view.text("Copy the link")), view.text)
