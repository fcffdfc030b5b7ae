"""Data: bring a register, see what was understood, hold it against the published figures."""

from campaign.ui import brought
from campaign.ui.bring import bring, placing
from campaign.ui.editor import editor
from campaign.ui.offers import dictionary, templates
from campaign.ui.reconciliation import reconciliation
from campaign.ui.report import report
from campaign.ui.shell import current_view
from campaign.ui.title import title
from campaign.ui.versions import version_questions

view = current_view()

title(view, view.text("Bring your own register"), filters=False)
bring(view)
version_questions(view)
placing(view)
editor(view)
for file in brought.files():
    report(view, file)
templates(view)
reconciliation(view)
dictionary(view)
