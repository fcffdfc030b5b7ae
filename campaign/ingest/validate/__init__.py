"""The checks of the rows of a sheet, and the report on it."""
