"""Charts as Plotly figures for the browser, one module a body."""
