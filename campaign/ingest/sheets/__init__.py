"""The sheet of a workbook that is read, and tables of another form than a register."""
