"""Draws a `Chart` as SVG, PowerPoint, Excel or Plotly; only these modules know those formats."""
