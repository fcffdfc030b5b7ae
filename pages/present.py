"""The talk: the hall at the bare address, the list of its scenes beside it."""

from campaign.ui.present import present
from campaign.ui.shell import current_view

present(current_view())
