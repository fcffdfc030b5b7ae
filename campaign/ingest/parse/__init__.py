"""Parsers of header rows, kinds of rows, dates, numbers and codes."""
