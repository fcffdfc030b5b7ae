"""Files of offices read into checked rows, with a report of their issues."""
