"""Compare: two campaigns, two regions, and the published values of all years."""

from campaign.ui.page_frame import current_view

# The page is HTML of `campaign/site/contents.py`, which its frame sends.
current_view()
