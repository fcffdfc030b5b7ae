"""Charts as SVG without a script, one module for each type of spec."""
