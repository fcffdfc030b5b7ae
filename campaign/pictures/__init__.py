"""Every picture of the dashboard, made from a View: what the screen, and later a file, shows."""
