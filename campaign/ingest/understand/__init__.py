"""The layout of a sheet: header row, columns, kinds of rows, forms and pivot tables."""
