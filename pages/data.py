"""Upload: check a register, see what was accepted, and compare it with published figures."""

from campaign.site.issue_catalogue import app_catalogue_link
from campaign.site.reconciliation import reconciliation
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.page_frame import current_view
from campaign.ui.publishing import show_publishing
from campaign.ui.upload.downloads import show_dictionary, show_templates
from campaign.ui.upload.page import show_files, show_rejected_files, show_upload
from campaign.ui.upload.registers import show_next_steps, show_version_questions
from campaign.ui.upload.suggestions import show_suggestions

view = current_view()

show_title(view, "data")
show_upload(view)
show_version_questions(view)
show_suggestions(view)
show_files(view)
show_next_steps(view)
show_rejected_files(view)
show_publishing(view)
show_templates(view)
show_fragment(view, reconciliation, "reconciliation")
show_dictionary(view)
show_fragment(view, app_catalogue_link)
