"""The dashboard as static files for any web server: what is published, where, how it is written."""
