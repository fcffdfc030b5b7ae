"""About: what the numbers mean, where they come from and what they cannot say."""

from campaign.ui.about import about
from campaign.ui.page_frame import current_view
from campaign.ui.page_title import title

view = current_view()

title(view, view.text("About the data and the method"), filters=False)
about(view)
