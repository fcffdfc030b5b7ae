"""Tables and their columns, the rules of their cells and rows, and issues where one is broken."""
