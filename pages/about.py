"""About: what the numbers mean, where they come from and what they cannot say."""

from campaign.site.about import about
from campaign.site.issue_catalogue import app_catalogue_link
from campaign.site.published_values import published_values
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.page_frame import current_view

view = current_view()

show_title(view, "about")
show_fragment(view, about)
show_fragment(view, published_values, "published")
show_fragment(view, app_catalogue_link)
