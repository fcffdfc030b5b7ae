"""What a page says above its content: its provenance, and notices on a reader's own register."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
import streamlit as st
from campaign import __version__
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.i18n.translator import Text
from campaign.schema.issues import Issue
from campaign.site import header, notices, other_years
from campaign.site.page_list import HOME, PAGES
from campaign.site.style_sheet import colour_variables
from campaign.site.title import tab_title
from campaign.theme.style import STYLES, Style
from campaign.ui import chart_requests, first_pictures, state, widgets
from campaign.ui.cache import cached, cached_chart
from campaign.ui.components.words import words
from campaign.ui.filter_chips import show_reset_button
from campaign.ui.fragment import show_fragment
from campaign.ui.page_header import FILTERS, MENU, show_header
from campaign.ui.page_script import run_page
from campaign.ui.slots import Slots
from campaign.ui.streamlit_compat import StreamlitPage
from campaign.ui.streamlit_pages import declare_pages, page_at
from campaign.ui.upload import own_campaign, session_registers
from campaign.ui.upload.incoming_files import reject_too_large
from campaign.ui.upload.reload import claim_files, save_files
from campaign.ui.upload.versions import question_title
from campaign.web.assets import address



def show_provenance(view: View) -> None:
    with st.container(key="provenance"):
        if view.mark:
            st.html(notices.provenance(view))


def show_notices(view: View) -> None:
    edition, text = view.edition, view.text
    if edition.own and edition.rejected_rows:
        rows = text.n(
            "{n} row of your register is not counted",
            "{n} rows of your register are not counted",
            edition.rejected_rows,
        )
        hint = text("See the page “Upload” for the reason.")
        st.html(
            f'<div class="notice error" role="status"><p>{escape(rows)}. {escape(hint)}</p></div>'
        )
    for version in session_registers.upload_order().open_questions() if edition.own else ():
        if not version.change.empty:
            words = text(
                "{question} Until you answer on the page “Upload”, the new version is counted "
                "instead of the previous one.",
                question=question_title(version, text),
            )
            st.html(f'<div class="notice" role="status"><p>{escape(words)}</p></div>')
    if issues := notices.file_issues(view):
        st.html(issues)


def has_own_issue_list(view: View, stem: str) -> bool:
    """Return whether the page lists the issues of a reader's own register row by row."""
    return stem == "data" and view.edition.own
