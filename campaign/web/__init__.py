"""The web server around the pages: routes, headers, hosts, compression, the error log."""
