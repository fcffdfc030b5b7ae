"""Any file of an office made into checked rows, with a report of what was found."""
