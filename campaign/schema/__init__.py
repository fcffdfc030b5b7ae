"""What a table may hold: its columns, the rules it keeps, and the issues that are found."""
