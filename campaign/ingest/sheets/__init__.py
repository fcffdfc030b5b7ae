"""The choice of the sheet that is read, and tables of another form than a register."""
