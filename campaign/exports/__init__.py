"""Files to download: slides, brief, workbook, register, and the results of a check of a file."""
