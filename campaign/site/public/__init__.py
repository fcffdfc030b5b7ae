"""The dashboard as static files for any web server: what is published, where, and how it is written."""
