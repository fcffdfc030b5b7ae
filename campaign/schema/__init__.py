"""Tables and their columns, the rules of cells and rows, and the issues of files."""
