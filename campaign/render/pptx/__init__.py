"""Charts as native shapes, tables and charts of a PowerPoint slide."""
