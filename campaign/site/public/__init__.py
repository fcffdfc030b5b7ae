"""The dashboard as static files for any web server: pages and files, their paths, their writing."""
