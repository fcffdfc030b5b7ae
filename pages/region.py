"""Region: one region beside the country, with its days, types, places and organizers."""

from campaign.ui.page_frame import current_view

# The page is HTML of `campaign/site/contents.py`, which its frame sends.
current_view()
