"""The upload area: files are read with progress, and shown to their owner."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.register_table import totals_line
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.campaign import OWN
from campaign.i18n.translator import N_
from campaign.ingest.readers.detect import MOST_MEGABYTES
from campaign.site.issue_notice import issue_notice
from campaign.ui.markdown import escape_markdown
from campaign.ui.page_frame import page_at
from campaign.ui.upload import session_files

MOST_ISSUES = 8
INTRO = (
    N_(
        "Upload a register as Excel, LibreOffice or 1C saves it. A minute later its values "
        "are on the map, and you see what was accepted, corrected automatically and "
        "rejected."
    ),
    N_(
        "Only you see it. It is not stored on disk and is removed when you close the tab. "
        "Files with personal data are rejected at once."
    ),
)


def show_upload(view: View) -> None:
    """Show the upload area: registers, population and boundary files, several at once."""
    text = view.text
    with st.container(key="bring", border=True):
        lines = "".join(f"<p>{escape(text(line))}</p>" for line in INTRO)
        st.html(f'<div class="intro">{lines}</div>')
        # A new key empties the uploader: its files are read, and refused ones are not kept.
        round_number = int(st.session_state.get("upload-turn", 0))
        uploads = st.file_uploader(
            text("Register, population or boundaries: CSV, XLSX, ODS, GeoJSON, GPKG, ZIP"),
            # Any ending: the type of a file is detected from its content.
            type=None,
            accept_multiple_files=True,
            key=f"upload:{round_number}:{text.lang}",
            max_upload_size=MOST_MEGABYTES,
        )
        if not uploads:
            return
        bar = st.progress(0.0, text=text("Reading the file"))
        campaign = campaign_cache.current()
        for count, file in enumerate(uploads):

            def show_progress(
                step: str, share: float, count: int = count, name: str = file.name
            ) -> None:
                progress_text = text("{file}: {step}", file=name, step=text(step))
                bar.progress(
                    min(1.0, (count + share) / len(uploads)), text=escape_markdown(progress_text)
                )

            session_files.add(campaign, file.name, file.getvalue(), show_progress)
        st.session_state["upload-turn"] = round_number + 1
        if session_files.registers():
            session_files.select_own_register()
        st.rerun()


def show_upload_actions(view: View) -> None:
    """Show which register the own one replaces, a link to the map, and a button to remove it."""
    text = view.text
    with st.container(key="placing"):
        if not session_files.files():
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if session_files.registers():
                selection = replace(
                    view.selection.without_filters(),
                    edition=session_files.replaced_edition() or OWN,
                )
                with st.container(key="see", width="content"):
                    st.page_link(
                        page_at("map"),
                        label=text("See it on the map"),
                        icon=":material/map:",
                        query_params=selection.to_query(view.campaign),
                    )
                _show_edition_choice(view)
            st.button(
                text("Remove files"),
                key=f"forget:{text.lang}",
                icon=":material/delete:",
                on_click=session_files.remove,
            )
        _show_combined_totals(view)
        _show_duplicates_of_files(view)


def _show_combined_totals(view: View) -> None:
    """Show the totals of several registers, and how many of their rows may count twice."""
    edition = view.campaign.editions.get(session_files.replaced_edition() or OWN)
    registers = session_files.registers()
    if len(registers) < 2 or edition is None or edition.activities is None:
        return
    text = view.text
    duplicate_count = sum(report.by_rule()["likely_duplicate"] for report in registers)
    duplicate_count += sum(issue.rule == "likely_of_file" for issue in edition.issues)
    details = (
        [text.n("{n} possible duplicate", "{n} possible duplicates", duplicate_count)]
        if duplicate_count
        else []
    )
    words = text("All files: {totals}", totals=totals_line(edition.activities, text, *details))
    st.html(f'<p class="summary">{escape(words)}</p>')


def _show_duplicates_of_files(view: View) -> None:
    """Show the rows that two files have: those counted once, and those that may count twice."""
    edition = view.campaign.editions.get(session_files.replaced_edition() or OWN)
    issues = () if edition is None or not edition.own else edition.issues
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
    if possible_duplicates:
        headline = text.n(
            "{n} possible duplicate in two of your files: both rows are counted",
            "{n} possible duplicates in two of your files: both rows of each are counted",
            len(possible_duplicates),
        )
        st.html(issue_notice(headline, possible_duplicates, text, MOST_ISSUES))


def _show_edition_choice(view: View) -> None:
    text = view.text
    options = [
        "",
        *(
            name
            for name, edition in campaign_cache.current().editions.items()
            if edition.start is not None
        ),
    ]
    key = f"own-place:{text.lang}"
    value = session_files.replaced_edition() or ""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    st.selectbox(
        text("Where to show it"),
        options,
        index=options.index(value),
        key=key,
        filter_mode=None,
        format_func=lambda name: (
            text("in place of the register of {year}", year=name)
            if name
            else text("beside the campaigns shown")
        ),
        on_change=lambda: session_files.replace_register_of(st.session_state[key] or None),
    )
