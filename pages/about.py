"""About: what the numbers mean, where they come from and what they cannot say."""

from campaign.ui.about import show_about
from campaign.ui.page_frame import current_view
from campaign.ui.page_title import show_title

view = current_view()

show_title(view, view.text("About the data and the method"), filters=False)
show_about(view)
