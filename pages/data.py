"""Data: bring a register, see what was understood, hold it against the published figures."""

from campaign.ui.page_frame import current_view
from campaign.ui.page_title import title
from campaign.ui.publishing import editor
from campaign.ui.reconciliation import reconciliation
from campaign.ui.upload import session_files
from campaign.ui.upload.page import bring, placing
from campaign.ui.upload.report import report
from campaign.ui.upload.template_downloads import dictionary, templates
from campaign.ui.upload.versions import version_questions

view = current_view()

title(view, view.text("Bring your own register"), filters=False)
bring(view)
version_questions(view)
placing(view)
editor(view)
for file in session_files.files():
    report(view, file)
templates(view)
reconciliation(view)
dictionary(view)
