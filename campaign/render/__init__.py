"""One `Chart` drawn as Plotly, SVG, PowerPoint or Excel; nothing else knows those formats."""
