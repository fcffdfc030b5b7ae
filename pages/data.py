"""Upload: check a register, see what was accepted, and compare it with published figures."""

import streamlit as st

from campaign.site.compare import reconciliation
from campaign.site.issue_catalogue import catalogue_link
from campaign.site.page import page_title
from campaign.ui.cache import cached
from campaign.ui.links import page_of
from campaign.ui.page_frame import current_view
from campaign.ui.publishing import show_publishing
from campaign.ui.upload.downloads import show_dictionary, show_templates
from campaign.ui.upload.page import show_files, show_rejected_files, show_upload
from campaign.ui.upload.registers import show_next_steps, show_version_questions
from campaign.ui.upload.suggestions import show_suggestions
from campaign.ui.widgets import show_html

view = current_view()

show_html(f"<div>{page_title(view, 'data')}</div>")
show_upload(view)
show_version_questions(view)
show_suggestions(view)
show_files(view)
show_next_steps(view)
show_rejected_files(view)
show_publishing(view)
show_templates(view)
if html := cached(view, reconciliation):
    with st.container(key="reconciliation", border=True):
        show_html(html)
show_dictionary(view)
show_html(catalogue_link(page_of(view, "data")))
