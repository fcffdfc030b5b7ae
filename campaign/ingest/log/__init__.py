"""The cleaning log of a file: written, read, and applied to another file."""
