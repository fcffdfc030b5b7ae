"""Reading of office files into checked rows, with a report of their issues."""
