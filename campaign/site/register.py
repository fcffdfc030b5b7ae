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
    list_line,
    list_page,
    totals_line,
    with_names,
)
from campaign.analysis.row_limit import row_limit_words
from campaign.analysis.view import View
from campaign.charts.words.wording import join_sentences
from campaign.domain.register import FIRST_PAGE, PagePlace, RegisterAwayError
from campaign.site.nowrap import keep_together
from campaign.site.page import PAGE_ROWS, STATUS, SitePage, download_link
from campaign.site.paging import count_pages
from campaign.site.register_away_notice import away_notice
from campaign.site.title import scope_html


@dataclass(frozen=True)
class PageRequest:
    """A requested page of the list: its number, from 1, and the place of its rows."""

    number: int = 1
    place: PagePlace = FIRST_PAGE


@dataclass(frozen=True)
class RegisterPage:
    """One page of the list: its number, the number of pages, totals in words, table as HTML.

    `former` and `next` are the pages before and after it, None at the ends.
    """

    number: int
    pages: int
    line: str
    table: str
    former: PageRequest | None
    next: PageRequest | None


def register_page(
    view: View, query: ListQuery, request: PageRequest = PageRequest(), most: int = PAGE_ROWS
) -> RegisterPage:
    """Return a page of the activities that match the query, `most` rows a page."""
    text, totals = view.text, list_line(view, query)
    pages, number = count_pages(totals.activities, most), request.number
    listed = list_page(view, query, most, request.place)
    table = html(to_table(listed.rows, view), text, text("Register of activities"), cards=True)
    line = view.scope.sentence(totals_line(totals, text))
    if view.selection.oblasts:
        line = join_sentences(line, view.wide_line)
    former = (
        PageRequest(number - 1, PagePlace(listed.first, backwards=True))
        if number > 2
        else PageRequest()
    )
    return RegisterPage(
        number,
        pages,
        line,
        table,
        former if number > 1 else None,
        PageRequest(number + 1, PagePlace(listed.last)) if number < pages else None,
    )


def to_table(rows: pd.DataFrame, view: View) -> DataTable:
    """Return activities as a table with names in the reader's language."""
    return DataTable(with_names(rows, view), columns(view.text))


def register_title(view: View) -> str:
    """Return the heading of the list."""
    return f"<h2>{escape(view.text('Register of activities'))}{scope_html(view.scope.line)}</h2>"


def source_line(words: str) -> str:
    """Return a line of small words."""
    return f'<p class="source">{escape(words)}</p>'


def register(page: SitePage) -> str:
    """Return the first activities of the selection in a card, and all of them as CSV."""
    view, text = page.view, page.view.text
    try:
        first = register_page(view, ListQuery("", SORTS[0], False), most=page.register_rows)
        # A published site has the file, however long it is.
        is_app = page.links.page("data", view.selection) is not None
        limit_words = row_limit_words(view) if is_app else ""
    except RegisterAwayError:
        content = f"{register_title(view)}{away_notice(text)}"
        return f'<section class="card register" data-card="register">{content}</section>'
    download = source_line(limit_words) if limit_words else download_link(page, "register")
    if page.becomes_live:
        download += STATUS
    number = ""
    if first.pages > 1:
        words = text("Page {n} of {total}", n=1, total=first.pages)
        number = source_line(words)
    return (
        f'<section class="card register" data-card="register">{register_title(view)}'
        f'<p class="summary">{keep_together(first.line)}</p>{first.table}'
        f'<div class="tools">{number}{download}</div></section>'
    )
