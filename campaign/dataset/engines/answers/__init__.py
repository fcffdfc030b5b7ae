"""The saved answers of the last check of a register in files, for the next process."""
