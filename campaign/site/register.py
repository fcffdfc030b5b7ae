"""The register as a list: one page of rows with the totals of all."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from campaign.analysis.data_table import DataTable, html
from campaign.analysis.register_table import (
    SORTS,
    ListQuery,
    columns,
    query_activities,
    totals_line,
    with_names,
)
from campaign.analysis.view import View
from campaign.charts.wording import join_sentences
from campaign.site.page import PAGE_ROWS, SitePage, download_link
from campaign.site.paging import count_pages
from campaign.site.title import scope_html


@dataclass(frozen=True)
class RegisterPage:
    """One page of the list: its number, the number of pages, totals in words, table as HTML."""

    number: int
    pages: int
    line: str
    table: str


def register_page(view: View, query: ListQuery, number: int, most: int = PAGE_ROWS) -> RegisterPage:
    """Return page `number`, from 1, of the activities that match the query, `most` rows a page."""
    text, rows = view.text, query_activities(view, query)
    pages = count_pages(len(rows), most)
    number = min(number, pages)
    page_rows = rows.iloc[(number - 1) * most : number * most]
    table = html(to_table(page_rows, view), text, text("Register of activities"), cards=True)
    line = view.scope.sentence(totals_line(rows, text))
    if view.selection.oblasts:
        line = join_sentences(line, view.wide_line)
    return RegisterPage(number, pages, line, table)


def to_table(rows: pd.DataFrame, view: View) -> DataTable:
    """Return activities as a table with names in the reader's language."""
    return DataTable(with_names(rows, view), columns(view.text))


def register_title(view: View) -> str:
    """Return the heading of the list."""
    return f"<h2>{escape(view.text('Register of activities'))}{scope_html(view.scope.line)}</h2>"


def register(page: SitePage) -> str:
    """Return the first activities of the selection in a card, and all of them as CSV."""
    view, text = page.view, page.view.text
    list_page = register_page(view, ListQuery("", SORTS[0], False), 1, page.register_rows)
    download = download_link(page, "register")
    number = ""
    if list_page.pages > 1:
        words = text("Page {n} of {total}", n=1, total=list_page.pages)
        number = f'<p class="source">{escape(words)}</p>'
    return (
        f'<section class="card register" data-card="register">{register_title(view)}'
        f'<p class="summary">{escape(list_page.line)}</p>{list_page.table}'
        f'<div class="tools">{number}{download}</div></section>'
    )
