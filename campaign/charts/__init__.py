"""One module a chart: from a view to a chart with its words and its data table."""
