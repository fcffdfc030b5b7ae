"""Draws a `Chart` as SVG, PowerPoint or Excel; only these modules and `explore` know those formats."""
