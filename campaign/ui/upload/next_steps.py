"""The next steps after an upload: what is not counted yet, the map, the removal of all files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.register_table import totals_line
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Edition
from campaign.domain.register import RegisterLine
from campaign.i18n.translator import N_, Text
from campaign.schema.issues import Issue
from campaign.site.issue_notice import issue_notice
from campaign.ui.streamlit_pages import page_at
from campaign.ui.upload import session_files, session_registers

MOST_ISSUES = 8
EQUAL_TOTALS = N_(
    "Summary tables of different files have equal totals for the same month and region. They "
    "are counted once. If the files are from different organizations, count them in each file."
)
TOTALS_OF_EACH = N_(
    "Equal totals of summary tables are counted in each file, according to your answer."
)
CHOICE_WIDTH = 400  # px; the whole width on a phone


def show_next_steps(view: View) -> None:
    """Show what is missing without answers, the link to the map, and the choice of the edition.

    The link is also shown if only boundaries were uploaded: they are on the current map.
    """
    text = view.text
    with st.container(key="placing"):
        if not session_files.files():
            return
        _show_combined_totals(view)
        _show_duplicates_of_files(view)
        if lines := [*_missing_rows(text), *_removed_edition(text)]:
            st.html("".join(f'<p class="summary">{escape(line)}</p>' for line in lines))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if own_editions := view.campaign.own_editions:
                edition = view.selection.edition
                is_own = edition in own_editions.values()
                _show_map_link(view, edition if is_own else [*own_editions.values()][-1])
                _show_edition_choice(view)
            elif view.campaign.boundaries_file:
                _show_map_link(view, _mapped_edition(view))
            if len(session_files.files()) > 1:
                st.button(
                    text("Remove all files"),
                    key=f"remove:{text.lang}",
                    icon=":material/delete:",
                    on_click=session_files.remove,
                )


def _own_editions(view: View) -> list[Edition]:
    return [view.campaign.editions[name] for name in view.campaign.own_editions.values()]


def _missing_rows(text: Text) -> Iterator[str]:
    """Yield sentences on rows that the map lacks: those that wait for an answer or have errors."""
    reports = list(session_registers.current_registers())
    waiting = sum(report.unanswered.rows for report in reports)
    people = sum(report.unanswered.people for report in reports)
    # A duplicate is counted once, in its first row, and needs no correction.
    duplicates = sum(report.by_rule()["duplicate"] for report in reports)
    rejected = sum(report.rejected for report in reports) - waiting - duplicates
    if waiting and people:
        yield text.n(
            "{n} row (people reached: {people}) is not counted until you answer.",
            "{n} rows (people reached: {people}) are not counted until you answer.",
            waiting,
            people=people,
        )
    elif waiting:
        yield text.n(
            "{n} row is not counted until you answer.",
            "{n} rows are not counted until you answer.",
            waiting,
        )
    if rejected > 0:
        yield text.n(
            "{n} row has errors and is not counted until they are corrected.",
            "{n} rows have errors and are not counted until they are corrected.",
            rejected,
        )


def _removed_edition(text: Text) -> Iterator[str]:
    """Yield the sentence that the campaign of the register was removed, if it was."""
    year = session_registers.removed_edition()
    if year and session_registers.registers():
        yield text(
            "The {year} campaign was removed. Your register is shown beside the other campaigns.",
            year=year,
        )


def _mapped_edition(view: View) -> str:
    """Return the edition for the map: the selected one, or the default one if that has no map."""
    edition = view.selection.edition
    return view.campaign.default_edition if edition in view.campaign.other_years else edition


def _show_map_link(view: View, edition: str) -> None:
    selection = replace(view.selection.without_filters(), edition=edition)
    with st.container(key="see", width="content"):
        st.page_link(
            page_at("map"),
            label=view.text("Show on the map"),
            icon=":material/map:",
            query_params=selection.to_query(view.campaign),
        )


def _show_combined_totals(view: View) -> None:
    """Show the totals of several registers, and how many rows may be counted twice."""
    editions, registers = _own_editions(view), session_registers.registers()
    text = view.text
    for edition in editions:
        if edition.register is None or (len(registers) < 2 and len(editions) < 2):
            continue
        rules = Counter(issue.rule for issue in edition.issues)
        duplicate_count = rules["likely_duplicate"] + rules["likely_of_file"]
        details = (
            [text.n("{n} possible duplicate", "{n} possible duplicates", duplicate_count)]
            if duplicate_count
            else []
        )
        totals = totals_line(RegisterLine.of(edition.register.rows()), text, *details)
        if len(editions) > 1:
            words = f"{edition.title(text)}: {totals}"
        else:
            words = text("All files: {totals}", totals=totals)
        st.html(f'<p class="summary">{escape(words)}</p>')


def _show_duplicates_of_files(view: View) -> None:
    """Show the rows that two files have: those counted once, and those that may count twice."""
    issues = [issue for edition in _own_editions(view) for issue in edition.issues]
    duplicates = [issue for issue in issues if issue.rule.endswith("_of_file")]
    rejected_rows = [issue for issue in duplicates if issue.severity == "error"]
    possible_duplicates = [issue for issue in duplicates if issue.severity == "warning"]
    text = view.text
    if rejected_rows:
        headline = text.n(
            "{n} row is in two of your files and is counted once",
            "{n} rows are in two of your files and are counted once",
            len(rejected_rows),
        )
        st.html(issue_notice(headline, rejected_rows, text, MOST_ISSUES))
    _show_equal_totals(rejected_rows, text)
    if possible_duplicates:
        headline = text.n(
            "{n} possible duplicate in two of your files: both rows are counted",
            "{n} possible duplicates in two of your files: both rows of each are counted",
            len(possible_duplicates),
        )
        st.html(issue_notice(headline, possible_duplicates, text, MOST_ISSUES))


def _show_equal_totals(duplicates: Sequence[Issue], text: Text) -> None:
    """Show the button that counts totals of several organizations beside equal ones, or undoes it.

    They count once until a click, which applies to the files that have equal totals now.
    """
    positions, registers = session_registers.count_totals_of(), session_registers.registers()
    counted = {one.file for at, one in enumerate(registers) if at in positions}
    if len(registers) < 2:
        return
    # Only totals of a summary table have a cell as their source.
    once = {issue.file for issue in duplicates if issue.source is not None}
    for key, names, sentence, label in (
        ("each", once, EQUAL_TOTALS, N_("Count equal totals in each file")),
        ("once", counted, TOTALS_OF_EACH, N_("Count equal totals once")),
    ):
        if names:
            st.html(f'<p class="summary">{escape(text(sentence))}</p>')
            st.button(
                text(label),
                key=f"equal-totals:{key}:{text.lang}",
                on_click=session_registers.set_equal_totals,
                args=(names, key == "each"),
            )


def _show_edition_choice(view: View) -> None:
    text, own_editions = view.text, view.campaign.own_editions
    # Of several campaigns, each can be shown in place of its own year only.
    options = [
        "",
        *(
            name
            for name, edition in campaign_cache.current().editions.items()
            if edition.start is not None and (len(own_editions) < 2 or name in own_editions)
        ),
    ]
    if len(options) < 2:
        return
    key = f"own-place:{text.lang}"
    value = session_registers.replaced_edition() or ""
    value = value if value in options else ""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    st.selectbox(
        text("Where to show the register"),
        options,
        index=options.index(value),
        key=key,
        filter_mode=None,
        width=CHOICE_WIDTH,
        format_func=lambda name: (
            text("in place of the {year} register", year=name)
            if name
            else text("beside the campaigns shown")
        ),
        on_change=lambda: session_registers.replace_register_of(st.session_state[key] or None),
    )
