"""The cells of a sheet: their formats, their corrections, and their values by kind of column."""
