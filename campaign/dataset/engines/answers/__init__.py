"""The answers of the last check of a register in files, saved for the next process."""
