"""Native charts of a workbook, over the cells of its tables."""
