"""The presentation in one HTML file."""
