"""About: what the numbers mean, where they come from and what they cannot say."""

from campaign.ui.page_frame import current_view

# The page is HTML of `campaign/site/contents.py`, which its frame sends.
current_view()
