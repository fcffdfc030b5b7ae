"""The talk: the hall at the bare address, the list of its scenes beside it."""

from campaign.ui.page_frame import current_view
from campaign.ui.present.page import present

present(current_view())
