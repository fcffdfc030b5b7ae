"""The presentation: its slides, what the browser gets of them, and how they look on a projector."""
