"""The dashboard as `deploy/` serves it: two processes behind nginx, `make deploy-tests`."""
