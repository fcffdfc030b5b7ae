"""Elements of the page that have a script of their own in the browser."""
