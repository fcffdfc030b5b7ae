"""One module per chart: from a view to a chart with its texts and its data table."""
