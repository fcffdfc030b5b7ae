"""Files to download: slides, brief, workbook, register, and what goes back to a file's owner."""
