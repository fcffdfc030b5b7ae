"""The frame of every page: language, address, and the page as HTML or with widgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path
from types import CodeType

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.by_campaign import title_within
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.issues import Issue
from campaign.site import notices
from campaign.site.colour_pairs import PAIRED
from campaign.site.elements import notice
from campaign.site.header import header
from campaign.site.page import tab_title
from campaign.site.page_list import HOME, PAGES, Page
from campaign.theme.style import STYLES
from campaign.ui import links, live_page, state
from campaign.ui.cache import chart_of
from campaign.ui.error_page import load_style
from campaign.ui.explore import show_requested_chart
from campaign.ui.export_dialog import show_export_dialog
from campaign.ui.links import declare_pages
from campaign.ui.session_memory import browser_language
from campaign.ui.streamlit_compat import StreamlitPage
from campaign.ui.upload import session_files, session_registers
from campaign.ui.upload.registers import question_title
from campaign.ui.upload.tab_files import save_files
from campaign.ui.widgets import show_html

_ROOT = Path(__file__).resolve().parent.parent.parent
_VIEW = "view"


def run(page: StreamlitPage) -> None:
    """Send the page as HTML, or show its header and run its widgets."""
    stem = page.url_path or HOME.stem
    try:
        campaign = session_registers.campaign_with_files(campaign_cache.current())
    except UnloadableDataError as error:
        _show_load_errors(error.issues)
        return
    selection = links.follow(state.selection(campaign, stem), campaign, stem)
    selection = session_registers.follow_files(selection, campaign)
    selection = PAGES[stem].selection_shown(selection, campaign)
    text = Text.of(selection.lang or browser_language())
    view = View(campaign, selection, text, STYLES[st.context.theme.type or "light"])
    st.set_page_config(
        page_title=f"{tab_title(view, stem)} · {text('100 Days Against Human Trafficking')}",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    save_files()
    st.session_state[_VIEW] = view
    try:
        # With a notice on the address, the list of slides replaces the presentation.
        if stem == "present" and "edit" not in st.query_params and not state.address_issues():
            # It covers the window and writes its address itself.
            live_page.send_no_page(view, stem)
            page.run()
            return
        state.write_address(selection, campaign, PAGES[stem].menu_query)
        if PAGES[stem].has_widgets:
            _show_widgets(view, stem)
        else:
            own = (_unread_register(view), *_own_notices(view))
            live_page.send_page(view, stem, "".join(own))
        if links.takes_request_for_files():
            show_export_dialog(view)
        elif not PAGES[stem].has_widgets:
            show_requested_chart(view, stem)
    finally:
        st.session_state.pop(_VIEW, None)


def _show_widgets(view: View, stem: str) -> None:
    live_page.send_no_page(view, stem)
    page = links.page_of(view, stem)
    # A page that lists the issues of a reader's own register row by row says no more.
    is_listed = stem == "data" and view.edition.own
    lines = (
        notices.query_notice(page),
        notices.shown_register(page),
        _unread_register(view),
        *(() if is_listed else (*_own_notices(view), notices.file_issues(view))),
    )
    address = escape(page.links.page(stem, view.selection) or "")
    start = f'<div class="links" data-address="{address}">'
    show_html(f"{start}{header(page)}</div>")
    with st.container(key=f"page-{stem}"):
        show_html(
            f'{start}<div class="provenance">{notices.provenance(view)}</div>'
            f'<div class="notices">{"".join(lines)}</div></div>'
        )
        run_page(PAGES[stem])
        show_html(notices.footer(view))


def warm_up() -> None:
    """Do the slow work of a first run before the first reader arrives.

    The first chart of a process and the library of class breaks take about a second to import.
    """
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return  # the page reports the error
    selection = Selection.from_query({}, campaign)
    view = View(campaign, selection, Text.of("ky"), PAIRED)
    if view.has_register:
        chart_of(view, by_region.base_overview_map)


def current_view() -> View:
    """Return the view of this run; the first line of every page.

    On a fresh server a deep link runs the page's file without `dashboard.py`: there is no view
    yet, so the pages are declared and the run starts again.
    """
    view: View | None = st.session_state.get(_VIEW)
    if view is None:
        declare_pages()
        st.rerun()
    return view


def _show_load_errors(issues: Sequence[Issue]) -> None:
    lang = str(st.query_params.get("lang", ""))
    text = Text.of(lang if lang in LANGUAGES else browser_language())
    st.set_page_config(page_title=text("The data cannot be shown"), layout="wide")
    load_style()
    live_page.send_language(text)
    st.html(
        f"<h1>{escape(text('The data cannot be shown'))}</h1>{notices.issue_list(issues, text, 0)}"
        f"<p>{escape(text('Once the file is corrected, reload this page.'))}</p>"
    )


def run_page(page: Page) -> None:
    """Run the script of a page.

    If Streamlit ran the page itself (`StreamlitPage.run`), the browser would remove it as soon as
    another page begins, and would show only the frame until that page has arrived.
    """
    exec(_code(page.file), {"__name__": "__main__", "__file__": page.file})


@cache
def _code(file: str) -> CodeType:
    path = _ROOT / file
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")


def _unread_register(view: View) -> str:
    """Return the notice that no row of a reader's register is accepted; "" if one is."""
    if view.campaign.own_editions or not session_registers.current_registers():
        return ""
    words = view.text(
        "Shown: {campaign}, not your own register. None of its rows is accepted yet: see the "
        "page “Upload”.",
        campaign=title_within(view.edition, view.text),
    )
    return notice(words)


def _own_notices(view: View) -> Iterator[str]:
    """Yield what a reader's own register leaves out, and its versions without an answer."""
    edition, text = view.edition, view.text
    if edition.own and edition.rejected_rows:
        rows = text.n(
            "{n} row of your register is not counted",
            "{n} rows of your register are not counted",
            edition.rejected_rows,
        )
        hint = text("See the page “Upload” for the reason.")
        yield notice(f"{rows}. {hint}", kind="error")
    for version in session_files.upload_order().open_questions() if edition.own else ():
        if not version.change.empty:
            words = text(
                "{question} Until you answer on the page “Upload”, the new version is counted "
                "instead of the previous one.",
                question=question_title(version, text),
            )
            yield notice(words)
