"""The campaign in its files: loading, caching, user overlays and publishing."""
