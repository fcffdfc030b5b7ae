"""Draws a `Chart` as Plotly, SVG, PowerPoint or Excel; only these modules use those formats."""
