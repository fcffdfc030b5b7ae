"""Charts as Plotly figures to zoom, compare and select in, for the dialog “Explore”."""
