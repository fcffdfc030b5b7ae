"""Map: where the chosen indicator is high and low, and how it developed day by day."""

from campaign.ui.page_frame import current_view

# The page is HTML of `campaign/site/contents.py`, which its frame sends.
current_view()
