"""Charts as SVG without a script, one module a body."""
