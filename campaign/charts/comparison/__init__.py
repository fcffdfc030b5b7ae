"""Charts of two campaigns, or of two regions, beside each other."""
