"""Colours, hatching and line styles: the only place that decides how something looks."""
