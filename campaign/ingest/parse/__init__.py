"""Text made into header, rows, dates, numbers and codes."""
