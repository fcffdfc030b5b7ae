"""The presentation: its slides, the data for the browser, and the style for a projector."""
