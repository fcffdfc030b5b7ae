"""Personal data recognised in cells and in the text of workbooks, and excluded."""
