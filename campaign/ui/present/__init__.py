"""The presentation in the browser, and the list of its slides."""
