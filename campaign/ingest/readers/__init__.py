"""Files as tables of text: delimited text and workbooks, within limits."""
