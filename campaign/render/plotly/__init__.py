"""Charts as Plotly figures for the browser, one module for each type of body."""
