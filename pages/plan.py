"""Plan: how far ahead or behind, in people and in days, and where it is furthest behind."""

from campaign.ui.page_frame import current_view

# The page is HTML of `campaign/site/contents.py`, which its frame sends.
current_view()
