"""The door on the page: files dropped, read with progress, and put on show for their owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.register_table import totals_line
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.campaign import OWN
from campaign.i18n.translator import N_, Text
from campaign.schema.issues import Issue
from campaign.ui.markdown import plain
from campaign.ui.page_frame import page_at
from campaign.ui.upload import session_files

MOST = 8
INTRO = (
    N_(
        "Drop a register as Excel, LibreOffice or 1C saves it. A minute later its figures are on "
        "the map, and you know what was understood, repaired and refused."
    ),
    N_(
        "Only you see it. It is kept on no disk, and closing the tab forgets it. Files "
        "with personal data are refused at once."
    ),
)


def bring(view: View) -> None:
    """The place to drop files: registers, population files, boundary files, several at once."""
    text = view.text
    with st.container(key="bring", border=True):
        lines = "".join(f"<p>{escape(text(line))}</p>" for line in INTRO)
        st.html(f'<div class="intro">{lines}</div>')
        # A new key empties the uploader: what it held is read, and what was refused is not kept.
        turn = int(st.session_state.get("upload-turn", 0))
        dropped = st.file_uploader(
            text("Register, population or boundaries: CSV, XLSX, ODS, GeoJSON, GPKG, ZIP"),
            # Any file, whatever its ending: the content tells what it is, in the reader's language.
            type=None,
            accept_multiple_files=True,
            key=f"upload:{turn}:{text.lang}",
            max_upload_size=50,
        )
        if not dropped:
            return
        bar = st.progress(0.0, text=text("Reading the file"))
        campaign = campaign_cache.current()
        for done, file in enumerate(dropped):

            def told(step: str, share: float, done: int = done, name: str = file.name) -> None:
                said = text("{file}: {step}", file=name, step=text(step))
                bar.progress(min(1.0, (done + share) / len(dropped)), text=plain(said))

            session_files.add(campaign, file.name, file.getvalue(), told)
        st.session_state["upload-turn"] = turn + 1
        if session_files.registers():
            session_files.show()
        st.rerun()


def placing(view: View) -> None:
    """Where the own register stands, the way to the map, and the way to forget it."""
    text = view.text
    with st.container(key="placing"):
        if not session_files.files():
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if session_files.registers():
                shown = replace(
                    view.selection.without_filters(), edition=session_files.place() or OWN
                )
                with st.container(key="see", width="content"):
                    st.page_link(
                        page_at("map"),
                        label=text("See it on the map"),
                        icon=":material/map:",
                        query_params=shown.to_query(view.campaign),
                    )
                _place(view)
            st.button(
                text("Forget these files"),
                key=f"forget:{text.lang}",
                icon=":material/delete:",
                on_click=session_files.forget,
            )
        _together(view)
        _across(view)


def _together(view: View) -> None:
    """The totals of several registers, and how many of their rows may count twice."""
    edition = view.campaign.editions.get(session_files.place() or OWN)
    registers = session_files.registers()
    if len(registers) < 2 or edition is None or edition.activities is None:
        return
    text = view.text
    again = sum(intake.by_rule()["likely_duplicate"] for intake in registers)
    again += sum(issue.rule == "likely_of_file" for issue in edition.issues)
    more = [text.n("{n} possible duplicate", "{n} possible duplicates", again)] if again else []
    words = text("Together: {totals}", totals=totals_line(edition.activities, text, *more))
    st.html(f'<p class="summary">{escape(words)}</p>')


def _across(view: View) -> None:
    """Rows that stand in two files: what was counted once, and what may count twice."""
    edition = view.campaign.editions.get(session_files.place() or OWN)
    issues = () if edition is None or not edition.own else edition.issues
    met = [issue for issue in issues if issue.rule.endswith("_of_file")]
    once = [issue for issue in met if issue.severity == "error"]
    twice = [issue for issue in met if issue.severity == "warning"]
    text = view.text
    if once:
        head = text.n(
            "{n} row stands in two of your files and is counted once",
            "{n} rows stand in two of your files and are counted once",
            len(once),
        )
        _notice(head, once, text)
    if twice:
        head = text.n(
            "{n} possible duplicate in two of your files: both rows are counted",
            "{n} possible duplicates in two of your files: both rows of each are counted",
            len(twice),
        )
        _notice(head, twice, text)


def _notice(head: str, issues: Sequence[Issue], text: Text) -> None:
    items = "".join(
        f"<li><b>{escape(p.cell.describe(text))}</b>: {escape(p.message(text))}</li>"
        for p in issues[:MOST]
    )
    if len(issues) > MOST:
        rest = text.n("and {n} more", "and {n} more", len(issues) - MOST)
        items += f"<li>{escape(rest)}</li>"
    st.html(f'<div class="notice" role="status"><p>{escape(head)}</p><ul>{items}</ul></div>')


def _place(view: View) -> None:
    text = view.text
    options = [
        "",
        *(n for n, e in campaign_cache.current().editions.items() if e.start is not None),
    ]
    key = f"own-place:{text.lang}"
    requested = session_files.place() or ""
    if st.session_state.get(key) != requested:
        st.session_state[key] = requested
    st.selectbox(
        text("Where it stands"),
        options,
        index=options.index(requested),
        key=key,
        filter_mode=None,
        format_func=lambda name: (
            text("in place of the register of {year}", year=name)
            if name
            else text("beside the campaigns on show")
        ),
        on_change=lambda: session_files.put(st.session_state[key] or None),
    )
