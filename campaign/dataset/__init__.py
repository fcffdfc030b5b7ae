"""The campaign as its files have it: loaded, kept, overlaid and published."""
