"""Stands until the drawings of slides move to `render`."""

from campaign.render.text_width import *  # noqa: F403
