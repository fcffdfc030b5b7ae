"""The open data of an edition: tables as CSV and JSON, boundaries, and their description."""
